package value

import (
	"iter"
	"maps"
	"slices"
)

// bindings are names and what they are bound to, in the order in which they were
// first bound. A few names are looked for one by one, as most classes, objects and
// calls have no more.
type bindings struct {
	names []string // with those that are no longer bound, which index lacks
	held  []Binding
	index map[string]int // of names; nil for a few
	// What other bindings have too is copied before it changes: the names with their
	// index, and what they are bound to.
	sharedNames, sharedHeld bool
}

// fewNames is the most that are looked for one by one.
const fewNames = 8

func (b *bindings) find(name string) int {
	if b.index == nil {
		return slices.Index(b.names, name)
	}
	if i, ok := b.index[name]; ok {
		return i
	}
	return -1
}

func (b *bindings) get(name string) (Binding, bool) {
	if i := b.find(name); i >= 0 {
		return b.held[i], true
	}
	return Binding{}, false
}

func (b *bindings) set(name string, to Binding) {
	if i := b.find(name); i >= 0 {
		b.ownHeld()
		b.held[i] = to
		return
	}
	b.own()
	b.names, b.held = append(b.names, name), append(b.held, to)
	switch {
	case b.index != nil:
		b.index[name] = len(b.names) - 1
	case len(b.names) > fewNames:
		b.reindex()
	}
}

// remove unbinds a name and tells whether it was bound.
func (b *bindings) remove(name string) bool {
	i := b.find(name)
	if i < 0 {
		return false
	}
	b.own()
	if b.index == nil { // those who range over the names keep theirs
		b.names, b.held = append(b.names[:i:i], b.names[i+1:]...), append(b.held[:i:i], b.held[i+1:]...)
		return true
	}
	delete(b.index, name)
	b.held[i] = Binding{}
	return true
}

// order are the bound names in order.
func (b *bindings) order() []string {
	if b.index == nil || len(b.index) == len(b.names) {
		return b.names
	}
	names, held := make([]string, 0, len(b.index)), make([]Binding, 0, len(b.index))
	for i, name := range b.names {
		if at, ok := b.index[name]; ok && at == i {
			names, held = append(names, name), append(held, b.held[i])
		}
	}
	b.names, b.held, b.sharedNames, b.sharedHeld = names, held, false, false
	b.reindex()
	return b.names
}

func (b *bindings) reindex() {
	b.index = nil
	if len(b.names) <= fewNames {
		return
	}
	b.index = make(map[string]int, cap(b.names))
	for i, name := range b.names {
		b.index[name] = i
	}
}

// grow makes room for more names.
func (b *bindings) grow(more int) {
	b.own()
	b.names, b.held = slices.Grow(b.names, more), slices.Grow(b.held, more)
	if len(b.names)+more > fewNames && more > len(b.index) {
		b.reindex()
	}
}

// shared are the same bindings for another holder, which shares all until it changes.
// Whoever keeps b and may change it must have marked its own as shared too.
func (b *bindings) shared() bindings {
	return bindings{b.names, b.held, b.index, true, true}
}

// own makes all the bindings' own.
func (b *bindings) own() {
	b.ownHeld()
	if b.sharedNames {
		b.names, b.index, b.sharedNames = slices.Clone(b.names), maps.Clone(b.index), false
	}
}

func (b *bindings) ownHeld() {
	if b.sharedHeld {
		b.held, b.sharedHeld = slices.Clone(b.held), false
	}
}

// all are the names and what they are bound to, in order. What is bound to a name
// may be set meanwhile.
func (b *bindings) all() iter.Seq2[string, Binding] {
	return func(yield func(string, Binding) bool) {
		for i, name := range b.order() {
			if !yield(name, b.held[i]) {
				return
			}
		}
	}
}
