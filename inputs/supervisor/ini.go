package supervisor

import (
	"strings"
	"unicode"

	"github.com/djgate/djgate/inputs/document"
)

// This file reads the grammar of the file: that of Python's RawConfigParser with the
// arguments inline_comment_prefixes=(";", "#") and strict=False, which supervisor gives it.

// section is a section, with the last value of each option.
type section struct {
	name    string
	options map[string]option
}

// option is the value of an option, which goes on in lines that are indented deeper.
type option struct{ lines []line }

type line struct {
	text string
	at   document.Location
}

func (o option) text() string {
	var all []string
	for _, l := range o.lines {
		all = append(all, l.text)
	}
	return strings.TrimRightFunc(strings.Join(all, "\n"), unicode.IsSpace)
}

// at is the place of the value; zero where the option is not there.
func (o option) at() document.Location {
	if len(o.lines) == 0 {
		return document.Location{}
	}
	return o.lines[0].at
}

// reader is the state between two lines.
type reader struct {
	sections []*section
	byName   map[string]*section
	current  *section
	option   string
	indent   int // of the option's first line
}

// parse reads the sections in their order. refused is the line from which on the file is
// none; zero for none.
func parse(file, src string) (all []*section, refused document.Location) {
	r := &reader{byName: map[string]*section{}}
	for i, text := range strings.Split(strings.TrimPrefix(src, "\ufeff"), "\n") {
		at := document.Location{File: file, Line: i + 1, Column: 1}
		if !r.line(text, at) {
			return r.sections, at
		}
	}
	return r.sections, document.Location{}
}

// line reads a line, and tells whether it is one of the grammar.
func (r *reader) line(text string, at document.Location) bool {
	body, comment := withoutComment(text)
	if body == "" {
		if !comment && r.option != "" {
			r.add(line{"", at}) // a value may have empty lines
		}
		return true
	}
	indent := strings.IndexFunc(text, func(c rune) bool { return !unicode.IsSpace(c) })
	at.Column = indent + 1
	if r.option != "" && indent > r.indent {
		r.add(line{body, at})
		return true
	}
	r.indent, r.option = indent, ""
	if name, ok := strings.CutPrefix(body, "["); ok && strings.LastIndexByte(name, ']') > 0 {
		r.begin(name[:strings.LastIndexByte(name, ']')])
		return true
	}
	i := strings.IndexAny(body, "=:")
	if i <= 0 || r.current == nil {
		return false
	}
	value := strings.TrimLeftFunc(body[i+1:], unicode.IsSpace)
	at.Column += len(body) - len(value)
	r.option = strings.ToLower(strings.TrimRightFunc(body[:i], unicode.IsSpace))
	r.current.options[r.option] = option{[]line{{value, at}}}
	return true
}

func (r *reader) add(l line) {
	o := r.current.options[r.option]
	o.lines = append(o.lines, l)
	r.current.options[r.option] = o
}

// begin goes on with a section, which may have begun before.
func (r *reader) begin(name string) {
	if r.byName[name] == nil {
		r.byName[name] = &section{name, map[string]option{}}
		r.sections = append(r.sections, r.byName[name])
	}
	r.current = r.byName[name]
}

// withoutComment is a line without what follows ";" or "#" at its begin or behind a blank,
// and without the blanks around it.
func withoutComment(text string) (body string, comment bool) {
	for i, c := range text {
		if (c == ';' || c == '#') && (i == 0 || unicode.IsSpace(rune(text[i-1]))) {
			return strings.TrimSpace(text[:i]), true
		}
	}
	return strings.TrimSpace(text), false
}
