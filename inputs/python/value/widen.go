package value

// What a loop leaves after any number of rounds: a state that covers the one
// before a round and the one after it. Containers keep the beginning and the end
// that both have in common.

// Growth says what became of a state that was made to cover another.
type Growth int

const (
	// Kept: nothing; it has covered the other before.
	Kept Growth = iota
	// Noted: what it rests on, or the reasons for what is not known. What it may change is
	// no more, objects aside that were made since.
	Noted
	// Grown: there is more that it may be.
	Grown
)

// Widen makes the state cover what the branch left as well. Of what was made in the branches
// that began since there is more each time: that it can be reached is no growth and, but for
// fresh branches, what becomes of it is none.
func (t *Thread) Widen(u *Unknown, b *Branch, since int, fresh bool) Growth {
	out := Kept
	w := widening{t, u, since, true}
	for _, c := range b.changes {
		m := c.of
		t.spend(m)
		t.touch(m)
		g := m.widen(w, m.save(), c.after)
		if m.madeIn() > since && !fresh {
			g = min(g, Noted)
		}
		out = max(out, g)
	}
	return out
}

// widening makes contents cover others.
type widening struct {
	t     *Thread
	why   *Unknown
	since int  // of objects that were made later there are more each time
	again bool // there may be another round: it matters what has grown
}

// Begun is the number of branches that have begun.
func (t *Thread) Begun() int { return t.begun }

// growth is what became of something that has grown, or has another trace.
func growth(grown bool, before, after *Trace) Growth {
	switch {
	case grown:
		return Grown
	case before != after:
		return Noted
	}
	return Kept
}

// wide is a value that covers x and y, x itself where that does; nil stands for nothing
// being there.
func (w widening) wide(x, y Value) (Value, Growth) {
	if x != nil && y != nil && identicalItem(x, y) {
		return x, Kept
	}
	var choices []Choice
	for _, v := range []Value{x, y} {
		choices = append(choices, few(v)...)
	}
	have, _ := x.(*Unknown)
	if few(x) != nil && few(y) != nil {
		v := choose(Doubt(nil, w.why), choices)
		if len(few(v)) != len(few(x)) {
			return v, Grown
		}
		return v, Noted
	}
	absent := x == nil || y == nil || perhapsAbsent(x) || perhapsAbsent(y)
	out := Doubt(sameClass(x, y), w.why, x, y)
	if absent && !isDoubtOrAbsent(have) {
		return out.orAbsent(), Grown
	}
	if !absent && !have.isDoubt(out.Type) {
		return out, Grown
	}
	inner := have
	if absent {
		inner = have.Choices[0].V.(*Unknown)
	}
	if have.covers(out) && inner.covers(out) {
		return x, Kept
	}
	out, grown := w.linked(inner, out)
	if absent {
		out = out.orAbsent()
	}
	return out, grown
}

// covers tells whether an unknown stands for all that a doubt does: it says no more of
// what it is, rests on as much and reaches as much.
func (u *Unknown) covers(o *Unknown) bool {
	plain := u.like == nil && u.hash == nil && u.environ == nil && !u.changes && (u.Type == nil || u.Type == o.Type)
	return plain && Merge(u.trace, o.trace) == u.trace && has(u.Needs, o.Needs) && u.reach.with(o.reach) == u.reach
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

// isDoubt tells whether nothing is known of u but perhaps that it has a type.
func (u *Unknown) isDoubt(typ *Class) bool {
	return u != nil && len(u.Choices) == 0 && !u.Many && (u.Type == nil || u.Type == typ)
}

// isDoubtOrAbsent tells whether u is what orAbsent gives.
func isDoubtOrAbsent(u *Unknown) bool {
	if u == nil || len(u.Choices) != 2 || !absentIn(u) {
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
func (w widening) wideItems(a, b []Value) (items []Value, grown Growth) {
	start := 0
	for start < len(a) && start < len(b) && identicalItem(a[start], b[start]) {
		start++
	}
	end := 0
	for end < len(a)-start && end < len(b)-start && identicalItem(a[len(a)-1-end], b[len(b)-1-end]) {
		end++
	}
	if start == len(a) && start == len(b) {
		return a, Kept
	}
	held := append([]Value{w.why}, b[start:len(b)-end]...)
	for start > 0 && plainMany(a[start-1]) {
		start--
	}
	for end > 0 && plainMany(a[len(a)-end]) {
		end--
	}
	middle := a[start : len(a)-end]
	between := manyOf(Doubt(nil, append(held, middle...)...))
	if len(middle) == 1 && plainMany(middle[0]) {
		if middle[0].(*Unknown).covers(between) {
			return a, Kept
		}
		between, grown = w.linked(middle[0].(*Unknown), between)
	} else {
		grown = Grown
	}
	items = append(items, a[:start]...)
	items = append(items, between)
	items = append(items, a[len(a)-end:]...)
	return items, grown
}

func (l *List) widen(w widening, before, after any) Growth {
	x, y := before.(listContent), after.(listContent)
	items, grown := w.wideItems(x.elems, y.elems)
	l.elems, l.used, l.trace, l.disordered = items, nil, Merge(x.trace, y.trace).Under(w.why.trace), x.disordered || y.disordered
	return max(grown, growth(false, x.trace, l.trace))
}

func (it *Iterator) widen(w widening, before, after any) Growth {
	items, grown := w.wideItems(before.(iteratorContent).rest, after.(iteratorContent).rest)
	it.rest = items
	return grown
}

func (s *Set) widen(w widening, before, after any) Growth {
	x, y := before.(setContent), after.(setContent)
	both := intersection(w.t.NewSet(x.elems, false, nil), w.t.NewSet(y.elems, false, nil))
	same := len(both) == len(x.elems) && len(both) == len(y.elems)
	more, linked := x.more, Kept
	switch {
	case same && y.more == nil:
	case more == nil:
		more = Doubt(nil, w.why).orOf(x.elems, y.all())
	default:
		if wider := more.orOf(y.all()); wider != more {
			more, linked = w.linked(more, wider)
		}
	}
	s.restore(setContent{both, more, Merge(x.trace, y.trace).Under(w.why.trace)})
	return max(linked, growth(len(both) != len(x.elems) || (more == nil) != (x.more == nil), x.trace, s.trace))
}

func (d *Dict) widen(w widening, before, after any) Growth {
	x, y := before.(dictContent), after.(dictContent)
	out := dictContent{entries: x.shared(), more: x.more, trace: Merge(x.trace, y.trace).Under(w.why.trace), loose: looseAmong(&x, &y)}
	grown := growth(x.more == nil && y.more != nil, x.trace, out.trace)
	if grown == Grown {
		out.more = y.more
	} else if x.more != nil && y.more != nil && x.more.reach.with(y.more.reach) != x.more.reach {
		more := *x.more
		more.reach = x.more.reach.with(y.more.reach)
		out.more, grown = w.linked(x.more, &more)
	}
	for i, m := range matches(&x.entries, &y.entries) {
		v, differs := w.wide(m.a, m.b)
		grown = max(grown, differs)
		out.put(i, m.key, v)
	}
	d.restore(out)
	return grown
}

func (n *Namespace) widen(w widening, before, after any) Growth {
	x, y := before.(namespaceContent), after.(namespaceContent)
	out := namespaceContent{bindings: x.shared(), more: orMore(x.more, y.more), absent: joinedTraces(x.absent, y.absent)}
	grown := Kept
	if out.more != x.more {
		grown = Grown
	} else if len(y.absent) > 0 {
		grown = Noted
	}
	for p := range differences(&x.bindings, &y.bindings) {
		w.t.fuel--
		b, differs := w.binding(p)
		grown = max(grown, differs)
		if differs != Kept {
			out.set(p.name, b)
		}
	}
	n.restore(out)
	return grown
}

// binding is one that covers both, the first where that does.
func (w widening) binding(p unlikeness) (Binding, Growth) {
	v, grown := w.wide(p.a.V, p.b.V)
	switch {
	case !p.inA:
		return Binding{V: v, At: p.b.At, Control: p.b.Control}, Grown
	case !p.inB:
		return Binding{V: v, At: p.a.At, Control: p.a.Control}, max(grown, Noted)
	}
	control := p.a.Control.Under(p.b.Control)
	if control != p.a.Control || p.a.otherwise != nil {
		grown = max(grown, Noted)
	}
	return Binding{V: v, At: p.a.At, Control: control}, grown
}

func (e *Environ) widen(w widening, before, after any) Growth {
	x, y := before.(environContent), after.(environContent)
	u := w.why
	c := Condition{At: u.At, Trace: u.trace, Because: u.Because, Needs: u.Needs}
	out := e.join(w.t, c, x, y).(environContent)
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
	if changed {
		return Grown
	}
	return Noted
}
