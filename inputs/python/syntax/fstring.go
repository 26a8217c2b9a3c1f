package syntax

// This file scans f-strings and t-strings (PEP 701, PEP 750). Their literal text
// is tFMiddle; what stands in braces is scanned as ordinary tokens.

import "unicode/utf8"

const (
	maxFStrings   = 149 // nested in each other
	maxFieldDepth = 3   // fields in the format specifications of fields
)

// fstring is one f-string that is open.
type fstring struct {
	start      int
	letter     byte // 'f' or 't'
	quote      byte
	size       int // 1 or 3 quotes
	raw        bool
	inField    bool // in the braces of a replacement field, outside its format specification
	inSpec     bool // in a format specification
	depth      int  // brackets open inside this string
	fieldDepth int  // bracket depth at which the innermost field began; -1: none
}

// fstring returns the innermost open f-string, or nil.
func (s *scanner) fstring() *fstring {
	if n := len(s.fstrings); n > 0 {
		return &s.fstrings[n-1]
	}
	return nil
}

func (s *scanner) openFString(start int) {
	f := fstring{start: start, letter: 'f', quote: s.peek(0), size: 1, fieldDepth: -1}
	for _, c := range s.src[start:s.at] {
		switch c | 0x20 {
		case 'r':
			f.raw = true
		case 't':
			f.letter = 't'
		}
	}
	if s.peek(1) == f.quote && s.peek(2) == f.quote {
		f.size = 3
	}
	s.at += f.size
	if len(s.fstrings) >= maxFStrings {
		s.fail(s.at, "too many nested f-strings")
		return
	}
	s.fstrings = append(s.fstrings, f)
	s.emit(tFStart, start)
}

// fstringText scans what stands outside of braces: the closing quotes, or literal text.
func (s *scanner) fstringText(f *fstring) {
	start := s.at
	if s.peek(0) == '{' && s.peek(1) != '{' {
		s.openField(f)
		return
	}
	if s.quotesAt(f, start) {
		s.at += f.size
		s.emit(tFEnd, start)
		s.fstrings = s.fstrings[:len(s.fstrings)-1]
		return
	}
	named := false // inside \N{...}
	for s.at < len(s.src) {
		c := s.src[s.at]
		switch {
		case s.quotesAt(f, s.at):
			s.emit(tFMiddle, start)
			return
		case c == '\n' && f.size == 1:
			s.newlineInText(f, start)
			return
		case c == '{':
			s.openBrace(f, start)
			return
		case c == '}':
			s.closeBrace(f, start, named)
			return
		case c == '\\':
			named = s.escape(f) || named
			continue
		}
		s.at++
	}
	s.failOpenFString(f)
}

func (s *scanner) quotesAt(f *fstring, at int) bool {
	if at+f.size > len(s.src) || s.src[at] != f.quote {
		return false
	}
	return f.size == 1 || s.src[at+1] == f.quote && s.src[at+2] == f.quote
}

func (s *scanner) openField(f *fstring) {
	f.fieldDepth++
	if f.fieldDepth >= maxFieldDepth {
		s.fail(s.at, "%c-string: expressions nested too deeply", f.letter)
		return
	}
	f.inField = true
}

// openBrace ends the text before "{" or, where it is doubled, behind both.
func (s *scanner) openBrace(f *fstring, start int) {
	if s.peek(1) == '{' && !(f.inSpec && f.fieldDepth >= 0) {
		s.at += 2
		s.emit(tFMiddle, start)
		return
	}
	s.emit(tFMiddle, start)
	f.inSpec = false
	s.openField(f)
}

func (s *scanner) closeBrace(f *fstring, start int, named bool) {
	if named {
		s.at++
		s.emit(tFMiddle, start)
		return
	}
	if s.peek(1) == '}' && !(f.inSpec && f.fieldDepth >= 0) && f.depth == 0 {
		s.at += 2
		s.emit(tFMiddle, start)
		return
	}
	s.emit(tFMiddle, start)
	f.inField, f.inSpec = true, false
}

// escape passes over a backslash and what it escapes; a brace behind it keeps
// its meaning. It says whether \N{ was read.
func (s *scanner) escape(f *fstring) bool {
	s.at++
	switch c := s.peek(0); {
	case c == '{' || c == '}' || s.at >= len(s.src):
	case c == 'N' && !f.raw && s.peek(1) == '{':
		s.at += 2
		return true
	default:
		_, n := utf8.DecodeRuneInString(s.src[s.at:])
		s.at += n
	}
	return false
}

// newlineInText ends a format specification (Python 3.12 and 3.13 allow it), or is an error.
func (s *scanner) newlineInText(f *fstring, start int) {
	if f.inSpec && f.fieldDepth >= 0 {
		s.emit(tFMiddle, start)
		f.inField, f.inSpec = true, false
		return
	}
	s.failOpenFString(f)
}

func (s *scanner) failOpenFString(f *fstring) {
	line := s.file.line(int32(min(s.at, len(s.src)-1))) + 1
	triple := ""
	if f.size == 3 {
		triple = "triple-quoted "
	}
	s.fail(f.start+1, "unterminated %s%c-string literal (detected at line %d)", triple, f.letter, line)
}
