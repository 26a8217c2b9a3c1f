package value

import (
	"strings"
	"unicode/utf8"
)

// str.encode and bytes.decode. Codecs other than UTF-8, -16 and -32, ASCII and Latin-1 give an unknown.

// codec returns the plain name of an encoding; "" for one that is not followed.
func codec(name string) string {
	switch strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(name), "_", "-"), " ", "-") {
	case "utf-8", "utf8", "u8", "utf", "cp65001":
		return "utf-8"
	case "ascii", "us-ascii", "646":
		return "ascii"
	case "latin-1", "latin1", "iso-8859-1", "iso8859-1", "l1", "8859", "cp819", "latin":
		return "latin-1"
	}
	return ""
}

// codecLimit is the first code point that an encoding cannot hold.
func codecLimit(name string) rune {
	switch name {
	case "ascii":
		return 0x80
	case "latin-1":
		return 0x100
	}
	return 0x110000
}

func strEncode(in *invocation) (Value, error) {
	name, mode := codec(in.strOr(0, "utf-8")), in.strOr(1, "strict")
	if in.err != nil {
		return nil, in.err
	}
	if wide := wideCodec(in.strOr(0, "")); wide != "" {
		return in.encodeWide(wide)
	}
	if name == "" {
		return in.unfollowed(BytesClass), nil
	}
	return in.encodeText(name, mode)
}

// unfollowed is the result of a codec that is not followed: it may not even exist.
func (in *invocation) unfollowed(kind *Class) Value {
	u := NewUnknown("this encoding is not followed", in.t.At, in.tr)
	u.Type = kind
	return u
}

func (in *invocation) encodeText(name, mode string) (Value, error) {
	s := in.text()
	if name == "utf-8" && utf8.ValidString(s) || isASCII(s) {
		return NewBytes(s, in.tr), in.t.Alloc(len(s))
	}
	var out []byte
	limit := codecLimit(name)
	for _, r := range runesOf(s) {
		surrogate := r >= 0xD800 && r <= 0xDFFF
		switch {
		case r < limit && !surrogate && name == "latin-1":
			out = append(out, byte(r))
		case r < limit && !surrogate:
			out = utf8.AppendRune(out, r)
		default:
			with, ok := replaceUnencodable(r, mode)
			if mode == "strict" {
				return nil, in.t.Raise("UnicodeEncodeError", "'"+name+"' codec can't encode character '...' in position ...")
			}
			if !ok {
				return in.unfollowed(BytesClass), nil
			}
			out = append(out, with...)
		}
	}
	return NewBytes(string(out), in.tr), in.t.Alloc(len(out))
}

// replaceUnencodable is what an error handler puts in place of a code point; not ok for an unknown handler.
func replaceUnencodable(r rune, mode string) (string, bool) {
	switch mode {
	case "ignore":
		return "", true
	case "replace":
		return "?", true
	case "backslashreplace":
		return strings.Trim(string(appendEscape(nil, r)), "'"), true
	case "xmlcharrefreplace":
		return "&#" + decimal(int(r)) + ";", true
	}
	return "", false
}

// appendEscape writes a code point as \x, \u or \U.
func appendEscape(out []byte, r rune) []byte {
	switch {
	case r < 0x100:
		return append(append(out, `\x`...), hexDigits(int(r), 2)...)
	case r < 0x10000:
		return append(append(out, `\u`...), hexDigits(int(r), 4)...)
	}
	return append(append(out, `\U`...), hexDigits(int(r), 8)...)
}

func bytesDecode(in *invocation) (Value, error) {
	name, mode := codec(in.strOr(0, "utf-8")), in.strOr(1, "strict")
	if in.err != nil {
		return nil, in.err
	}
	if wide := wideCodec(in.strOr(0, "")); wide != "" {
		return in.decodeWide(wide, mode)
	}
	if name == "" {
		return in.unfollowed(StrClass), nil
	}
	return in.decodeText(name, mode)
}

func (in *invocation) decodeText(name, mode string) (Value, error) {
	s := in.text()
	if isASCII(s) || name == "utf-8" && utf8.ValidString(s) {
		return NewStr(s, in.tr), in.t.Alloc(len(s))
	}
	var out []byte
	for i := 0; i < len(s); {
		r, n := decodeByte(s[i:], name)
		if r >= 0 {
			out = utf8.AppendRune(out, r)
			i += n
			continue
		}
		if mode == "strict" {
			return nil, in.t.Raise("UnicodeDecodeError", "'"+name+"' codec can't decode byte ... in position ...")
		}
		with, ok := replaceUndecodable(s[i:i+n], mode)
		if !ok {
			return in.unfollowed(StrClass), nil
		}
		out = append(out, with...)
		i += n
	}
	return NewStr(string(out), in.tr), in.t.Alloc(len(out))
}

// decodeByte reads one code point; r is -1 where the first n bytes are none.
func decodeByte(s, name string) (r rune, n int) {
	if name == "latin-1" {
		return rune(s[0]), 1
	}
	if s[0] < utf8.RuneSelf {
		return rune(s[0]), 1
	}
	if name == "ascii" {
		return -1, 1
	}
	r, n = utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && n <= 1 {
		return -1, badPrefix(s)
	}
	return r, n
}

// badPrefix is the length of the longest prefix of a valid sequence at the
// start of s, or 1: what one replacement stands for (Unicode, section 3.9).
func badPrefix(s string) int {
	low, high, n := byte(0x80), byte(0xBF), 0
	switch c := s[0]; {
	case c >= 0xC2 && c <= 0xDF:
		n = 1
	case c >= 0xE0 && c <= 0xEF:
		n = 2
		if c == 0xE0 {
			low = 0xA0
		}
		if c == 0xED {
			high = 0x9F
		}
	case c >= 0xF0 && c <= 0xF4:
		n = 3
		if c == 0xF0 {
			low = 0x90
		}
		if c == 0xF4 {
			high = 0x8F
		}
	}
	i := 1
	for ; i <= n && i < len(s) && s[i] >= low && s[i] <= high; i++ {
		low, high = 0x80, 0xBF
	}
	return i
}

func replaceUndecodable(s, mode string) (string, bool) {
	switch mode {
	case "ignore":
		return "", true
	case "replace":
		return "\ufffd", true
	case "backslashreplace":
		var out []byte
		for i := 0; i < len(s); i++ {
			out = append(append(out, `\x`...), hexDigits(int(s[i]), 2)...)
		}
		return string(out), true
	case "surrogateescape":
		var out []byte
		for i := 0; i < len(s); i++ {
			out = encode(out, 0xDC00+rune(s[i]))
		}
		return string(out), true
	}
	return "", false
}
