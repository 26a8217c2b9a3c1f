package value

import (
	"fmt"
	"slices"
)

// The values that have an identity. Every change goes through a method that
// tells the journal first (Thread.touch), so that a branch can be undone and
// two branches joined.

// object is what all of them share.
type object struct{ trace *Trace }

func (o object) Trace() *Trace { return o.trace }

// Format keeps the content of values out of every log, error and panic.
func (o object) Format(f fmt.State, _ rune) { fmt.Fprint(f, "<value>") }

// born says in which branch a value was made. A branch need not undo what
// happens to a value of its own: without the branch nothing refers to it.
type born struct{ branch int }

func (b born) madeIn() int { return b.branch }

// List is a list. An item may be an *Unknown with Many set.
type List struct {
	object
	born
	elems []Value
	used  *int // of the array of elems, where Append has made it; shared by all that hold it
	// disordered: the items are in an order that is not known.
	disordered bool
}

// NewList returns a list of the given items, which it keeps.
func (t *Thread) NewList(items []Value, tr *Trace) *List {
	return &List{object: object{tr}, born: t.born(), elems: items}
}

// Elems are the items; not to be changed.
func (l *List) Elems() []Value { return l.elems }

// SetElems replaces the items.
func (l *List) SetElems(t *Thread, items []Value) {
	t.touch(l)
	l.trace = l.trace.Under(t.changesRestOn())
	l.elems, l.used = items, nil
}

// Append adds items at the end: into the room behind the last one, unless another
// state of the list, which the journal keeps, has something there.
func (l *List) Append(t *Thread, items ...Value) {
	elems, used := l.elems, l.used
	if used == nil || *used != len(elems) {
		elems, used = slices.Clip(elems), new(int)
	}
	elems = append(elems, items...)
	*used = len(elems)
	l.SetElems(t, elems)
	l.used = used
}

// Class is list.
func (*List) Class() *Class { return ListClass }

// With merges the trace into the list's own and returns the list.
func (l *List) With(t *Trace) Value { l.trace = Merge(l.trace, t); return l }

// Set is a set or, where Frozen, a frozenset. Items are in the order in which they came.
type Set struct {
	object
	born
	Frozen bool
	elems  []Value
	index  map[any]int
	more   *Unknown
}

// Dict is a dict, in insertion order. A value may be an *Unknown with a choice
// Unbound: the key is perhaps not there.
type Dict struct {
	object
	born
	entries
	more  *Unknown
	loose int // the last entries, so many of them, are in an order that is not known
	only  []string
}

// Within says of a new dict which keys it may have, whatever its assumptions.
func (d *Dict) Within(keys ...string) *Dict {
	d.only = keys
	return d
}

// Only are the keys that the dict may have, whatever its assumptions; none where it may
// have any.
func (d *Dict) Only() []string { return d.only }

// NewDict returns an empty dict.
func (t *Thread) NewDict(tr *Trace) *Dict {
	return &Dict{object: object{tr}, born: t.born()}
}

// Entries are the keys and values, in order; not to be changed.
func (d *Dict) Entries() []Entry { return d.list }

// More is set where there may be keys beyond Entries.
func (d *Dict) More() *Unknown { return d.more }

// Open says that there may be keys beyond Entries, or other values for some of them.
func (d *Dict) Open(t *Thread, u *Unknown) {
	t.touch(d)
	d.trace = d.trace.Under(t.changesRestOn())
	d.more = u
}

// Get returns the value of a key that can be one; ok is false where the key is
// not among Entries (More may still have it).
func (d *Dict) Get(key Value) (v Value, ok bool) {
	if i, _ := d.find(key); i >= 0 {
		return d.list[i].Value, true
	}
	return nil, false
}

// GetStr is Get for a str key.
func (d *Dict) GetStr(key string) (Value, bool) { return d.Get(NewStr(key, nil)) }

// Set sets the value of a key that can be one. A key that is there keeps its place.
func (d *Dict) Set(t *Thread, key, v Value) {
	i, hashable := d.find(key)
	if !hashable {
		return
	}
	t.touch(d)
	d.trace = d.trace.Under(t.changesRestOn())
	if s, ok := key.(Str); ok {
		v = Named(s.text, MarkText(v))
	}
	v = d.presume(t, key, v)
	if i >= 0 {
		if perhapsAbsent(d.list[i].Value) {
			d.shuffled(i)
		}
		d.replace(i, v)
		return
	}
	if d.loose > 0 || d.more != nil {
		d.loose++
	}
	d.add(key, v)
}

// SetStr is Set for a str key without a trace.
func (d *Dict) SetStr(t *Thread, key string, v Value) { d.Set(t, NewStr(key, nil), v) }

// Delete removes a key and tells whether it was there.
func (d *Dict) Delete(t *Thread, key Value) bool {
	i, _ := d.find(key)
	if i < 0 {
		return false
	}
	t.touch(d)
	d.part(key)
	d.trace = d.trace.Under(t.changesRestOn())
	d.presume(t, key, nil)
	if i >= len(d.list)-d.loose {
		d.loose--
	}
	d.remove(i)
	return true
}

// presume lets all entries rest on what the key that is set or deleted assumes: it might
// be the key of any of them. So does the value that is set, nil for none: under an equal
// key that assumes nothing there might be another.
func (d *Dict) presume(t *Thread, key, v Value) Value {
	tr := keyTrace(key)
	if tr == nil || len(tr.Assumes) == 0 || t == nil {
		return v
	}
	return t.presumeEntries(d, tr, v)
}

// Class is dict.
func (*Dict) Class() *Class { return DictClass }

// With merges the trace into the dict's own and returns the dict.
func (d *Dict) With(t *Trace) Value { d.trace = Merge(d.trace, t); return d }

// NewSet returns a set of the given items, which must be hashable; doubles are dropped.
func (t *Thread) NewSet(items []Value, frozen bool, tr *Trace) *Set {
	s := &Set{object: object{tr}, born: t.born(), Frozen: frozen, index: map[any]int{}}
	t.fuel -= len(items)
	for _, v := range items {
		s.add(v)
	}
	return s
}

func (s *Set) add(v Value) {
	if u, ok := v.(*Unknown); ok {
		s.more = u
		return
	}
	k, ok := KeyOf(v)
	if !ok { // it holds an unknown, or its class has an equality of its own
		s.more = doubtOfKey(v)
		return
	}
	if tr := keyTrace(v); tr != nil && len(tr.Assumes) > 0 { // it might be equal to another
		s.trace = s.trace.Under(tr)
	}
	if _, dup := s.index[k]; !dup {
		s.index[k] = len(s.elems)
		s.elems = append(s.elems, v)
	}
}

// Elems are the items that are certainly in the set; not to be changed.
func (s *Set) Elems() []Value { return s.elems }

// More is set where there may be further items.
func (s *Set) More() *Unknown { return s.more }

// SetElems replaces the items.
func (s *Set) SetElems(t *Thread, items []Value) {
	t.touch(s)
	s.trace = s.trace.Under(t.changesRestOn())
	s.elems, s.index, s.more = nil, map[any]int{}, nil
	t.fuel -= len(items)
	for _, v := range items {
		s.add(v)
	}
}

// Class is set or frozenset.
func (s *Set) Class() *Class {
	if s.Frozen {
		return FrozenSetClass
	}
	return SetClass
}

// With merges the trace into the set's own and returns the set.
func (s *Set) With(t *Trace) Value { s.trace = Merge(s.trace, t); return s }
