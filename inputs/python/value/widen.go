package value

// What a loop leaves after any number of rounds: a state that covers the one
// before a round and the one after it. Containers keep the beginning and the end
// that both have in common.

// Widen makes the state cover what the branch left as well, and tells whether it
// did not do so before.
func (t *Thread) Widen(u *Unknown, b *Branch) bool {
	changed := false
	t.spend(b.order)
	for _, m := range b.order {
		t.touch(m)
		now := m.save()
		changed = m.widen(t, u, now, b.after[m]) || changed
	}
	return changed
}

// Cover is what covers all that the branches left.
func (t *Thread) Cover(u *Unknown, branches ...*Branch) *Branch {
	out := t.Begin()
	for _, b := range branches {
		t.spend(b.order)
		for _, m := range b.order {
			if _, done := out.before[m]; done || m.madeIn() >= out.number {
				continue
			}
			t.touch(m)
			was := m.save()
			m.restore(branches[0].left(m, was))
			for _, other := range branches[1:] {
				m.widen(t, u, m.save(), other.left(m, was))
			}
		}
	}
	t.End(out)
	return out
}

// wide is a value that covers x and y, and whether x alone does not; nil stands
// for nothing being there.
func wide(u *Unknown, x, y Value) (Value, bool) {
	if x != nil && y != nil && identicalItem(x, y) {
		return x, false
	}
	var choices []Choice
	for _, v := range []Value{x, y} {
		choices = append(choices, few(v)...)
	}
	if few(x) != nil && few(y) != nil {
		v := choose(Doubt(nil, u), choices)
		return v, len(few(v)) != len(few(x))
	}
	absent := x == nil || y == nil || perhapsAbsent(x) || perhapsAbsent(y)
	out := Doubt(sameClass(x, y), u, x, y)
	if !absent {
		have, ok := x.(*Unknown)
		return out, !ok || len(have.Choices) > 0 || have.Many || have.Type != nil && have.Type != out.Type
	}
	have, ok := x.(*Unknown)
	return out.orAbsent(), !ok || !isDoubtOrAbsent(have)
}

// few are the choices of a value that can only be a truth or None; nil for any other.
func few(v Value) []Choice {
	switch v := v.(type) {
	case Bool, NoneValue:
		return []Choice{{V: v}}
	case *Unknown:
		for _, c := range v.Choices {
			if _, known := c.V.(*Unknown); known || few(c.V) == nil {
				return nil
			}
		}
		return v.Choices
	}
	return nil
}

// isDoubtOrAbsent tells whether u is what orAbsent gives.
func isDoubtOrAbsent(u *Unknown) bool {
	if len(u.Choices) != 2 || !absentIn(u) {
		return false
	}
	inner, ok := u.Choices[0].V.(*Unknown)
	return ok && len(inner.Choices) == 0
}

// sameClass is the class that two values have in common; nil where they differ.
func sameClass(x, y Value) *Class {
	if x == nil || y == nil || x.Class() != y.Class() || x.Class() == UnknownClass {
		return nil
	}
	return x.Class()
}

// plainMany tells whether an item stands for any number of anything.
func plainMany(v Value) bool {
	u, ok := v.(*Unknown)
	return ok && u.Many && len(u.Choices) == 0 && u.Type == nil
}

// wideItems keeps what two lists have in common at their beginning and end.
func wideItems(u *Unknown, a, b []Value) (items []Value, changed bool) {
	start := 0
	for start < len(a) && start < len(b) && identicalItem(a[start], b[start]) {
		start++
	}
	end := 0
	for end < len(a)-start && end < len(b)-start && identicalItem(a[len(a)-1-end], b[len(b)-1-end]) {
		end++
	}
	if start == len(a) && start == len(b) {
		return a, false
	}
	held := append([]Value{u}, b[start:len(b)-end]...)
	for start > 0 && plainMany(a[start-1]) {
		start--
	}
	for end > 0 && plainMany(a[len(a)-end]) {
		end--
	}
	middle := a[start : len(a)-end]
	items = append(items, a[:start]...)
	items = append(items, manyOf(Doubt(nil, append(held, middle...)...)))
	items = append(items, a[len(a)-end:]...)
	return items, len(middle) != 1 || !plainMany(middle[0])
}

func (l *List) widen(_ *Thread, u *Unknown, before, after any) bool {
	x, y := before.(listContent), after.(listContent)
	items, changed := wideItems(u, x.elems, y.elems)
	l.elems, l.used, l.trace = items, nil, Merge(x.trace, y.trace).Under(u.trace)
	return changed
}

func (it *Iterator) widen(_ *Thread, u *Unknown, before, after any) bool {
	items, changed := wideItems(u, before.(iteratorContent).rest, after.(iteratorContent).rest)
	it.rest = items
	return changed
}

func (s *Set) widen(t *Thread, u *Unknown, before, after any) bool {
	x, y := before.(setContent), after.(setContent)
	both := intersection(t.NewSet(x.elems, false, nil), t.NewSet(y.elems, false, nil))
	same := len(both) == len(x.elems) && len(both) == len(y.elems)
	more := x.more
	if more == nil && (!same || y.more != nil) {
		more = Doubt(nil, u)
	}
	s.restore(setContent{both, more, Merge(x.trace, y.trace).Under(u.trace)})
	return len(both) != len(x.elems) || (more == nil) != (x.more == nil)
}

func (d *Dict) widen(_ *Thread, u *Unknown, before, after any) bool {
	x, y := before.(dictContent), after.(dictContent)
	left, right := x.values(), y.values()
	out := dictContent{more: x.more, trace: Merge(x.trace, y.trace).Under(u.trace)}
	changed := x.more == nil && y.more != nil
	if changed {
		out.more = y.more
	}
	merged := mergeEntries(x.list, y.list)
	out.loose = len(merged) - looseFrom(x, y, merged)
	for _, e := range merged {
		k, _ := KeyOf(e.Key)
		v, differs := wide(u, left[k], right[k])
		changed = changed || differs
		out.list = append(out.list, Entry{e.Key, v})
	}
	out.reindex()
	d.restore(out)
	return changed
}

func (n *Namespace) widen(t *Thread, u *Unknown, before, after any) bool {
	x, y := before.(namespaceContent), after.(namespaceContent)
	out := namespaceContent{bindings: x.shared(), more: orMore(x.more, y.more)}
	changed := out.more != x.more
	for p := range differences(&x.bindings, &y.bindings) {
		t.fuel--
		v, differs := wide(u, p.a.V, p.b.V)
		changed = changed || differs
		at := p.b
		if p.inA {
			at = p.a
		}
		control := at.Control
		if p.inA && p.inB {
			control = (&Trace{}).Under(p.a.Control).Under(p.b.Control)
		}
		out.set(p.name, Binding{V: v, At: at.At, Control: control})
	}
	out.absent = joinedTraces(x.absent, y.absent)
	n.restore(out)
	return changed
}

func (e *Environ) widen(t *Thread, u *Unknown, before, after any) bool {
	x, y := before.(environContent), after.(environContent)
	c := Condition{At: u.At, Trace: u.trace, Because: u.Because, Needs: u.Needs}
	out := e.join(t, c, x, y).(environContent)
	changed := (x.more == nil) != (out.more == nil) || (x.lost == nil) != (out.lost == nil)
	for name, v := range out.set {
		have, ok := x.set[name]
		if ok && x.perhaps[name] == out.perhaps[name] && (have == nil && v == nil || have != nil && v != nil && identicalItem(have, v)) {
			continue
		}
		if old, is := have.(*Unknown); is && len(old.Choices) == 0 && x.perhaps[name] == out.perhaps[name] {
			out.set[name] = have
			continue
		}
		changed = true
		if v != nil {
			out.set[name] = Doubt(nil, u, v)
		}
	}
	e.environContent = out
	return changed
}
