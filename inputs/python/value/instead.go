package value

import "slices"

// Where a program has an object only since a variable was assumed to be unset, the other
// arm may have left another in its place. What is done with the one later would have been
// done with the other: a function that is handed on, kept in a container or returned
// changes what it changes, and so would have that. The other goes along with the object
// (instead), and each operation is followed on both (eitherWay).

// instead is what the program has in the place of an object where it does not hold what
// against assumes: an operation on the object is then one on that.
type instead struct {
	v       Value
	against *Trace
}

// or is what a name is bound to instead where an arm that counts has ended: what the
// other has left or, where arms in it have ended before, what those did.
func (i *instead) or(c Condition, other Binding) *instead {
	v := other.V
	if key(v) == nil {
		v = other.held()
	}
	if i == nil {
		return &instead{v, (*Trace)(nil).Under(c.Trace)}
	}
	return &instead{c.either(v, i.v), i.against.Under(c.Trace)}
}

// Otherwise is what the program has in the place of an object that rests on an
// assumption, where that does not hold; nil where it is not known.
func Otherwise(v Value) Value {
	u, ok := v.(*Unknown)
	if !ok || u.otherwise == nil || !u.otherwise.against.coversAssumes(u.trace) {
		return nil
	}
	if _, rests := Rested(u); rests == nil {
		return nil
	}
	return u.otherwise.v
}

// Present is the value of a name, which rests on what the binding does, with what the name
// is bound to instead.
func (b Binding) Present(v Value) Value {
	if b.otherwise == nil {
		return v
	}
	return b.otherwise.of(v, b.Control)
}

// OrElse is a value that rests on an assumption, with what there is instead where that
// does not hold.
func OrElse(v, other Value, rests *Trace) Value {
	if other == nil {
		return v
	}
	return (&instead{other, rests}).of(v, rests)
}

// of is the value that rests on an assumption, where it is an object that does something
// when it is used.
func (i *instead) of(v Value, rests *Trace) Value {
	if rests == nil || len(rests.Assumes) == 0 {
		return v
	}
	if tuple, ok := v.(Tuple); ok {
		return i.tuple(tuple, rests)
	}
	u, _ := v.(*Unknown)
	switch _, tr := Rested(v); {
	case tr != nil && u.otherwise == nil:
		u = u.With(tr).(*Unknown)
	case tr == nil && i.asksFor(v):
		u = restingObject(v, rests)
	default:
		return v
	}
	u.otherwise = i
	return u
}

// tuple is a tuple whose items are each what they are, or what another has in their place.
func (i *instead) tuple(v Tuple, rests *Trace) Value {
	other, ok := i.v.(Tuple)
	if !ok || len(other.Elems) != len(v.Elems) || !slices.ContainsFunc(other.Elems, calls) {
		return v
	}
	v.Elems = slices.Clone(v.Elems)
	for at, e := range v.Elems {
		v.Elems[at] = (&instead{other.Elems[at], i.against}).of(resting(e, rests), rests)
	}
	return v
}

// Among is a value that was taken from what the containers hold by something that rests
// on an assumption: a call of it may have been one of each function among the rest.
func Among(v Value, rests *Trace, containers ...Value) Value {
	if rests == nil || len(rests.Assumes) == 0 {
		return v
	}
	var functions []Value
	for _, c := range containers {
		for _, item := range contents(c) {
			functions = append(functions, reachOf(item).functions()...)
		}
	}
	if len(functions) == 0 {
		return v
	}
	return OrElse(v, Doubt(nil, functions...), rests)
}

func contents(container Value) []Value {
	switch c := container.(type) {
	case *List:
		return c.elems
	case Tuple:
		return c.Elems
	case *Dict:
		return c.held()
	}
	return nil
}

// asksFor tells whether a value that has a trace of its own is to be used as an object
// that rests on the assumption, since using it does nothing and what there is instead does.
// An iterator that has items still to make is not asked for one in each of two arms.
func (i *instead) asksFor(v Value) bool {
	_, called := i.v.(Callable)
	if it, ok := v.(*Iterator); ok {
		return called || it.pull == nil && it.effects == nil
	}
	switch v.(type) {
	case interface{ immutable() }, *Unknown, *List, *Dict, *Set:
		return calls(i.v)
	}
	return false
}

// calls tells whether a call of a value runs, perhaps, a function.
func calls(v Value) bool {
	if u, ok := v.(*Unknown); ok {
		return len(reachOf(u).functions()) > 0
	}
	_, ok := v.(Callable)
	return ok
}

// Instead is what a name is bound to in code in which the assumptions of a trace do not
// hold; nil where it is not known to be something else.
func (b Binding) Instead(against *Trace) Value {
	if b.otherwise == nil || !b.otherwise.against.coversAssumes(b.Control) || !against.coversAssumes(b.otherwise.against) {
		return nil
	}
	return b.otherwise.v
}

// eitherWay does an operation on an object that rests on an assumption, and on what the
// program has instead: what both give and change alike rests on nothing.
func (t *Thread) eitherWay(u *Unknown, f func(Value) (Value, error)) (Value, error) {
	object, rests := Rested(u)
	kept := func() (Value, error) { return f(object) }
	other := Otherwise(u)
	if other == nil || t.Suppose == nil {
		return t.RestingOn(rests, kept)
	}
	var v, w Value
	err, failed, ok := t.Suppose(rests,
		func() (err error) { v, err = kept(); return err },
		func() (err error) { w, err = t.done(other, f); return err })
	switch {
	case !ok:
		return t.RestingOn(rests, kept)
	case err != nil:
		return nil, restingError(err, rests)
	case failed == nil && Firm(v, w):
		return v, nil
	}
	if err := t.Presume(rests, v, w); err != nil {
		return nil, err
	}
	return OrElse(resting(v, rests), w, rests), nil
}

// done is an operation done on a value, or on what an unknown may be.
func (t *Thread) done(v Value, f func(Value) (Value, error)) (Value, error) {
	if u, ok := v.(*Unknown); ok && len(u.Choices) > 0 {
		return Over(t, u, f)
	}
	return f(v)
}
