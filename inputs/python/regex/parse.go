package regex

import (
	"strings"
	"unicode"
)

// maxPattern and maxNested bound a pattern in characters and in nested groups.
const maxPattern, maxNested = 5000, 200

// parser reads a pattern.
type parser struct {
	text   []rune
	at     int
	flags  Flags
	groups []group // by number, from 1 on
	names  []Name
	nested int
	bytes  bool
	// behindFrom is the first group of the look-behind at work; 0 outside one.
	behindFrom int
}

type group struct {
	open      bool
	low, high int // the characters that it takes
}

// Compile reads a pattern of code points, or of bytes as such. It fails with an
// *Error or ErrUnsupported.
func Compile(pattern string, flags Flags, bytes bool) (p *Pattern, err error) {
	text := []rune(pattern)
	if len(text) > maxPattern || flags&^(IgnoreCase|Multiline|DotAll|Unicode|Verbose|ASCII) != 0 {
		return nil, ErrUnsupported
	}
	defer func() {
		if failed := recover(); failed != nil {
			var ok bool
			if err, ok = failed.(error); !ok || !isOurs(err) {
				panic(failed)
			}
		}
	}()
	ps := &parser{text: text, flags: flags, groups: make([]group, 1), bytes: bytes}
	ps.globalFlags()
	if !bytes && ps.flags&ASCII == 0 {
		ps.flags |= Unicode
	}
	if bytes && ps.flags&Unicode != 0 || ps.flags&ASCII != 0 && ps.flags&Unicode != 0 {
		return nil, ErrUnsupported
	}
	root := ps.alternatives(ps.flags)
	if ps.at < len(text) {
		ps.fail("unbalanced parenthesis", ps.at)
	}
	return &Pattern{root: root, Flags: ps.flags, Groups: len(ps.groups) - 1, Names: ps.names}, nil
}

func isOurs(err error) bool {
	_, syntax := err.(*Error)
	return syntax || err == ErrUnsupported
}

func (p *parser) fail(message string, at int) { panic(&Error{message, at}) }

func (p *parser) unsupported() { panic(ErrUnsupported) }

func (p *parser) more() bool { return p.at < len(p.text) }

// peek is the next character, 0 at the end.
func (p *parser) peek() rune {
	if p.more() {
		return p.text[p.at]
	}
	return 0
}

func (p *parser) accept(s string) bool {
	if strings.HasPrefix(string(p.text[p.at:min(len(p.text), p.at+len(s))]), s) {
		p.at += len(s)
		return true
	}
	return false
}

// globalFlags reads what a pattern begins with: (?im).
func (p *parser) globalFlags() {
	for p.accept("(?") {
		start := p.at
		for strings.ContainsRune("aiLmsux", p.peek()) && p.more() {
			p.at++
		}
		if p.at == start || p.peek() != ')' {
			p.at = start - 2
			return
		}
		for _, letter := range p.text[start:p.at] {
			p.flags |= p.flag(letter)
		}
		p.at++
	}
}

var flagLetters = map[rune]Flags{'i': IgnoreCase, 'm': Multiline, 's': DotAll, 'u': Unicode, 'x': Verbose, 'a': ASCII}

func (p *parser) flag(letter rune) Flags {
	f, ok := flagLetters[letter]
	if !ok || letter == 'u' && p.bytes {
		p.unsupported()
	}
	return f
}

// alternatives reads up to a closing parenthesis or the end.
func (p *parser) alternatives(flags Flags) *node {
	p.nested++
	if p.nested > maxNested {
		p.unsupported()
	}
	defer func() { p.nested-- }()
	branch := []*node{p.sequence(flags)}
	for p.accept("|") {
		branch = append(branch, p.sequence(flags))
	}
	if len(branch) == 1 {
		return branch[0]
	}
	return &node{op: opBranch, subs: branch}
}

func (p *parser) sequence(flags Flags) *node {
	var parts []*node
	for p.more() {
		if flags&Verbose != 0 && p.skipped() {
			continue
		}
		start := p.at
		switch c := p.peek(); c {
		case '|', ')':
			return sequenceOf(parts)
		case '*', '+', '?', '{':
			if n := p.repeated(parts, start); n != nil {
				parts[len(parts)-1] = n
				continue
			}
			p.at = start + 1
			parts = append(parts, p.literal('{', flags))
		default:
			if n := p.single(flags); n != nil {
				parts = append(parts, n)
			}
		}
	}
	return sequenceOf(parts)
}

func sequenceOf(parts []*node) *node {
	switch len(parts) {
	case 0:
		return &node{op: opEmpty}
	case 1:
		return parts[0]
	}
	return &node{op: opSequence, subs: parts}
}

// skipped passes over a space or a comment of a verbose pattern.
func (p *parser) skipped() bool {
	switch p.peek() {
	case ' ', '\t', '\n', '\r', '\v', '\f':
		p.at++
		return true
	case '#':
		for p.more() && p.peek() != '\n' {
			p.at++
		}
		p.at++
		p.at = min(p.at, len(p.text))
		return true
	}
	return false
}

// single reads one part without its repetition; nil where it is a comment.
func (p *parser) single(flags Flags) *node {
	c := p.text[p.at]
	p.at++
	switch c {
	case '.':
		return &node{op: opAny, flags: flags}
	case '^', '$':
		return &node{op: opPlace, flags: flags, low: int(c)}
	case '[':
		return p.set(flags)
	case '(':
		return p.group(flags)
	case '\\':
		return p.escape(flags)
	}
	return p.literal(c, flags)
}

func (p *parser) literal(c rune, flags Flags) *node {
	p.checkFold(c, flags)
	return &node{op: opLiteral, flags: flags, low: int(c)}
}

// checkFold refuses letters whose other cases Python finds by tables of its own.
func (p *parser) checkFold(c rune, flags Flags) {
	if flags&IgnoreCase != 0 && flags&ASCII == 0 && !p.bytes && oddFold(c) {
		p.unsupported()
	}
}

func oddFold(c rune) bool {
	return c == 'µ' || c > 0xff && (unicode.SimpleFold(c) != c || unicode.ToLower(c) != c || unicode.ToUpper(c) != c)
}

// repeated is the last of the parts, repeated; nil where { is itself.
func (p *parser) repeated(parts []*node, start int) *node {
	low, high, ok := p.times()
	if !ok {
		return nil
	}
	var last *node
	if len(parts) > 0 {
		last = parts[len(parts)-1]
	}
	if last == nil || last.op == opPlace {
		p.fail("nothing to repeat", start)
	}
	if last.op == opRepeat {
		p.fail("multiple repeat", start)
	}
	n := &node{op: opRepeat, low: low, high: high, subs: []*node{last}}
	switch {
	case p.accept("?"):
		n.lazy = true
	case p.accept("+"):
		n.possessive = true
	}
	return n
}

// times reads how often: *, +, ?, {2}, {2,}, {,3} or {2,3}.
func (p *parser) times() (low, high int, ok bool) {
	start := p.at
	p.at++
	switch p.text[start] {
	case '*':
		return 0, unlimited, true
	case '+':
		return 1, unlimited, true
	case '?':
		return 0, 1, true
	}
	if p.peek() == '}' {
		return 0, 0, false
	}
	first := p.digits()
	second := first
	if p.accept(",") {
		second = p.digits()
	}
	if !p.accept("}") {
		return 0, 0, false
	}
	low, high = p.count(first, 0), p.count(second, unlimited)
	if low > high {
		p.fail("min repeat greater than max repeat", start)
	}
	return low, high, true
}

func (p *parser) digits() string {
	start := p.at
	for p.peek() >= '0' && p.peek() <= '9' {
		p.at++
	}
	return string(p.text[start:p.at])
}

func (p *parser) count(digits string, absent int) int {
	if digits == "" {
		return absent
	}
	n := 0
	for _, d := range digits {
		n = n*10 + int(d-'0')
		if n > 1<<20 {
			p.unsupported()
		}
	}
	return n
}
