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
