package platforms

import (
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/shlex"
)

// This file finds the commands by which scripts and pipelines talk to a platform. They are
// read as text: a word in which anything is filled in says nothing.

// called is one command of a program: its words, and where it stands.
type called struct {
	words []string
	at    document.Location
	lines []string // of the file, from the command on
}

// calls are the commands of a program in the text of a shell, be it a script or the
// scalars of a pipeline.
func calls(program, file, src string) []called {
	var out []called
	lines, given := strings.Split(src, "\n"), plainAssignments(src)
	for i := 0; i < len(lines); i++ {
		before, _, found := strings.Cut(lines[i], program+" ")
		if !found || !beginsCommand.MatchString(before) {
			continue
		}
		at := document.Location{File: file, Line: i + 1, Column: len([]rune(before)) + 1}
		text, from := lines[i][len(before):], i
		for strings.HasSuffix(strings.TrimRight(text, " \t\r"), "\\") && i+1 < len(lines) {
			i++
			text = strings.TrimSuffix(strings.TrimRight(text, " \t\r"), "\\") + " " + strings.TrimSpace(lines[i])
		}
		text = endsCommand.ReplaceAllString(expressions.ReplaceAllString(given.Replace(text), "$${}"), "")
		if words, ok := shlex.Split(text, true); ok {
			out = append(out, called{words, at, lines[from : i+1]})
		}
	}
	return out
}

var (
	// beginsCommand is what stands before a command in its line: nothing but the key of a
	// pipeline, or another command that ends.
	beginsCommand = pattern.New(`^\s*(?:-\s+)?(?:(?:run|script|command):\s*)?["']?$|^[^#]*(?:&&|\|\||;|\bthen|\bdo|\$\()\s*$`)
	endsCommand   = pattern.New(`\s(?:&&|\|\|?|;|\d?>).*$`)
	expressions   = pattern.New(`\$\{\{[^{}]*\}\}`)
)

var plainAssignment = pattern.New(`(?m)^[ \t]*(?:export[ \t]+|readonly[ \t]+)?([A-Za-z_]\w*)=(?:(?:"([\w./:@-]+)"|'([\w./:@-]+)'|([\w./:@-]+))[ \t]*(?:#.*)?$)?`)

// plainAssignments puts texts in the place of the variables ${NAME} and "$NAME" to which
// the text of a shell gives one plain text and nothing else.
func plainAssignments(src string) *strings.Replacer {
	texts := map[string]string{}
	for _, m := range plainAssignment.FindAllStringSubmatch(src, -1) {
		value := m[2] + m[3] + m[4]
		if have, again := texts[m[1]]; again && have != value {
			value = ""
		}
		texts[m[1]] = value
	}
	var pairs []string
	for name, value := range texts {
		if value != "" {
			pairs = append(pairs, "${"+name+"}", value)
			for _, end := range []string{" ", "\"", "/", ":", ",", "\\"} {
				pairs = append(pairs, "$"+name+end, value+end)
			}
		}
	}
	return strings.NewReplacer(pairs...)
}

// placeOf is where NAME= stands in the command.
func (c called) placeOf(name string) document.Location {
	for i, line := range c.lines {
		if at := strings.Index(line, name+"="); at >= 0 {
			return document.Location{File: c.at.File, Line: c.at.Line + i, Column: len([]rune(line[:at])) + 1}
		}
	}
	return c.at
}

// options are the values of a command's options, without their dashes, in order; those of
// an option that takes several follow it. Words before them have the name "".
func (c called) options() []option {
	var out []option
	name := ""
	for _, w := range c.words[1:] {
		if long, is := strings.CutPrefix(w, "--"); is {
			key, value, given := strings.Cut(long, "=")
			name = key
			if given {
				out = append(out, option{key, value})
			}
			continue
		}
		out = append(out, option{name, w})
	}
	return out
}

type option struct{ name, value string }

// assigned is NAME=text of a command; one that is not known where anything is filled in.
func (c called) assigned(assignment string) (document.Variable, bool) {
	name, value, ok := strings.Cut(assignment, "=")
	if !ok || !variableName.MatchString(name) {
		return document.Variable{}, false
	}
	at := c.placeOf(name)
	v := variable(name, at, &node{kind: text, text: value, at: at})
	if strings.ContainsAny(value, "$`") {
		v = unknown(v, "the command fills it in")
	}
	return v, true
}

var variableName = pattern.New(`^[A-Za-z_]\w*$`)
