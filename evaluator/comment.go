package evaluator

import (
	"path"
	"strings"
)

// This file finds the comments of a file, in the languages that findings point
// into. It knows just enough of each to tell a comment from a text: what it
// cannot follow, such as a quote that is never closed, hides comments, so that a
// finding is shown rather than suppressed.

// comment is one comment of a file.
type comment struct {
	line int
	text string // after the mark
	// next is the line that a comment alone on its line is about: the next one, past
	// other such comments. 0: it shares its line with code, or an empty line follows.
	next int
}

// language says what a comment looks like.
type language struct {
	marks    []string
	own      bool   // comments stand on lines of their own only
	anywhere bool   // a mark and a quote count wherever they stand, not only after a space
	quotes   string // what opens a text
	triple   bool   // Python's triple quotes
	several  bool   // a quoted text may span lines
}

var (
	pythonLanguage     = language{marks: []string{"#"}, anywhere: true, quotes: `'"`, triple: true}
	hclLanguage        = language{marks: []string{"#", "//"}, anywhere: true, quotes: `"`}
	dockerfileLanguage = language{marks: []string{"#"}, own: true}
	// hashLanguage is that of env files, YAML, requirements, TOML, INI and shell.
	hashLanguage = language{marks: []string{"#"}, quotes: `'"`, several: true}
)

// languageOf tells the language from the file's name; false where it has no comments.
func languageOf(file string) (language, bool) {
	base := strings.ToLower(path.Base(file))
	switch ext := path.Ext(base); {
	case strings.HasPrefix(base, "dockerfile"), strings.HasPrefix(base, "containerfile"), ext == ".dockerfile":
		return dockerfileLanguage, true
	case ext == ".py":
		return pythonLanguage, true
	case ext == ".tf", ext == ".tfvars", ext == ".hcl":
		return hclLanguage, true
	case ext == ".json":
		return language{}, false
	}
	return hashLanguage, true
}

// comments are those of a source, in order.
func (l language) comments(src string) []comment {
	var out []comment
	lines := strings.Split(src, "\n")
	quote := ""
	for i, line := range lines {
		if len(quote) == 1 && !l.several {
			quote = ""
		}
		line = strings.TrimSuffix(line, "\r")
		at, mark, open := l.find(line, quote)
		quote = open
		if mark == "" {
			continue
		}
		c := comment{line: i + 1, text: line[at+len(mark):]}
		if strings.TrimSpace(line[:at]) == "" {
			c.next = l.next(lines, i)
		} else if l.own {
			continue
		}
		out = append(out, c)
	}
	return out
}

// find is where the comment of a line begins, and the quote that is open at the line's end.
func (l language) find(line, quote string) (at int, mark, open string) {
	for i := 0; i < len(line); i++ {
		rest := line[i:]
		switch {
		case quote != "":
			switch {
			case rest[0] == '\\' && (l.triple || quote == `"`):
				i++
			case strings.HasPrefix(rest, quote):
				i += len(quote) - 1
				quote = ""
			}
		case l.begins(line, i) && l.mark(rest) != "":
			return i, l.mark(rest), ""
		case strings.IndexByte(l.quotes, rest[0]) >= 0 && (l.anywhere || i == 0 || strings.IndexByte(" \t=:[{,(-", line[i-1]) >= 0):
			quote = rest[:1]
			if l.triple && strings.HasPrefix(rest, strings.Repeat(quote, 3)) {
				quote = rest[:3]
				i += 2
			}
		}
	}
	return 0, "", quote
}

// begins tells whether a comment may begin at i.
func (l language) begins(line string, i int) bool {
	return l.anywhere || i == 0 || line[i-1] == ' ' || line[i-1] == '\t'
}

func (l language) mark(rest string) string {
	for _, m := range l.marks {
		if strings.HasPrefix(rest, m) {
			return m
		}
	}
	return ""
}

// next is the line after the i-th that is no comment; 0 where it is empty.
func (l language) next(lines []string, i int) int {
	for j := i + 1; j < len(lines); j++ {
		switch text := strings.TrimSpace(lines[j]); {
		case text == "":
			return 0
		case l.mark(text) == "":
			return j + 1
		}
	}
	return 0
}
