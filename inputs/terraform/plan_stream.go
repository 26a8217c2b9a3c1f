package terraform

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"github.com/djgate/djgate/inputs/document"
)

// A plan is one JSON object of up to hundreds of megabytes, of which little is
// kept. So it is read as a stream: what is not wanted is passed over byte by
// byte, without a stack and without being held.

// The reasons for which a stream cannot be read on.
var (
	errCut     = errors.New("it ends before its end")
	errNoJSON  = errors.New("here it is no JSON")
	errTooLong = errors.New("a part of it is larger than is read")
)

// stream reads JSON, and knows where it is.
type stream struct {
	r            *bufio.Reader
	name         string
	read         int64
	line, column int
	kept         []byte // the value that was read last, where it was kept
}

func newStream(name string, r io.Reader) *stream {
	return &stream{r: bufio.NewReaderSize(r, 1<<16), name: name, line: 1, column: 1}
}

// at is the place of the next byte.
func (s *stream) at() document.Location {
	return document.Location{File: s.name, Line: s.line, Column: s.column}
}

// ahead is what the buffer holds: at least one byte.
func (s *stream) ahead() ([]byte, error) {
	if s.r.Buffered() == 0 {
		if _, err := s.r.Peek(1); err != nil {
			return nil, errCut
		}
	}
	return s.r.Peek(s.r.Buffered())
}

// pass leaves bytes of the buffer behind.
func (s *stream) pass(seen []byte) {
	n := len(seen)
	if lines := bytes.Count(seen, []byte{'\n'}); lines > 0 {
		s.line, s.column = s.line+lines, 1
		seen = seen[bytes.LastIndexByte(seen, '\n')+1:]
	}
	for _, b := range seen {
		if b&0xC0 != 0x80 { // the first byte of a code point
			s.column++
		}
	}
	s.read += int64(n)
	s.r.Discard(n) // they are in the buffer
}

// next is the next byte that is no blank; it is not passed.
func (s *stream) next() (byte, error) {
	for {
		chunk, err := s.ahead()
		if err != nil {
			return 0, err
		}
		rest := bytes.TrimLeft(chunk, " \t\r\n")
		s.pass(chunk[:len(chunk)-len(rest)])
		if len(rest) > 0 {
			return rest[0], nil
		}
	}
}

// take passes one byte of punctuation.
func (s *stream) take(want byte) error {
	b, err := s.next()
	if err == nil && b != want {
		err = errNoJSON
	}
	if err == nil {
		s.pass([]byte{want})
	}
	return err
}

// members calls f for the members of an object; f has to read the value, which
// begins at once.
func (s *stream) members(f func(key string) error) error {
	return s.sequence('{', '}', func() error {
		src, err := s.value(true, maxKey)
		if err != nil {
			return err
		}
		var key string
		if json.Unmarshal(src, &key) != nil {
			return errNoJSON
		}
		if err := s.take(':'); err != nil {
			return err
		}
		if _, err := s.next(); err != nil {
			return err
		}
		return f(key)
	})
}

// elements calls f for the elements of an array; f has to read each.
func (s *stream) elements(f func() error) error { return s.sequence('[', ']', f) }

func (s *stream) sequence(open, shut byte, f func() error) error {
	if err := s.take(open); err != nil {
		return err
	}
	if b, err := s.next(); err != nil || b == shut {
		return errors.Join(err, s.take(shut))
	}
	for {
		if err := f(); err != nil {
			return err
		}
		b, err := s.next()
		if err != nil {
			return err
		}
		if b == shut {
			return s.take(shut)
		}
		if err := s.take(','); err != nil {
			return err
		}
		if _, err := s.next(); err != nil {
			return err
		}
	}
}

// maxKey is the length in bytes of a member's name.
const maxKey = 1 << 16

// skip passes over a value.
func (s *stream) skip() error {
	_, err := s.value(false, 0)
	return err
}

// value passes over a value and returns its bytes where they are kept; these may
// not be more than limit, and stand until the next value is kept.
func (s *stream) value(keep bool, limit int) ([]byte, error) {
	if _, err := s.next(); err != nil {
		return nil, err
	}
	s.kept = s.kept[:0]
	var e extent
	for {
		chunk, err := s.ahead()
		if err != nil {
			return nil, err
		}
		n := e.read(chunk)
		if keep {
			if s.kept = append(s.kept, chunk[:n]...); len(s.kept) > limit {
				return nil, errTooLong
			}
		}
		s.pass(chunk[:n])
		if e.done {
			if e.empty {
				return nil, errNoJSON
			}
			return s.kept, nil
		}
	}
}

// extent finds where a value ends, without a look at what is in it.
type extent struct {
	depth           int
	inside, escaped bool // a text; after a backslash
	begun           bool
	done            bool
	empty           bool // there is no value, but punctuation
}

// read returns how many bytes of the chunk belong to the value.
func (e *extent) read(chunk []byte) int {
	for i := 0; i < len(chunk); i++ {
		b := chunk[i]
		switch {
		case e.escaped:
			e.escaped = false
		case e.inside && b == '\\':
			e.escaped = true
		case e.inside && b != '"':
		case b == '"':
			e.inside = !e.inside
			e.done = !e.inside && e.depth == 0
		case b == '{' || b == '[':
			e.depth++
		case e.depth == 0 && bytes.IndexByte(punctuation, b) >= 0: // after a number or a word
			e.done, e.empty = true, !e.begun
			return i
		case b == '}' || b == ']':
			e.depth--
			e.done = e.depth == 0
		}
		e.begun = true
		if e.done {
			return i + 1
		}
	}
	return len(chunk)
}

var punctuation = []byte(" \t\r\n,:]}")

// ended tells whether nothing but blanks is left.
func (s *stream) ended() bool {
	_, err := s.next()
	return err != nil
}
