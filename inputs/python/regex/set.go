package regex

import (
	"strings"
	"unicode"
)

// This file reads escapes and sets.

// escape reads after a backslash, outside a set.
func (p *parser) escape(flags Flags) *node {
	start := p.at - 1
	if !p.more() {
		p.fail("bad escape (end of pattern)", start)
	}
	c := p.text[p.at]
	switch {
	case strings.ContainsRune("AbBZ", c):
		p.at++
		return &node{op: opPlace, flags: flags, low: int(c)}
	case strings.ContainsRune("dDsSwW", c):
		p.at++
		return &node{op: opSet, flags: flags, items: []item{{class: c}}}
	case c == '0':
		p.at++
		return p.literal(p.octal(0, 2), flags)
	case c >= '1' && c <= '9':
		return p.numbered(flags, start)
	}
	return p.literal(p.character(start), flags)
}

// octal reads up to so many octal digits more.
func (p *parser) octal(n rune, digits int) rune {
	for ; digits > 0 && p.peek() >= '0' && p.peek() <= '7'; digits-- {
		n = n*8 + p.peek() - '0'
		p.at++
	}
	return n
}

// numbered is a reference to a group, or a character by three octal digits.
func (p *parser) numbered(flags Flags, start int) *node {
	n := int(p.peek() - '0')
	p.at++
	if d := p.peek(); d >= '0' && d <= '9' {
		if p.at+1 < len(p.text) && n <= 7 && d <= '7' && p.text[p.at+1] >= '0' && p.text[p.at+1] <= '7' {
			c := p.octal(rune(n), 2)
			if c > 0o377 {
				p.fail("octal escape value outside of range 0-0o377", start)
			}
			return p.literal(c, flags)
		}
		n = n*10 + int(d-'0')
		p.at++
	}
	if n >= len(p.groups) {
		p.fail("invalid group reference", start+1)
	}
	return p.reference(n, flags, start)
}

var escapes = map[rune]rune{'a': '\a', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v', '\\': '\\'}

// character is the one that an escape stands for, in a set and outside.
func (p *parser) character(start int) rune {
	c := p.text[p.at]
	p.at++
	if r, ok := escapes[c]; ok {
		return r
	}
	switch {
	case c == 'x':
		return p.hexadecimal(2, start)
	case c == 'u' && !p.bytes:
		return p.hexadecimal(4, start)
	case c == 'U' && !p.bytes:
		return p.hexadecimal(8, start)
	case c == 'N' && !p.bytes || c == 'z':
		p.unsupported()
	case c < unicode.MaxASCII && unicode.IsLetter(c):
		p.fail("bad escape ...", start)
	}
	return c
}

func (p *parser) hexadecimal(digits, start int) rune {
	n := rune(0)
	for i := 0; i < digits; i++ {
		d := strings.IndexRune("0123456789abcdef", unicode.ToLower(p.peek()))
		if d < 0 || !p.more() {
			p.fail("incomplete escape", start)
		}
		n = n<<4 | rune(d)
		p.at++
	}
	if n < 0 || n > unicode.MaxRune {
		p.fail("bad escape", start)
	}
	if n >= 0xd800 && n < 0xe000 {
		p.unsupported()
	}
	return n
}

// set reads after "[".
func (p *parser) set(flags Flags) *node {
	start := p.at - 1
	n := &node{op: opSet, flags: flags, negated: p.accept("^")}
	for first := true; ; first = false {
		if !p.more() {
			p.fail("unterminated character set", start)
		}
		if !first && p.accept("]") {
			return n
		}
		at := p.at
		low := p.member()
		if p.peek() != '-' || !p.more() {
			n.items = append(n.items, low)
			continue
		}
		p.at++
		if !p.more() {
			p.fail("unterminated character set", start)
		}
		if p.accept("]") {
			n.items = append(n.items, low, item{low: '-', high: '-'})
			return n
		}
		high := p.member()
		if low.class != 0 || high.class != 0 || high.low < low.low {
			p.fail("bad character range ...", at)
		}
		p.checkRange(low.low, high.low, flags)
		n.items = append(n.items, item{low: low.low, high: high.low})
	}
}

func (p *parser) checkRange(low, high rune, flags Flags) {
	if high > 0xff && low != high {
		p.checkFold(0x100, flags) // some letter of the range has another case
	}
	p.checkFold(low, flags)
	p.checkFold(high, flags)
}

// member is a character or a class of a set.
func (p *parser) member() item {
	start := p.at
	c := p.text[p.at]
	p.at++
	if c == '\\' {
		if !p.more() {
			p.fail("bad escape (end of pattern)", start)
		}
		next := p.text[p.at]
		switch {
		case strings.ContainsRune("dDsSwW", next):
			p.at++
			return item{class: next}
		case next == 'b':
			p.at++
			return item{low: '\b', high: '\b'}
		case next >= '0' && next <= '7':
			c = p.octal(0, 3)
			if c > 0o377 {
				p.fail("octal escape value outside of range 0-0o377", start)
			}
		case next == '8' || next == '9':
			p.fail("bad escape ...", start)
		default:
			c = p.character(start)
		}
	}
	return item{low: c, high: c}
}
