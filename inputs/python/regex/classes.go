package regex

import (
	"slices"
	"unicode"
)

// takes tells whether a part that takes one character takes this one.
func (n *node) takes(c rune) bool {
	switch n.op {
	case opAny:
		return c != '\n' || n.flags&DotAll != 0
	case opLiteral:
		return c == rune(n.low) || n.flags&IgnoreCase != 0 && n.lower(c) == n.lower(rune(n.low))
	}
	found := slices.ContainsFunc(n.items, func(i item) bool { return n.in(i, c) })
	return found != n.negated
}

func (n *node) in(i item, c rune) bool {
	if n.flags&IgnoreCase == 0 {
		return n.holds(i, c)
	}
	return n.holds(i, n.lower(c)) || i.class == 0 && n.holds(i, n.upper(c))
}

func (n *node) holds(i item, c rune) bool {
	switch i.class {
	case 0:
		return i.low <= c && c <= i.high
	case 'd', 'D':
		return n.isDigit(c) == (i.class == 'd')
	case 's', 'S':
		return n.isSpace(c) == (i.class == 's')
	}
	return n.isWord(c) == (i.class == 'w')
}

// unicode tells whether classes and cases are those of Unicode.
func (n *node) unicode() bool { return n.flags&Unicode != 0 }

func (n *node) lower(c rune) rune {
	if n.unicode() || c <= unicode.MaxASCII {
		return unicode.ToLower(c)
	}
	return c
}

func (n *node) upper(c rune) rune {
	if n.unicode() || c <= unicode.MaxASCII {
		return unicode.ToUpper(c)
	}
	return c
}

func (n *node) isDigit(c rune) bool {
	if n.unicode() {
		return unicode.Is(unicode.Nd, c)
	}
	return '0' <= c && c <= '9'
}

// isSpace is str.isspace, or of ASCII and bytes those of C.
func (n *node) isSpace(c rune) bool {
	if c <= ' ' {
		return c == ' ' || '\t' <= c && c <= '\r' || n.unicode() && 0x1c <= c && c <= 0x1f
	}
	return n.unicode() && unicode.IsSpace(c)
}

// isWord is str.isalnum and the underscore.
func (n *node) isWord(c rune) bool {
	if n.unicode() && c > unicode.MaxASCII {
		return unicode.IsLetter(c) || unicode.IsNumber(c)
	}
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// isPlace tells whether a place is what ^, $, \A, \Z, \b or \B asks for.
func (m *matcher) isPlace(n *node, at int) bool {
	end := len(m.text)
	switch n.low {
	case '^':
		return at == 0 || n.flags&Multiline != 0 && m.text[at-1] == '\n'
	case '$':
		return at == end || m.text[at] == '\n' && (n.flags&Multiline != 0 || at == end-1)
	case 'A':
		return at == 0
	case 'Z':
		return at == end
	}
	before := at > 0 && n.isWord(m.text[at-1])
	after := at < end && n.isWord(m.text[at])
	if n.low == 'b' {
		return before != after
	}
	return before == after && end > 0 // an empty text has no \B before Python 3.14
}
