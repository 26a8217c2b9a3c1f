package compose

import "strings"

// This file splits commands into words as compose does, by the rules of
// mattn/go-shellwords with neither variables nor backticks replaced: a backslash
// outside single quotes takes the next character as it is, $(...) and `...` are
// kept together, and what follows ; & | < > is dropped.

// splitter holds the state of splitting.
type splitter struct {
	words                                    []string
	word                                     strings.Builder
	started                                  bool // there is a word, be it empty
	escaped, double, single, backtick, paren bool
}

// split splits a command; false where compose refuses it.
func split(command string) ([]string, bool) {
	var s splitter
	for _, c := range command {
		switch {
		case s.escaped:
			s.escaped = false
			s.keep(c)
		case c == '\\' && !s.single:
			s.escaped = true
		case strings.ContainsRune(" \t\r\n", c):
			s.blank(c)
		case c == '"' && !s.single && !s.paren:
			s.quote(&s.double)
		case c == '\'' && !s.double && !s.paren:
			s.quote(&s.single)
		case c == '(' && !s.single && !s.double && !s.backtick && !s.open():
			return nil, false
		case strings.ContainsRune(";&|<>", c) && !s.inside():
			if c == '>' && s.startsWithDigit() {
				s.started = false
			}
			return s.finish()
		default:
			s.other(c)
		}
	}
	return s.finish()
}

func (s *splitter) keep(c rune) {
	s.started = true
	s.word.WriteRune(c)
}

func (s *splitter) inside() bool { return s.single || s.double || s.backtick || s.paren }

// quote begins or ends a quoted part. Only its end makes an empty word a word.
func (s *splitter) quote(in *bool) {
	if *in {
		s.started = true
	}
	*in = !*in
}

// blank ends a word, unless it is in quotes.
func (s *splitter) blank(c rune) {
	switch {
	case s.inside():
		s.word.WriteRune(c)
	case s.started:
		s.end()
	}
}

func (s *splitter) end() {
	s.words = append(s.words, s.word.String())
	s.word.Reset()
	s.started = false
}

// open begins $(...); false where the bracket follows no "$".
func (s *splitter) open() bool {
	return !s.paren && strings.HasSuffix(s.word.String(), "$")
}

// other keeps a character that stands for itself, and notes the brackets.
func (s *splitter) other(c rune) {
	switch {
	case c == '`' && !s.single && !s.double && !s.paren:
		s.backtick = !s.backtick
	case c == ')' && !s.single && !s.double && !s.backtick:
		s.paren = !s.paren
	case c == '(' && !s.single && !s.double && !s.backtick:
		s.paren = true
		s.word.WriteRune(c)
		return
	}
	s.keep(c)
}

func (s *splitter) startsWithDigit() bool {
	w := s.word.String()
	return w != "" && '0' <= w[0] && w[0] <= '9'
}

// finish ends the last word; false where something does not end.
func (s *splitter) finish() ([]string, bool) {
	if s.started {
		s.end()
	}
	return s.words, !s.escaped && !s.inside()
}
