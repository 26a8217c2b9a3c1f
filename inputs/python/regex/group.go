package regex

import (
	"strings"
	"unicode"
)

// This file reads what begins with a parenthesis.

// group reads after "(".
func (p *parser) group(flags Flags) *node {
	start := p.at - 1
	if !p.accept("?") {
		return p.capture("", flags, start)
	}
	if !p.more() {
		p.fail("unexpected end of pattern", p.at)
	}
	c := p.text[p.at]
	p.at++
	switch c {
	case ':':
		return p.closed(p.alternatives(flags), start)
	case '>':
		return &node{op: opAtomic, subs: []*node{p.closed(p.alternatives(flags), start)}}
	case '#':
		return p.comment(start)
	case '=', '!':
		return &node{op: opAhead, negated: c == '!', subs: []*node{p.closed(p.alternatives(flags), start)}}
	case '<':
		return p.behind(flags, start)
	case 'P':
		return p.named(flags, start)
	case '(':
		return p.condition(flags, start)
	}
	if strings.ContainsRune("aiLmsux-", c) {
		p.at--
		return p.scoped(flags, start)
	}
	p.fail("unknown extension ...", p.at-2)
	return nil
}

// closed is a part of which the parenthesis that was opened at start has to end here.
func (p *parser) closed(n *node, start int) *node {
	if !p.accept(")") {
		p.fail("missing ), unterminated subpattern", start)
	}
	if n.op == opRepeat || n.op == opPlace {
		return &node{op: opSequence, subs: []*node{n}} // what follows repeats all of it
	}
	return n
}

func (p *parser) capture(name string, flags Flags, start int) *node {
	number := len(p.groups)
	p.groups = append(p.groups, group{open: true})
	if name != "" {
		p.names = append(p.names, Name{name, number})
	}
	sub := p.closed(p.alternatives(flags), start)
	g := group{}
	g.low, g.high = p.width(sub)
	p.groups[number] = g
	return &node{op: opGroup, group: number, subs: []*node{sub}}
}

func (p *parser) comment(start int) *node {
	for p.more() {
		p.at++
		if p.text[p.at-1] == ')' {
			return nil
		}
	}
	p.fail("missing ), unterminated comment", start)
	return nil
}

func (p *parser) behind(flags Flags, start int) *node {
	if !p.more() {
		p.fail("unexpected end of pattern", p.at)
	}
	negated := p.peek() == '!'
	if !negated && p.peek() != '=' {
		p.fail("unknown extension ...", p.at-2)
	}
	p.at++
	outer := p.behindFrom
	if outer == 0 {
		p.behindFrom = len(p.groups)
	}
	sub := p.closed(p.alternatives(flags), start)
	p.behindFrom = outer
	low, high := p.width(sub)
	if low != high {
		p.fail("look-behind requires fixed-width pattern", start)
	}
	return &node{op: opBehind, negated: negated, low: low, subs: []*node{sub}}
}

// named reads after "(?P".
func (p *parser) named(flags Flags, start int) *node {
	switch {
	case p.accept("<"):
		at := p.at
		name := p.name('>')
		if _, taken := (&Pattern{Names: p.names}).Group(name); taken {
			p.fail("redefinition of group name", at)
		}
		return p.capture(name, flags, start)
	case p.accept("="):
		at := p.at
		n, ok := (&Pattern{Names: p.names}).Group(p.name(')'))
		if !ok {
			p.fail("unknown group name", at)
		}
		return p.reference(n, flags, at)
	case !p.more():
		p.fail("unexpected end of pattern", p.at)
	}
	p.fail("unknown extension ...", p.at-2)
	return nil
}

func (p *parser) reference(n int, flags Flags, at int) *node {
	if p.groups[n].open {
		p.fail("cannot refer to an open group", at)
	}
	if p.behindFrom > 0 && n >= p.behindFrom {
		p.fail("cannot refer to group defined in the same lookbehind subpattern", at)
	}
	return &node{op: opReference, group: n, flags: flags}
}

// name reads an identifier up to what ends it.
func (p *parser) name(end rune) string {
	start := p.at
	text := p.until(end)
	if text == "" {
		p.fail("missing group name", start)
	}
	for i, c := range text {
		if c != '_' && !unicode.IsLetter(c) && (i == 0 || !unicode.IsDigit(c)) {
			p.fail("bad character in group name", start)
		}
		if c > unicode.MaxASCII {
			p.unsupported()
		}
	}
	return text
}

func (p *parser) until(end rune) string {
	start := p.at
	for p.more() {
		p.at++
		if p.text[p.at-1] == end {
			return string(p.text[start : p.at-1])
		}
	}
	p.fail("missing "+string(end)+", unterminated name", start)
	return ""
}

// condition reads after "(?(": a group, and what is matched if it has, and if not.
func (p *parser) condition(flags Flags, start int) *node {
	at := p.at
	text := p.until(')')
	n, ok := (&Pattern{Names: p.names}).Group(text)
	if !ok {
		digits := strings.Trim(text, "0123456789") == "" && text != ""
		if !digits {
			p.fail("unknown group name", at)
		}
		n = p.count(text, 0)
	}
	if n == 0 {
		p.fail("bad group number", at)
	}
	if n >= len(p.groups) {
		p.unsupported() // the group may come later
	}
	yes, no := p.sequence(flags), &node{op: opEmpty}
	if p.accept("|") {
		no = p.sequence(flags)
		if p.peek() == '|' {
			p.fail("conditional backref with more than two branches", p.at)
		}
	}
	return p.closed(&node{op: opCondition, group: n, subs: []*node{yes, no}}, start)
}

// scoped reads flags that hold for a part alone: (?i:...), (?-i:...).
func (p *parser) scoped(flags Flags, start int) *node {
	on, off, negated := Flags(0), Flags(0), false
	for p.more() && p.peek() != ':' {
		c := p.peek()
		switch {
		case c == '-' && !negated:
			negated = true
		case !strings.ContainsRune("imsx", c):
			p.unsupported() // (?i) inside a pattern depends on the version; with (?a:\W) search and match differ
		case negated:
			off |= p.flag(c)
		default:
			on |= p.flag(c)
		}
		p.at++
	}
	if !p.accept(":") || negated && off == 0 || on&off != 0 {
		p.unsupported()
	}
	return p.closed(p.alternatives(flags&^off|on), start)
}

// width is how many characters a part takes, at least and at most.
func (p *parser) width(n *node) (low, high int) {
	switch n.op {
	case opLiteral, opAny, opSet:
		return 1, 1
	case opSequence:
		for _, sub := range n.subs {
			l, h := p.width(sub)
			low, high = min(low+l, unlimited), min(high+h, unlimited)
		}
	case opBranch, opCondition:
		low, high = p.width(n.subs[0])
		for _, sub := range n.subs[1:] {
			l, h := p.width(sub)
			low, high = min(low, l), max(high, h)
		}
	case opGroup, opAtomic:
		return p.width(n.subs[0])
	case opRepeat:
		l, h := p.width(n.subs[0])
		return min(l*n.low, unlimited), min(h*n.high, unlimited)
	case opReference:
		g := p.groups[n.group]
		return g.low, g.high
	}
	return low, high
}
