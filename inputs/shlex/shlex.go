// Package shlex splits text as Python's module of that name does.
package shlex

import (
	"strings"
	"unicode/utf8"
)

// Split gives the words of s as shlex.split does; ok is false where a quote or an
// escape is open, at which Python raises a ValueError.
func Split(s string, comments bool) (words []string, ok bool) {
	var word strings.Builder
	begun := false
	flush := func() {
		if begun {
			words = append(words, word.String())
		}
		word.Reset()
		begun = false
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case isBlank(c):
			flush()
		case comments && c == '#':
			end := strings.IndexByte(s[i:], '\n')
			flush()
			if end < 0 {
				return words, true
			}
			i += end
		case c == '\\':
			if i++; i == len(s) {
				return nil, false
			}
			begun = true
			word.WriteByte(s[i])
		case c == '\'':
			end := strings.IndexByte(s[i+1:], '\'')
			if end < 0 {
				return nil, false
			}
			begun = true
			word.WriteString(s[i+1 : i+1+end])
			i += end + 1
		case c == '"':
			end, ok := doubleQuoted(s, i+1, &word)
			if !ok {
				return nil, false
			}
			begun = true
			i = end
		default:
			begun = true
			word.WriteByte(c)
		}
	}
	flush()
	return words, true
}

// doubleQuoted reads to the closing quote, of which it gives the place.
func doubleQuoted(s string, i int, word *strings.Builder) (end int, ok bool) {
	for ; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return i, true
		case s[i] == '\\' && i+1 < len(s):
			if i++; s[i] != '"' && s[i] != '\\' {
				word.WriteByte('\\')
			}
		case s[i] == '\\':
			return 0, false
		}
		word.WriteByte(s[i])
	}
	return 0, false
}

// Tokens gives what iterating over shlex.shlex(s) gives, posix off, with more characters
// added to its wordchars: words, quoted texts with their quotes, and every other
// character alone. ok is false where a quote is open.
func Tokens(s, more string) (tokens []string, ok bool) {
	for s != "" {
		c, size := utf8.DecodeRuneInString(s)
		end := size
		switch {
		case c < utf8.RuneSelf && isBlank(byte(c)):
			s = s[size:]
			continue
		case c == '#':
			_, s, _ = strings.Cut(s, "\n")
			continue
		case c == '\'' || c == '"':
			close := strings.IndexRune(s[1:], c)
			if close < 0 {
				return nil, false
			}
			end = close + 2
		case isWord(c, more):
			if end = strings.IndexFunc(s, func(c rune) bool { return !isWord(c, more) && c != '\'' && c != '"' }); end < 0 {
				end = len(s)
			}
		}
		tokens, s = append(tokens, s[:end]), s[end:]
	}
	return tokens, true
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// isWord tells whether a character is among the wordchars that a shlex begins with
// outside of posix, or among those that are added.
func isWord(c rune, more string) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' || strings.ContainsRune(more, c)
}
