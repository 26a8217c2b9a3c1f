package dotenv

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
)

// This file follows python-dotenv before 0.15, which made a dict of all lines first and
// replaced ${NAME} in its values after that: the last line of a name counts everywhere.

// rawBinding is a line before interpolation; its value is nil where it has no "=".
type rawBinding struct {
	name      string
	value     *string
	keyAt, at document.Location
	because   string // why the value is not known, if it is not
}

// The expression of python-dotenv 0.10.0, and that of 0.10.1 and 0.10.2, in which "export"
// and "=" have no line ends around them.
var (
	python0100 = pattern.New(`^[\s\v\x1c-\x1f\x85\pZ]*(?:export[\s\v\x1c-\x1f\x85\pZ]+)?('[^']+'|[^=#\s\v\x1c-\x1f\x85\pZ]+)?(?:[\s\v\x1c-\x1f\x85\pZ]*=[\s\v\x1c-\x1f\x85\pZ]*('(?:\\'|[^'])*'|"(?:\\"|[^"])*"|[^#\r\n]*))?[\s\v\x1c-\x1f\x85\pZ]*(?:#[^\r\n]*)?\n?`)
	python0102 = pattern.New(`^[\s\v\x1c-\x1f\x85\pZ]*(?:export[\t\v\f \x1c-\x1f\x85\pZ]+)?('[^']+'|[^=#\s\v\x1c-\x1f\x85\pZ]+)?(?:[\t\v\f \x1c-\x1f\x85\pZ]*=[\t\v\f \x1c-\x1f\x85\pZ]*('(?:\\'|[^'])*'|"(?:\\"|[^"])*"|[^#\r\n]*))?[\s\v\x1c-\x1f\x85\pZ]*(?:#[^\r\n]*)?\n?`)
)

// readOldPython reads with the grammar of one of the early releases.
func (r *reader) readOldPython(d Dialect) {
	var lines []rawBinding
	switch d {
	case PythonDotenv063, PythonDotenv064, PythonDotenv07, PythonDotenv08, PythonDotenv09:
		lines = r.pythonLines(d)
	case PythonDotenv0100:
		lines = r.matched(python0100)
	case PythonDotenv0102:
		lines = r.matched(python0102)
	case PythonDotenv0103, PythonDotenv0104:
		p := &pythonParser{reader: r, dialect: d, raw: &lines}
		for p.pos < len(p.src) {
			p.looseBinding()
		}
	default:
		p := &pythonParser{reader: r, dialect: d, raw: &lines}
		p.bindings()
	}
	r.resolve(d, LastOfEach(lines, func(b rawBinding) string { return b.name }))
}

// matched are the lines as one expression finds them, one after the other.
func (r *reader) matched(line *pattern.Pattern) []rawBinding {
	var out []rawBinding
	for pos := 0; pos < len(r.src); {
		m := line.FindStringSubmatchIndex(r.src[pos:])
		if m == nil || m[1] == 0 {
			break
		}
		if m[2] >= 0 && m[4] >= 0 {
			text := r.src[pos+m[4] : pos+m[5]]
			value := strings.TrimFunc(text, pythonSpace)
			if bare := unquote(text, `'"`); bare != text {
				value = pythonEscapes(bare, `\'"abfnrtv`)
			}
			out = append(out, rawBinding{r.src[pos+m[2] : pos+m[3]], &value, r.at(pos + m[2]), r.at(pos + m[4]), ""})
		}
		pos += m[1]
	}
	return out
}

// looseBinding reads a line of 0.10.3 or 0.10.4: what follows a value is the next one, and
// only 0.10.4 takes a name without "=".
func (p *pythonParser) looseBinding() {
	p.skip(pythonSpace)
	p.skipExport()
	at := p.pos
	name, ok := p.key()
	if !ok {
		p.skipLine()
		return
	}
	end := p.pos
	p.skip(inlineSpace)
	var value *string
	valueAt := p.pos
	if p.peek() == '=' {
		p.pos++
		p.skip(inlineSpace)
		valueAt = p.pos
		text, ok := p.value()
		if !ok {
			p.skipLine()
			return
		}
		value = &text
	} else if p.pos = end; p.dialect == PythonDotenv0103 {
		p.skipLine()
		return
	}
	p.keep(name, p.reader.at(at), value, valueAt, end)
	p.skipLooseEnd()
}

// skipLooseEnd passes a comment, also one in a later line, or blanks and the end of the line.
func (p *pythonParser) skipLooseEnd() {
	start := p.pos
	p.skip(pythonSpace)
	if p.peek() == '#' {
		p.skipLine()
		return
	}
	p.pos = start
	p.skip(inlineSpace)
	if p.peek() == '\n' {
		p.pos++
	}
}

// unquotedParts reads a value without quotes as up to 0.14: it ends before a blank that another
// blank or a # follows, and before the last character of the file where that is a blank.
func (p *pythonParser) unquotedParts() string {
	start := p.pos
	for {
		if i := strings.IndexAny(p.src[p.pos:], " \n"); i >= 0 {
			p.pos += i
		} else {
			p.pos = len(p.src)
		}
		after := p.src[p.pos:]
		if len(after) < 2 || after[0] == '\n' || strings.IndexByte(" #\n", after[1]) >= 0 {
			return p.src[start:p.pos]
		}
		p.pos += 2
	}
}

// resolve replaces ${NAME} in the values, one after the other. Up to 0.9 a name that comes
// later has its text as it stands in the file.
func (r *reader) resolve(d Dialect, lines []rawBinding) {
	switch d {
	case PythonDotenv063, PythonDotenv064, PythonDotenv07, PythonDotenv08, PythonDotenv09:
		for _, b := range lines {
			r.set[b.name] = binding{text: *b.value, because: b.because}
		}
	}
	for _, b := range lines {
		if b.value == nil {
			r.set[b.name] = binding{}
			r.add(Entry{Name: b.name, KeyAt: b.keyAt, At: b.keyAt})
			continue
		}
		x := &expansion{reader: r}
		text := *b.value
		switch {
		case r.literal:
		case d == PythonDotenv014:
			text = x.posix(text)
		default:
			text = x.braces(text)
		}
		if x.stop != "" {
			r.stopAt(x, d, b.at)
			return
		}
		e := x.entry(b.name, text)
		e.KeyAt, e.At, e.Because = b.keyAt, b.at, cmp.Or(b.because, e.Because)
		r.add(e)
	}
}

// braces replaces ${NAME} of python-dotenv before 0.13, where all that stands in the
// braces is the name.
func (x *expansion) braces(s string) string {
	var b strings.Builder
	for x.stop == "" {
		before, rest, found := strings.Cut(s, "${")
		name, after, closed := strings.Cut(rest, "}")
		if !found || !closed {
			break
		}
		value := x.text(name)
		if b.Len()+len(before)+len(value) > maxValue || !x.spend(len(value)) {
			x.stop = CodeLimit
		}
		b.WriteString(before + value)
		s = after
	}
	return b.String() + s
}

// pythonLines are the lines as up to 0.9 they were read, one by one. 0.8 takes all letters
// of "export " off the beginning of a name that begins with it, and 0.7 none.
func (r *reader) pythonLines(d Dialect) []rawBinding {
	var out []rawBinding
	r.lines(newline, func(raw string, offset int) bool {
		line := strings.TrimLeftFunc(raw, pythonSpace)
		offset += len(raw) - len(line)
		line = strings.TrimRightFunc(line, pythonSpace)
		name, value, assigned := strings.Cut(line, "=")
		if line == "" || line[0] == '#' {
			return true
		}
		key := name
		switch bare, exported := strings.CutPrefix(name, "export "); {
		case exported && d == PythonDotenv09:
			key = bare
		case exported && d == PythonDotenv08:
			key = strings.TrimLeft(name, "export ")
		}
		keyAt := r.at(offset + len(name) - len(strings.TrimLeftFunc(key, pythonSpace)))
		key = strings.TrimFunc(key, pythonSpace)
		if !assigned || key == "" {
			r.ignored(d, keyAt)
			return true
		}
		text := strings.TrimLeftFunc(value, pythonSpace)
		bare, because := pythonLineValue(d, text)
		out = append(out, rawBinding{key, &bare, keyAt, r.at(offset + len(line) - len(text)), because})
		return true
	})
	return out
}

// pythonLineValue is a value as these releases have it, or why it is not known.
func pythonLineValue(d Dialect, text string) (bare, because string) {
	quotes := `"'`
	switch d {
	case PythonDotenv063:
		quotes = `"`
	case PythonDotenv064:
	default:
		return unquote09(text), ""
	}
	if len(text) == 1 && strings.Contains(quotes, text) {
		return "", ""
	}
	bare = unquote(text, quotes)
	odd := strings.ContainsFunc(bare, func(c rune) bool { return c == '\\' || c >= 0x80 })
	if bare != text && odd {
		because = string(d) + " decodes escapes between quotes, which are not followed here"
	}
	return bare, because
}

// unquote09 is a value without its quotes, in which no escape means anything; one without
// quotes is written with escapes for what Python writes so.
func unquote09(text string) string {
	if text == "" {
		return ""
	}
	if first, last := text[0], text[len(text)-1]; first == last && (first == '"' || first == '\'') {
		return strings.TrimSuffix(text[1:], text[:1])
	}
	var b strings.Builder
	for _, c := range text {
		switch {
		case c == '\\':
			b.WriteString(`\\`)
		case c == '\t':
			b.WriteString(`\t`)
		case c == '\r':
			b.WriteString(`\r`)
		case c < ' ' || c >= 0x7f && c < 0x100:
			fmt.Fprintf(&b, `\x%02x`, c)
		case c >= 0x10000:
			fmt.Fprintf(&b, `\U%08x`, c)
		case c >= 0x100:
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}
