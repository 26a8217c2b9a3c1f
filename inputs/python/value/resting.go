package value

// Functions, classes and other objects of which there is one carry no trace. Where a
// program has such an object only since a variable was assumed to be unset, what it
// makes of the object rests on that variable.

// Resting is an object without a trace of its own that rests on an assumption: an
// unknown that has the object as its only choice, so that every operation on it is done
// on the object, and its result rests on the assumption too.
func Resting(v Value, tr *Trace) Value {
	if tr == nil || len(tr.Assumes) == 0 {
		return v
	}
	return restingObject(v, tr)
}

func restingObject(v Value, tr *Trace) *Unknown {
	u := NewUnknown("no input sets "+tr.Assumes[0], tr.At, (*Trace)(nil).Under(tr))
	u.Type, u.Needs, u.Choices = v.Class(), tr.Assumes, []Choice{{V: v}}
	return u
}

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

// orElse is the value of a name, which rests on rests, with what the name is bound to
// instead.
func (b Binding) orElse(v Value, rests *Trace) Value {
	if b.otherwise == nil {
		return v
	}
	return b.otherwise.of(v, rests)
}

// Present is the value that a name has for the code at work, as what Seen gives.
func (b Binding) Present(v Value) Value { return b.orElse(v, b.Control) }

// OrElse is a value that rests on an assumption, with what there is instead where that
// does not hold.
func OrElse(v, other Value, rests *Trace) Value {
	if other == nil {
		return v
	}
	return (&instead{other, rests}).of(v, rests)
}

// of is the value that rests on an assumption, where it is an object that does something
// when it is used. An iterator that has more to make cannot be asked in one of two arms.
func (i *instead) of(v Value, rests *Trace) Value {
	if rests == nil || len(rests.Assumes) == 0 {
		return v
	}
	u, unknown := v.(*Unknown)
	switch _, tr := Rested(v); {
	case tr != nil && u.otherwise == nil:
		u = u.With(tr).(*Unknown)
	case !unknown && i.asksFor(v):
		u = restingObject(v, rests)
	default:
		return v
	}
	u.otherwise = i
	return u
}

// asksFor tells whether a value that has a trace of its own is to be used as an object
// that rests on the assumption, since using it does nothing and what there is instead does.
func (i *instead) asksFor(v Value) bool {
	if it, ok := v.(*Iterator); ok {
		return it.pull == nil && it.effects == nil
	}
	_, plain := v.(interface{ immutable() })
	_, called := i.v.(Callable)
	return plain && called
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
func (t *Thread) eitherWay(u *Unknown, rests *Trace, kept func() (Value, error), f func(Value) (Value, error)) (Value, error) {
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
	case failed == nil && Identical(v, w):
		return v, nil
	}
	if err := t.Presume(rests, v, w); err != nil {
		return nil, err
	}
	return OrElse(resting(v, rests), w, rests), nil
}

// done is an operation done on a value, or on what an unknown may be.
func (t *Thread) done(v Value, f func(Value) (Value, error)) (Value, error) {
	if u, ok := v.(*Unknown); ok {
		return Over(t, u, f)
	}
	return f(v)
}

// restingError is an error that is raised since an assumption holds.
func restingError(err error, rests *Trace) error {
	raised, ok := err.(*Raised)
	if !ok {
		return err
	}
	own := *raised
	own.Trace = own.Trace.Under(rests)
	return &own
}

// resting is a part of a value that rests on an assumption.
func resting(v Value, tr *Trace) Value {
	if tr == nil || len(tr.Assumes) == 0 {
		return v
	}
	return v.With(v.Trace().Under(tr))
}

// classOf is type(v).
func classOf(v Value) Value { return Resting(v.Class(), v.Trace()) }

// Rested is the object that Resting was given, and the assumption; any other value as it is.
func Rested(v Value) (Value, *Trace) {
	if u, ok := v.(*Unknown); ok && len(u.Choices) == 1 && !u.Many && !perhapsAbsent(u) {
		return u.Choices[0].V, u.trace
	}
	return v, nil
}

// settled is the object that a question is asked of, whose answer rests on the assumption.
func (t *Thread) settled(v Value) Value {
	object, rests := Rested(v)
	if rests != nil {
		t.Decide(v)
	}
	return object
}

// RestingOn does an operation of which it rests on an assumption what it is done on:
// its result, what it changes, and what it raises.
func (t *Thread) RestingOn(rests *Trace, f func() (Value, error)) (Value, error) {
	around := t.around
	t.Hold(rests)
	v, err := f()
	t.Restore(around)
	if err != nil {
		return nil, restingError(err, rests)
	}
	if Reaches(v) {
		err = t.Presume(rests, v)
	}
	return resting(v, rests), err
}

// rested is the binding to the object itself, the assumption being that of the binding.
func (b Binding) rested() Binding {
	if v, tr := Rested(b.V); tr != nil {
		b.otherwise = b.V.(*Unknown).otherwise
		b.V = v
		b.under(tr)
	}
	return b
}
