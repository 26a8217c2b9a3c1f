package syntax

// This file gives string literals their values: escapes, and literals side by side.

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// strings reads one or more literals side by side.
func (p *parser) strings() Expr {
	pos := p.tok.pos
	if k := p.ahead(1); p.tok.kind == tString && k != tString && k != tFStart {
		return p.stringLiteral()
	}
	var parts []Expr
	formatted := false
	for p.tok.kind == tString || p.tok.kind == tFStart {
		if p.tok.kind == tString {
			parts = append(parts, p.stringLiteral())
			continue
		}
		formatted = true
		parts = append(parts, p.formatted())
	}
	p.checkMixed(parts)
	if formatted {
		return p.joinFormatted(pos, parts)
	}
	return p.joinConstants(p.span(pos), parts)
}

// checkMixed refuses bytes beside text, and t-strings beside anything else.
func (p *parser) checkMixed(parts []Expr) {
	isBytes := func(e Expr) bool {
		c, ok := e.(*Constant)
		if !ok {
			return false
		}
		_, ok = c.Value.(Bytes)
		return ok
	}
	isTemplate := func(e Expr) bool { _, ok := e.(*TemplateStr); return ok }
	for i, e := range parts[1:] {
		if isTemplate(e) != isTemplate(parts[0]) {
			p.throwAt(parts[i].Range().Pos, "cannot mix t-string literals with string or bytes literals")
		}
		if isBytes(e) != isBytes(parts[0]) {
			p.throwHere("cannot mix bytes and nonbytes literals")
		}
	}
}

// joinConstants is the concatenation of constants, all text or all bytes.
func (p *parser) joinConstants(span Span, parts []Expr) *Constant {
	first := parts[0].(*Constant)
	joined := &Constant{Span: span, U: first.U}
	var b strings.Builder
	for _, e := range parts {
		c := e.(*Constant)
		joined.Undecoded = joined.Undecoded || c.Undecoded
		switch v := c.Value.(type) {
		case string:
			b.WriteString(v)
		case Bytes:
			b.WriteString(string(v))
		}
	}
	joined.Value = b.String()
	if _, ok := first.Value.(Bytes); ok {
		joined.Value = Bytes(b.String())
	}
	return joined
}

// stringLiteral is one literal without replacement fields.
func (p *parser) stringLiteral() *Constant {
	t := p.tok
	text := p.text(t)
	quote := strings.IndexAny(text, `"'`)
	prefix := text[:quote]
	size := 1
	if len(text)-quote >= 6 && text[quote+1] == text[quote] && text[quote+2] == text[quote] {
		size = 3
	}
	body := text[quote+size : len(text)-size]
	c := &Constant{Span: Span{t.pos, t.end}, U: prefix == "u"}
	raw := strings.ContainsAny(prefix, "rR")
	if strings.ContainsAny(prefix, "bB") {
		c.Value = p.bytesValue(body, raw)
	} else {
		c.Value, c.Undecoded = p.textValue(body, raw, t.pos)
	}
	p.next()
	return c
}

func (p *parser) bytesValue(body string, raw bool) Bytes {
	for i := 0; i < len(body); i++ {
		if body[i] >= utf8.RuneSelf {
			p.throwHere("bytes can only contain ASCII literal characters")
		}
	}
	if raw || strings.IndexByte(body, '\\') < 0 {
		return Bytes(body)
	}
	d := decoder{text: body, bytes: true}
	d.decode()
	if d.err != "" {
		p.throwHere(d.err)
	}
	return Bytes(d.out)
}

// textValue decodes text; an error is reported at offset at. The second result
// says that it holds \N{...}, left as it stands.
func (p *parser) textValue(body string, raw bool, at int32) (string, bool) {
	if reason := p.file.undecodable(body); reason != "" {
		p.throwAt(at, reason)
	}
	if raw || strings.IndexByte(body, '\\') < 0 {
		return body, false
	}
	d := decoder{text: body}
	d.decode()
	if d.err != "" {
		p.throwAt(at, d.err)
	}
	return string(d.out), d.undecoded
}

// decoder decodes the escapes of one literal.
type decoder struct {
	text      string
	at        int
	bytes     bool
	out       []byte
	undecoded bool
	err       string
}

func (d *decoder) decode() {
	d.out = make([]byte, 0, len(d.text))
	for d.at < len(d.text) && d.err == "" {
		n := strings.IndexByte(d.text[d.at:], '\\')
		if n < 0 {
			n = len(d.text) - d.at
		}
		d.out = append(d.out, d.text[d.at:d.at+n]...)
		d.at += n
		if d.at < len(d.text) {
			d.escape()
		}
	}
}

// escape decodes one escape; one that Python does not know stands for itself.
func (d *decoder) escape() {
	if d.at+1 >= len(d.text) {
		d.out = append(d.out, '\\')
		d.at++
		return
	}
	c := d.text[d.at+1]
	if i := strings.IndexByte("\n\\'\"abfnrtv", c); i >= 0 {
		d.at += 2
		if i > 0 {
			d.out = append(d.out, "\\'\"\a\b\f\n\r\t\v"[i-1])
		}
		return
	}
	switch {
	case c >= '0' && c <= '7':
		d.octal()
	case c == 'x' && d.bytes:
		d.hexByte()
	case c == 'x':
		d.hex(2)
	case c == 'u' && !d.bytes:
		d.hex(4)
	case c == 'U' && !d.bytes:
		d.hex(8)
	case c == 'N' && !d.bytes:
		d.named()
	default:
		d.out = append(d.out, '\\')
		d.at++
	}
}

func (d *decoder) octal() {
	var v rune
	d.at++
	for n := 0; n < 3 && d.at < len(d.text) && d.text[d.at] >= '0' && d.text[d.at] <= '7'; n++ {
		v = v<<3 | rune(d.text[d.at]-'0')
		d.at++
	}
	d.append(v)
}

// append adds a character, or one byte of bytes. A surrogate is three bytes.
func (d *decoder) append(r rune) {
	switch {
	case d.bytes:
		d.out = append(d.out, byte(r))
	case r >= 0xd800 && r <= 0xdfff:
		d.out = append(d.out, 0xe0|byte(r>>12), 0x80|byte(r>>6)&0x3f, 0x80|byte(r)&0x3f)
	default:
		d.out = utf8.AppendRune(d.out, r)
	}
}

func (d *decoder) hexDigits(want int) (v rune, n int) {
	for n < want && d.at+2+n < len(d.text) && isHexDigit(d.text[d.at+2+n]) {
		v = v<<4 | hexValue(d.text[d.at+2+n])
		n++
	}
	return v, n
}

func hexValue(c byte) rune {
	if isDigit(c) {
		return rune(c - '0')
	}
	return rune(c|0x20-'a') + 10
}

func (d *decoder) hexByte() {
	v, n := d.hexDigits(2)
	if n < 2 {
		d.err = fmt.Sprintf(`(value error) invalid \x escape at position %d`, d.at)
		return
	}
	d.at += 2 + n
	d.append(v)
}

func (d *decoder) hex(want int) {
	v, n := d.hexDigits(want)
	switch {
	case n < want:
		d.fail(2+n, `truncated \`+string(d.text[d.at+1])+strings.Repeat("X", want)+" escape")
	case v < 0 || v > utf8.MaxRune:
		d.fail(2+n, "illegal Unicode character")
	default:
		d.at += 2 + n
		d.append(v)
	}
}

// named keeps \N{...} as it stands.
func (d *decoder) named() {
	rest := d.text[d.at+2:]
	end := strings.IndexByte(rest, '}')
	switch {
	case !strings.HasPrefix(rest, "{"):
		d.fail(2, `malformed \N character escape`)
	case end < 0:
		d.fail(2+len(rest), `malformed \N character escape`)
	case end == 1:
		d.fail(3, `malformed \N character escape`)
	default:
		d.undecoded = true
		d.out = append(d.out, d.text[d.at:d.at+2+end+1]...)
		d.at += 2 + end + 1
	}
}

// fail reports an escape of n bytes. Like CPython, it counts ten bytes for a
// character beyond ASCII, which CPython has rewritten as \UXXXXXXXX by then.
func (d *decoder) fail(n int, reason string) {
	from := expanded(d.text[:d.at])
	to := from + expanded(d.text[d.at:d.at+n]) - 1
	d.err = fmt.Sprintf("(unicode error) 'unicodeescape' codec can't decode bytes in position %d-%d: %s", from, to, reason)
}

func expanded(text string) int {
	n := 0
	for i, r := range text {
		switch {
		case r < utf8.RuneSelf:
			n++
		case i > 0 && text[i-1] == '\\':
			n += 15
		default:
			n += 10
		}
	}
	return n
}
