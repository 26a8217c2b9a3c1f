package value

import (
	"maps"
	"slices"
)

// This file joins the two arms of a branch. What both arms agree on survives;
// any other value becomes an unknown that has what the arms left as its choices.

// unknown is what is known of something that differs between the arms.
func (c Condition) unknown() *Unknown {
	u := NewUnknown(c.Because, c.At, c.Trace)
	u.Needs = c.Needs
	return u
}

// either is a value that is a where the condition holds and b where it does not;
// nil stands for nothing being there.
func (c Condition) either(a, b Value) Value {
	if a != nil && b != nil && identicalItem(a, b) {
		return eitherTrace(a, b)
	}
	u := c.unknown()
	for _, v := range []Value{a, b} {
		if v == nil {
			continue
		}
		if n, ok := v.(*Unknown); ok {
			u.Needs = union(u.Needs, n.Needs)
		}
	}
	return choose(u, []Choice{{c.Yes, orUnbound(a)}, {c.No, orUnbound(b)}})
}

// eitherTrace is a value that both arms have, made in one or the other way.
func eitherTrace(a, b Value) Value {
	if a.Trace() == b.Trace() || samePointer(a, b) {
		return a
	}
	return a.With(Merge(a.Trace(), b.Trace()))
}

// sameDoubt tells whether b is the same unknown as a, but for its trace.
func sameDoubt(a *Unknown, b Value) bool {
	u, ok := b.(*Unknown)
	return ok && a.Because == u.Because && a.At == u.At && a.Many == u.Many && a.Type == u.Type && a.like.same(u.like) && len(a.Choices) == 0 && len(u.Choices) == 0
}

func orUnbound(v Value) Value {
	if v == nil {
		return Unbound{}
	}
	return v
}

// joinMore joins what tells that there may be more.
func (c Condition) joinMore(a, b *Unknown) *Unknown {
	return orMore(a, b)
}

// underCondition is the trace of a container that the arms left in different states.
func (c Condition) underCondition(a, b *Trace) *Trace {
	return Merge(a, b).Under(c.Trace)
}

// differingName is the fuel of a name that two arms have left otherwise, of which an
// unknown with choices is made.
const differingName = 8

func (n *Namespace) join(t *Thread, c Condition, a, b any) any {
	x, y := a.(namespaceContent), b.(namespaceContent)
	out := namespaceContent{bindings: x.shared(), more: c.joinMore(x.more, y.more)}
	for p := range differences(&x.bindings, &y.bindings) {
		t.fuel -= differingName
		if !p.inA {
			p.a.V = unlisted(x.more.thatMayBe(p.name))
		}
		if !p.inB {
			p.b.V = unlisted(y.more.thatMayBe(p.name))
		}
		out.set(p.name, c.joinBinding(p))
	}
	out.absent = joinedTraces(x.absent, y.absent)
	return out
}

// joinedTraces joins what two maps have under the same name.
func joinedTraces(a, b map[string]*Trace) map[string]*Trace {
	if len(b) == 0 {
		return maps.Clone(a)
	}
	out := maps.Clone(b)
	for name, tr := range a {
		out[name] = joinedTrace(tr, out[name])
	}
	return out
}

func (c Condition) joinBinding(p unlikeness) Binding {
	a, b := p.a, p.b
	if p.inA && p.inB && identical(a.V, b.V) && a.At == b.At && a.Control == b.Control && a.here == b.here {
		if a.V.Trace() == b.V.Trace() || samePointer(a.V, b.V) {
			return a
		}
	}
	at := b
	if p.inA {
		at = a
	}
	v := c.either(a.V, b.V)
	control := (&Trace{}).Under(a.Control).Under(b.Control)
	if !p.inA || !p.inB || a.At != b.At || !identical(a.V, b.V) {
		control = control.Under(c.Trace)
	}
	return Binding{V: v, At: at.At, Control: control}
}

// mergeNames keeps the order of a, with the names that only b has behind.
func mergeNames(a, b []string) []string {
	seen := make(map[string]bool, len(a))
	out := make([]string, 0, len(a))
	for _, name := range append(append([]string(nil), a...), b...) {
		if !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	return out
}

func (n *Namespace) assume(c Condition, kept, other any) any {
	x, y := kept.(namespaceContent), other.(namespaceContent)
	missed := map[string]*Trace{} // what it rests on that a name is not bound
	for p := range differences(&x.bindings, &y.bindings) {
		b, o := p.a, p.b
		switch {
		case !p.inA:
			missed[p.name] = c.Trace
			continue
		case p.inB && Firm(b.V, o.V) && b.Control.coversAssumes(o.Control):
			if b.here == nil {
				continue
			}
			if !b.here.rests.coversAssumes(o.in(c.arm)) {
				b.here = nil
			}
		default:
			b.under(c.Trace)
			if p.inB && !identical(b.V, o.V) {
				b.otherwise = b.otherwise.or(c, o)
			}
		}
		if b.here != nil && b.here.arm > c.arm {
			b.here = &inArm{c.arm, b.here.rests}
		}
		x.set(p.name, b)
	}
	for name, tr := range y.absent {
		if x.find(name) < 0 && !joinedTrace(x.absent[name], missed[name]).coversAssumes(tr) {
			missed[name] = c.Trace
		}
	}
	if y.more != nil && x.more == nil {
		missed[anyName] = c.Trace
	}
	if len(missed) > 0 {
		x.absent = joinedTraces(x.absent, missed)
	}
	return x
}

// Firm tells whether two values are the same, and that the other rests on no more
// assumptions.
func Firm(kept, other Value) bool {
	return identicalItem(kept, other) && kept.Trace().coversAssumes(other.Trace())
}

func firmAll(kept, other []Value) bool {
	if !identicalAll(kept, other) {
		return false
	}
	for i := range kept {
		if !kept[i].Trace().coversAssumes(other[i].Trace()) {
			return false
		}
	}
	return true
}

// coversAssumes tells whether t assumes all that o does.
func (t *Trace) coversAssumes(o *Trace) bool {
	if o == nil || len(o.Assumes) == 0 {
		return true
	}
	if t == nil {
		return false
	}
	for _, name := range o.Assumes {
		if !slices.Contains(t.Assumes, name) {
			return false
		}
	}
	return true
}

func (d *Dict) join(t *Thread, c Condition, a, b any) any {
	x, y := a.(dictContent), b.(dictContent)
	out := dictContent{entries: x.shared(), more: c.joinMore(x.more, y.more), trace: Merge(x.trace, y.trace), loose: looseAmong(&x, &y)}
	differs := false
	for i, m := range matches(&x.entries, &y.entries) {
		differs = differs || m.a == nil || m.b == nil
		out.put(i, m.key, c.either(orUnlisted(t, m.a, x.more, m.key), orUnlisted(t, m.b, y.more, m.key)))
	}
	if differs {
		out.trace = c.underCondition(x.trace, y.trace)
	}
	return out
}

func (d *Dict) assume(c Condition, kept, other any) any {
	x, y := kept.(dictContent), other.(dictContent)
	missed := false
	for i, m := range matches(&x.entries, &y.entries) {
		switch {
		case m.a == nil:
			missed = true
			continue
		case m.b != nil && Firm(m.a, m.b), x.more.given(m.key) && c.Trace.OnlyOthers():
			continue
		}
		x.trace = x.trace.Under(c.Trace)
		if _, scalar := m.a.(interface{ immutable() }); scalar {
			x.replace(i, m.a.With(m.a.Trace().Under(c.Trace)))
		}
	}
	if missed || x.more != y.more || !x.trace.coversAssumes(y.trace) {
		x.trace = x.trace.Under(c.Trace)
	}
	return x
}

func (l *List) join(_ *Thread, c Condition, a, b any) any {
	x, y := a.(listContent), b.(listContent)
	if c.orders && len(x.elems) <= maxPermuted && permuted(x.elems, y.elems) {
		x.trace, x.used, x.disordered = Merge(x.trace, y.trace), nil, x.disordered || y.disordered || !identicalAll(x.elems, y.elems)
		return x
	}
	items, differs := c.joinItems(x.elems, y.elems)
	out := listContent{elems: items, trace: Merge(x.trace, y.trace), disordered: x.disordered || y.disordered}
	if differs {
		out.trace = c.underCondition(x.trace, y.trace)
	}
	return out
}

// joinItems keeps the common beginning and end of two lists. What one arm has
// more between them is there or not; what differs otherwise is any number of items.
func (c Condition) joinItems(a, b []Value) (items []Value, differs bool) {
	start := 0
	for start < len(a) && start < len(b) && identicalItem(a[start], b[start]) {
		start++
	}
	end := 0
	for end < len(a)-start && end < len(b)-start && identicalItem(a[len(a)-1-end], b[len(b)-1-end]) {
		end++
	}
	for i := range start {
		items = append(items, eitherTrace(a[i], b[i]))
	}
	left, right := a[start:len(a)-end], b[start:len(b)-end]
	items = append(items, c.middle(left, right)...)
	for i := end; i > 0; i-- {
		items = append(items, eitherTrace(a[len(a)-i], b[len(b)-i]))
	}
	return items, len(left)+len(right) > 0
}

func identicalItem(a, b Value) bool {
	ua, ok := a.(*Unknown)
	return identical(a, b) || ok && sameDoubt(ua, b)
}

// middle joins the parts in which two lists differ.
func (c Condition) middle(a, b []Value) []Value {
	if len(a) == len(b) || len(a) == 0 || len(b) == 0 {
		var out []Value
		for i := range max(len(a), len(b)) {
			v := c.either(at(a, i), at(b, i))
			if u, ok := v.(*Unknown); ok && (perhapsAbsent(u) || anyNumber(at(a, i)) || anyNumber(at(b, i))) {
				u = u.With(u.trace).(*Unknown)
				u.Many = true
				v = u
			}
			out = append(out, v)
		}
		return out
	}
	var out []Value
	for i, side := range [][]Value{a, b} {
		for _, v := range side {
			one, two := v, Value(nil)
			if i == 1 {
				one, two = nil, v
			}
			u, ok := c.either(one, two).(*Unknown)
			if !ok {
				continue
			}
			u.Many = true
			out = append(out, u)
		}
	}
	return out
}

// anyNumber tells whether in place of the item there may be none, or several.
func anyNumber(v Value) bool { return v == nil || isUncertain(v) }

func at(items []Value, i int) Value {
	if i < len(items) {
		return items[i]
	}
	return nil
}

func (l *List) assume(c Condition, kept, other any) any {
	x, y := kept.(listContent), other.(listContent)
	if !firmAll(x.elems, y.elems) || !x.trace.coversAssumes(y.trace) {
		x.trace = x.trace.Under(c.Trace)
	}
	return x
}

func (s *Set) join(t *Thread, c Condition, a, b any) any {
	x, y := a.(setContent), b.(setContent)
	one, two := t.NewSet(x.elems, false, nil), t.NewSet(y.elems, false, nil)
	out := setContent{elems: intersection(one, two), more: c.joinMore(x.more, y.more), trace: Merge(x.trace, y.trace)}
	if len(out.elems) < max(len(x.elems), len(y.elems)) {
		out.trace = c.underCondition(x.trace, y.trace)
		if out.more == nil {
			out.more = c.unknown()
		}
		out.more = out.more.orOf(x.elems, y.elems)
	}
	return out
}

func (s *Set) assume(c Condition, kept, other any) any {
	x, y := kept.(setContent), other.(setContent)
	if !firmAll(x.elems, y.elems) || !x.trace.coversAssumes(y.trace) || x.more != y.more {
		x.trace = x.trace.Under(c.Trace)
	}
	return x
}

func (it *Iterator) join(_ *Thread, c Condition, a, b any) any {
	items, _ := c.joinItems(a.(iteratorContent).rest, b.(iteratorContent).rest)
	return iteratorContent{items}
}

func (it *Iterator) assume(c Condition, kept, other any) any {
	x, y := kept.(iteratorContent), other.(iteratorContent)
	if firmAll(x.rest, y.rest) {
		return kept
	}
	u := NewUnknown("how far the iterator was advanced rests on an assumption", c.At, c.Trace)
	return iteratorContent{[]Value{manyOf(Doubt(nil, append([]Value{u}, x.rest...)...))}}
}

func (e *Environ) join(t *Thread, c Condition, a, b any) any {
	x, y := a.(environContent), b.(environContent)
	out := environContent{set: map[string]Value{}, perhaps: map[string]bool{}, more: c.joinMore(x.more, y.more), lost: c.joinMore(x.lost, y.lost)}
	out.alsoAll, out.alsoUnset = joinedTrace(x.alsoAll, y.alsoAll), joinedTrace(x.alsoUnset, y.alsoUnset)
	out.also = joinedTraces(x.also, y.also)
	for _, m := range []map[string]Value{x.set, y.set} {
		for name := range m {
			c.joinVariable(t, name, out, x, y)
		}
	}
	return out
}

// joinVariable joins a variable that at least one arm set or deleted.
func (c Condition) joinVariable(t *Thread, name string, out, x, y environContent) {
	a, inA := x.variable(t, name)
	b, inB := y.variable(t, name)
	switch {
	case a == nil && b == nil:
		out.set[name] = nil
		return
	case a != nil && b != nil:
		out.set[name] = c.either(a, b)
	case a != nil:
		out.set[name] = a.With(a.Trace().Under(c.Trace))
	default:
		out.set[name] = b.With(b.Trace().Under(c.Trace))
	}
	if inA != Yes || inB != Yes {
		out.perhaps[name] = true
	}
}

// variable is what a variable is set to in that content; nil where it is certainly not set.
func (e environContent) variable(t *Thread, name string) (Value, Truth) {
	if v, ok := e.set[name]; ok {
		switch {
		case v == nil:
			return nil, No
		case e.perhaps[name]:
			return v, Maybe
		}
		return v, Yes
	}
	v, set := t.Host.Variable(name)
	switch {
	case set == Yes && e.lost == nil:
		return v, Yes
	case set == Yes:
		return Doubt(nil, e.lost, v), Yes
	case set == Maybe || e.more != nil:
		u := NewUnknown("no input sets "+name, t.At, &Trace{Reads: []string{name}})
		u.Needs = []string{name}
		return u, Maybe
	}
	return nil, No
}

func (e *Environ) assume(c Condition, kept, other any) any {
	x, y := kept.(environContent), other.(environContent)
	x.also = joinedTraces(x.also, y.also) // what the other has kept rests on what it rested on before
	if x.also == nil {
		x.also = map[string]*Trace{}
	}
	x.alsoAll, x.alsoUnset = joinedTrace(x.alsoAll, y.alsoAll), joinedTrace(x.alsoUnset, y.alsoUnset)
	for _, name := range mergeNames(slices.Sorted(maps.Keys(x.set)), slices.Sorted(maps.Keys(y.set))) {
		v, inX := x.set[name]
		o, inY := y.set[name]
		same := inX == inY && (v == nil) == (o == nil) && (v == nil || Firm(v, o))
		given := v != nil && !x.perhaps[name] && inY && c.Trace.OnlyOthers()
		if given {
			continue
		}
		if !same || x.perhaps[name] != y.perhaps[name] {
			x.also[name] = joinedTrace(x.also[name], c.Trace)
		}
	}
	if x.lost != y.lost && !c.Trace.OnlyOthers() {
		x.alsoAll = joinedTrace(x.alsoAll, c.Trace)
	}
	if x.more != y.more {
		x.alsoUnset = joinedTrace(x.alsoUnset, c.Trace)
	}
	return x
}
