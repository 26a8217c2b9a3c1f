package value

import "iter"

// Where two contents of a namespace, or of a dict, differ. Most of what two arms of
// a branch leave they share, and that is passed over without looking at its values.

// unlikeness is what a name is bound to in two contents, and whether it is.
type unlikeness struct {
	name     string
	a, b     Binding
	inA, inB bool
}

// differences are the names that a and b do not bind to the same: those of a in
// their order, then those that only b has.
func differences(a, b *bindings) iter.Seq[unlikeness] {
	return func(yield func(unlikeness) bool) {
		names, others := a.order(), b.order()
		if len(names) == len(others) && (len(names) == 0 || &a.held[0] == &b.held[0]) {
			return
		}
		for i, name := range names {
			p := unlikeness{name: name, a: a.held[i], inA: true}
			if i < len(others) && others[i] == name {
				p.b, p.inB = b.held[i], true
			} else {
				p.b, p.inB = b.get(name)
			}
			if !(p.inB && p.a.same(p.b)) && !yield(p) {
				return
			}
		}
		for i, name := range others {
			if i < len(names) && names[i] == name || a.find(name) >= 0 {
				continue
			}
			if !yield(unlikeness{name: name, b: b.held[i], inB: true}) {
				return
			}
		}
	}
}

// match is a key that one of two contents of a dict has, or both, and what is there in
// each; nil for nothing.
type match struct{ key, a, b Value }

// matches are the keys of a in their order, then those that only b has.
func matches(a, b *entries) iter.Seq2[int, match] {
	return func(yield func(int, match) bool) {
		for i, e := range a.list {
			m := match{key: e.Key, a: e.Value}
			if at := b.findAt(e.Key, i); at >= 0 {
				m.b = b.list[at].Value
			}
			if !yield(i, m) {
				return
			}
		}
		next := len(a.list)
		for i, e := range b.list {
			if a.findAt(e.Key, i) >= 0 {
				continue
			}
			if !yield(next, match{key: e.Key, b: e.Value}) {
				return
			}
			next++
		}
	}
}

// same tells whether two bindings are certainly one.
func (b Binding) same(o Binding) bool {
	return b.At == o.At && b.Control == o.Control && b.here == o.here && b.otherwise == o.otherwise && sameValue(b.V, o.V)
}

// sameValue tells whether two values are certainly one, their traces included; nil
// stands for nothing being there.
func sameValue(a, b Value) bool {
	switch a := a.(type) {
	case nil:
		return b == nil
	case Str:
		b, ok := b.(Str)
		return ok && a == b
	}
	return b != nil && samePointer(a, b)
}
