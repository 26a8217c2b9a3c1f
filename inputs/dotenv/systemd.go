package dotenv

// This file follows parse_env_file_internal of systemd 252 (basic/env-file.c)
// and the check of names and values that the service manager makes after it.

import (
	"strings"
	"unicode/utf8"
)

const (
	systemdBlank   = " \t\n\r"
	systemdNewline = "\n\r"
)

func (r *reader) readSystemd() {
	for pos := 0; pos < len(r.src); {
		switch c := r.src[pos]; {
		case strings.IndexByte(systemdBlank, c) >= 0:
			pos++
		case c == '#' || c == ';':
			pos = r.systemdComment(pos)
		default:
			next, ok := r.systemdAssignment(pos)
			if !ok {
				return
			}
			pos = next
		}
	}
}

// systemdComment returns the offset after a comment; a backslash carries it on
// over the line end.
func (r *reader) systemdComment(pos int) int {
	for ; pos < len(r.src); pos++ {
		if r.src[pos] == '\\' {
			pos++
		} else if strings.IndexByte(systemdNewline, r.src[pos]) >= 0 {
			break
		}
	}
	return pos
}

// systemdAssignment reads a key and its value from pos. A key is anything up to
// "=", which is checked when all is read.
func (r *reader) systemdAssignment(pos int) (next int, ok bool) {
	at := r.at(pos)
	size := strings.IndexAny(r.src[pos+1:], "=\n\r") + 1
	if size == 0 || r.src[pos+size] != '=' {
		r.ignored(Systemd, at)
		if size == 0 {
			return len(r.src), true
		}
		return pos + size, true
	}
	name := strings.TrimRight(r.src[pos:pos+size], systemdBlank)
	value, start, next := r.systemdValue(pos + size + 1)
	switch {
	case !utf8.ValidString(name) || !utf8.ValidString(value):
		r.refuse(at, "the variable is not valid UTF-8: systemd refuses the file")
		return next, false
	case !settable(name):
		r.warn(CodeIgnored, at, "systemd ignores the variable: its name holds other characters than letters, digits and \"_\"")
	default:
		r.plain(name, at, value, start)
	}
	return next, true
}

// systemdValue reads a value from pos: quotes may open only before its first
// unquoted character, and a backslash takes the line end away.
func (r *reader) systemdValue(pos int) (value string, start, next int) {
	var b strings.Builder
	start = len(r.src) - len(strings.TrimLeft(r.src[pos:], " \t"))
	trimmed := 0 // length without the blanks at the end that are to go
	bare := false
	for ; pos < len(r.src); pos++ {
		c := r.src[pos]
		blank := strings.IndexByte(systemdBlank, c) >= 0
		switch {
		case strings.IndexByte(systemdNewline, c) >= 0:
			return b.String()[:trimmed], start, pos + 1
		case blank && !bare:
			continue
		case !bare && (c == '\'' || c == '"'):
			pos = r.systemdQuoted(&b, pos)
		case c == '\\':
			bare = true
			if pos++; pos < len(r.src) && strings.IndexByte(systemdNewline, r.src[pos]) < 0 {
				b.WriteByte(r.src[pos])
			}
		default:
			bare = true
			b.WriteByte(c)
		}
		if !blank {
			trimmed = b.Len()
		}
	}
	return b.String()[:trimmed], start, pos
}

// systemdQuoted writes what the quote at pos holds and returns the offset of its
// end. A quote that does not end holds the rest of the file.
func (r *reader) systemdQuoted(b *strings.Builder, pos int) int {
	quote := r.src[pos]
	for pos++; pos < len(r.src); pos++ {
		c := r.src[pos]
		switch {
		case c == quote:
			return pos
		case c != '\\' || quote == '\'':
			b.WriteByte(c)
		case pos+1 < len(r.src):
			pos++
			if e := r.src[pos]; strings.IndexByte("\"\\`$", e) >= 0 {
				b.WriteByte(e)
			} else if e != '\n' {
				b.WriteByte('\\')
				b.WriteByte(e)
			}
		}
	}
	return pos
}
