package systemd

import (
	"strings"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/document"
)

// This file reads the syntax of units (systemd.syntax(7)).

// directive is one "Name=value" of a section. Its value may go on over several lines.
type directive struct {
	section, name string
	value         text
	at            document.Location
}

// text is a value and where its pieces stand.
type text struct {
	s      string
	pieces []piece
}

// piece is what one line gives to a value.
type piece struct {
	offset int // in the value
	at     document.Location
}

// place locates an offset of the value.
func (t text) place(offset int) document.Location {
	var last piece
	for _, p := range t.pieces {
		if p.offset <= offset {
			last = p
		}
	}
	at := last.at
	at.Column += utf8.RuneCountInString(t.s[last.offset:offset])
	return at
}

// parse reads the directives of a unit or drop-in. Lines that are none are left
// out, as systemd leaves them out.
func parse(file, src string) []directive {
	var out []directive
	section := ""
	lines := strings.Split(strings.ReplaceAll(strings.TrimPrefix(src, "\ufeff"), "\r\n", "\n"), "\n")
	for i := 0; i < len(lines); i++ {
		line := strings.Trim(lines[i], blank)
		switch {
		case line == "" || isComment(line):
		case line[0] == '[':
			section = strings.TrimSuffix(line[1:], "]")
		default:
			first := i
			value := text{}
			value, i = continued(file, lines, i)
			if d, ok := assignment(value); ok {
				d.section, d.at = section, document.Location{File: file, Line: first + 1, Column: 1 + leading(lines[first])}
				out = append(out, d)
			}
		}
	}
	return out
}

const blank = " \t"

func isComment(line string) bool { return line[0] == '#' || line[0] == ';' }

func leading(line string) int { return len(line) - len(strings.TrimLeft(line, blank)) }

// continued joins the lines that a backslash at their end carries on; comments
// between them do not count. It returns the index of the last one.
func continued(file string, lines []string, i int) (text, int) {
	var t text
	var b strings.Builder
	for ; i < len(lines); i++ {
		line := strings.TrimRight(lines[i], blank)
		if trimmed := strings.TrimLeft(line, blank); b.Len() > 0 && trimmed != "" && isComment(trimmed) {
			continue
		}
		before, more := strings.CutSuffix(line, `\`)
		t.pieces = append(t.pieces, piece{b.Len(), document.Location{File: file, Line: i + 1, Column: 1}})
		b.WriteString(before)
		if !more {
			break
		}
		b.WriteByte(' ')
	}
	t.s = b.String()
	return t, min(i, len(lines)-1)
}

// assignment splits a line at its "=".
func assignment(line text) (directive, bool) {
	i := strings.IndexByte(line.s, '=')
	if i < 0 {
		return directive{}, false
	}
	value := strings.TrimRight(line.s[i+1:], blank)
	value = strings.TrimLeft(value, blank)
	start := strings.Index(line.s[i+1:], value) + i + 1
	d := directive{name: strings.Trim(line.s[:i], blank), value: text{s: value}}
	for _, p := range line.pieces {
		if p.offset > start {
			d.value.pieces = append(d.value.pieces, piece{p.offset - start, p.at})
		} else {
			at := line.place(start)
			d.value.pieces = []piece{{0, at}}
		}
	}
	return d, true
}
