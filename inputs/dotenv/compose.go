package dotenv

// This file holds the grammar of compose-go's env files: statements, keys and
// quotes. What a value is replaced by is in template.go.

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/djgate/djgate/inputs/document"
)

// composeSpace is white space within a line, as compose-go has it.
func composeSpace(c rune) bool {
	switch c {
	case '\t', '\v', '\f', '\r', ' ', 0x85, 0xa0:
		return true
	}
	return false
}

// readCompose reads statement after statement: several may stand on one line,
// after a closing quote.
func (r *reader) readCompose() {
	pos := 0
	for {
		start := r.statement(pos)
		if start < 0 {
			return
		}
		next, ok := r.composeStatement(start)
		if !ok {
			return
		}
		pos = next
	}
}

// statement returns the offset of the next one after white space and comments, or -1.
func (r *reader) statement(pos int) int {
	for {
		skip := strings.IndexFunc(r.src[pos:], func(c rune) bool { return !unicode.IsSpace(c) })
		if skip < 0 {
			return -1
		}
		pos += skip
		if r.src[pos] != '#' {
			return pos
		}
		end := strings.IndexByte(r.src[pos:], '\n')
		if end < 0 {
			return -1
		}
		pos += end
	}
}

// composeStatement reads one statement and returns where the next may begin.
func (r *reader) composeStatement(pos int) (next int, ok bool) {
	pos = r.skipExport(pos)
	at := r.at(pos)
	size, stop := composeKey(r.src[pos:])
	name := strings.TrimRightFunc(r.src[pos:pos+size], unicode.IsSpace)
	next = pos + size + 1
	switch {
	case pos == len(r.src):
		r.refuse(at, "compose refuses the file: no name follows \"export\"")
		return 0, false
	case stop == 0:
		r.warn(CodeIgnored, at, "compose ignores a name without \"=\" at the end of the file; end the line")
		return 0, false
	case stop != '=' && stop != ':' && stop != '\n':
		r.refuse(at, "compose refuses the file: a name holds letters, digits, \"_\", \".\" and \"-\" only, and \"=\" follows it")
		return 0, false
	case strings.Contains(name, " "):
		r.refuse(at, "compose refuses the file: the name has a space in it; write NAME=value")
		return 0, false
	case stop == '\n':
		if name != "" {
			r.passThrough(name, at)
		}
		return next, true
	}
	return r.composeAssignment(name, at, next)
}

// skipExport returns the offset after "export" and the blanks that follow it.
func (r *reader) skipExport(pos int) int {
	rest, found := strings.CutPrefix(r.src[pos:], "export")
	if !found || rest == "" || !strings.ContainsRune("\t\n\f\r ", rune(rest[0])) {
		return pos
	}
	return len(r.src) - len(strings.TrimLeftFunc(rest, composeSpace))
}

// composeKey returns the length of a key and the character that ends it: "=",
// ":" or a line end; 0 for the end of the file; any other is an error.
func composeKey(s string) (size int, stop rune) {
	for i, c := range s {
		switch {
		case composeSpace(c), strings.ContainsRune("_.-[]", c), unicode.IsLetter(c), unicode.IsNumber(c):
		default:
			return i, c
		}
	}
	return len(s), 0
}

// composeAssignment reads the value that begins at pos.
func (r *reader) composeAssignment(name string, at document.Location, pos int) (next int, ok bool) {
	pos = len(r.src) - len(strings.TrimLeftFunc(r.src[pos:], composeSpace))
	valueAt := r.at(pos)
	value, next, quote := r.composeValue(pos)
	if next < 0 {
		r.refuse(valueAt, "compose refuses the file: the quote that begins here does not end")
		return 0, false
	}
	x := &expansion{reader: r}
	if quote != '\'' {
		value = x.template(value, 0)
	}
	if x.stop != "" {
		r.stopAt(x, Compose, valueAt)
		return 0, false
	}
	if name == "" && len(x.required) > 0 {
		r.refuse(valueAt, "compose refuses the file: the value demands a variable that is not set")
		return 0, false
	}
	if name == "" {
		r.warn(CodeIgnored, at, "compose sets no variable: there is no name before \"=\"")
		return next, true
	}
	e := x.entry(name, string([]rune(value))) // a byte that is not UTF-8 becomes U+FFFD on its way through JSON
	e.KeyAt, e.At = at, valueAt
	r.add(e)
	return next, true
}

// composeValue returns the value at pos before interpolation, the offset after
// it (-1: its quote does not end) and its quote, or 0.
func (r *reader) composeValue(pos int) (value string, next int, quote byte) {
	rest := r.src[pos:]
	if rest == "" || rest[0] != '"' && rest[0] != '\'' {
		line, _, ended := strings.Cut(rest, "\n")
		next = pos + len(line)
		if ended {
			next++
		}
		line, _, _ = strings.Cut(line, " #")
		return strings.TrimRightFunc(line, unicode.IsSpace), next, 0
	}
	quote = rest[0]
	value, size := composeQuoted(rest)
	if size < 0 {
		return "", -1, quote
	}
	if quote == '"' {
		value = composeEscapes(value)
	}
	return value, pos + size, quote
}

// composeQuoted returns what the quote at the start of s holds and the length
// with both quotes, or -1. Only the quote itself can be escaped here.
func composeQuoted(s string) (string, int) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == s[0]:
			return b.String(), i + 1
		case s[i] == '\\' && i+1 < len(s):
			i++
			if s[i] != s[0] {
				b.WriteByte('\\')
			}
			b.WriteByte(s[i])
		default:
			b.WriteByte(s[i])
		}
	}
	return "", -1
}

// composeEscapes replaces the escapes of a double-quoted value. An octal one
// needs three digits after \0; "\$" is the template's "$$".
func composeEscapes(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch c := s[i]; {
		case c == '$':
			b.WriteString("$$")
		case c == '0':
			digits := leadingDigits(s[i+1:], 3)
			b.WriteString(octal(digits))
			i += len(digits)
		default:
			b.WriteString(escape(c))
		}
	}
	return b.String()
}

// escape returns what a backslash and c stand for; both, if for nothing.
func escape(c byte) string {
	if i := strings.IndexByte("abfnrtv\\\"", c); i >= 0 {
		return "\a\b\f\n\r\t\v\\\""[i : i+1]
	}
	return "\\" + string([]byte{c})
}

// octal returns the character of three octal digits; others lose the 0 of \0 only.
func octal(digits string) string {
	if n, err := strconv.ParseUint(digits, 8, 8); err == nil && len(digits) == 3 {
		return string(rune(n))
	}
	return "\\" + digits
}

func leadingDigits(s string, most int) string {
	n := 0
	for n < len(s) && n < most && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return s[:n]
}
