package syntax

// This file is the scanner: it turns a whole file into tokens before the parser
// looks at the first one. That makes lookahead free, and errors come out as
// CPython's do: an error inside a token (an unclosed string, a wrong bracket)
// is reported before any error of grammar, wherever it stands, while an error of
// layout (indentation, an open bracket at the end) counts only if the parser
// gets there. Either ends the tokens with a tError.

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

const (
	maxBrackets = 200
	maxIndents  = 100
	tabSize     = 8
)

type scanner struct {
	file     *File
	src      string
	at       int // offset of the next byte
	tokens   []token
	indents  []indent
	brackets []bracket
	fstrings []fstring
	done     bool
	err      *SyntaxError // what the tError at the end stands for
	inToken  bool         // err is inside a token, not one of layout
}

// indent is one level of indentation: its column with tabs to multiples of
// eight, and with tabs as one. Both must agree on every comparison.
type indent struct{ col, alt int }

type bracket struct {
	char byte
	pos  int32
}

func scan(f *File) *scanner {
	s := &scanner{
		file:    f,
		src:     f.Source,
		tokens:  make([]token, 0, len(f.Source)/4+8),
		indents: []indent{{}},
	}
	s.line()
	for !s.done {
		if f := s.fstring(); f != nil && !f.inField {
			s.fstringText(f)
		} else {
			s.token()
		}
	}
	return s
}

// peek returns the byte n after the next one; 0, which no source holds, past the end.
func (s *scanner) peek(n int) byte {
	if i := s.at + n; i < len(s.src) {
		return s.src[i]
	}
	return 0
}

func (s *scanner) emit(k kind, pos int) {
	s.tokens = append(s.tokens, token{k, int32(pos), int32(s.at)})
}

// fail ends the tokens with an error at the last character before offset end.
func (s *scanner) fail(end int, format string, args ...any) {
	s.inToken = true
	s.failLayout(s.file.errorBefore(int32(end), fmt.Sprintf(format, args...)))
}

// failLayout ends the tokens with an error that counts once the parser gets there.
func (s *scanner) failLayout(err *SyntaxError) {
	s.err = err
	s.emit(tError, s.at)
	s.done = true
}

// line begins a line: it measures the indentation, passes over lines without a
// statement, and emits tIndent and tDedent.
func (s *scanner) line() {
	for {
		here, ok := s.indentation()
		if !ok {
			return
		}
		if c := s.peek(0); c == '#' {
			s.comment()
		} else if c != '\n' {
			if len(s.brackets) == 0 {
				s.indentTo(here)
			}
			return
		}
		if s.at < len(s.src) {
			s.at++
		}
	}
}

// indentation reads the blanks that begin a line. A backslash joins lines; the
// first one behind blanks then decides the column.
func (s *scanner) indentation() (indent, bool) {
	var here indent
	first := 0
	for {
		switch s.peek(0) {
		case ' ':
			here.col++
			here.alt++
		case '\t':
			here.col = (here.col/tabSize + 1) * tabSize
			here.alt++
		case '\f':
			here = indent{}
		case '\\':
			if first == 0 {
				first = here.col
			}
			if !s.joinLines() {
				return here, false
			}
			continue
		default:
			if first != 0 {
				return indent{first, first}, true
			}
			return here, true
		}
		s.at++
	}
}

func (s *scanner) indentTo(here indent) {
	top := s.indents[len(s.indents)-1]
	switch {
	case here.col > top.col:
		if len(s.indents) >= maxIndents {
			s.failIndent("too many levels of indentation")
			return
		}
		if here.alt <= top.alt {
			s.failTabs()
			return
		}
		s.indents = append(s.indents, here)
		s.emit(tIndent, s.at)
		return
	case here.col < top.col:
		dedents := 0
		for here.col < top.col {
			dedents++
			top = s.indents[len(s.indents)-1-dedents]
		}
		if here.col != top.col {
			line := s.file.line(int32(s.at))
			next := len(s.src)
			if line+1 < len(s.file.lines) {
				next = int(s.file.lines[line+1])
			}
			s.failLayout(s.file.errorBefore(int32(next), "unindent does not match any outer indentation level"))
			return
		}
		if here.alt == top.alt {
			for ; dedents > 0; dedents-- {
				s.indents = s.indents[:len(s.indents)-1]
				s.emit(tDedent, s.at)
			}
		}
	}
	if here.alt != top.alt {
		s.failTabs()
	}
}

func (s *scanner) failTabs() {
	s.failIndent("inconsistent use of tabs and spaces in indentation")
}

func (s *scanner) failIndent(msg string) {
	line := s.file.line(int32(s.at))
	s.failLayout(&SyntaxError{s.file.Name, line + 1, 1, msg})
}

func (s *scanner) comment() {
	start := s.at
	n := strings.IndexByte(s.src[start:], '\n')
	if n < 0 {
		n = len(s.src) - start
	}
	s.at += n
	text := s.src[start:s.at]
	if s.file.invalid {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	s.file.Comments = append(s.file.Comments, Comment{Span{int32(start), int32(s.at)}, text})
}

// joinLines passes over a backslash and the line break behind it.
func (s *scanner) joinLines() bool {
	s.at++
	if s.peek(0) != '\n' {
		s.failLayout(s.file.errorBefore(int32(min(s.at+1, len(s.src))), "unexpected character after line continuation character"))
		return false
	}
	s.at++
	if s.at >= len(s.src) {
		s.failOpen("unexpected EOF while parsing")
		return false
	}
	return true
}

// failOpen ends the tokens at the end of the file, in the middle of something.
func (s *scanner) failOpen(msg string) {
	if n := len(s.brackets); n > 0 {
		s.failLayout(s.neverClosed())
		return
	}
	s.failLayout(s.file.errorBefore(int32(len(s.src)), msg))
}

func (s *scanner) neverClosed() *SyntaxError {
	open := s.brackets[len(s.brackets)-1]
	return s.file.errorAt(open.pos, fmt.Sprintf("'%c' was never closed", open.char))
}

// token scans one token of ordinary text.
func (s *scanner) token() {
	for c := s.peek(0); c == ' ' || c == '\t' || c == '\f'; c = s.peek(0) {
		s.at++
	}
	start := s.at
	c := s.peek(0)
	switch {
	case isIdentifierStart(c):
		s.word()
	case isDigit(c) || c == '.' && isDigit(s.peek(1)):
		s.number()
	case c == '\n' || c == '#':
		s.newline()
	case c == '"' || c == '\'':
		s.stringLiteral(start)
	case c == '\\':
		s.joinLines()
	case start >= len(s.src):
		s.endOfFile()
	default:
		s.operator(c)
	}
}

// newline ends a line, with the comment on it. Inside brackets it is no token.
func (s *scanner) newline() {
	start := s.at
	if s.peek(0) == '#' {
		s.comment()
	}
	s.at++
	if len(s.brackets) == 0 {
		s.tokens = append(s.tokens, token{tNewline, int32(start), int32(start)})
	}
	s.line()
}

func (s *scanner) endOfFile() {
	if len(s.brackets) > 0 {
		s.failOpen("")
		return
	}
	for range s.indents[1:] {
		s.emit(tDedent, s.at)
	}
	s.emit(tEOF, s.at)
	s.done = true
}

// word scans an identifier, a keyword or the prefix of a string.
func (s *scanner) word() {
	start := s.at
	if n := s.prefix(); n > 0 {
		s.at += n
		if isFormatted(s.src[start:s.at]) {
			s.openFString(start)
		} else {
			s.stringLiteral(start)
		}
		return
	}
	i, ascii := start, true
	for i < len(s.src) && isIdentifierByte(s.src[i]) {
		ascii = ascii && s.src[i] < utf8.RuneSelf
		i++
	}
	s.at = i
	if !ascii && !s.checkIdentifier(start, i) {
		return
	}
	s.emit(keyword(s.src[start:i]), start)
}

// prefix returns the length of a string prefix that stands here before a quote.
func (s *scanner) prefix() int {
	var b, r, u, f bool // f stands for t as well
	for n := 0; ; n++ {
		c := s.peek(n)
		if c == '"' || c == '\'' {
			return n
		}
		switch c | 0x20 {
		case 'b':
			if b || u || f {
				return 0
			}
			b = true
		case 'u':
			if b || r || u || f {
				return 0
			}
			u = true
		case 'r':
			if r || u {
				return 0
			}
			r = true
		case 'f', 't':
			if b || u || f {
				return 0
			}
			f = true
		default:
			return 0
		}
	}
}

func isFormatted(prefix string) bool { return strings.ContainsAny(prefix, "fFtT") }

// stringLiteral scans the quotes and text of a string whose prefix began at start.
func (s *scanner) stringLiteral(start int) {
	quote := s.peek(0)
	size := 1
	if s.peek(1) == quote && s.peek(2) == quote {
		size = 3
	}
	i, escapedQuote := s.at+size, false
	for i < len(s.src) {
		switch c := s.src[i]; {
		case c == '\\':
			escapedQuote = escapedQuote || i+1 < len(s.src) && s.src[i+1] == quote
			i++
		case c == quote && (size == 1 || strings.HasPrefix(s.src[i:], tripleQuote(quote))):
			s.at = i + size
			s.emit(tString, start)
			return
		case c == '\n' && size == 1:
			s.failOpenString(start, i, quote, size, escapedQuote)
			return
		}
		i++
	}
	s.failOpenString(start, len(s.src), quote, size, escapedQuote)
}

func tripleQuote(quote byte) string {
	if quote == '"' {
		return `"""`
	}
	return `'''`
}

func (s *scanner) failOpenString(start, end int, quote byte, size int, escapedQuote bool) {
	line := s.file.line(int32(min(end, len(s.src)-1))) + 1
	if f := s.fstring(); f != nil && f.quote == quote && f.size == size {
		s.fail(start+1, "%c-string: expecting '}'", f.letter)
	} else if size == 3 {
		s.fail(start+1, "unterminated triple-quoted string literal (detected at line %d)", line)
	} else if escapedQuote {
		s.fail(start+1, "unterminated string literal (detected at line %d); perhaps you escaped the end quote?", line)
	} else {
		s.fail(start+1, "unterminated string literal (detected at line %d)", line)
	}
}
