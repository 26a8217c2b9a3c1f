package value

// Slices: v[a:b:c], and their assignment.

// bounds are the first index, the step and the number of items of a slice of a
// sequence of n items; not ok where a part is unknown.
func (s Slice) bounds(t *Thread, n int) (start, step, length int, ok bool, err error) {
	r, ok, err := s.indices(t, n)
	if !ok || err != nil {
		return 0, 0, 0, ok, err
	}
	return int(r.Start), int(r.Step), r.Len(), true, nil
}

// sliceIndices is slice.indices.
func sliceIndices(in *invocation) (Value, error) {
	n := in.int(0, 0)
	if in.err == nil && n < 0 {
		in.fail("ValueError", "length should not be negative")
	}
	if in.err != nil {
		return nil, in.err
	}
	s := in.self.(Slice)
	r, known, err := s.indices(in.t, n)
	if err != nil || !known {
		return Doubt(TupleClass, s.Lower, s.Upper, s.Step), err
	}
	return NewTuple([]Value{NewInt(r.Start, in.tr), NewInt(r.Stop, in.tr), NewInt(r.Step, in.tr)}, in.tr), nil
}

// indices is slice.indices(n) as a range; not ok where a part is unknown.
func (s Slice) indices(t *Thread, n int) (Range, bool, error) {
	step, ok, err := slicePart(t, s.Step, 1)
	if !ok || err != nil {
		return Range{}, ok, err
	}
	if step == 0 {
		return Range{}, true, t.Raise("ValueError", "slice step cannot be zero")
	}
	first, last := 0, n
	if step < 0 {
		first, last = n-1, -1
	}
	start, ok, err := slicePart(t, s.Lower, first)
	if !ok || err != nil {
		return Range{}, ok, err
	}
	if given(s.Lower) {
		start = clip(start, n, step < 0)
	}
	stop, ok, err := slicePart(t, s.Upper, last)
	if !ok || err != nil {
		return Range{}, ok, err
	}
	if given(s.Upper) {
		stop = clip(stop, n, step < 0)
	}
	return Range{Start: int64(start), Stop: int64(stop), Step: int64(step)}, true, nil
}

func given(v Value) bool {
	_, none := v.(NoneValue)
	return v != nil && !none
}

// clip brings a slice's index into [0, n], or [-1, n-1] for a negative step.
func clip(i, n int, backwards bool) int {
	low, high := 0, n
	if backwards {
		low, high = -1, n-1
	}
	if i < 0 {
		return max(i+n, low)
	}
	return min(i, high)
}

func slicePart(t *Thread, v Value, def int) (int, bool, error) {
	if !given(v) {
		return def, true, nil
	}
	v, err := indexed(t, v)
	if err != nil {
		return 0, true, err
	}
	if isUnknown(v) {
		return 0, false, nil
	}
	n, err := indexOf(t, v)
	if err != nil {
		err = t.Raise("TypeError", "slice indices must be integers or None or have an __index__ method")
	}
	return n, true, err
}

// Trace is that of the bounds.
func (s Slice) Trace() *Trace { return s.rests(s.trace) }

// rests is a trace that takes over what the bounds have read.
func (s Slice) rests(tr *Trace) *Trace {
	for _, v := range []Value{s.Lower, s.Upper, s.Step} {
		if v == nil {
			continue
		}
		if own := v.Trace(); own != nil && (len(own.Reads) > 0 || len(own.Assumes) > 0) {
			tr = tr.Under(own)
		}
	}
	return tr
}

func sliceOfSequence(t *Thread, v Value, s Slice, items []Value) (Value, error) {
	if err := t.Burn(len(items) / 128); err != nil { // they are looked through
		return nil, err
	}
	tr := s.rests(v.Trace())
	mixed, whole := Disordered(v), !given(s.Lower) && !given(s.Upper)
	if !whole {
		items = InOrder(t, v, items)
	}
	part, ok, err := sliceItems(t, s, items)
	if err != nil {
		return nil, err
	}
	switch {
	case ok:
	case len(items) == 1 && isMany(items[0]) && !isUnknown(s.Lower) && !isUnknown(s.Upper) && !isUnknown(s.Step):
		part = items // any number of such items
	default:
		part = []Value{manyOf(Doubt(nil, append([]Value{s.Lower, s.Upper, s.Step}, items...)...))}
	}
	if _, tuple := v.(Tuple); tuple {
		return InAnyOrder(t, NewTuple(part, tr), mixed), nil
	}
	return InAnyOrder(t, t.NewList(part, tr), mixed), nil
}

// sliceItems is not ok where it is not known which items the slice has.
func sliceItems(t *Thread, s Slice, items []Value) ([]Value, bool, error) {
	if n, known := count(items); !known || n != len(items) {
		return sliceOpen(t, s, items)
	}
	start, step, n, ok, err := s.bounds(t, len(items))
	if !ok || err != nil {
		return nil, false, err
	}
	out := make([]Value, 0, n)
	for i := start; len(out) < n; i += step {
		out = append(out, items[i])
	}
	return out, true, t.Alloc(n)
}

// sliceOpen slices a sequence of unknown length: exact for x[:], x[a:] and x[:b]
// that stay before the first uncertain item, and for x[-a:] and x[:-b] after the last.
func sliceOpen(t *Thread, s Slice, items []Value) ([]Value, bool, error) {
	step, ok, err := slicePart(t, s.Step, 1)
	if err != nil || !ok || step != 1 {
		return nil, false, err
	}
	lower, okL, errL := slicePart(t, s.Lower, 0)
	upper, okU, errU := slicePart(t, s.Upper, len(items))
	if errL != nil || errU != nil || !okL || !okU {
		return nil, false, firstError(errL, errU)
	}
	from, okL := sureOffset(items, lower, given(s.Lower))
	to, okU := sureOffset(items, upper, given(s.Upper))
	if !okL || !okU || from > to {
		return nil, false, nil
	}
	return append([]Value(nil), items[from:to]...), true, nil
}

// sureOffset is the place in items of a slice's index, where only certain items lie between it and its end.
func sureOffset(items []Value, i int, given bool) (int, bool) {
	if !given {
		return i, true
	}
	at := i
	if i < 0 {
		at = len(items) + i
	}
	if at < 0 || at > len(items) {
		return 0, false
	}
	if i < 0 {
		return at, reaches(items, i, at)
	}
	return at, reaches(items, i, at-1)
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func setSlice(t *Thread, l *List, s Slice, to Value) error {
	var with []Value
	if to != nil {
		items, err := Items(t, to)
		if err != nil {
			return t.Raise("TypeError", "can only assign an iterable")
		}
		with = items
	}
	_, certain := count(l.elems)
	start, step, n, ok, err := s.bounds(t, len(l.elems))
	if err != nil {
		return err
	}
	if !ok || !certain {
		gap := manyOf(Doubt(nil, append([]Value{l, s.Lower, s.Upper, s.Step}, with...)...))
		items := []Value{gap}
		if given(s.Step) { // the new items may stand in any order
			with = nil
		}
		for _, e := range with {
			items = append(items, e, gap)
		}
		l.SetElems(t, items)
		return nil
	}
	if step == 1 {
		items := append([]Value(nil), l.elems[:start]...)
		items = append(append(items, with...), l.elems[max(start, start+n):]...)
		l.SetElems(t, items)
		return nil
	}
	return setStepped(t, l, start, step, n, with, to == nil)
}

func setStepped(t *Thread, l *List, start, step, n int, with []Value, remove bool) error {
	if !remove && len(with) != n {
		return t.Raise("ValueError", "attempt to assign sequence of another size to extended slice")
	}
	items := append([]Value(nil), l.elems...)
	for i := range n {
		if remove {
			items[start+i*step] = nil
			continue
		}
		items[start+i*step] = with[i]
	}
	kept := items[:0]
	for _, e := range items {
		if e != nil {
			kept = append(kept, e)
		}
	}
	l.SetElems(t, kept)
	return nil
}
