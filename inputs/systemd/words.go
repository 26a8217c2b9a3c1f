package systemd

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// This file follows extract_first_word of systemd 252 (basic/extract-word.c) with
// EXTRACT_UNQUOTE and EXTRACT_CUNESCAPE: quotes are taken away wherever they
// stand, and a backslash escapes as in C.

// word is one word of a value and its offset there.
type word struct {
	s      string
	offset int
}

// split returns the words of a value up to the first that is malformed; ok is
// false where there is one.
func split(s string) (words []word, ok bool) {
	for pos := 0; ; {
		pos += len(s[pos:]) - len(strings.TrimLeft(s[pos:], " \t\n\r"))
		if pos == len(s) {
			return words, true
		}
		text, next, ok := first(s, pos)
		if !ok {
			return words, false
		}
		words = append(words, word{text, pos})
		pos = next
	}
}

// first reads the word at pos.
func first(s string, pos int) (text string, next int, ok bool) {
	var b strings.Builder
	quote := byte(0)
	for pos < len(s) {
		switch c := s[pos]; {
		case c == '\\':
			r, n := unescape(s[pos+1:])
			if n == 0 {
				return "", pos, false
			}
			b.WriteString(r)
			pos += 1 + n
			continue
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case quote == 0 && strings.IndexByte(" \t\n\r", c) >= 0:
			return b.String(), pos, true
		default:
			b.WriteByte(c)
		}
		pos++
	}
	return b.String(), pos, quote == 0
}

// simple are the escapes of one character (basic/escape.c, cunescape_one).
var simple = map[byte]string{'a': "\a", 'b': "\b", 'f': "\f", 'n': "\n", 'r': "\r", 't': "\t", 'v': "\v", '\\': `\`, '"': `"`, '\'': "'", 's': " "}

// unescape returns what stands for the escape after a backslash, and its length;
// 0 for none.
func unescape(s string) (text string, n int) {
	if s == "" {
		return "", 0
	}
	if t, ok := simple[s[0]]; ok {
		return t, 1
	}
	switch c := s[0]; {
	case c == 'x':
		return number(s, 1, 2, 16)
	case c == 'u':
		return number(s, 1, 4, 16)
	case c == 'U':
		return number(s, 1, 8, 16)
	case '0' <= c && c <= '7':
		return number(s, 0, 3, 8)
	}
	return "", 0
}

// number reads the digits of an escape: a byte, or a code point where there are
// four or eight of them. NUL is refused.
func number(s string, start, digits, base int) (text string, n int) {
	end := start + digits
	if len(s) < end {
		return "", 0
	}
	v, err := strconv.ParseUint(s[start:end], base, 32)
	switch {
	case err != nil || v == 0 || v > utf8.MaxRune:
		return "", 0
	case digits >= 4:
		return string(rune(v)), end
	case v > 0xff:
		return "", 0
	}
	return string([]byte{byte(v)}), end
}
