// Package git tells which files of a project git tracks and which it ignores, and
// gives the files of its revisions. It reads the index, the ignore files and the
// objects, and runs nothing.
package git

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
)

// maxIndex is the size in bytes above which an index is not read.
const maxIndex = 64 << 20

// State is what git knows of the files below one directory. The zero of it, a
// nil *State, stands for a directory without git.
type State struct {
	top     string // of the work tree
	prefix  string // of the directory in the work tree, "" or "a/b/"
	tracked map[string]bool
	exclude []rule
	all     bool // of a revision: everything that is there is tracked
	closed  bool // declared: folders are all there are

	lock    sync.Mutex
	folders map[string][]rule // of the .gitignore files, by folder of the work tree
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
	s := &State{top: top, tracked: map[string]bool{}, folders: map[string][]rule{}}
	if rel != "." {
		s.prefix = filepath.ToSlash(rel) + "/"
	}
	if !s.readIndex(filepath.Join(gitDir, "index")) {
		return nil
	}
	s.exclude = readRules(filepath.Join(common(gitDir), "info", "exclude"))
	return s
}

// Unversioned is the state of a directory that may have ignore files and is no
// repository, as an archive of one: nothing is tracked.
func Unversioned(dir string) *State {
	return &State{top: dir, folders: map[string][]rule{}}
}

// common is the git directory that a worktree's shares with the main one.
func common(gitDir string) string {
	info, err := os.Lstat(filepath.Join(gitDir, "commondir"))
	if err != nil || !info.Mode().IsRegular() || info.Size() > 4096 {
		return gitDir
	}
	src, err := os.ReadFile(filepath.Join(gitDir, "commondir"))
	if err != nil {
		return gitDir
	}
	to := strings.TrimSpace(string(src))
	if !filepath.IsAbs(to) {
		to = filepath.Join(gitDir, to)
	}
	return to
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
	names, ok := readNames(f, s.prefix)
	s.tracked = names
	return ok
}

// Committed is the state of the files of a revision: git tracks them all.
func Committed() *State { return &State{all: true} }

// Declared is a state in which git tracks the named files, and a .gitignore at
// the top has that text; names are relative to the directory, with slashes.
func Declared(tracked []string, ignore string) *State {
	s := &State{tracked: map[string]bool{}, folders: map[string][]rule{}, closed: true}
	for _, name := range tracked {
		s.tracked[path.Clean(name)] = true
	}
	s.folders[""] = parseRules(ignore)
	return s
}

// Tracked tells whether git tracks a file, by its name relative to the
// directory with slashes. It is nil where there is no git.
func (s *State) Tracked(name string) *bool {
	if s == nil {
		return nil
	}
	yes := s.all || s.tracked[path.Clean(name)]
	return &yes
}

// MayMake tells whether a file or folder that is not there may be made all the same:
// an ignore rule matches its name, or the ignore files are not read.
func (s *State) MayMake(name string) bool {
	name = s.prefix + path.Clean(name)
	return s.all || s.ignores(name) || s.ignores(name+"/x") // a rule for folders alone
}

// Ignored tells whether git leaves a file out: it is not tracked and an ignore rule matches it.
func (s *State) Ignored(name string) bool {
	if s == nil || s.all || s.tracked[path.Clean(name)] {
		return false
	}
	return s.ignores(s.prefix + path.Clean(name))
}
