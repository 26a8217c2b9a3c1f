package value

// What is done for each of any number of items: functions of the program that map, filter,
// sorted and their like call, and generators that they go through.

// AnyTimes runs what is done for each of the items that u stands for: never, once or any
// number of times. All that it may leave is covered.
func (t *Thread) AnyTimes(u *Unknown, run func() error) error {
	if t.Repeat != nil {
		return t.Repeat(u, run)
	}
	b, err := t.isolate(run)
	t.escape()
	t.Obscure(u, b)
	return err
}

// OneOf is an item of those that an unknown stands for, where there is one.
func OneOf(u *Unknown) *Unknown {
	out := *u
	out.Many, out.Choices = false, nil
	for _, c := range u.Choices {
		if _, absent := c.V.(Unbound); !absent {
			out.Choices = append(out.Choices, c)
		}
	}
	return &out
}

// CallOnItems calls what map, filter, key= and their like are given, for items of which some
// may stand for any number. What a builtin raises depends on the items; a function of the
// program says by itself what its exceptions rest on.
func CallOnItems(t *Thread, f Value, c *Call) (Value, error) {
	if u := uncertain(c.Args); u != nil {
		return callAnyTimes(t, f, c, u)
	}
	v, err := CallValue(t, f, c)
	if f.Class() == FunctionClass {
		return v, err
	}
	return v, Blame(err, c.Args...)
}

// uncertain is the first item of which it is not known whether, or how often, it is there.
func uncertain(items []Value) *Unknown {
	for _, v := range items {
		if isUncertain(v) {
			return v.(*Unknown)
		}
	}
	return nil
}

func callAnyTimes(t *Thread, f Value, c *Call, u *Unknown) (Value, error) {
	each := *c
	each.Args = make([]Value, len(c.Args))
	for i, v := range c.Args {
		if each.Args[i] = v; isUncertain(v) {
			each.Args[i] = OneOf(v.(*Unknown))
		}
	}
	var given Value
	err := t.AnyTimes(u, func() (err error) {
		given, err = CallOnItems(t, f, &each)
		return err
	})
	return Doubt(resultType(f), u, given), err
}

// resultType is the type that a call of f certainly has, or nil.
func resultType(f Value) *Class {
	switch f {
	case StrClass, IntClass, FloatClass, BoolClass:
		return f.(*Class)
	}
	return nil
}

// Spill takes all that remains of an iterator, of which somebody takes any number of items:
// what pulling these changes may have happened or not, and any of them may still be there.
func (it *Iterator) Spill(t *Thread) ([]Value, error) {
	if err := it.pullAll(t); err != nil {
		return nil, err
	}
	it.obscureEffects(t)
	items := it.rest
	if len(items) > 0 {
		t.touch(it)
		it.rest = []Value{manyOf(Doubt(nil, items...))}
	}
	return items, nil
}

// UnlessAssumed follows what is done with items, where it rests on an assumption which there
// are, for any number of others: what that changes rests on the assumption, too. What it
// raises is not the program's as it is.
func (t *Thread) UnlessAssumed(rests *Trace, do func(others *Unknown) error) {
	if t.Suppose == nil || rests == nil || len(rests.Assumes) == 0 {
		return
	}
	others := NewUnknown("its items rest on an assumption", t.At, rests)
	others.Needs, others.Many = rests.Assumes, true
	instead := func() error { return do(others) }
	nothing := func() error { return nil }
	if _, _, ok := t.Suppose(rests, nothing, instead); !ok { // the code at work supposes others anyway
		_ = instead()
	}
}

// PullUnlessAssumed is a pull that follows what is done with other items, once in each arm that pulls.
func PullUnlessAssumed(rests *Trace, next func(t *Thread) (Value, bool, error), do func(t *Thread, others *Unknown) error) func(t *Thread) (Value, bool, error) {
	if rests == nil || len(rests.Assumes) == 0 {
		return next
	}
	told := map[int]bool{}
	return func(t *Thread) (Value, bool, error) {
		if arm := t.arm(); !told[arm] {
			told[arm] = true
			t.UnlessAssumed(rests, func(others *Unknown) error { return do(t, others) })
		}
		return next(t)
	}
}

// othersOf are items in the place of those of iterators: any of those that rest on an
// assumption, and as many as there are of each.
func othersOf(t *Thread, its []*Iterator, others *Unknown) ([]Value, error) {
	items := make([]Value, len(its))
	for i, it := range its {
		own, err := it.Spill(t)
		if err != nil {
			return nil, err
		}
		items[i] = manyOf(Doubt(nil, append(own, others)...))
	}
	return items, nil
}
