package git

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
)

// This file applies ignore rules as gitignore(5) says: the last matching rule of
// the innermost file decides, and what lies in an ignored folder stays ignored.

// Bounds on hostile ignore files.
const (
	maxIgnore  = 1 << 20 // bytes of a file
	maxRules   = 5000    // of a file
	maxPattern = 1024    // bytes of a rule
)

// rule is one line of an ignore file.
type rule struct {
	end     string                // of every path that matches
	re      func() *regexp.Regexp // of paths relative to the file's folder; nil for no pattern
	dirOnly bool
	negated bool
}

// matches compiles few of the expressions: an ignore file has a hundred rules, and
// most of them are asked about no file that ends like them.
func (r rule) matches(name string) bool {
	if !strings.HasSuffix(name, r.end) {
		return false
	}
	re := r.re()
	return re != nil && re.MatchString(name)
}

// ignores tells whether the rules ignore a path of the work tree.
func (s *State) ignores(name string) bool {
	parts := strings.Split(name, "/")
	for i := range parts {
		if s.decides(parts[:i+1], i+1 < len(parts)) {
			return true
		}
	}
	return false
}

// decides applies the rules to one path, whose folders are not ignored.
func (s *State) decides(parts []string, isDir bool) bool {
	for i := len(parts) - 1; i >= 0; i-- {
		if yes, ok := last(s.rules(path.Join(parts[:i]...)), path.Join(parts[i:]...), isDir); ok {
			return yes
		}
	}
	yes, _ := last(s.exclude, path.Join(parts...), isDir)
	return yes
}

// last is what the last matching rule says.
func last(rules []rule, name string, isDir bool) (ignored, ok bool) {
	for i := len(rules) - 1; i >= 0; i-- {
		if r := rules[i]; (isDir || !r.dirOnly) && r.matches(name) {
			return !r.negated, true
		}
	}
	return false, false
}

// rules are those of the .gitignore of a folder of the work tree.
func (s *State) rules(dir string) []rule {
	s.lock.Lock()
	defer s.lock.Unlock()
	rules, ok := s.folders[dir]
	if !ok && !s.closed {
		rules = readRules(filepath.Join(s.top, filepath.FromSlash(dir), ".gitignore"))
		s.folders[dir] = rules
	}
	return rules
}

// readRules reads an ignore file; nil where it is none.
func readRules(file string) []rule {
	info, err := os.Lstat(file)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxIgnore {
		return nil
	}
	src, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	return parseRules(string(src))
}

// parseRules reads the lines of an ignore file.
func parseRules(src string) []rule {
	var out []rule
	for line := range strings.Lines(strings.TrimPrefix(src, "\ufeff")) {
		if r, ok := parse(strings.TrimRight(line, "\r\n")); ok && len(out) < maxRules {
			out = append(out, r)
		}
	}
	return out
}

// parse reads a line; false for one that is no rule.
func parse(line string) (rule, bool) {
	for strings.HasSuffix(line, " ") && !strings.HasSuffix(line, `\ `) {
		line = line[:len(line)-1]
	}
	if line == "" || line[0] == '#' || len(line) > maxPattern {
		return rule{}, false
	}
	var r rule
	line, r.negated = strings.CutPrefix(line, "!")
	line, r.dirOnly = strings.CutSuffix(line, "/")
	r.end = line[strings.LastIndexAny(line, `*?[]\/`)+1:]
	r.re = sync.OnceValue(func() *regexp.Regexp {
		anchored := strings.Contains(line, "/")
		re, err := regexp.Compile(`(?s)\A` + expression(strings.TrimPrefix(line, "/"), anchored) + `\z`)
		if err != nil {
			return nil
		}
		return re
	})
	return r, line != ""
}

// expression is a pattern as a regular expression. One without a slash is of a
// name, in whatever folder.
func expression(pattern string, anchored bool) string {
	var out strings.Builder
	if !anchored {
		out.WriteString("(?:.*/)?")
	}
	for pattern != "" {
		switch {
		case pattern == "/**":
			out.WriteString("/.+")
			return out.String()
		case strings.HasPrefix(pattern, "/**/"):
			out.WriteString("/(?:.*/)?")
			pattern = pattern[4:]
		case out.Len() == 0 && strings.HasPrefix(pattern, "**/"):
			out.WriteString("(?:.*/)?")
			pattern = pattern[3:]
		default:
			n, text := glob(pattern)
			out.WriteString(text)
			pattern = pattern[n:]
		}
	}
	return out.String()
}

// glob translates the first part of a pattern and gives its length.
func glob(pattern string) (n int, expr string) {
	switch pattern[0] {
	case '*':
		return len(pattern) - len(strings.TrimLeft(pattern, "*")), "[^/]*"
	case '?':
		return 1, "[^/]"
	case '\\':
		if len(pattern) > 1 {
			return 2, regexp.QuoteMeta(pattern[1:2])
		}
	case '[':
		if end := strings.IndexByte(pattern[min(2, len(pattern)):], ']'); end >= 0 {
			class := pattern[1 : end+2]
			if rest, ok := strings.CutPrefix(class, "!"); ok {
				class = "^" + rest
			}
			return end + 3, "[" + strings.ReplaceAll(class, "[", `\[`) + "]"
		}
	}
	return 1, regexp.QuoteMeta(pattern[:1])
}
