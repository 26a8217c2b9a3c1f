package value

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// The encodings whose units are wider than a byte, and UTF-8 behind a byte order mark
// (Python library reference, codecs, "Standard Encodings").

// wideCodec is the plain name of such an encoding; "" for any other.
func wideCodec(name string) string {
	switch name = strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(name), "_", "-"), " ", "-"); name {
	case "utf-16", "utf16", "u16":
		return "utf-16"
	case "utf-32", "utf32", "u32":
		return "utf-32"
	case "utf-8-sig", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be":
		return name
	case "utf-16le", "utf-16be", "utf-32le", "utf-32be":
		return name[:6] + "-" + name[6:]
	}
	return ""
}

const byteOrderMark = "\uFEFF"

// byteOrder is the order of bytes of an encoding: the machine's, which is little-endian,
// where the name has none.
func byteOrder(name string) binary.ByteOrder {
	if strings.HasSuffix(name, "-be") {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// encodeWide encodes a text; lone surrogates are left to nobody.
func (in *invocation) encodeWide(name string) (Value, error) {
	s := in.text()
	if !utf8.ValidString(s) {
		return in.unfollowed(BytesClass), nil
	}
	if name == "utf-16" || name == "utf-32" || name == "utf-8-sig" {
		s = byteOrderMark + s
	}
	var out []byte
	switch {
	case name == "utf-8-sig":
		out = []byte(s)
	case strings.HasPrefix(name, "utf-16"):
		for _, unit := range utf16.Encode([]rune(s)) {
			out = byteOrder(name).(binary.AppendByteOrder).AppendUint16(out, unit)
		}
	default:
		for _, r := range s {
			out = byteOrder(name).(binary.AppendByteOrder).AppendUint32(out, uint32(r))
		}
	}
	return NewBytes(string(out), in.tr), in.t.Alloc(len(out))
}

// decodeWide decodes what is valid; how an error handler goes on is not followed.
func (in *invocation) decodeWide(name, mode string) (Value, error) {
	s := in.text()
	out, ok := decodedWide(s, name)
	if !ok && mode == "strict" {
		return nil, in.t.Raise("UnicodeDecodeError", "'"+name+"' codec can't decode byte ... in position ...")
	}
	if !ok {
		return in.unfollowed(StrClass), nil
	}
	return NewStr(out, in.tr), in.t.Alloc(len(out))
}

func decodedWide(s, name string) (string, bool) {
	if name == "utf-8-sig" {
		s = strings.TrimPrefix(s, byteOrderMark)
		return s, utf8.ValidString(s)
	}
	width := 2
	if strings.HasPrefix(name, "utf-32") {
		width = 4
	}
	if name == "utf-16" || name == "utf-32" {
		little, big := "\xFF\xFE\x00\x00"[:width], "\x00\x00\xFE\xFF"[4-width:]
		switch {
		case strings.HasPrefix(s, little):
			s = s[width:]
		case strings.HasPrefix(s, big):
			name, s = name+"-be", s[width:]
		}
	}
	if len(s)%width != 0 {
		return "", false
	}
	var out strings.Builder
	for b := []byte(s); len(b) > 0; b = b[width:] {
		var r rune
		if width == 4 {
			r = rune(byteOrder(name).Uint32(b))
		} else if r = rune(byteOrder(name).Uint16(b)); utf16.IsSurrogate(r) {
			if len(b) < 4 {
				return "", false
			}
			r = utf16.DecodeRune(r, rune(byteOrder(name).Uint16(b[2:])))
			if r == utf8.RuneError {
				return "", false
			}
			b = b[2:]
		}
		if !utf8.ValidRune(r) {
			return "", false
		}
		out.WriteRune(r)
	}
	return out.String(), true
}
