// Package regex is Python's regular expressions: its syntax, its rules of what a
// group holds after a repetition, and what it calls a digit, a letter or a space.
// The patterns of settings are short, so matching is plain backtracking, bounded by
// steps.
//
// A pattern is read as Python 3.11 and later do (Lib/re/_parser.py), texts are code
// points. What depends on the version, and letters beyond Latin-1 under IGNORECASE,
// are ErrUnsupported.
package regex

import (
	"errors"
	"fmt"
)

// Flags are those of a pattern; their bits are Python's.
type Flags int

// The flags that change what a pattern matches.
const (
	IgnoreCase Flags = 2
	Locale     Flags = 4
	Multiline  Flags = 8
	DotAll     Flags = 16
	Unicode    Flags = 32
	Verbose    Flags = 64
	ASCII      Flags = 256
)

// ErrUnsupported is of a pattern or a text of which it is not known what Python does.
var ErrUnsupported = errors.New("this regular expression is not followed")

// ErrSteps is of a match that takes too long.
var ErrSteps = errors.New("the regular expression takes too many steps")

// Error is what Python raises as re.error.
type Error struct {
	Message  string
	Position int // in code points
}

func (e *Error) Error() string { return fmt.Sprintf("%s at position %d", e.Message, e.Position) }

// Pattern is a compiled pattern. It does not change, and may be shared.
type Pattern struct {
	root *node
	// Flags are those given and those that the pattern begins with.
	Flags Flags
	// Groups is how many it has; Names are those that have one, in order.
	Groups int
	Names  []Name
}

// Name is a group with a name.
type Name struct {
	Text  string
	Group int
}

// Group returns the number of the group of a name.
func (p *Pattern) Group(name string) (int, bool) {
	for _, n := range p.Names {
		if n.Text == name {
			return n.Group, true
		}
	}
	return 0, false
}

// operation is what a node does.
type operation uint8

const (
	opEmpty     operation = iota
	opLiteral             // low
	opAny                 // any character but a line's end, or any with DotAll
	opSet                 // items, negated
	opSequence            // subs
	opBranch              // subs
	opGroup               // subs[0], group
	opRepeat              // subs[0], low to high times
	opAtomic              // subs[0]
	opAhead               // subs[0], negated
	opBehind              // subs[0], negated, low: its width
	opReference           // group
	opCondition           // group, subs: where it has matched, and where not
	opPlace               // low: the letter of a place
)

// node is a part of a pattern. flags are those in force there.
type node struct {
	op         operation
	flags      Flags
	low, high  int
	negated    bool
	lazy       bool
	possessive bool
	group      int
	subs       []*node
	items      []item
}

// item is a part of a set: a range of characters, or a class, by its letter.
type item struct {
	low, high rune
	class     rune
}

// unlimited is the upper end of a repetition that has none.
const unlimited = 1 << 30
