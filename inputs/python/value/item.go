package value

// Subscripts: v[key], v[a:b:c], and their assignment.

// Item is v[key].
func Item(t *Thread, v, key Value) (Value, error) {
	if err := t.Burn(1); err != nil {
		return nil, err
	}
	if u, ok := v.(*Unknown); ok {
		if len(u.Choices) > 0 {
			return Over(t, u, func(c Value) (Value, error) { return Item(t, c, key) })
		}
		return Doubt(nil, u, key), nil
	}
	if i, ok := v.(*Instance); ok {
		return itemOfInstance(t, i, key)
	}
	if u, ok := key.(*Unknown); ok && len(u.Choices) > 0 {
		return Over(t, u, func(k Value) (Value, error) { return Item(t, v, k) })
	}
	if h, ok := v.(HasItem); ok {
		return h.Item(t, key)
	}
	return itemOf(t, v, key)
}

func itemOf(t *Thread, v, key Value) (Value, error) {
	switch v := v.(type) {
	case *Dict:
		return itemOfDict(t, v, key)
	case *List:
		return itemOfSequence(t, v, key, v.elems)
	case Tuple:
		return itemOfSequence(t, v, key, v.Elems)
	case Str, Bytes:
		return itemOfText(t, v, key)
	case *Range:
		return itemOfRange(t, v, key)
	case *Class:
		return itemOfClass(t, v, key)
	}
	return nil, t.Raise("TypeError", "'"+v.Class().TypeName()+"' object is not subscriptable")
}

func itemOfInstance(t *Thread, i *Instance, key Value) (Value, error) {
	if r, found, err := callSpecial(t, i, "__getitem__", key); found || err != nil {
		return r, err
	}
	if data, ok := builtinData(i); ok {
		return itemOfData(t, i, data, key)
	}
	if u := i.Kind.unknownBase(); u != nil {
		return Doubt(nil, u, key), nil
	}
	return nil, t.Raise("TypeError", "'"+i.Kind.TypeName()+"' object is not subscriptable")
}

// itemOfData is the __getitem__ of the builtin type that an instance derives from: a dict
// asks __missing__ of the class for a key that it lacks.
func itemOfData(t *Thread, i *Instance, data, key Value) (Value, error) {
	d, ok := data.(*Dict)
	if _, _, defined := i.Kind.Lookup("__missing__"); !ok || !defined {
		return Item(t, data, key)
	}
	if u, ok := key.(*Unknown); ok && len(u.Choices) > 0 {
		return Over(t, u, func(k Value) (Value, error) { return itemOfData(t, i, data, k) })
	}
	has, err := d.contains(t, key)
	if err != nil {
		return nil, err
	}
	listed := func() (Value, error) { return Item(t, data, key) }
	missing := func() (Value, error) {
		v, _, err := callSpecial(t, i, "__missing__", key)
		if err != nil {
			return nil, err
		}
		return d.instead(t, v)
	}
	switch has {
	case Yes:
		return listed()
	case No:
		return missing()
	}
	return Either(t, Doubt(nil, key, d), listed, missing)
}

// itemOfClass is Enum["NAME"] by the metaclass, what __class_getitem__ gives, or
// list[int], which is no class.
func itemOfClass(t *Thread, c *Class, key Value) (Value, error) {
	if r, found, err := special(t, c, "__getitem__", key); found || err != nil {
		return r, err
	}
	b, k, ok := c.Lookup("__class_getitem__")
	if !ok || !k.Written {
		if a := c.generic(key); a != nil {
			return Resting(a, key.Trace()), nil
		}
		return nil, t.Raise("TypeError", "type '"+c.Name+"' is not subscriptable")
	}
	f, err := bindToClass(t, b, c)
	if err != nil {
		return nil, err
	}
	return CallValue(t, f, &Call{Args: []Value{key}, At: t.At})
}

func itemOfDict(t *Thread, d *Dict, key Value) (Value, error) {
	if err := checkKey(t, key); err != nil {
		return nil, err
	}
	if v, ok := d.Get(key); ok {
		return t.there("KeyError", v), nil
	}
	if !hasKey(key) {
		return d.some(doubtOfKey(key)), nil
	}
	if e := d.beyond(key); e != nil {
		return e.Item(t, key)
	}
	if d.more != nil {
		return Doubt(nil, d.more), nil
	}
	return nil, t.raiseWith("KeyError", "...", key)
}

// itemOfSequence is exact before the first item that stands for any number, and
// counts from the end after the last such item.
func itemOfSequence(t *Thread, v, key Value, items []Value) (Value, error) {
	key, err := indexed(t, key)
	if err != nil {
		return nil, err
	}
	if s, ok := key.(Slice); ok {
		return sliceOfSequence(t, v, s, items)
	}
	if isUnknown(key) {
		if key.Class() == UnknownClass { // or a slice
			return Doubt(nil, append([]Value{key}, items...)...), nil
		}
		return someOf(Doubt(nil, key), items), nil
	}
	n, err := sequenceIndex(t, v, key)
	if err != nil {
		return nil, err
	}
	items = InOrder(t, v, items)
	at := n
	if n < 0 {
		at = len(items) + n
	}
	if at >= 0 && at < len(items) && reaches(items, n, at) {
		return underContainer(items[at], v), nil
	}
	for _, e := range items {
		if isUncertain(e) {
			u := Doubt(nil, append([]Value{e}, items...)...)
			if many, ok := e.(*Unknown); ok && len(items) == 1 {
				u.like = many.like
			}
			return u, nil
		}
	}
	return nil, t.Raise("IndexError", v.Class().TypeName()+" index out of range")
}

// someOf is one of the values, one does not know which.
func someOf(why *Unknown, values []Value) Value {
	if len(values) == 0 || len(values) > maxChoices {
		return Doubt(nil, append([]Value{why}, values...)...)
	}
	choices := make([]Choice, len(values))
	for i, v := range values {
		if isUncertain(v) {
			return Doubt(nil, append([]Value{why}, values...)...)
		}
		choices[i] = Choice{V: v}
	}
	return choose(why, choices)
}

// underContainer is an item that is read by its place in a container: which item
// that is depends on what the container depends on.
func underContainer(item, container Value) Value {
	switch item.(type) {
	case interface{ immutable() }:
		if tr := item.Trace().Under(container.Trace()); tr != item.Trace() {
			return item.With(tr)
		}
	case *List, *Dict, *Set, *Iterator:
	default:
		return Among(resting(item, container.Trace()), container.Trace(), container)
	}
	return item
}

// reaches tells whether nothing between the end it is counted from and the item is uncertain.
func reaches(items []Value, n, at int) bool {
	lo, hi := 0, at+1
	if n < 0 {
		lo, hi = at, len(items)
	}
	for _, e := range items[lo:hi] {
		if isUncertain(e) {
			return false
		}
	}
	return true
}

func sequenceIndex(t *Thread, v, key Value) (int, error) {
	switch k := Underlying(key).(type) {
	case Int, Bool:
		return indexOf(t, k)
	case *Instance:
		if _, _, ok := k.Kind.Lookup("__index__"); ok || k.Kind.unknownBase() != nil {
			return indexOf(t, k)
		}
	}
	switch name := v.Class().Name; name {
	case "str":
		return 0, t.Raise("TypeError", "string indices must be integers, not ...")
	case "bytes":
		return 0, t.Raise("TypeError", "byte indices must be integers or slices, not "+key.Class().TypeName())
	default:
		return 0, t.Raise("TypeError", name+" indices must be integers or slices, not "+key.Class().TypeName())
	}
}

func itemOfRange(t *Thread, r *Range, key Value) (Value, error) {
	key, err := indexed(t, key)
	if err != nil {
		return nil, err
	}
	if isUnknown(key) {
		return Doubt(IntClass, key), nil
	}
	if s, ok := key.(Slice); ok {
		part, known, err := s.indices(t, r.Len())
		if err != nil || !known {
			return Doubt(RangeClass, s.Lower, s.Upper, s.Step), err
		}
		return &Range{r.object, r.Start + part.Start*r.Step, r.Start + part.Stop*r.Step, part.Step * r.Step}, nil
	}
	n, err := sequenceIndex(t, r, key)
	if err != nil {
		return nil, err
	}
	if n < 0 {
		n += r.Len()
	}
	if n < 0 || n >= r.Len() {
		return nil, t.Raise("IndexError", "range object index out of range")
	}
	return r.at(n), nil
}

// itemOfText indexes and slices a str by code points, a bytes object by bytes.
func itemOfText(t *Thread, v, key Value) (Value, error) {
	key, err := indexed(t, key)
	if err != nil {
		return nil, err
	}
	if isUnknown(key) {
		return Doubt(nil, v, key), nil
	}
	tr := Merge(v.Trace(), key.Trace())
	text := newSequence(v)
	if err := t.Burn(text.len() / 256); err != nil {
		return nil, err
	}
	if s, ok := key.(Slice); ok {
		tr = s.rests(tr)
		start, step, n, known, err := s.bounds(t, text.len())
		if err != nil || !known {
			return typed(Doubt(nil, v, s.Lower, s.Upper, s.Step), v.Class()), err
		}
		return text.slice(start, step, n, tr), t.Alloc(n)
	}
	n, err := sequenceIndex(t, v, key)
	if err != nil {
		return nil, err
	}
	if n < 0 {
		n += text.len()
	}
	if n < 0 || n >= text.len() {
		if v.Class() == BytesClass {
			return nil, t.Raise("IndexError", "index out of range")
		}
		return nil, t.Raise("IndexError", "string index out of range")
	}
	return text.at(n, tr), nil
}

// SetItem assigns v[key] (to nil: deletes).
func SetItem(t *Thread, v, key Value, to Value) error {
	if err := t.Burn(1); err != nil {
		return err
	}
	switch x := v.(type) {
	case *Unknown:
		return setItemOfUnknown(t, x, key, to)
	case HasSetItem:
		return x.SetItem(t, key, to)
	case *Dict:
		return setItemOfDict(t, x, key, to)
	case *List:
		return setItemOfList(t, x, key, to)
	case *Instance:
		special, args := "__setitem__", []Value{key, to}
		if to == nil {
			special, args = "__delitem__", args[:1]
		}
		if _, found, err := callSpecial(t, x, special, args...); found || err != nil {
			return err
		}
		if data, ok := builtinData(x); ok {
			return SetItem(t, data, key, to)
		}
		if x.Kind.unknownBase() != nil {
			return nil
		}
	}
	what := "item assignment"
	if to == nil {
		what = "item deletion"
	}
	return t.Raise("TypeError", "'"+v.Class().TypeName()+"' object does not support "+what)
}

// setItemOfUnknown changes each container that the unknown may be.
func setItemOfUnknown(t *Thread, u *Unknown, key, to Value) error {
	if len(u.Choices) == 0 || u.Many {
		return t.loseReach(u, key, to)
	}
	_, err := Over(t, u, func(v Value) (Value, error) { return None(), SetItem(t, v, key, to) })
	return err
}

func setItemOfDict(t *Thread, d *Dict, key, to Value) error {
	if err := checkKey(t, key); err != nil {
		return err
	}
	if !hasKey(key) {
		if to == nil {
			d.perhapsLess(t, doubtOfKey(key))
		} else {
			d.blur(t, Doubt(nil, doubtOfKey(key), to))
		}
		return nil
	}
	if to != nil {
		if err := t.Alloc(16); err != nil {
			return err
		}
		d.Set(t, key, to)
		return nil
	}
	if v, ok := d.Get(key); ok {
		t.there("KeyError", v)
	} else if d.more != nil {
		t.MayRaise("KeyError", Doubt(nil, d.more))
	}
	if !d.Delete(t, key) && d.more == nil {
		return t.raiseWith("KeyError", "...", key)
	}
	return nil
}

// some is the value of a key that is not known, of those that are there.
func (d *Dict) some(why *Unknown) Value {
	return someOf(why, d.held())
}

// blur says that some entry, one does not know which, was set or deleted.
func (d *Dict) blur(t *Thread, u *Unknown) {
	d.Open(t, u)
	for i, e := range d.list {
		v := Doubt(nil, u, e.Value)
		if perhapsAbsent(e.Value) {
			v = v.orAbsent()
			d.shuffled(i) // set anew, it comes last
		}
		d.replace(i, v)
	}
}

func setItemOfList(t *Thread, l *List, key, to Value) error {
	at, err := indexed(t, key)
	if err != nil {
		return err
	}
	if _, own := key.(*Instance); own {
		if err := setItemOfList(t, l, at, to); err != nil {
			return err
		}
		return t.Presume(at.Trace(), l)
	}
	if s, ok := at.(Slice); ok {
		return setSlice(t, l, s, to)
	}
	if isUnknown(key) {
		l.SetElems(t, replacedSomewhere(key, l.elems, to))
		return nil
	}
	n, err := sequenceIndex(t, l, key)
	if err != nil {
		return err
	}
	place := n
	if n < 0 {
		place += len(l.elems)
	}
	if place < 0 || place >= len(l.elems) || !reaches(l.elems, n, place) {
		if _, known := count(l.elems); !known {
			t.MayRaise("IndexError", Doubt(nil, l))
			l.SetElems(t, []Value{manyOf(Doubt(nil, l))})
			return nil
		}
		return t.Raise("IndexError", "list assignment index out of range")
	}
	items := append([]Value(nil), l.elems...)
	if to == nil {
		items = append(items[:place], items[place+1:]...)
	} else {
		items[place] = to
	}
	l.SetElems(t, items)
	return nil
}

// replacedSomewhere are the items of which one, one does not know which, became
// to (nil: was deleted).
func replacedSomewhere(key Value, items []Value, to Value) []Value {
	out := make([]Value, len(items))
	for i, e := range items {
		if to == nil || isUncertain(e) {
			out[i] = perhaps(Doubt(nil, key), e)
			continue
		}
		out[i] = choose(Doubt(nil, key), []Choice{{V: e}, {V: to}})
	}
	return out
}
