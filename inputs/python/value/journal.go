package value

import "slices"

// What the journal keeps of each mutable value. No branch sees another's changes:
// what is saved and put back is shared, and whoever changes it first copies it.

type listContent struct {
	elems []Value
	trace *Trace
	used  *int

	disordered bool
}

func (l *List) size() int      { return 0 }
func (s *Set) size() int       { return len(s.elems) }
func (d *Dict) size() int      { return len(d.list) }
func (n *Namespace) size() int { return len(n.names) }
func (it *Iterator) size() int { return 0 }
func (e *Environ) size() int   { return len(e.set) }

func (l *List) save() any { return listContent{l.elems, l.trace, l.used, l.disordered} } // elems are never changed in place

func (l *List) restore(s any) {
	c := s.(listContent)
	l.elems, l.trace, l.used, l.disordered = c.elems, c.trace, c.used, c.disordered
}

type setContent struct {
	elems []Value
	more  *Unknown
	trace *Trace
}

func (s *Set) save() any { return setContent{s.elems, s.more, s.trace} }

func (s *Set) restore(saved any) {
	c := saved.(setContent)
	s.elems, s.index = nil, map[any]int{}
	for _, e := range c.elems {
		s.add(e)
	}
	s.more, s.trace = c.more, c.trace
}

type dictContent struct {
	entries
	more  *Unknown
	trace *Trace
	loose int
}

// isStill tells whether nothing was changed since, of what was saved before.
func (c *dictContent) isStill(before *dictContent) bool {
	same := c.more == before.more && c.loose == before.loose && len(c.list) == len(before.list)
	return same && (len(c.list) == 0 || &c.list[0] == &before.list[0])
}

// hasKeysOf tells whether there are the same keys in the same order, and perhaps others.
func (c *dictContent) hasKeysOf(before *dictContent) bool {
	return c.more == before.more && c.loose == before.loose && slices.EqualFunc(c.list, before.list, func(a, b Entry) bool {
		return sameValue(a.Key, b.Key)
	})
}

func (d *Dict) save() any {
	d.entries = d.shared()
	return dictContent{d.entries, d.more, d.trace, d.loose}
}

func (d *Dict) restore(s any) {
	c := s.(dictContent)
	d.entries, d.more, d.trace, d.loose = c.entries, c.more, c.trace, c.loose
}

type namespaceContent struct {
	bindings
	more   *Unknown
	absent map[string]*Trace
}

func (n *Namespace) save() any {
	n.flatten()
	n.bindings = n.shared()
	return namespaceContent{n.bindings, n.more, n.absent}
}

func (n *Namespace) restore(s any) {
	c := s.(namespaceContent)
	n.bindings, n.more, n.absent = c.bindings, c.more, c.absent
}

type iteratorContent struct {
	rest []Value
}

func (it *Iterator) save() any     { return iteratorContent{it.rest} }
func (it *Iterator) restore(s any) { it.rest = s.(iteratorContent).rest }

func (l *List) obscure(t *Thread, u *Unknown, _, after any) {
	Lose(t, l, Doubt(nil, append([]Value{u}, after.(listContent).elems...)...))
}

func (s *Set) obscure(t *Thread, u *Unknown, _, _ any) { Lose(t, s, u) }

func (d *Dict) obscure(t *Thread, u *Unknown, _, after any) {
	Lose(t, d, Doubt(nil, append([]Value{u}, after.(dictContent).held()...)...))
}

// held are the values of the entries, and what there may be beyond them.
func (d *Dict) held() []Value { return dictContent{entries: d.entries, more: d.more}.held() }

// held are the values of the entries, and what there may be beyond them.
func (c dictContent) held() []Value {
	out := make([]Value, 0, len(c.list)+1)
	for _, e := range c.list {
		out = append(out, e.Value)
	}
	if c.more != nil {
		out = append(out, c.more)
	}
	return out
}

// obscure makes the names unknown that an arm has bound or unbound.
func (n *Namespace) obscure(t *Thread, u *Unknown, before, after any) {
	x, y := before.(namespaceContent), after.(namespaceContent)
	for p := range differences(&x.bindings, &y.bindings) {
		t.fuel -= differingName
		if p.inA != p.inB || p.a.At != p.b.At || !identical(p.a.V, p.b.V) {
			v := Doubt(nil, u, p.a.V, p.b.V)
			if !p.inA || !p.inB || absentIn(p.a.V) || absentIn(p.b.V) {
				v = v.orAbsent()
			}
			n.Set(t, p.name, v, u.At)
		}
	}
	if n.more == nil {
		n.more = y.more
	}
}

func (it *Iterator) obscure(_ *Thread, u *Unknown, _, after any) {
	held := append([]Value{u}, it.rest...)
	it.rest = []Value{manyOf(Doubt(nil, append(held, after.(iteratorContent).rest...)...))}
}

// Lose makes what a list, dict or set holds unknown; any other value stays as it is.
func Lose(t *Thread, v Value, u *Unknown) {
	switch v := v.(type) {
	case *List:
		v.SetElems(t, []Value{manyOf(Doubt(nil, append([]Value{u}, v.elems...)...))})
	case *Dict:
		t.touch(v)
		held := append([]Value{u}, v.held()...)
		v.entries, v.more, v.loose = entries{}, Doubt(nil, held...), 0
	case *Set:
		t.touch(v)
		v.elems, v.index, v.more = nil, map[any]int{}, Doubt(nil, u).orOf(v.elems)
	}
}
