package value

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A str is UTF-8 in which a lone surrogate stands as its three bytes, which Go's
// own functions do not read.

// decode returns the first code point of s and its length in bytes.
func decode(s string) (rune, int) {
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && n == 1 && len(s) >= 3 && s[0] == 0xED {
		return rune(s[0]&0x0F)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return r, n
}

// encode appends a code point, surrogates included.
func encode(out []byte, r rune) []byte {
	if r >= 0xD800 && r <= 0xDFFF {
		return append(out, 0xED, byte(0x80|r>>6&0x3F), byte(0x80|r&0x3F))
	}
	return utf8.AppendRune(out, r)
}

// runesOf returns the code points of s.
func runesOf(s string) []rune {
	out := make([]rune, 0, len(s))
	for i := 0; i < len(s); {
		r, n := decode(s[i:])
		out = append(out, r)
		i += n
	}
	return out
}

// textOf is the str of code points.
func textOf(rs []rune) string {
	out := make([]byte, 0, len(rs))
	for _, r := range rs {
		out = encode(out, r)
	}
	return string(out)
}

// runeCount is len(s) as Python counts.
func runeCount(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i]&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isSpace is str.isspace of one code point (CPython, Objects/unicodetype_db.h).
func isSpace(r rune) bool {
	switch {
	case r >= 0x09 && r <= 0x0D, r >= 0x1C && r <= 0x20, r == 0x85, r == 0xA0:
		return true
	}
	return r > 0xFF && unicode.IsSpace(r)
}

// isByteSpace is the whitespace of bytes.
func isByteSpace(r rune) bool { return r == ' ' || r >= 0x09 && r <= 0x0D }

// mapRunes replaces each code point by a text.
func mapRunes(s string, f func(r rune) string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := decode(s[i:])
		b.WriteString(f(r))
		i += n
	}
	return b.String()
}

// allRunes tells whether s is not empty and f holds for each code point.
func allRunes(s string, f func(r rune) bool) bool {
	for i := 0; i < len(s); {
		r, n := decode(s[i:])
		if !f(r) {
			return false
		}
		i += n
	}
	return s != ""
}

// sequence is a str or bytes as something that is indexed.
type sequence struct {
	text  string
	runes []rune // nil where each byte is one item
	bytes bool
}

func newSequence(v Value) sequence {
	if b, ok := v.(Bytes); ok {
		return sequence{text: b.text, bytes: true}
	}
	s := v.(Str).text
	if isASCII(s) {
		return sequence{text: s}
	}
	return sequence{text: s, runes: runesOf(s)}
}

func (s sequence) len() int {
	if s.runes != nil {
		return len(s.runes)
	}
	return len(s.text)
}

func (s sequence) at(i int, tr *Trace) Value {
	switch {
	case s.bytes:
		return NewInt(int64(s.text[i]), tr)
	case s.runes != nil:
		return NewStr(textOf(s.runes[i:i+1]), tr)
	}
	return NewStr(s.text[i:i+1], tr)
}

func (s sequence) slice(start, step, n int, tr *Trace) Value {
	out := make([]byte, 0, n)
	for i := start; n > 0; n-- {
		if s.runes != nil {
			out = encode(out, s.runes[i])
		} else {
			out = append(out, s.text[i])
		}
		i += step
	}
	if s.bytes {
		return NewBytes(string(out), tr)
	}
	return NewStr(string(out), tr)
}
