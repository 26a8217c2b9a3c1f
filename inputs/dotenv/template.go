package dotenv

// This file replaces variables as compose-go's template package does:
//
//	$NAME  ${NAME}  ${NAME:-text}  ${NAME-text}  ${NAME:+text}  ${NAME+text}
//	${NAME:?message}  ${NAME?message}  and $$ for a dollar sign
//
// The text of an operator is itself a template. A "$" before anything else
// stands for itself; "${" before anything else is an error.

import "strings"

// template returns s with its variables replaced; x.stop is set where it cannot.
func (x *expansion) template(s string, depth int) string {
	if depth > maxNesting || !x.spend(len(s)) {
		x.stop = CodeLimit
		return ""
	}
	var b strings.Builder
	closing := braces{text: s, last: -1, end: -1}
	for i := 0; i < len(s) && x.stop == ""; {
		if s[i] != '$' || i+1 == len(s) {
			b.WriteByte(s[i])
			i++
			continue
		}
		value, size := x.variable(s[i:], closing.lastOnLine(i)-i, depth)
		if size == 0 {
			value, size = "$", 1
		}
		if b.Len()+len(value) > maxValue || !x.spend(len(value)) {
			x.stop = CodeLimit
			return ""
		}
		b.WriteString(value)
		i += size
	}
	return b.String()
}

// variable replaces what begins with the "$" that s begins with, and returns its
// length; 0 where the "$" stands for itself. last is the offset of the last
// closing brace on the line, or negative.
func (x *expansion) variable(s string, last, depth int) (value string, size int) {
	if s[1] == '$' {
		return "$", 2
	}
	if s[1] != '{' {
		n := nameLength(s[1:])
		if n == 0 {
			return "", 0
		}
		return x.text(s[1 : 1+n]), 1 + n
	}
	n := nameLength(s[2:])
	name, rest := s[2:2+n], s[2+n:]
	if n > 0 && strings.HasPrefix(rest, "}") {
		return x.text(name), n + 3
	}
	op := operator(rest)
	if n == 0 || op == "" || last < 2+n+len(op) {
		x.stop = CodeRefused
		return "", 1
	}
	end := closingBrace(s[:last+1])
	if end < 0 {
		end = last
	}
	return x.operate(name, op, s[2+n+len(op):end], depth), end + 1
}

// operator returns the operator that s begins with, or "".
func operator(s string) string {
	op := s
	if strings.HasPrefix(s, ":") {
		op = s[1:]
	}
	if op == "" || strings.IndexByte("-+?", op[0]) < 0 {
		return ""
	}
	return s[:len(s)-len(op)+1]
}

// operate replaces ${name op text}.
func (x *expansion) operate(name, op, text string, depth int) string {
	value, set := x.get(name)
	if op[0] == ':' && value == "" {
		set = false
	}
	switch op[len(op)-1] {
	case '-':
		if !set {
			return x.template(text, depth+1)
		}
	case '+':
		if set {
			return x.template(text, depth+1)
		}
	case '?':
		if !set {
			x.required = join(x.required, name)
			return ""
		}
	}
	return value
}

// closingBrace returns the offset of the brace that closes the first one of s,
// or -1. The character after an opening brace is never looked at, as in compose-go.
func closingBrace(s string) int {
	open := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '{':
			open++
			i++
		case '}':
			if open--; open == 0 {
				return i
			}
		}
	}
	return -1
}

// nameLength returns the length of the name that s begins with. The pattern
// ignores case, by which the letters ſ and K (Kelvin) are letters of a name too.
func nameLength(s string) int {
	for i, c := range s {
		if c != '_' && !isLetter(c) && c != 'ſ' && c != '\u212a' && (i == 0 || !isDigit(c)) {
			return i
		}
	}
	return len(s)
}

// braces finds the last closing brace of a line, and remembers it for the line.
type braces struct {
	text      string
	last, end int // the last brace of the line that ends at end; before it where there is none
}

func (b *braces) lastOnLine(i int) int {
	if i > b.end {
		n := strings.IndexByte(b.text[i:], '\n')
		if n < 0 {
			n = len(b.text) - i
		}
		b.end = i + n
		b.last = i + strings.LastIndexByte(b.text[i:b.end], '}')
	}
	return b.last
}
