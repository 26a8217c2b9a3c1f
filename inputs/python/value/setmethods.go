package value

// Sets: their operators and methods.

// all are the items, and one that stands for any number where there may be more.
func (s *Set) all() []Value { return setContent{elems: s.elems, more: s.more}.all() }

func (c setContent) all() []Value {
	if c.more == nil {
		return c.elems
	}
	return append(append([]Value(nil), c.elems...), manyOf(c.more))
}

func frozenSetMethods() methods {
	combine := func(op BinaryOp) method {
		return method{rest: true, open: true, fn: func(in *invocation) (Value, error) { return in.combine(op) }}
	}
	return methods{
		"union":                combine(BitOr),
		"intersection":         combine(BitAnd),
		"difference":           combine(Sub),
		"symmetric_difference": single(combine(BitXor)),
		"copy": {open: true, fn: func(in *invocation) (Value, error) {
			s := in.self.(*Set)
			return in.t.NewSet(s.all(), s.Frozen, s.trace), nil
		}},
		"issubset":   {takes: pos(1), min: 1, gives: BoolClass, fn: func(in *invocation) (Value, error) { return in.ordered(LtE) }},
		"issuperset": {takes: pos(1), min: 1, gives: BoolClass, fn: func(in *invocation) (Value, error) { return in.ordered(GtE) }},
		"isdisjoint": {takes: pos(1), min: 1, gives: BoolClass, fn: setIsDisjoint},
	}
}

func setMethods() methods {
	ms := frozenSetMethods()
	change := func(op BinaryOp) method {
		return method{rest: true, open: true, fn: func(in *invocation) (Value, error) {
			r, err := in.combine(op)
			if err == nil {
				self := in.self.(*Set)
				self.SetElems(in.t, r.(*Set).all())
				self.trace = self.trace.Under(r.Trace())
			}
			return None(), err
		}}
	}
	ms["update"] = change(BitOr)
	ms["intersection_update"] = change(BitAnd)
	ms["difference_update"] = change(Sub)
	ms["symmetric_difference_update"] = single(change(BitXor))
	ms["add"] = method{takes: pos(1), min: 1, open: true, fn: setAdd}
	ms["remove"] = method{takes: pos(1), min: 1, open: true, fn: setRemove}
	ms["discard"] = method{takes: pos(1), min: 1, open: true, fn: setDiscard}
	ms["pop"] = method{open: true, fn: setPop}
	ms["clear"] = method{open: true, fn: func(in *invocation) (Value, error) {
		in.self.(*Set).SetElems(in.t, nil)
		return None(), nil
	}}
	return ms
}

// single is a method of any arguments that takes exactly one.
func single(m method) method {
	of := m.fn
	m.fn = func(in *invocation) (Value, error) {
		if in.call.Open == nil && len(in.call.Args) != 1 {
			return nil, in.t.Raise("TypeError", "... takes exactly one argument")
		}
		return of(in)
	}
	return m
}

// asSet makes a set of any iterable of hashable items.
func asSet(t *Thread, v Value) (*Set, error) {
	if s, ok := viewAsSet(t, Underlying(v)); ok {
		return s, nil
	}
	items, err := Items(t, v)
	if err != nil {
		return nil, err
	}
	s := t.NewSet(nil, false, v.Trace())
	return s, addAll(t, s, items)
}

// addAll adds items while a set is made. An item whose key is not known leaves the set open.
func addAll(t *Thread, s *Set, items []Value) error {
	if err := t.Alloc(len(items)); err != nil {
		return err
	}
	for _, e := range items {
		if err := checkKey(t, e); err != nil {
			return err
		}
		s.trace = s.trace.Under(e.Trace())
		s.add(e)
	}
	return nil
}

// setBinary is a op b of two sets; nil where sets do not have the operator.
func setBinary(t *Thread, op BinaryOp, a, b *Set, tr *Trace) (Value, error) {
	if err := t.Burn(len(a.elems) + len(b.elems)); err != nil {
		return nil, err
	}
	out := t.NewSet(nil, a.Frozen, tr)
	var items []Value
	switch op {
	case BitOr:
		items = append(append(items, a.all()...), b.all()...)
	case BitAnd:
		items = append(intersection(a, b), intersectionRest(a, b)...)
	case Sub:
		items = difference2(a, b)
	case BitXor:
		items = append(difference2(a, b), difference2(b, a)...)
	default:
		return nil, nil
	}
	return out, addAll(t, out, items)
}

// intersection takes the items of the smaller set, of b where both are as large.
func intersection(a, b *Set) []Value {
	if len(b.elems) <= len(a.elems) {
		a, b = b, a
	}
	return itemsIn(a, b)
}

// itemsIn are the items of a that are in b.
func itemsIn(a, b *Set) []Value {
	var out []Value
	for _, e := range a.elems {
		if b.hasKey(e) {
			out = append(out, e)
		}
	}
	return out
}

// intersectionRest stands for what the unknown parts of both may share.
func intersectionRest(a, b *Set) []Value {
	for _, s := range []*Set{a, b} {
		if s.more != nil {
			return []Value{manyOf(s.more)}
		}
	}
	return nil
}

// difference2 is the items of a that are not in b.
func difference2(a, b *Set) []Value {
	var out []Value
	for _, e := range a.elems {
		switch {
		case b.hasKey(e):
		case b.more != nil: // perhaps in b
			out = append(out, manyOf(b.more))
		default:
			out = append(out, e)
		}
	}
	if a.more != nil {
		out = append(out, manyOf(a.more))
	}
	return out
}

func (s *Set) hasKey(v Value) bool {
	k, ok := KeyOf(v)
	if !ok {
		return false
	}
	_, in := s.index[k]
	return in
}

func inplaceSet(t *Thread, op BinaryOp, a, b *Set) (Value, error) {
	r, err := setBinary(t, op, a, b, a.trace)
	if err != nil {
		return nil, err
	}
	if r == nil {
		return Binary(t, op, a, b)
	}
	a.SetElems(t, r.(*Set).all())
	a.trace = a.trace.Under(b.trace)
	return a, nil
}

func viewBinary(t *Thread, op BinaryOp, a *DictView, b Value, tr *Trace) (Value, error) {
	if a.Kind == ViewValues {
		return nil, nil
	}
	switch op {
	case BitOr, BitAnd, Sub, BitXor:
	default:
		return nil, nil
	}
	y, err := asSet(t, b)
	if err != nil {
		return nil, err
	}
	return setBinary(t, op, a.set(t), y, Merge(tr, y.trace))
}

// reflectedView is a op b of any iterable and a view, which gives a set; nil where views
// do not have the operator.
func reflectedView(t *Thread, op BinaryOp, a Value, b *DictView, tr *Trace) (Value, error) {
	switch op {
	case BitAnd:
		return viewBinary(t, op, b, a, tr)
	case BitOr, Sub, BitXor:
	default:
		return nil, nil
	}
	x, err := asSet(t, a)
	if err != nil {
		return nil, err
	}
	return setBinary(t, op, t.NewSet(x.all(), false, x.trace), b.set(t), Merge(tr, x.trace))
}

// viewMethods are those of the views that are compared as sets.
func viewMethods() methods {
	disjoint := frozenSetMethods()["isdisjoint"]
	of := disjoint.fn
	disjoint.fn = func(in *invocation) (Value, error) {
		view := *in
		view.self = in.self.(*DictView).set(in.t)
		return of(&view)
	}
	return methods{"isdisjoint": disjoint}
}

// combine does an operator with each of the arguments, any iterables.
func (in *invocation) combine(op BinaryOp) (Value, error) {
	self := in.self.(*Set)
	var out Value = in.t.NewSet(self.all(), self.Frozen, self.trace)
	for _, a := range in.args {
		s, err := asSet(in.t, a)
		if err != nil {
			return nil, err
		}
		left := out.(*Set)
		tr := Merge(left.trace, s.trace)
		if _, isSet := Underlying(a).(*Set); !isSet && op == BitAnd { // the items of another iterable are taken
			out = in.t.NewSet(append(itemsIn(s, left), intersectionRest(s, left)...), self.Frozen, tr)
			continue
		}
		if out, err = setBinary(in.t, op, left, s, tr); err != nil {
			return nil, err
		}
	}
	if in.call.Open != nil {
		out.(*Set).more = manyOf(in.call.Open)
	}
	return out, nil
}

func (in *invocation) ordered(op CompareOp) (Value, error) {
	other, err := asSet(in.t, in.args[0])
	if err != nil {
		return nil, err
	}
	truth := orderSets(op, in.self.(*Set), other)
	if truth == Maybe {
		return Doubt(BoolClass, in.self, other), nil
	}
	return NewBool(truth == Yes, Merge(in.tr, other.trace)), nil
}

func setIsDisjoint(in *invocation) (Value, error) {
	other, err := asSet(in.t, in.args[0])
	if err != nil {
		return nil, err
	}
	self, tr := in.self.(*Set), Merge(in.tr, other.trace)
	if len(intersection(self, other)) > 0 {
		return NewBool(false, tr), nil
	}
	if self.more != nil || other.more != nil {
		return Doubt(BoolClass, self, other), nil
	}
	return NewBool(true, tr), nil
}

func updateSet(t *Thread, s *Set, with Value) error {
	other, err := asSet(t, with)
	if err != nil {
		return err
	}
	s.SetElems(t, append(append([]Value(nil), s.all()...), other.all()...))
	return nil
}

func setAdd(in *invocation) (Value, error) {
	s := in.self.(*Set)
	item := in.args[0]
	if item == nil {
		item = manyOf(in.call.Open)
	}
	with := in.t.NewSet(nil, false, nil)
	if err := addAll(in.t, with, []Value{item}); err != nil {
		return nil, err
	}
	s.SetElems(in.t, append(append([]Value(nil), s.all()...), with.all()...))
	return None(), nil
}

func setRemove(in *invocation) (Value, error) {
	truth := Maybe
	if in.args[0] != nil {
		var err error
		if truth, err = in.self.(*Set).contains(in.t, in.args[0]); err != nil {
			return nil, err
		}
	}
	if truth == No {
		return nil, in.t.raiseWith("KeyError", "...", in.args[0])
	}
	return setDiscard(in)
}

func setDiscard(in *invocation) (Value, error) {
	s := in.self.(*Set)
	item := in.args[0]
	if item == nil {
		item = in.call.Open
	}
	item = frozen(item)
	if err := checkKey(in.t, item); err != nil {
		return nil, err
	}
	k, known := KeyOf(item)
	if !known {
		s.SetElems(in.t, []Value{manyOf(Doubt(nil, item, s))})
		return None(), nil
	}
	var items []Value
	for _, e := range s.all() {
		if have, ok := KeyOf(e); !ok || have != k {
			items = append(items, e)
		}
	}
	s.SetElems(in.t, items)
	return None(), nil
}

// setPop takes an item, one does not know which unless there is only one.
func setPop(in *invocation) (Value, error) {
	s := in.self.(*Set)
	items := s.all()
	if len(items) == 0 {
		return nil, in.t.Raise("KeyError", "pop from an empty set")
	}
	if len(items) == 1 && s.more == nil {
		s.SetElems(in.t, nil)
		return items[0], nil
	}
	u := NewUnknown("which item a set gives first is not known", in.t.At, s.trace)
	s.SetElems(in.t, []Value{manyOf(u)})
	return u, nil
}
