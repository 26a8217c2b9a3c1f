package value

// Orders that nobody knows: that of a set, and that of what a directory holds. A list
// made of such a thing has its items, in one order of many.

// InAnyOrder says of a container or an iterator, where mixed, that the order of its items
// is not known.
func InAnyOrder(t *Thread, v Value, mixed bool) Value {
	if !mixed {
		return v
	}
	switch v := v.(type) {
	case *List:
		t.touch(v)
		v.disordered = true
	case *Dict:
		t.touch(v)
		v.shuffled(0)
	case *Iterator:
		v.disordered = true
	case Tuple:
		v.disordered = true
		return v
	}
	return v
}

// Disordered tells whether the items of a value come in an order that is not known.
func Disordered(v Value) bool {
	switch v := Underlying(v).(type) {
	case *Set:
		return differ(v.elems)
	case *List:
		return v.disordered && differ(v.elems)
	case Tuple:
		return v.disordered && differ(v.Elems)
	case *Iterator:
		return v.disordered
	case *Environ, *environView:
		return true
	}
	return false
}

// differ tells whether there are items of which the order could matter.
func differ(items []Value) bool {
	for i := 1; i < len(items); i++ {
		if !identical(items[0], items[i]) {
			return true
		}
	}
	return false
}

// orderUnknown is why one does not know which item is where.
func orderUnknown(t *Thread, v Value) *Unknown {
	return NewUnknown("the order of its items is not known", t.At, v.Trace())
}

// InOrder are the items of a value for who asks for their places: where the order is not
// known, each may be any of them.
func InOrder(t *Thread, v Value, items []Value) []Value {
	if !Disordered(v) || !differ(items) {
		return items
	}
	if _, known := count(items); !known {
		return []Value{manyOf(Doubt(nil, append([]Value{orderUnknown(t, v)}, items...)...))}
	}
	one := someOf(orderUnknown(t, v), items)
	out := make([]Value, len(items))
	for i := range out {
		out[i] = one
	}
	return out
}

// MixedEntries is the dict, or the view of one, of which all entries are known and their
// order is not; nil for any other value.
func MixedEntries(v Value) *DictView {
	view, ok := v.(*DictView)
	if d, dict := v.(*Dict); dict {
		view, ok = &DictView{Dict: d, Kind: ViewKeys}, true
	}
	if !ok || !view.Dict.Disordered() {
		return nil
	}
	if _, known := countEntries(view.Dict); !known {
		return nil
	}
	return view
}

// Kept goes through the entries in the order in which they are kept.
func (v *DictView) Kept() *Cursor { return &Cursor{v.overOrder(len(v.Dict.list))} }

// BothWays go through the items of a value in the order in which they are kept, and in the
// opposite one: n of them at least. forwards is the cursor that there is already.
func BothWays(t *Thread, v Value, forwards *Cursor) (one, other *Cursor, n int, err error) {
	if view := MixedEntries(v); view != nil {
		return view.Kept(), &Cursor{view.overOrder(view.Dict.ordered())}, len(view.Dict.list), nil
	}
	items, err := Items(t, v)
	if err != nil {
		return nil, nil, 0, err
	}
	other = &Cursor{overItems(backwards(items))}
	switch v := v.(type) {
	case *Set:
		other = &Cursor{overSet(v, backwards(items))}
	case *Iterator: // of which nothing is left
		forwards = &Cursor{overItems(items)}
	}
	return forwards, other, len(items), nil
}

// OrderUnknown is the condition of two orders.
func OrderUnknown(t *Thread, v Value) Condition {
	u := orderUnknown(t, v)
	return Condition{At: t.At, Trace: u.trace, Yes: "it is one order", No: "it is another", Because: u.Because, orders: true}
}

// permuted tells whether two lists have the same items in different orders.
func permuted(a, b []Value) bool {
	if len(a) != len(b) {
		return false
	}
	used := make([]bool, len(b))
next:
	for _, x := range a {
		for i, y := range b {
			if !used[i] && !isMany(y) && identicalItem(x, y) {
				used[i] = true
				continue next
			}
		}
		return false
	}
	return true
}

// perhapsPermuted is whether two lists are equal of which one is in any order.
func perhapsPermuted(a, b []Value) Truth {
	na, knownA := count(a)
	nb, knownB := count(b)
	if knownA && knownB && na != nb {
		return No
	}
	return Maybe
}

// maxPermuted bounds the lists of which it is asked whether they are permuted.
const maxPermuted = 200

// takeAny takes some item of an iterator whose order is not known.
func (it *Iterator) takeAny(t *Thread) (Value, bool, error) {
	if it.inherited(t) {
		if err := it.pullAll(t); err != nil {
			return nil, false, err
		}
	}
	items, err := it.Items(t)
	if err != nil || len(items) == 0 {
		return nil, false, err
	}
	items = InOrder(t, it, items)
	it.rest = items[1:]
	if isMany(items[0]) {
		it.rest = items
	}
	return items[0], true, nil
}
