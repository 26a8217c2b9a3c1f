// Package packed writes numbers and texts to bytes, and reads them from a text that
// is kept: what is read of it is not copied.
//
// A number is a zigzag varint; a text is its length and its bytes; a list is its
// length and its members. A word is a number of two bytes, the low one first: any of
// many words can be read without those before it.
package packed

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Writer is what was written.
type Writer []byte

// Number appends a number.
func (w *Writer) Number(n int) { *w = binary.AppendVarint(*w, int64(n)) }

// Word appends a word. It panics for a number that takes more than two bytes.
func (w *Writer) Word(n int) {
	if n < math.MinInt16 || n > math.MaxInt16 {
		panic(fmt.Sprintf("packed: %d is no word", n))
	}
	*w = binary.LittleEndian.AppendUint16(*w, uint16(n))
}

// Text appends a text.
func (w *Writer) Text(s string) {
	w.Number(len(s))
	*w = append(*w, s...)
}

// Texts appends a list of texts.
func (w *Writer) Texts(list []string) { List(w, list, (*Writer).Text) }

// List appends a list, each member as write does.
func List[T any](w *Writer, list []T, write func(*Writer, T)) {
	w.Number(len(list))
	for _, v := range list {
		write(w, v)
	}
}

// Reader reads what a Writer wrote. What is damaged reads as nothing, and all that
// follows: ask Whole at the end.
type Reader struct {
	text    string
	at      int
	damaged bool
}

// NewReader returns a reader of text.
func NewReader(text string) *Reader { return &Reader{text: text} }

// Whole tells whether everything was read, and could be.
func (r *Reader) Whole() bool { return !r.damaged && r.at == len(r.text) }

// Rest is what is left.
func (r *Reader) Rest() string { return r.text[r.at:] }

// Fail marks the text as damaged, for a reason that the caller sees.
func (r *Reader) Fail() { r.damaged, r.at = true, len(r.text) }

// Number reads a number.
func (r *Reader) Number() int {
	if r.at < len(r.text) && r.text[r.at] < 0x80 { // most have one byte
		n := int(r.text[r.at])
		r.at++
		return n>>1 ^ -(n & 1)
	}
	return r.long()
}

// long reads a number of several bytes.
func (r *Reader) long() int {
	var n uint64
	at := r.at
	for shift := 0; at < len(r.text) && shift < 64; shift += 7 {
		b := r.text[at]
		at++
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			r.at = at
			return int(n>>1) ^ -int(n&1)
		}
	}
	r.Fail()
	return 0
}

// Length reads the length of a list, whose members take at least a byte each.
func (r *Reader) Length() int { return r.Index(len(r.text) - r.at) }

// Index reads a number from 0 below a bound.
func (r *Reader) Index(bound int) int {
	n := r.Number()
	if n < 0 || n >= max(bound, 1) {
		r.Fail()
		return 0
	}
	return n
}

// Byte reads one byte.
func (r *Reader) Byte() byte {
	if r.at >= len(r.text) {
		r.Fail()
		return 0
	}
	r.at++
	return r.text[r.at-1]
}

// Take reads so many bytes.
func (r *Reader) Take(length int) string {
	if length < 0 || length > len(r.text)-r.at {
		r.Fail()
		return ""
	}
	r.at += length
	return r.text[r.at-length : r.at]
}

// Text reads a text.
func (r *Reader) Text() string { return r.Take(r.Number()) }

// Texts reads a list of texts.
func (r *Reader) Texts() []string { return ReadList(r, (*Reader).Text) }

// ReadList reads a list, each member as read does; nil where there are none.
func ReadList[T any](r *Reader, read func(*Reader) T) []T {
	n := r.Length()
	if n == 0 {
		return nil
	}
	list := make([]T, n)
	for i := range list {
		list[i] = read(r)
	}
	return list
}

// WordSize is the length of a word in bytes.
const WordSize = 2

// Words are words that follow each other.
type Words string

// At is the i-th word, from 0.
func (w Words) At(i int) int32 {
	two := w[WordSize*i:][:WordSize]
	return int32(int16(uint16(two[0]) | uint16(two[1])<<8))
}

// From are the words from the i-th on.
func (w Words) From(i int) Words { return w[WordSize*i:] }
