package value

import (
	"fmt"
	"iter"
)

// Branch is what one arm of a fork changed. Most arms change nothing, or a few values.
type Branch struct {
	number  int
	changes []change        // in the order in which they were begun, one for each value
	index   map[mutable]int // of changes; nil for a few, which are looked for one by one
}

// change is what a value held before an arm and, where that has ended, after it.
type change struct {
	of            mutable
	before, after any
}

// fewChanges is the most that are looked for one by one.
const fewChanges = 32

// Format keeps the state out of every log, error and panic.
func (b *Branch) Format(f fmt.State, _ rune) { fmt.Fprint(f, "<branch>") }

// find is the place of the change of a value; -1 where the branch does not change it.
func (b *Branch) find(m mutable) int {
	if b.index != nil {
		if i, ok := b.index[m]; ok {
			return i
		}
		return -1
	}
	for i := range b.changes {
		if b.changes[i].of == m {
			return i
		}
	}
	return -1
}

// note adds the change of a value that has none yet.
func (b *Branch) note(c change) {
	b.changes = append(b.changes, c)
	switch {
	case b.index != nil:
		b.index[c.of] = len(b.changes) - 1
	case len(b.changes) > fewChanges:
		b.index = make(map[mutable]int, 4*fewChanges)
		for i := range b.changes {
			b.index[b.changes[i].of] = i
		}
	}
}

// left is what an ended branch has left of a value, of which that is the content now
// where the branch has not changed it.
func (b *Branch) left(m mutable, now any) any {
	if i := b.find(m); i >= 0 {
		return b.changes[i].after
	}
	return now
}

// touched are the values that either of two branches has changed: those of the first in
// their order, then those of the second alone.
func touched(a, b *Branch) iter.Seq[mutable] {
	return func(yield func(mutable) bool) {
		for _, c := range a.changes {
			if !yield(c.of) {
				return
			}
		}
		for _, c := range b.changes {
			if a.find(c.of) < 0 && !yield(c.of) {
				return
			}
		}
	}
}
