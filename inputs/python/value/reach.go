package value

import (
	"iter"
	"slices"
)

// What an unknown may be. An operation may change a container through a value of
// which it is not known which container it is: a[u]["k"] = 1. An unknown that has
// no choices reaches the containers that it was made of, and those lose what they
// hold when it is changed. It reaches the functions that it may be, too, and a call
// of it is perhaps a call of each.

// reach is a set of values, shared between the unknowns made from one another: its own
// and those of a and b. It is not changed.
type reach struct {
	own   []Value
	a, b  *reach
	run   []Value // those of its own that are functions
	calls bool    // it has any, or one of the sets in it has
}

func newReach(own []Value) *reach {
	r := &reach{own: own}
	for _, v := range own {
		if _, class := v.(*Class); class {
			continue
		}
		if _, ok := v.(Callable); ok {
			r.run = append(r.run, v)
		}
	}
	r.calls = len(r.run) > 0
	return r
}

// reachOf is what may be changed through a value; nil where nothing can.
func reachOf(v Value) *reach {
	switch v := v.(type) {
	case *Unknown:
		r := v.reach
		for _, c := range v.Choices {
			r = r.with(reachOf(c.V))
		}
		return r
	case Tuple:
		var r *reach
		for i, e := range v.Elems {
			if i == maxReach {
				return reaching(v)
			}
			r = r.with(reachOf(e))
		}
		return r
	case *List, *Dict, *Set, *Instance, *DictView, *Iterator, *BoundMethod:
		return reaching(v)
	case *Class:
		if v.NS != nil {
			return reaching(v)
		}
	case *Builtin:
	case Callable: // whatever its code changes
		return reaching(v)
	}
	return nil
}

func reaching(v Value) *reach { return newReach([]Value{v}) }

// orOf is the unknown, which may be any of the items as well.
func (u *Unknown) orOf(lists ...[]Value) *Unknown {
	r := u.reach
	for _, items := range lists {
		for _, v := range items {
			r = r.with(reachOf(v))
		}
	}
	if r == u.reach {
		return u
	}
	out := *u
	out.reach = r
	return &out
}

// maxReach is the length of a tuple above which its items are looked at when
// they are needed.
const maxReach = 8

// maxOwn is the number of values up to which none is twice in a set: what is made step
// by step of the same few objects does not grow.
const maxOwn = 32

// visited is the number of reaches that are walked through for one unit of fuel.
const visited = 8

// with is the set of what either reaches.
func (r *reach) with(other *reach) *reach {
	switch {
	case r == nil || r == other:
		return other
	case other == nil || r.holds(other):
		return r
	case other.holds(r):
		return other
	case r.flat() && other.flat() && len(r.own)+len(other.own) <= maxOwn:
		return newReach(r.joined(other.own))
	case !r.flat() && r.b.flat() && other.flat():
		if last := r.b.with(other); last.flat() {
			return &reach{a: r.a, b: last, calls: r.calls || last.calls}
		}
	}
	return &reach{a: r, b: other, calls: r.calls || other.calls}
}

// flat tells whether the set has no values but its own.
func (r *reach) flat() bool { return r.a == nil }

// holds tells whether a set certainly has all values of another: of larger sets only
// what was added last is looked at.
func (r *reach) holds(other *reach) bool {
	if !r.flat() {
		return r.b == other || r.b.flat() && r.b.holds(other)
	}
	return other.flat() && len(other.own) <= len(r.own) && r.hasAll(other.own)
}

// hasAll looks for each value behind the one before: sets that were made of the same
// objects mostly have them in the same order.
func (r *reach) hasAll(values []Value) bool {
	next := 0
	for _, v := range values {
		at := r.find(v, next)
		if at < 0 {
			return false
		}
		next = at + 1
	}
	return true
}

// find is the place of an own value, looked for from a place on and then before it;
// -1 for none.
func (r *reach) find(v Value, from int) int {
	for i := from; i < len(r.own); i++ {
		if sameObject(r.own[i], v) {
			return i
		}
	}
	for i := range from {
		if sameObject(r.own[i], v) {
			return i
		}
	}
	return -1
}

// joined are the set's own values, and those of others that it lacks.
func (r *reach) joined(others []Value) []Value {
	out := slices.Clone(r.own)
	for _, v := range others {
		if r.find(v, 0) < 0 {
			out = append(out, v)
		}
	}
	return out
}

// visits are what a walk through values has met. Most of it are sets, which are found
// sooner among themselves.
type visits struct {
	sets    map[*reach]struct{}
	objects map[any]struct{}
}

// set notes a set, and tells whether it is met for the first time.
func (v *visits) set(r *reach) bool {
	if v.sets == nil {
		v.sets = map[*reach]struct{}{}
	}
	before := len(v.sets)
	v.sets[r] = struct{}{}
	return len(v.sets) > before
}

// object notes an object, and tells whether it is met for the first time.
func (v *visits) object(what any) bool {
	if v.objects == nil {
		v.objects = map[any]struct{}{}
	}
	before := len(v.objects)
	v.objects[what] = struct{}{}
	return len(v.objects) > before
}

// parts are the sets that a set is made of, without those that a walk has met.
func (r *reach) parts(met *visits) iter.Seq[*reach] {
	return func(yield func(*reach) bool) {
		for stack := []*reach{r}; len(stack) > 0; {
			part := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if part == nil || !met.set(part) {
				continue
			}
			stack = append(stack, part.a, part.b)
			if !yield(part) {
				return
			}
		}
	}
}

// sameObject tells whether two values that a set has are one object; of tuples nobody asks.
func sameObject(a, b Value) bool {
	_, tuple := a.(Tuple)
	return !tuple && a == b
}

// functions are the values of a set, of those that can be called as they are.
func (r *reach) functions() []Value {
	var out []Value
	var met visits
	for stack := []*reach{r}; len(stack) > 0; {
		part := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if part != nil && part.calls && met.set(part) {
			stack = append(stack, part.a, part.b)
			out = append(out, part.run...)
		}
	}
	return out
}

// immutable tells whether nothing can be changed through a value of the class.
func (c *Class) immutable() bool {
	switch c {
	case StrClass, BytesClass, IntClass, BoolClass, FloatClass, ComplexClass, NoneClass:
		return true
	}
	return false
}

// loss takes from all that an unknown reaches what it holds. All of it is found before
// any of it is lost, so what is left in each reaches the same set, which does not grow
// when something is changed through that.
type loss struct {
	t     *Thread
	why   *Unknown // without reach
	whole *reach   // what has been found, and what the operands reach
	seen  visits
	found []Value
}

// loseReach says that something was changed through u, to what the operands may be.
func (t *Thread) loseReach(u *Unknown, operands ...Value) error {
	if u.reach == nil && len(u.Choices) == 0 {
		return nil
	}
	l := loss{t: t, why: Doubt(nil, append([]Value{u}, operands...)...)}
	if err := l.value(u); err != nil {
		return err
	}
	l.why.reach, l.whole = nil, u.reach.whole(l.found)
	for _, v := range operands {
		l.whole = l.whole.with(reachOf(v))
	}
	for _, v := range l.found {
		l.lose(v)
	}
	return nil
}

// whole is the set of the values: this one where it has these and no others.
func (r *reach) whole(values []Value) *reach {
	all := newReach(values)
	if r != nil && r.flat() && len(r.own) == len(values) && all.holds(r) {
		return r
	}
	return all
}

func (l *loss) walk(r *reach) error {
	looked := 0
	for part := range r.parts(&l.seen) {
		looked += 1 + len(part.own)
		if err := l.values(part.own); err != nil {
			return err
		}
	}
	return l.t.Burn(looked / visited)
}

// first tells whether something is met for the first time, which costs fuel.
func (l *loss) first(what any) (bool, error) {
	if !l.seen.object(what) {
		return false, nil
	}
	return true, l.t.Burn(1)
}

func (l *loss) value(v Value) error {
	switch v := v.(type) {
	case *Unknown:
		return l.unknown(v)
	case Tuple:
		if err := l.t.Burn(1); err != nil {
			return err
		}
		return l.values(v.Elems)
	case *BoundMethod:
		return l.value(v.Self)
	case *DictView:
		return l.value(v.Dict)
	case *Class:
		return l.object(v, v.NS)
	case *Instance:
		return l.object(v, v.NS)
	case *List, *Dict, *Set, *Iterator:
		return l.container(v)
	}
	return nil
}

func (l *loss) unknown(u *Unknown) error {
	if new, err := l.first(u); !new || err != nil {
		return err
	}
	if err := l.walk(u.reach); err != nil {
		return err
	}
	for _, c := range u.Choices {
		if err := l.value(c.V); err != nil {
			return err
		}
	}
	return nil
}

func (l *loss) values(items []Value) error {
	for _, v := range items {
		if err := l.value(v); err != nil {
			return err
		}
	}
	return nil
}

// object finds what has attributes, and all that they are.
func (l *loss) object(v Value, ns *Namespace) error {
	if ns == nil {
		return nil
	}
	if new, err := l.first(ns); !new || err != nil {
		return err
	}
	l.found = append(l.found, v)
	if i, ok := v.(*Instance); ok {
		if data, ok := i.Data.(Value); ok {
			if err := l.value(data); err != nil {
				return err
			}
		}
	}
	for _, name := range ns.Names() {
		b, _ := ns.Get(name)
		if err := l.value(b.V); err != nil {
			return err
		}
	}
	return nil
}

// container finds a container, and all that it holds.
func (l *loss) container(v Value) error {
	if new, err := l.first(v); !new || err != nil {
		return err
	}
	l.found = append(l.found, v)
	switch c := v.(type) {
	case *List:
		return l.values(c.elems)
	case *Iterator:
		return l.values(c.rest)
	case *Dict:
		return l.values(c.held())
	case *Set:
		return l.values(c.all())
	}
	return nil
}

// lose makes unknown what has been found.
func (l *loss) lose(v Value) {
	t := l.t
	switch v := v.(type) {
	case *Class:
		l.attributes(v.NS)
	case *Instance:
		l.attributes(v.NS)
	case *List:
		v.SetElems(t, []Value{l.many(v.elems)})
	case *Iterator:
		t.touch(v)
		v.rest = []Value{l.many(nil)}
	case *Set:
		if !v.Frozen {
			Lose(t, v, l.why)
		}
	case *Dict:
		t.touch(v)
		v.entries, v.more, v.loose = entries{}, l.doubt(v.held()...), 0
	}
}

func (l *loss) attributes(ns *Namespace) {
	for _, name := range ns.Names() {
		if b, _ := ns.Get(name); b.V.Class() != FunctionClass {
			ns.Set(l.t, name, l.doubt(b.V), b.At)
		}
	}
}

// doubt is what is known of anything that has been found: it may be what was there.
func (l *loss) doubt(before ...Value) *Unknown {
	u := Doubt(nil, append([]Value{l.why}, before...)...)
	u.reach = l.whole
	return u
}

func (l *loss) many(before []Value) *Unknown {
	u := l.doubt(before...)
	u.Many = true
	return u
}

// changers are the methods that change what they are called on.
var changers = map[string]bool{
	"append": true, "extend": true, "insert": true, "remove": true, "pop": true, "clear": true, "sort": true, "reverse": true,
	"update": true, "setdefault": true, "popitem": true, "add": true, "discard": true, "intersection_update": true,
	"difference_update": true, "symmetric_difference_update": true, "__setitem__": true, "__delitem__": true, "move_to_end": true, "appendleft": true,
}

// Presume says that it rests on an assumption which of the values it is that the
// program uses: whatever it changes in one of them it would have changed in
// another. All that can be reached through them rests on it too.
func (t *Thread) Presume(cond *Trace, values ...Value) error {
	if cond == nil || len(cond.Assumes) == 0 {
		return nil
	}
	p := presumption{t: t, cond: cond}
	for _, v := range values {
		if _, err := p.value(v); err != nil {
			return err
		}
	}
	return nil
}

type presumption struct {
	t    *Thread
	cond *Trace
	seen visits
}

// value is the value resting on the condition, where it has no identity. Each object
// that it walks through costs fuel, and what is no object costs that of its holder.
func (p *presumption) value(v Value) (Value, error) {
	if k := key(v); k != nil {
		if known, err := p.visited(k); known || err != nil {
			return v, err
		}
	}
	switch v := v.(type) {
	case *List:
		p.own(v, &v.trace)
		return v, p.all(v.elems)
	case *Dict:
		return v, p.dict(v)
	case *Set:
		p.own(v, &v.trace)
		return v, nil
	case *Instance:
		return v, p.instance(v)
	case *DictView:
		return v, p.dict(v.Dict)
	case Tuple:
		return p.resting(v), p.all(v.Elems)
	case *Unknown:
		return p.resting(v), p.unknown(v)
	case nil:
		return nil, nil
	}
	if _, ok := v.(interface{ immutable() }); ok {
		return p.resting(v), nil
	}
	return v, nil
}

// resting is a value without identity that rests on the condition.
func (p *presumption) resting(v Value) Value {
	if under := v.Trace().Under(p.cond); under != v.Trace() {
		return v.With(under)
	}
	return v
}

// visited tells whether an object was walked through before.
func (p *presumption) visited(object any) (bool, error) {
	if !p.seen.object(object) {
		return true, nil
	}
	return false, p.t.Burn(1)
}

func (p *presumption) unknown(u *Unknown) error {
	if known, err := p.visited(u); known || err != nil {
		return err
	}
	for _, c := range u.Choices {
		if _, err := p.value(c.V); err != nil {
			return err
		}
	}
	return p.reached(u.reach)
}

func (p *presumption) reached(r *reach) error {
	nodes := 0
	for part := range r.parts(&p.seen) {
		nodes++
		for _, v := range part.own {
			if _, err := p.value(v); err != nil {
				return err
			}
		}
	}
	return p.t.Burn(nodes / visited)
}

// reachedIn is what may be changed through what two contents of something hold; of
// namespaces, through the names in which they differ.
func reachedIn(before, after any) (out *reach) {
	add := func(values ...Value) {
		for _, v := range values {
			out = out.with(reachOf(v))
		}
	}
	switch x := before.(type) {
	case listContent:
		add(append(x.elems[:len(x.elems):len(x.elems)], after.(listContent).elems...)...)
	case iteratorContent:
		add(append(x.rest[:len(x.rest):len(x.rest)], after.(iteratorContent).rest...)...)
	case dictContent:
		add(append(x.held(), after.(dictContent).held()...)...)
	case namespaceContent:
		y := after.(namespaceContent)
		for p := range differences(&x.bindings, &y.bindings) {
			add(p.a.V, p.b.V)
		}
	}
	return out
}

// Reaches tells whether something may be changed through the value.
func Reaches(v Value) bool { return reachOf(v) != nil }

// held is the value of a binding, resting on what the assignment rests on.
func (b Binding) held() Value {
	if b.V == nil || b.Control == nil || len(b.Control.Assumes) == 0 {
		return b.V
	}
	return b.Present(b.V.With(b.V.Trace().Under(b.Control)))
}

// key is what tells values with an identity apart; nil for others.
func key(v Value) any {
	switch v.(type) {
	case *List, *Dict, *Set, *Instance:
		return v
	}
	return nil
}

func (p *presumption) all(items []Value) error {
	for _, v := range items {
		if reachOf(v) == nil {
			continue
		}
		if _, err := p.value(v); err != nil {
			return err
		}
	}
	return nil
}

// own says of a container that it rests on the condition; what does already is not
// copied for it.
func (p *presumption) own(m mutable, tr **Trace) {
	if under := (*tr).Under(p.cond); under != *tr {
		p.t.touch(m)
		*tr = under
	}
}

func (p *presumption) dict(d *Dict) error {
	p.own(d, &d.trace)
	for i := range d.list {
		if err := p.entry(d, i); err != nil {
			return err
		}
	}
	return nil
}

// keyed is value for what a dict has under a key: that a function, a class or an instance
// is what is there rests on the condition, too.
func (p *presumption) keyed(v Value) (Value, error) {
	v, err := p.value(v)
	switch v.(type) {
	case nil, *List, *Dict, *Set, *Iterator:
		return v, err
	}
	return p.resting(v), err
}

func (p *presumption) entry(d *Dict, i int) error {
	e := d.list[i]
	v, err := p.keyed(e.Value)
	if err != nil {
		return err
	}
	if e.Value != nil && v.Trace() != e.Value.Trace() {
		p.t.touch(d)
		d.replace(i, v)
	}
	return nil
}

func (p *presumption) instance(i *Instance) error {
	for _, name := range i.NS.Names() {
		b, _ := i.NS.Get(name)
		if _, err := p.value(b.V); err != nil {
			return err
		}
		if under := b.Control.Under(p.cond); under != b.Control {
			p.t.touch(i.NS)
			b.under(p.cond)
			i.NS.set(name, b)
		}
	}
	if data, ok := i.Data.(Value); ok {
		_, err := p.value(data)
		return err
	}
	return nil
}
