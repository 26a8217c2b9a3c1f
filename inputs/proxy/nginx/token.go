package nginx

import (
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy/source"
)

// This file splits a configuration into words as nginx does
// (ngx_conf_read_token in src/core/ngx_conf_file.c): a quote counts only where a
// word begins, a backslash keeps the next character, "${" opens no block, and "#"
// begins a comment only where a word may.

// word is one token. An operator is ";", "{" or "}" outside quotes; the end of
// the file is an operator without text.
type word struct {
	text     string
	operator bool
	at       document.Location
}

// scanner walks over a source.
type scanner struct {
	text   string
	cursor *source.Cursor
	pos    int
	// tight: a closing quote came, after which a word may not go on.
	tight bool
}

// syntaxError is why nginx refuses a file.
type syntaxError struct {
	at      document.Location
	message string
}

func newScanner(src *source.Text) *scanner { return &scanner{text: src.Text, cursor: src.Cursor()} }

func (s *scanner) at(pos int) document.Location { return s.cursor.At(pos) }

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// next returns the next word.
func (s *scanner) next() (word, *syntaxError) {
	if err := s.skip(); err != nil {
		return word{}, err
	}
	text := s.text
	if s.pos == len(text) {
		return word{operator: true, at: s.at(s.pos)}, nil
	}
	at := s.at(s.pos)
	switch c := text[s.pos]; c {
	case ';', '{', '}':
		s.pos++
		return word{text: string(c), operator: true, at: at}, nil
	case '"', '\'':
		return s.quoted(c, at)
	}
	return s.bare(at)
}

// skip passes blanks and comments.
func (s *scanner) skip() *syntaxError {
	text := s.text
	for s.pos < len(text) {
		switch c := text[s.pos]; {
		case isSpace(c):
			s.tight = false
		case s.tight && c != ';' && c != '{' && c != ')':
			return &syntaxError{s.at(s.pos), "a blank, \";\" or \"{\" must follow the closing quote"}
		case c == '#':
			if end := strings.IndexByte(text[s.pos:], '\n'); end >= 0 {
				s.pos += end
			} else {
				s.pos = len(text) - 1
			}
		default:
			s.tight = false
			return nil
		}
		s.pos++
	}
	return nil
}

func (s *scanner) quoted(quote byte, at document.Location) (word, *syntaxError) {
	text := s.text
	begin := s.pos + 1
	for i := begin; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case quote:
			s.pos, s.tight = i+1, true
			return word{text: unescape(text[begin:i]), at: at}, nil
		}
	}
	return word{}, &syntaxError{at, "the quote is not closed"}
}

func (s *scanner) bare(at document.Location) (word, *syntaxError) {
	text := s.text
	begin, variable := s.pos, false
	i := s.pos
	for ; i < len(text); i++ {
		c := text[i]
		if c == '{' && variable {
			variable = false
			continue
		}
		variable = c == '$'
		if c == '\\' {
			i++
			continue
		}
		if isSpace(c) || c == ';' || c == '{' {
			break
		}
	}
	s.pos = min(i, len(text))
	return word{text: unescape(text[begin:s.pos]), at: at}, nil
}

// unescape takes away the backslashes that nginx takes away; others stay.
func unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			if c, ok := escapes[s[i+1]]; ok {
				out.WriteByte(c)
				i++
				continue
			}
		}
		out.WriteByte(s[i])
	}
	return out.String()
}

var escapes = map[byte]byte{'"': '"', '\'': '\'', '\\': '\\', 't': '\t', 'r': '\r', 'n': '\n'}

// skipLua passes the text of a block in Lua, whose "{" was read, and its "}":
// braces count but for those in texts and comments of Lua.
func (s *scanner) skipLua() bool {
	text, depth := s.text, 1
	for s.pos < len(text) {
		switch c := text[s.pos]; {
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				s.pos++
				return true
			}
		case c == '"' || c == '\'':
			s.skipText(c)
		case c == '-' && strings.HasPrefix(text[s.pos:], "--"):
			s.skipLuaComment()
			continue
		case c == '[' && strings.HasPrefix(text[s.pos:], "[["):
			s.skipTo("]]")
			continue
		}
		s.pos++
	}
	return false
}

// skipText goes to the closing quote of a text of Lua, or to the end of its line.
func (s *scanner) skipText(quote byte) {
	text := s.text
	for s.pos++; s.pos < len(text) && text[s.pos] != quote && text[s.pos] != '\n'; s.pos++ {
		if text[s.pos] == '\\' {
			s.pos++
		}
	}
}

func (s *scanner) skipLuaComment() {
	if strings.HasPrefix(s.text[s.pos:], "--[[") {
		s.skipTo("]]")
		return
	}
	s.skipTo("\n")
}

// skipTo goes behind the next mark.
func (s *scanner) skipTo(mark string) {
	if i := strings.Index(s.text[s.pos:], mark); i >= 0 {
		s.pos += i + len(mark)
		return
	}
	s.pos = len(s.text)
}
