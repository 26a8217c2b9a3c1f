package dotenv

// This file reads what a shell that sources the file certainly sets: lines of
// NAME=word, with or without "export". Anything else is a command, which may
// set anything: the file then gives no certain value.

import (
	"strings"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/document"
)

// shellParser reads words; pos is an offset into src.
type shellParser struct {
	*reader
	pos     int
	export  bool    // within an export command, where a plain sh splits words
	pending []Entry // of an export command: it sets nothing before all its words are expanded
}

// Reasons of an Entry that cannot be told.
const (
	shellComputes  = "the shell computes the value"
	shellSplitting = "shells differ in how they split or expand the value"
	shellEncoding  = "the value is not valid UTF-8"
	shellAfter     = "a line of the file is not of the form NAME=value"
)

func (r *reader) readShell() {
	p := &shellParser{reader: r}
	for {
		p.skipBlank()
		if p.pos >= len(p.src) {
			return
		}
		start := p.pos
		if p.src[p.pos] == '\n' {
			p.pos++
		} else if !p.command() {
			p.uncertain(start)
			return
		}
	}
}

// uncertain gives the file up: the command may set, unset or skip anything.
func (p *shellParser) uncertain(start int) {
	p.diagnostics = append(p.diagnostics, document.Diagnostic{Code: CodeUncertain, At: p.at(start), Severity: "error",
		Message: "the shell runs a command here; only lines of the form NAME=value and export NAME=value are understood"})
	for i := range p.entries {
		p.entries[i].Because = shellAfter
	}
}

// skipBlank passes blanks, comments and continued lines.
func (p *shellParser) skipBlank() {
	for p.pos < len(p.src) {
		switch rest := p.src[p.pos:]; {
		case rest[0] == ' ' || rest[0] == '\t':
			p.pos++
		case strings.HasPrefix(rest, "\\\n"):
			p.pos += 2
		case rest[0] == '#':
			line, _, _ := strings.Cut(rest, "\n")
			p.pos += len(line)
		default:
			return
		}
	}
}

// command reads one line; false where it is not known to set variables only.
func (p *shellParser) command() bool {
	if p.plainSet() {
		return true
	}
	rest, found := strings.CutPrefix(p.src[p.pos:], "export")
	if p.export = found && rest != "" && (rest[0] == ' ' || rest[0] == '\t'); p.export {
		p.pos += len("export")
		p.skipBlank()
	}
	for p.pos < len(p.src) && p.src[p.pos] != '\n' {
		if !p.word() {
			return false
		}
		p.skipBlank()
	}
	for _, e := range p.pending {
		p.add(e)
	}
	p.pending = nil
	return true
}

// plainSet passes "set -a" and its like, which change no variable.
func (p *shellParser) plainSet() bool {
	line, _, _ := strings.Cut(p.src[p.pos:], "\n")
	switch strings.Join(strings.Fields(line), " ") {
	case "set -a", "set +a", "set -o allexport", "set +o allexport":
		p.pos += len(line)
		return true
	}
	return false
}

// word reads NAME=value, or after export a NAME alone.
func (p *shellParser) word() bool {
	start := p.pos
	name := shellName(p.src[start:])
	p.pos += len(name)
	switch {
	case name == "":
		return false
	case strings.HasPrefix(p.src[p.pos:], "="):
		keyAt := p.at(start)
		p.pos++
		return p.assignment(name, keyAt)
	}
	return p.export && p.wordEnds()
}

// shellName returns the name that s begins with, or "".
func shellName(s string) string {
	for i := range len(s) {
		if c := rune(s[i]); c != '_' && !isLetter(c) && (i == 0 || !isDigit(c)) {
			return s[:i]
		}
	}
	return s
}

// wordEnds tells whether a blank, a line end or the end of the file comes next.
func (p *shellParser) wordEnds() bool {
	return p.pos >= len(p.src) || strings.IndexByte(" \t\n", p.src[p.pos]) >= 0
}

func (p *shellParser) assignment(name string, keyAt document.Location) bool {
	w := &shellWord{shellParser: p, x: &expansion{reader: p.reader}}
	at := p.at(p.pos)
	if !w.read() {
		return false
	}
	if w.x.stop != "" {
		p.stopAt(w.x, Shell, at)
		return false
	}
	text := w.text.String()
	if !utf8.ValidString(text) {
		w.doubt(shellEncoding)
		text = ""
	}
	if shellOwn[name] {
		w.doubt(shellComputes)
	}
	e := w.x.entry(name, text)
	e.KeyAt, e.At = keyAt, at
	if p.export {
		p.pending = append(p.pending, e)
	} else {
		p.add(e)
	}
	return true
}
