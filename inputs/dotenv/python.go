package dotenv

// This file follows python-dotenv: parser.py, whose regular expressions are the
// functions here, and variables.py.

import (
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// pythonParser reads bindings; pos is an offset into src.
type pythonParser struct {
	*reader
	dialect Dialect
	pos     int
	raw     *[]rawBinding // where the lines of early releases go, which are resolved later
}

func (r *reader) readPythonDotenv(d Dialect) {
	p := &pythonParser{reader: r, dialect: d}
	p.bindings()
}

func (p *pythonParser) bindings() {
	for p.skip(pythonSpace); p.pos < len(p.src); p.skip(pythonSpace) {
		start := p.pos
		if !p.binding() {
			p.ignored(p.dialect, p.at(start))
			p.skipLine()
		}
	}
}

// skip passes characters for which is holds.
func (p *pythonParser) skip(is func(rune) bool) {
	p.pos = len(p.src) - len(strings.TrimLeftFunc(p.src[p.pos:], is))
}

// skipLine passes the rest of the line and its end.
func (p *pythonParser) skipLine() {
	if i := strings.IndexByte(p.src[p.pos:], '\n'); i >= 0 {
		p.pos += i + 1
		return
	}
	p.pos = len(p.src)
}

func (p *pythonParser) peek() byte {
	if p.pos < len(p.src) {
		return p.src[p.pos]
	}
	return 0
}

// binding reads one; where it returns false, pos is where the grammar failed.
func (p *pythonParser) binding() bool {
	p.skipExport()
	keyPos := p.pos
	var name string
	if comment := p.peek() == '#'; !comment {
		var ok bool
		if name, ok = p.key(); !ok {
			return false
		}
	}
	keyEnd := p.pos
	p.skip(inlineSpace)
	value, valuePos, ok := p.assignment()
	if !ok || !p.endOfLine() {
		return false
	}
	if name != "" {
		p.keep(name, p.reader.at(keyPos), value, valuePos, keyEnd)
	}
	return true
}

func (p *pythonParser) skipExport() {
	start := p.pos
	if !strings.HasPrefix(p.src[p.pos:], "export") {
		return
	}
	p.pos += len("export")
	blank := p.pos
	p.skip(inlineSpace)
	if p.pos == blank {
		p.pos = start
	}
}

// key reads '...' or everything up to white space, "=" or "#".
func (p *pythonParser) key() (string, bool) {
	rest := p.src[p.pos:]
	if rest != "" && rest[0] == '\'' {
		end := strings.IndexByte(rest[1:], '\'')
		if end < 1 {
			return "", false
		}
		p.pos += end + 2
		return rest[1 : end+1], true
	}
	end := strings.IndexFunc(rest, func(c rune) bool { return c == '=' || c == '#' || pythonSpace(c) })
	if end < 0 {
		end = len(rest)
	}
	p.pos += end
	return rest[:end], end > 0
}

// assignment reads "=" and a value; the value is nil where there is no "=".
func (p *pythonParser) assignment() (value *string, pos int, ok bool) {
	if p.peek() != '=' {
		return nil, p.pos, true
	}
	p.pos++
	blank := p.pos
	p.skip(inlineSpace)
	pos = p.pos
	if p.dialect == PythonDotenv && pos > blank && p.peek() == '#' {
		return new(string), blank, true
	}
	text, ok := p.value()
	return &text, pos, ok
}

func (p *pythonParser) value() (string, bool) {
	quote := p.peek()
	if quote != '\'' && quote != '"' {
		if p.raw != nil {
			return p.unquotedParts(), true
		}
		return p.unquoted(), true
	}
	rest := p.src[p.pos:]
	end := p.closingQuote(rest)
	if end < 0 {
		return "", false
	}
	p.pos += end + 1
	escapes := `\'`
	if quote == '"' {
		escapes = `\'"abfnrtv`
	}
	return pythonEscapes(rest[1:end], escapes), true
}

// unquoted reads up to the end of the line, or to a # after white space.
func (p *pythonParser) unquoted() string {
	line, _, _ := strings.Cut(p.src[p.pos:], "\n")
	p.pos += len(line)
	for i := 1; i < len(line); i++ {
		if before := line[:i]; line[i] == '#' && len(strings.TrimRightFunc(before[lastRune(before):], pythonSpace)) == 0 {
			line = before
			break
		}
	}
	return strings.TrimRightFunc(line, pythonSpace)
}

// lastRune returns the offset of the last character of s.
func lastRune(s string) int {
	i := len(s) - 1
	for i > 0 && s[i]&0xc0 == 0x80 {
		i--
	}
	return i
}

// closingQuote returns the offset of the quote that ends the one s begins with,
// or -1. Up to 1.2.2 only a quote could be escaped, and where all that follow
// are escaped, the last one ends the value all the same.
func (p *pythonParser) closingQuote(s string) int {
	last := -1
	for i := 1; i < len(s); i++ {
		if s[i] == s[0] {
			return i
		}
		if s[i] != '\\' || i+1 == len(s) {
			continue
		}
		if p.dialect == PythonDotenv || p.dialect == PythonDotenv123 {
			i++
		} else if s[i+1] == s[0] {
			i++
			last = i
		}
	}
	return last
}

// endOfLine passes a comment and the end of the line; false where more stands there.
func (p *pythonParser) endOfLine() bool {
	blank := p.pos
	p.skip(inlineSpace)
	if p.peek() == '#' {
		p.skipLine()
		return true
	}
	if p.pos == len(p.src) {
		return true
	}
	if p.peek() != '\n' {
		p.pos = blank
		return false
	}
	p.pos++
	return true
}

func (p *pythonParser) keep(name string, keyAt document.Location, value *string, valuePos, keyEnd int) {
	if p.raw != nil {
		*p.raw = append(*p.raw, rawBinding{name, value, keyAt, p.reader.at(valuePos), ""})
		return
	}
	if value == nil {
		p.set[name] = binding{}
		p.add(Entry{Name: name, KeyAt: keyAt, At: keyAt})
		return
	}
	x := &expansion{reader: p.reader}
	text := *value
	if !p.literal {
		text = x.posix(text)
	}
	at := p.reader.at(valuePos)
	if x.stop != "" {
		p.stopAt(x, p.dialect, at)
		p.pos = len(p.src)
		return
	}
	e := x.entry(name, text)
	e.KeyAt, e.At = keyAt, at
	p.add(e)
}

// pythonEscapes replaces a backslash and one of the characters in which.
func pythonEscapes(s, which string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte(which, s[i+1]) >= 0 {
			i++
			if s[i] == '\'' {
				b.WriteByte('\'')
			} else {
				b.WriteString(escape(s[i]))
			}
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// posix replaces ${NAME} and ${NAME:-text}; the text is literal, and NAME is
// anything without "}" and ":".
func (x *expansion) posix(s string) string {
	var b strings.Builder
	colon, brace := -1, -1
	for i := 0; i < len(s) && x.stop == ""; {
		start := strings.Index(s[i:], "${")
		if start < 0 {
			b.WriteString(s[i:])
			break
		}
		b.WriteString(s[i : i+start])
		i += start
		colon, brace = next(s, ':', colon, i), next(s, '}', brace, i)
		if brace == len(s) {
			b.WriteString(s[i:])
			break
		}
		if colon < brace && !strings.HasPrefix(s[colon:], ":-") {
			b.WriteByte('$')
			i++
			continue
		}
		value := x.reference(s[i+2:brace], colon-i-2)
		if b.Len()+len(value) > maxValue || !x.spend(len(value)) {
			x.stop = CodeLimit
		}
		b.WriteString(value)
		i = brace + 1
	}
	return b.String()
}

// reference replaces the inside of ${...}, whose colon is at offset colon, or beyond.
func (x *expansion) reference(s string, colon int) string {
	if colon >= len(s) {
		return x.text(s)
	}
	if v, ok := x.get(s[:colon]); ok {
		return v
	}
	return s[colon+2:]
}

// next returns the offset of c in s at or after i, given the one found last; len(s) for none.
func next(s string, c byte, found, i int) int {
	if found >= i {
		return found
	}
	if n := strings.IndexByte(s[i:], c); n >= 0 {
		return i + n
	}
	return len(s)
}
