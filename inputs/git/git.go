// Package git tells which files of a project git tracks and which it ignores. It
// reads the index and the ignore files, and runs nothing.
package git

import (
	"bufio"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/format/gitignore"
	"github.com/go-git/go-git/v5/plumbing/format/index"
)

// maxIndex is the size in bytes above which an index is not read.
const maxIndex = 64 << 20

// State is what git knows of the files below one directory. The zero of it, a
// nil *State, stands for a directory without git.
type State struct {
	prefix  string // of the directory in the work tree, "" or "a/b/"
	tracked map[string]bool
	ignore  gitignore.Matcher
}

// Read looks for a repository at the directory and above it. It returns nil
// where there is none or its index cannot be read.
func Read(dir string) *State {
	top, gitDir := find(dir)
	if top == "" {
		return nil
	}
	rel, err := filepath.Rel(top, dir)
	if err != nil {
		return nil
	}
	s := &State{tracked: map[string]bool{}}
	if rel != "." {
		s.prefix = filepath.ToSlash(rel) + "/"
	}
	if !s.readIndex(filepath.Join(gitDir, "index")) {
		return nil
	}
	s.ignore = gitignore.NewMatcher(s.patterns(top, gitDir))
	return s
}

// find returns the work tree's top and the git directory, which a worktree or a
// submodule names in a file.
func find(dir string) (top, gitDir string) {
	for {
		at := filepath.Join(dir, ".git")
		info, err := os.Lstat(at)
		switch {
		case err == nil && info.IsDir():
			return dir, at
		case err == nil && info.Mode().IsRegular() && info.Size() < 4096:
			src, _ := os.ReadFile(at)
			if to, ok := strings.CutPrefix(strings.TrimSpace(string(src)), "gitdir: "); ok {
				if !filepath.IsAbs(to) {
					to = filepath.Join(dir, to)
				}
				return dir, to
			}
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", ""
		}
		dir = up
	}
}

// readIndex takes the tracked files below the prefix. A repository without an
// index tracks nothing yet.
func (s *State) readIndex(file string) bool {
	info, err := os.Lstat(file)
	if os.IsNotExist(err) {
		return true
	}
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxIndex {
		return false
	}
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	var idx index.Index
	if err := index.NewDecoder(bufio.NewReader(f)).Decode(&idx); err != nil {
		return false
	}
	for _, e := range idx.Entries {
		if name, ok := strings.CutPrefix(e.Name, s.prefix); ok {
			s.tracked[name] = true
		}
	}
	return true
}

// patterns are those of .git/info/exclude and of every .gitignore from the top
// down to the directory; those below it are read when a file there is asked for.
func (s *State) patterns(top, gitDir string) []gitignore.Pattern {
	out := parse(filepath.Join(gitDir, "info", "exclude"), nil)
	dirs := strings.Split(strings.TrimSuffix(s.prefix, "/"), "/")
	if s.prefix == "" {
		dirs = nil
	}
	out = append(out, parse(filepath.Join(top, ".gitignore"), nil)...)
	for i := range dirs {
		domain := dirs[:i+1]
		out = append(out, parse(filepath.Join(top, filepath.Join(domain...), ".gitignore"), domain)...)
	}
	for name := range s.tracked {
		if path.Base(name) == ".gitignore" && name != ".gitignore" {
			domain := append(dirs[:len(dirs):len(dirs)], strings.Split(path.Dir(name), "/")...)
			out = append(out, parse(filepath.Join(top, filepath.FromSlash(s.prefix+name)), domain)...)
		}
	}
	return out
}

func parse(file string, domain []string) []gitignore.Pattern {
	info, err := os.Lstat(file)
	if err != nil || !info.Mode().IsRegular() || info.Size() > 1<<20 {
		return nil
	}
	src, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	var out []gitignore.Pattern
	for _, line := range strings.Split(string(src), "\n") {
		line = strings.TrimSuffix(line, "\r")
		if strings.TrimSpace(line) != "" && !strings.HasPrefix(line, "#") {
			out = append(out, gitignore.ParsePattern(line, domain))
		}
	}
	return out
}

// Tracked tells whether git tracks a file, by its name relative to the
// directory with slashes. It is nil where there is no git.
func (s *State) Tracked(name string) *bool {
	if s == nil {
		return nil
	}
	yes := s.tracked[path.Clean(name)]
	return &yes
}

// Ignored tells whether git leaves a file out: it is not tracked and an ignore rule matches it.
func (s *State) Ignored(name string) bool {
	if s == nil || s.tracked[path.Clean(name)] {
		return false
	}
	return s.ignore.Match(strings.Split(s.prefix+path.Clean(name), "/"), false)
}
