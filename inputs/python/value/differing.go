package value

// By which values two contents of a container differ. Only those are listed
// through which something may be changed.

// unlike appends x and y where they differ.
func unlike(out []Value, x, y Value) []Value {
	if x != nil && y != nil && identicalItem(x, y) {
		return out
	}
	for _, v := range []Value{x, y} {
		if v != nil && Reaches(v) {
			out = append(out, v)
		}
	}
	return out
}

func unlikeItems(a, b []Value) []Value {
	var out []Value
	for i := range max(len(a), len(b)) {
		out = unlike(out, at(a, i), at(b, i))
	}
	return out
}

func (l *List) differing(_ Condition, a, b any) []Value {
	return unlikeItems(a.(listContent).elems, b.(listContent).elems)
}

func (it *Iterator) differing(_ Condition, a, b any) []Value {
	return unlikeItems(a.(iteratorContent).rest, b.(iteratorContent).rest)
}

func (*Set) differing(_ Condition, _, _ any) []Value { return nil }

func (*Environ) differing(_ Condition, _, _ any) []Value { return nil }

func (d *Dict) differing(c Condition, a, b any) []Value {
	x, y := a.(dictContent), b.(dictContent)
	var out []Value
	for _, m := range matches(&x.entries, &y.entries) {
		if x.more.given(m.key) && c.Trace.OnlyOthers() {
			continue
		}
		out = unlike(out, m.a, m.b)
	}
	return out
}

func (n *Namespace) differing(_ Condition, a, b any) []Value {
	x, y := a.(namespaceContent), b.(namespaceContent)
	var out []Value
	for p := range differences(&x.bindings, &y.bindings) {
		out = unlike(out, p.a.V, p.b.V)
	}
	return out
}
