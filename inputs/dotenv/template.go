package dotenv

// This file replaces variables as compose-go's template package does:
//
//	$NAME  ${NAME}  ${NAME:-text}  ${NAME-text}  ${NAME:+text}  ${NAME+text}
//	${NAME:?message}  ${NAME?message}  and $$ for a dollar sign
//
// The text of an operator is itself a template. A "$" before anything else
// stands for itself; "${" before anything else is an error.

import (
	"iter"
	"strings"
)

// Piece is a part of a template: text that stands for itself, or a variable.
type Piece struct {
	Name string // of the variable; "" for text
	Op   string // ":-", "-", ":+", "+", ":?" or "?"; "" for a variable without one
	Text string // the text; after an operator it is itself a template
	// At and TextAt are the offsets of the piece and of Text in the template.
	At, TextAt int
	// Fault says why compose refuses the template; the piece is then the last one.
	Fault string
}

// The faults of a template, to be read after "compose refuses it: ".
const (
	faultOpen = `a "${" has no "}" on its line`
	faultName = `a "${" begins no variable; write "$$" for a dollar sign`
)

// Pieces splits a template into its pieces, those of nested templates not yet.
func Pieces(template string) iter.Seq[Piece] {
	return func(yield func(Piece) bool) {
		lines := braces{text: template, last: -1, end: -1}
		for i := 0; i < len(template); {
			p, size := Piece{At: i, TextAt: i}, strings.IndexByte(template[i:], '$')
			switch {
			case size < 0:
				p.Text, size = template[i:], len(template)-i
			case size > 0:
				p.Text = template[i : i+size]
			default:
				size = p.read(template[i:], lines.lastOnLine(i)-i)
			}
			if !yield(p) || p.Fault != "" {
				return
			}
			i += size
		}
	}
}

// read reads the piece that begins with the "$" that s begins with, and returns
// its length. last is the offset of the last closing brace on the line, or negative.
func (p *Piece) read(s string, last int) int {
	switch {
	case strings.HasPrefix(s, "$$"):
		p.Text = "$"
		return 2
	case strings.HasPrefix(s, "${"):
		return p.braced(s, last)
	}
	if p.Name = s[1 : 1+nameLength(s[1:])]; p.Name == "" {
		p.Text = "$"
	}
	return 1 + len(p.Name)
}

func (p *Piece) braced(s string, last int) int {
	n := nameLength(s[2:])
	rest := s[2+n:]
	p.Name, p.Op = s[2:2+n], operator(rest)
	begin := 2 + n + len(p.Op)
	switch {
	case n > 0 && strings.HasPrefix(rest, "}"):
		return begin + 1
	case last < 2+n:
		p.Fault = faultOpen
		return 0
	case n == 0 || p.Op == "" || last < begin:
		p.Fault = faultName
		return 0
	}
	end := closingBrace(s[:last+1])
	if end < 0 {
		end = last
	}
	p.Text, p.TextAt = s[begin:end], p.At+begin
	return end + 1
}

// template returns s with its variables replaced; x.stop is set where it cannot.
func (x *expansion) template(s string, depth int) string {
	if depth > maxNesting || !x.spend(len(s)) {
		x.stop = CodeLimit
		return ""
	}
	var b strings.Builder
	for p := range Pieces(s) {
		value := p.Text
		switch {
		case p.Fault != "":
			x.stop, x.fault = CodeRefused, p.Fault
		case p.Name != "":
			value = x.operate(p.Name, p.Op, p.Text, depth)
			x.spend(len(value))
		}
		if b.Len()+len(value) > maxValue {
			x.stop = CodeLimit
		}
		if x.stop != "" {
			return ""
		}
		b.WriteString(value)
	}
	return b.String()
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

// operate replaces ${name op text}, or ${name} where there is no operator.
func (x *expansion) operate(name, op, text string, depth int) string {
	if op == "" {
		return x.text(name)
	}
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
