package value

import "slices"

// Cursor goes through the items of an iterable as a for statement does: it sees
// what is added to a list on the way, and asks a generator for one item at a time.
type Cursor struct {
	next func(t *Thread) (v Value, ok bool, err error)
}

// Next is the next item; ok is false at the end. An *Unknown with Many stands
// for any number of items and is given once.
func (c *Cursor) Next(t *Thread) (v Value, ok bool, err error) { return c.next(t) }

// Iterate returns a cursor over the items of v.
func Iterate(t *Thread, v Value) (*Cursor, error) {
	if err := t.Burn(1); err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case *List:
		return &Cursor{overList(v)}, nil
	case *Dict:
		return &Cursor{overEntries(v, ViewKeys)}, nil
	case *DictView:
		return &Cursor{overEntries(v.Dict, v.Kind)}, nil
	case *Set:
		return &Cursor{overSet(v, v.all())}, nil
	case *Iterator:
		return &Cursor{overIterator(v)}, nil
	case *Instance:
		if c, err := overInstance(t, v); c != nil || err != nil {
			return c, err
		}
		if v.indexed() {
			return &Cursor{overIterator(NewPuller(iteratorClass, v.trace, v.byIndex()))}, nil
		}
	}
	items, err := Items(t, v)
	if err != nil {
		return nil, err
	}
	return &Cursor{overItems(items)}, nil
}

func overItems(items []Value) func(*Thread) (Value, bool, error) {
	return func(*Thread) (Value, bool, error) {
		if len(items) == 0 {
			return nil, false, nil
		}
		v := items[0]
		items = items[1:]
		return v, true, nil
	}
}

// doubtfulChange tells, whenever it is asked, whether a list is no longer as it is now, and
// not certain to have the items that it has by then. One that nobody changes is looked at once.
func doubtfulChange(l *List) func(*Thread) bool {
	begun, looked := l.elems, l.elems
	return func(t *Thread) bool {
		if sameStore(l.elems, looked) {
			return false
		}
		t.Spend(len(l.elems))
		looked = l.elems
		_, known := count(l.elems)
		return !known && !identicalAll(begun, l.elems)
	}
}

// overList sees changes of the list. Where these make it doubtful which items
// there are, any may be next.
func overList(l *List) func(*Thread) (Value, bool, error) {
	doubtful, i, lost := doubtfulChange(l), 0, false
	return func(t *Thread) (Value, bool, error) {
		if lost || i >= len(l.elems) {
			return nil, false, nil
		}
		if doubtful(t) {
			lost = true
			return manyOf(Doubt(nil, l.elems...)), true, nil
		}
		v := l.elems[i]
		i++
		return v, true, nil
	}
}

// overListBackwards is overList for reversed: it ends where the list has become too short
// for the item that is next.
func overListBackwards(l *List) func(*Thread) (Value, bool, error) {
	doubtful, i := doubtfulChange(l), len(l.elems)
	return func(t *Thread) (Value, bool, error) {
		if i--; i < 0 {
			return nil, false, nil
		}
		if doubtful(t) {
			i = 0
			return manyOf(Doubt(nil, l.elems...)), true, nil
		}
		if i >= len(l.elems) {
			i = 0
			return nil, false, nil
		}
		return l.elems[i], true, nil
	}
}

// overEntries is for dicts and their views. A dict that has another size than
// before ends the iteration with an exception. Where it is doubtful whether it has,
// any of its items may be next.
func overEntries(d *Dict, kind ViewKind) func(*Thread) (Value, bool, error) {
	view := &DictView{Dict: d, Kind: kind}
	if _, known := countEntries(d); !known || d.Disordered() {
		return view.overDoubtful()
	}
	return view.overOrder(len(d.list))
}

// overOrder goes through the entries as they are kept, those from a place on backwards.
func (v *DictView) overOrder(from int) func(*Thread) (Value, bool, error) {
	d, size, i, lost := v.Dict, len(v.Dict.list), 0, false
	begun := v.Dict.listedKeys()
	return func(t *Thread) (Value, bool, error) {
		switch {
		case lost:
			return nil, false, nil
		case d.more != nil || len(d.list) != size:
			if n, known := countEntries(d); known && n != size {
				return nil, false, t.Raise("RuntimeError", "dictionary changed size during iteration")
			}
			lost = true
			return v.anyAmong(d.list, d.more), true, nil
		case i < size && !d.list[i].hasKey(begun[i]) || i == size && !slices.EqualFunc(d.list, begun, Entry.hasKey):
			// Whether what has come in place of the keys is still given is not told by the order.
			lost = true
			u := Doubt(nil, NewUnknown("the keys of the dict were changed during iteration", t.At, d.trace))
			t.MayRaise("RuntimeError", u)
			return v.anyAmong(d.list, u), true, nil
		case i >= size:
			return nil, false, nil
		}
		at := i
		if at >= from {
			at = size - 1 - (i - from)
		}
		i++
		return v.item(d.list[at]), true, nil
	}
}

// listedKeys are the keys of the entries, in the order in which these are kept.
func (d *Dict) listedKeys() []Value {
	out := make([]Value, len(d.list))
	for i, e := range d.list {
		out[i] = e.Key
	}
	return out
}

// hasKey tells whether the entry is that of a key.
func (e Entry) hasKey(key Value) bool {
	if a, ok := e.Key.(Str); ok {
		b, ok := key.(Str)
		return ok && a.text == b.text
	}
	a, _ := KeyOf(e.Key)
	b, _ := KeyOf(key)
	return a == b
}

// overDoubtful is overEntries where it is not known which entries there are, or in which
// order. Those that are still to come have the values that they have by then.
func (v *DictView) overDoubtful() func(*Thread) (Value, bool, error) {
	items, begun, i := v.items(nil), v.Dict.save().(dictContent), 0
	return func(t *Thread) (Value, bool, error) {
		if now := v.Dict.save().(dictContent); i < len(items) && !now.isStill(&begun) {
			t.Spend(len(items))
			current := v.items(nil)
			if !now.hasKeysOf(&begun) || len(current) != len(items) {
				items, i = nil, 0
				return v.anyAmong(v.Dict.list, v.Dict.more), true, nil
			}
			items, begun = current, now
		}
		if i >= len(items) {
			return nil, false, nil
		}
		i++
		return items[i-1], true, nil
	}
}

// overSet is overEntries for sets.
func overSet(s *Set, items []Value) func(*Thread) (Value, bool, error) {
	size, known := count(s.elems)
	known = known && s.more == nil
	next, lost := overItems(items), false
	return func(t *Thread) (Value, bool, error) {
		switch {
		case lost:
			return nil, false, nil
		case known && (s.more != nil || len(s.elems) != size):
			if n, still := count(s.elems); still && s.more == nil && n != size {
				return nil, false, t.Raise("RuntimeError", "Set changed size during iteration")
			}
			lost = true
			return manyOf(Doubt(nil, s.all()...)), true, nil
		}
		return next(t)
	}
}

// overIterator takes an item that stands for any number as one step: all that it
// stands for is taken only when the loop asks for what comes after it.
func overIterator(it *Iterator) func(*Thread) (Value, bool, error) {
	many := false
	return func(t *Thread) (Value, bool, error) {
		if many {
			it.skipMany(t)
		}
		v, ok, err := it.Next(t)
		many = ok && isMany(v)
		return v, ok, err
	}
}

// skipMany takes all items that the next one stands for.
func (it *Iterator) skipMany(t *Thread) {
	if len(it.rest) > 0 && isMany(it.rest[0]) {
		t.touch(it)
		it.rest = it.rest[1:]
	}
}

// overInstance asks __iter__ for an iterator and this for its items; nil where
// the class has no __iter__.
func overInstance(t *Thread, v *Instance) (*Cursor, error) {
	r, found, err := callSpecial(t, v, "__iter__")
	if err != nil || !found {
		return nil, err
	}
	t.Decide(r)
	it, ok := r.(*Instance)
	if !ok {
		if _, iterator := r.(*Iterator); !iterator && !isUnknown(r) {
			return nil, t.Raise("TypeError", "iter() returned non-iterator of type '"+r.Class().TypeName()+"'")
		}
		return Iterate(t, r)
	}
	return &Cursor{overIterator(NewPuller(iteratorClass, it.Trace(), it.next))}, nil
}

// checkIterator refuses what the program's own __iter__ of v gives where that is no iterator.
func (t *Thread) checkIterator(v *Instance, r Value) error {
	if _, owner, ok := v.Kind.Lookup("__iter__"); !ok || !owner.Written {
		return nil
	}
	switch r := r.(type) {
	case *Instance:
		_, _, next := r.Kind.Lookup("__next__")
		ofLibrary := func(k *Class) bool { return k != ObjectClass && !k.Written }
		if next || slices.ContainsFunc(r.Kind.MRO(), ofLibrary) {
			return nil
		}
	case NoneValue, Bool, Int, Float, Str, Bytes, Tuple, *List, *Dict, *DictView, *Set, *Range:
	default:
		return nil
	}
	return t.Raise("TypeError", "iter() returned non-iterator of type '"+r.Class().TypeName()+"'")
}

// next calls __next__ until StopIteration.
func (v *Instance) next(t *Thread) (Value, bool, error) {
	if err := t.Burn(1); err != nil {
		return nil, false, err
	}
	if _, _, found := v.Kind.Lookup("__next__"); !found {
		if u := v.Kind.unknownBase(); u != nil {
			return nil, false, nil
		}
		return nil, false, t.Raise("TypeError", "iter() returned non-iterator of type '"+v.Kind.TypeName()+"'")
	}
	return t.nextBefore("StopIteration", func() (Value, bool, error) { return callSpecial(t, v, "__next__") })
}

// CheckIterable raises TypeError where v certainly cannot be iterated.
func CheckIterable(t *Thread, v Value) error {
	switch v := v.(type) {
	case NoneValue, Bool, Int, Float, Complex, EllipsisValue, *Module, *Builtin, *BoundMethod:
		return t.Raise("TypeError", "'"+v.Class().TypeName()+"' object is not iterable")
	}
	return nil
}
