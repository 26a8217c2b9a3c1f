package value

// Generator is the code behind a generator object: it is run step by step, each
// step up to the next yield.
type Generator interface {
	// Resume runs to the next yield: sent is the value of the yield that it stands
	// at, or thrown is raised there. ok is false at the end, v is then what the
	// generator returns.
	Resume(t *Thread, sent Value, thrown *Raised) (v Value, ok bool, err error)
	// Collect runs one that has not begun to its end, where nothing else happens
	// between its steps; ok is false where it has begun.
	Collect(t *Thread) (items []Value, ok bool, err error)
	// Name is the name of its function.
	Name() string
}

// NewGenerator returns the generator object of some code; from is what the
// number of its items rests on.
func (t *Thread) NewGenerator(g Generator, from *Trace) *Iterator {
	it := NewPuller(GeneratorClass, from, nil)
	it.born, it.gen = t.born(), g
	it.pull = func(t *Thread) (Value, bool, error) { return it.Resume(t, None(), nil) }
	return it
}

// Resume sends a value into a generator, or an exception, and gives what it
// yields next. ok is false at its end: Returned has then what it returned.
func (it *Iterator) Resume(t *Thread, sent Value, thrown *Raised) (v Value, ok bool, err error) {
	if it.gen == nil || it.pull == nil {
		if thrown != nil {
			return nil, false, thrown
		}
		return nil, false, nil
	}
	if thrown == nil && !it.begun && sent.Class() != NoneClass && !isUnknown(sent) {
		return nil, false, t.Raise("TypeError", "can't send non-None value to a just-started generator")
	}
	it.begun = true
	v, ok, err = it.gen.Resume(t, sent, thrown)
	if err == nil && ok {
		return v, true, nil
	}
	it.pull, it.returned = nil, v
	return nil, false, err
}

// Returned is what a generator that has ended has returned; None for any other.
func (it *Iterator) Returned() Value {
	if it.returned == nil {
		return None()
	}
	return it.returned
}

// Generator is the code behind a generator object; nil for any other iterator.
func (it *Iterator) Generator() Generator { return it.gen }

// Close ends a generator where it stands, by GeneratorExit.
func (it *Iterator) Close(t *Thread) error {
	_, err := it.close(t, &Call{})
	return err
}

// IsGenerator tells whether the iterator is a generator that runs step by step.
func (it *Iterator) IsGenerator() bool { return it.gen != nil }

// stop is the StopIteration at the end of an iterator.
func (it *Iterator) stop(t *Thread) error {
	var args []Value
	if v := it.Returned(); v.Class() != NoneClass {
		args = []Value{v}
	}
	it.returned = nil
	return t.raiseWith("StopIteration", "", args...)
}

// Attr gives the methods of iterators and generators.
func (it *Iterator) Attr(_ *Thread, name string) (Value, error) {
	switch name {
	case "__iter__":
		return NewBuiltin(name, func(*Thread, *Call) (Value, error) { return it, nil }), nil
	case "__next__":
		return NewBuiltin(name, func(t *Thread, c *Call) (Value, error) { return nextItem(t, it, nil) }), nil
	}
	if it.gen == nil {
		return nil, nil
	}
	switch name {
	case "__name__", "__qualname__":
		return NewStr(it.gen.Name(), nil), nil
	case "send":
		return NewBuiltin(name, it.send), nil
	case "throw":
		return NewBuiltin(name, it.throw), nil
	case "close":
		return NewBuiltin(name, it.close), nil
	}
	return nil, nil
}

func (it *Iterator) send(t *Thread, c *Call) (Value, error) {
	if len(c.Args) != 1 {
		return nil, t.Raise("TypeError", "generator.send() takes exactly one argument")
	}
	return it.step(t, c.Args[0], nil)
}

// step is one resumption on behalf of the program. In an arm it would take place
// once for both arms, so that nothing is known of what it gives.
func (it *Iterator) step(t *Thread, sent Value, thrown *Raised) (Value, error) {
	if it.inherited(t) {
		it.pull = nil
		return NewUnknown("a generator that is resumed under a condition is not followed", t.At, nil), nil
	}
	v, ok, err := it.Resume(t, sent, thrown)
	if !ok && err == nil {
		err = it.stop(t)
	}
	return v, err
}

func (it *Iterator) throw(t *Thread, c *Call) (Value, error) {
	if len(c.Args) == 0 {
		return nil, t.Raise("TypeError", "throw expected at least 1 argument, got 0")
	}
	exc := c.Args[0]
	if len(c.Args) > 1 && c.Args[1].Class() != NoneClass {
		exc = c.Args[1]
	}
	raised, err := t.RaisedOf(exc)
	if err != nil {
		return nil, err
	}
	return it.step(t, None(), raised)
}

// RaisedOf is the raising of an exception's instance or class.
func (t *Thread) RaisedOf(exc Value) (*Raised, error) {
	if cls, ok := exc.(*Class); ok {
		made, err := CallValue(t, cls, &Call{At: t.At})
		if err != nil {
			return nil, err
		}
		exc = made
	}
	i, ok := exc.(*Instance)
	if !ok || !i.Kind.Is(exceptionClasses["BaseException"]) {
		return nil, t.Raise("TypeError", "exceptions must be classes or instances deriving from BaseException, not "+exc.Class().TypeName())
	}
	return &Raised{Exc: i, Kind: i.Kind, Shape: "...", At: t.At, Trace: t.Control()}, nil
}

func (it *Iterator) close(t *Thread, c *Call) (Value, error) {
	if len(c.Args) > 0 || len(c.Keywords) > 0 {
		return nil, t.Raise("TypeError", "generator.close() takes no arguments")
	}
	exit := t.Raise("GeneratorExit", "").(*Raised)
	_, ok, err := it.Resume(t, None(), exit)
	raised, isRaised := err.(*Raised)
	switch {
	case ok:
		return nil, t.Raise("RuntimeError", "generator ignored GeneratorExit")
	case isRaised && (raised.Kind.Is(builtinClass("GeneratorExit")) || raised.Kind.Is(builtinClass("StopIteration"))):
		return None(), nil
	case err != nil:
		return nil, err
	}
	return None(), nil
}
