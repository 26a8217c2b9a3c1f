package value

// What an unknown may be. An operation may change a container through a value of
// which it is not known which container it is: a[u]["k"] = 1. An unknown that has
// no choices reaches the containers that it was made of, and those lose what they
// hold when it is changed.

// reach is a set of values, shared between the unknowns made from one another.
type reach struct {
	v    Value
	a, b *reach
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
				return &reach{v: v}
			}
			r = r.with(reachOf(e))
		}
		return r
	case *List, *Dict, *Set, *Instance, *DictView, *Iterator, *BoundMethod:
		return &reach{v: v}
	case *Class:
		if v.NS != nil {
			return &reach{v: v}
		}
	}
	return nil
}

// maxReach is the length of a tuple above which its items are looked at when
// they are needed.
const maxReach = 8

// visited is the number of reaches that are walked through for one unit of fuel.
const visited = 8

func (r *reach) with(other *reach) *reach {
	switch {
	case r == nil || r == other:
		return other
	case other == nil:
		return r
	}
	return &reach{a: r, b: other}
}

// immutable tells whether nothing can be changed through a value of the class.
func (c *Class) immutable() bool {
	switch c {
	case StrClass, BytesClass, IntClass, BoolClass, FloatClass, ComplexClass, NoneClass:
		return true
	}
	return false
}

// loss takes from all that an unknown reaches what it holds.
type loss struct {
	t    *Thread
	why  *Unknown
	seen map[any]bool
}

// loseReach says that something was changed through u, to what the operands may be.
func (t *Thread) loseReach(u *Unknown, operands ...Value) error {
	all := append([]Value{u}, operands...)
	why := Doubt(nil, all...)
	if u.reach == nil && len(u.Choices) == 0 {
		return nil
	}
	l := loss{t, why, map[any]bool{}}
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

func (l *loss) walk(r *reach) error {
	nodes := 0
	for stack := []*reach{r}; len(stack) > 0; {
		r := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if r == nil || l.seen[r] {
			continue
		}
		l.seen[r] = true
		nodes++
		stack = append(stack, r.a, r.b)
		if err := l.value(r.v); err != nil {
			return err
		}
	}
	return l.t.Burn(nodes / visited)
}

func (l *loss) value(v Value) error {
	if err := l.t.Burn(1); err != nil {
		return err
	}
	switch v := v.(type) {
	case *Unknown:
		if err := l.walk(v.reach); err != nil {
			return err
		}
		for _, c := range v.Choices {
			if err := l.value(c.V); err != nil {
				return err
			}
		}
	case Tuple:
		return l.values(v.Elems)
	case *BoundMethod:
		return l.value(v.Self)
	case *DictView:
		return l.value(v.Dict)
	case *Class:
		return l.namespace(v.NS)
	case *Instance:
		if data, ok := v.Data.(Value); ok {
			if err := l.value(data); err != nil {
				return err
			}
		}
		return l.namespace(v.NS)
	case mutable:
		return l.container(v)
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

func (l *loss) namespace(ns *Namespace) error {
	if ns == nil || l.seen[ns] {
		return nil
	}
	l.seen[ns] = true
	for _, name := range ns.Names() {
		b, _ := ns.Get(name)
		if err := l.value(b.V); err != nil {
			return err
		}
		if b.V.Class() != FunctionClass {
			ns.Set(l.t, name, Doubt(nil, l.why, b.V), b.At)
		}
	}
	return nil
}

// container loses what a container holds, after all that it holds.
func (l *loss) container(m mutable) error {
	if l.seen[m] {
		return nil
	}
	l.seen[m] = true
	var err error
	switch c := m.(type) {
	case *List:
		err = l.values(c.elems)
		Lose(l.t, c, l.why)
	case *Iterator:
		err = l.values(c.rest)
		l.t.touch(c)
		c.rest = []Value{manyOf(l.why)}
	case *Set:
		if !c.Frozen {
			Lose(l.t, c, l.why)
		}
	case *Dict:
		err = l.values(c.held())
		Lose(l.t, c, l.why)
	}
	return err
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
	p := presumption{t, cond, map[any]bool{}}
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
	seen map[any]bool
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
		return v.With(v.Trace().Under(p.cond)), p.all(v.Elems)
	case *Unknown:
		return v.With(v.trace.Under(p.cond)), p.unknown(v)
	case nil:
		return nil, nil
	}
	if _, ok := v.(interface{ immutable() }); ok {
		return v.With(v.Trace().Under(p.cond)), nil
	}
	return v, nil
}

// visited tells whether an object was walked through before.
func (p *presumption) visited(object any) (bool, error) {
	if p.seen[object] {
		return true, nil
	}
	p.seen[object] = true
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
	for stack := []*reach{r}; len(stack) > 0; {
		r := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if r == nil || p.seen[r] {
			continue
		}
		p.seen[r] = true
		nodes++
		stack = append(stack, r.a, r.b)
		if _, err := p.value(r.v); err != nil {
			return err
		}
	}
	return p.t.Burn(nodes / visited)
}

// Reaches tells whether something may be changed through the value.
func Reaches(v Value) bool { return reachOf(v) != nil }

// held is the value of a binding, resting on what the assignment rests on.
func (b Binding) held() Value {
	if b.V == nil || b.Control == nil || len(b.Control.Assumes) == 0 {
		return b.V
	}
	return b.V.With(b.V.Trace().Under(b.Control))
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
	for i, e := range d.list {
		v, err := p.value(e.Value)
		if err != nil {
			return err
		}
		if e.Value != nil && v.Trace() != e.Value.Trace() {
			p.t.touch(d)
			d.replace(i, v)
		}
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
			b.Control = under
			i.NS.set(name, b)
		}
	}
	if data, ok := i.Data.(Value); ok {
		_, err := p.value(data)
		return err
	}
	return nil
}
