package compose

// This file replaces variables in the strings of a Compose file:
//
//	$NAME  ${NAME}  ${NAME:-text}  ${NAME-text}  ${NAME:+text}  ${NAME+text}
//	${NAME:?message}  ${NAME?message}  and $$ for a dollar sign
//
// It accepts what compose-go's template package accepts, oddities included, and
// keeps what that package drops: where each part comes from, and which names
// would change it.

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// expansion is the replacing of variables in one scalar.
type expansion struct {
	scope *scope
	whole *node
	spent int

	text    string   // "${NAME}" stands in it for what is not known
	literal string   // the part of text that the file itself holds
	origin  place    // where the text comes from
	needs   []string // what would decide the text; none where it is known
	because string
	assumes []string
	empty   []use // ${NAME} that nothing sets
	demands []use // ${NAME:?} that nothing sets
	uses    []use // in order of the text
	mixed   bool  // a variable's text is in it
	secret  bool
	failed  bool
}

// use is a variable that a text reads, and what gives it its text.
type use struct {
	name     string
	at       int                // offset of its "$"
	variable *document.Variable // nil where nothing sets it
	fallback int                // offset of the default that is used, or 0
}

// place is where a text comes from: a variable, or an offset in the scalar.
type place struct {
	variable *document.Variable
	offset   int
	fallback bool // a default of ${NAME:-}
}

// part is what a piece of a template becomes.
type part struct {
	text, literal string
	origin        place
}

// expand replaces the variables in a scalar.
func expand(n *node) *expansion {
	x := &expansion{scope: n.src.scope, whole: n}
	if !n.str || strings.IndexByte(n.text, '$') < 0 {
		x.text, x.literal = n.text, n.text
		return x
	}
	p := x.template(n.text, 0, 0)
	x.text, x.literal, x.origin = p.text, p.literal, p.origin
	return x
}

// known tells whether the text is what compose would make.
func (x *expansion) known() bool { return len(x.needs) == 0 && !x.failed }

// template replaces the variables in s, which begins at offset of the scalar.
func (x *expansion) template(s string, offset, depth int) part {
	x.spent += len(s)
	if depth > maxDepth || x.spent > 8*maxText {
		x.failed = true
		return part{}
	}
	var text, literal strings.Builder
	whole := place{offset: offset}
	lines := closers{text: s, last: -1, end: -1}
	for i := 0; i < len(s) && !x.failed; {
		next := strings.IndexByte(s[i:], '$')
		if next != 0 {
			if next < 0 {
				next = len(s) - i
			}
			text.WriteString(s[i : i+next])
			literal.WriteString(s[i : i+next])
			i += next
			continue
		}
		p, size := x.variable(s[i:], lines.lastOnLine(i)-i, offset+i, depth)
		if i == 0 && size == len(s) {
			whole = p.origin
		}
		text.WriteString(p.text)
		literal.WriteString(p.literal)
		if x.spent += len(p.text); text.Len() > maxText {
			x.failed = true
		}
		i += size
	}
	return part{text.String(), literal.String(), whole}
}

// variable replaces what begins with the "$" that s begins with, and returns
// its length. last is the offset of the last closing brace on the line, or negative.
func (x *expansion) variable(s string, last, offset, depth int) (part, int) {
	dollar := part{"$", "$", place{offset: offset}}
	if len(s) == 1 {
		return dollar, 1
	}
	if s[1] == '$' {
		return dollar, 2
	}
	if s[1] != '{' {
		if n := nameLength(s[1:]); n > 0 {
			return x.plain(s[1:1+n], offset), 1 + n
		}
		return dollar, 1
	}
	n := nameLength(s[2:])
	name, rest := s[2:2+n], s[2+n:]
	if n > 0 && strings.HasPrefix(rest, "}") {
		return x.plain(name, offset), n + 3
	}
	op := operator(rest)
	begin := 2 + n + len(op)
	if n == 0 || op == "" || last < begin {
		x.failed = true
		return part{}, 1
	}
	end := closingBrace(s[:last+1])
	if end < 0 {
		end = last
	}
	o := operation{name: name, op: op, text: s[begin:end], at: offset, textAt: offset + begin}
	return x.operate(o, depth), end + 1
}

// plain replaces ${NAME}.
func (x *expansion) plain(name string, offset int) part {
	v, ok := x.scope.get(name)
	u := use{name: name, at: offset}
	if ok {
		return x.use(u, v)
	}
	x.uses = append(x.uses, u)
	x.empty = append(x.empty, u)
	if x.scope.closed {
		return part{"", "", place{offset: offset}}
	}
	return x.doubt(u, becauseUnset(name), name)
}

// use replaces a variable that is set.
func (x *expansion) use(u use, v document.Variable) part {
	u.variable = &v
	x.uses = append(x.uses, u)
	if v.State == document.Unknown {
		needs := v.Needs
		if len(needs) == 0 {
			needs = []string{u.name}
		}
		return x.doubt(u, v.Because, needs...)
	}
	x.mixed = true
	x.secret = x.secret || v.Secret
	x.assumes = union(x.assumes, v.Assumes...)
	return part{v.Text.Reveal(), "", place{variable: &v, offset: u.at}}
}

// doubt stands for a text that is not known.
func (x *expansion) doubt(u use, because string, needs ...string) part {
	if x.because == "" {
		x.because = because
	}
	x.needs = union(x.needs, needs...)
	return part{"${" + u.name + "}", "", place{variable: u.variable, offset: u.at}}
}

// operation is ${name op text}.
type operation struct {
	name, op, text string
	at, textAt     int
}

func (x *expansion) operate(o operation, depth int) part {
	v, ok := x.scope.get(o.name)
	u := use{name: o.name, at: o.at}
	if ok && v.State == document.Unknown {
		return x.use(u, v)
	}
	set := ok && (o.op[0] != ':' || v.Text.Reveal() != "")
	if !ok && !x.scope.closed && o.op[len(o.op)-1] != '?' {
		x.assumes = union(x.assumes, o.name)
	}
	switch o.op[len(o.op)-1] {
	case '-':
		if !set {
			u.fallback = o.textAt
			x.uses = append(x.uses, u)
			p := x.template(o.text, o.textAt, depth+1)
			p.origin.fallback = true
			return p
		}
		return x.use(u, v)
	case '+':
		x.uses = append(x.uses, u)
		if !set {
			return part{"", "", place{offset: o.at}}
		}
		return x.template(o.text, o.textAt, depth+1)
	}
	if set {
		return x.use(u, v)
	}
	x.uses = append(x.uses, u)
	x.demands = append(x.demands, u)
	return x.doubt(u, becauseUnset(o.name), o.name)
}

// operator returns the operator that s begins with, or "".
func operator(s string) string {
	op := strings.TrimPrefix(s, ":")
	if op == "" || strings.IndexByte("-+?", op[0]) < 0 {
		return ""
	}
	return s[:len(s)-len(op)+1]
}

// nameLength returns the length of the name that s begins with. compose matches
// without regard to case, by which the letters ſ and K (Kelvin) may stand in one.
func nameLength(s string) int {
	for i, c := range s {
		switch {
		case c == '_', 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == 'ſ', c == '\u212a':
		case '0' <= c && c <= '9' && i > 0:
		default:
			return i
		}
	}
	return len(s)
}

// closingBrace returns the offset of the brace that closes the first one of s,
// or -1. The character after an opening brace is never looked at, as in compose.
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

// closers finds the last closing brace of a line, once a line.
type closers struct {
	text      string
	last, end int // of the line that ends at end; -1: none
}

func (c *closers) lastOnLine(i int) int {
	if i > c.end {
		n := strings.IndexByte(c.text[i:], '\n')
		if n < 0 {
			n = len(c.text) - i
		}
		c.end = i + n
		c.last = strings.LastIndexByte(c.text[:c.end], '}')
	}
	return c.last
}

// union adds the names that are not in a list yet, up to a bound.
func union(names []string, more ...string) []string {
	for _, name := range more {
		if len(names) < maxNames && !slices.Contains(names, name) {
			names = append(slices.Clip(names), name)
		}
	}
	return names
}
