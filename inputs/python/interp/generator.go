package interp

// Generators. Each is a coroutine that runs up to its next yield when an item is
// asked for, so that its side effects come when Python has them. A yield within
// an arm of a condition that is not known cannot hand over there: from it on, the
// generator is run to its end, and its items are given afterwards.

import (
	"iter"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

const (
	// maxYields bounds a generator that is run to its end at once.
	maxYields = 10_000
	// maxCoroutines bounds those that have begun and not ended.
	maxCoroutines = 500
)

// coroutine is a generator function's body, or a generator expression, at work.
type coroutine struct {
	in   *interp
	name string
	made value.Place // the call or the expression that has made it
	body func() (value.Value, error)

	state stage
	next  func() (value.Value, bool)
	stop  func()
	own   activation // of the coroutine while it waits
	arms  int        // those around the code that resumed it

	yield  func(value.Value) bool // hands an item over; nil while the body runs to its end at once
	sent   value.Value            // what the yield at work gives
	thrown *value.Raised          // or raises
	ret    value.Value
	err    error
	rests  *value.Trace // what decided, under an assumption, how the body got where it is
	left   *value.List  // the items that were not handed over one by one
	given  int          // of left
}

type stage uint8

const (
	fresh stage = iota
	waiting
	running
	ended
)

// activation is the state of the interpreter that belongs to one coroutine.
type activation struct {
	frame   *frame
	around  value.Around
	guards  []*guard
	pending []pending
	caught  []*value.Raised
	depth   int
}

// abandoned unwinds a coroutine that is never resumed.
type abandoned struct{}

func (in *interp) newGenerator(name string, made value.Place, from *value.Trace, body func(*coroutine) (value.Value, error)) value.Value {
	g := &coroutine{in: in, name: name, made: made, left: in.t.NewList(nil, nil)}
	g.body = func() (value.Value, error) { return body(g) }
	return in.t.NewGenerator(g, from)
}

// Name is the function's name.
func (g *coroutine) Name() string { return g.name }

// Collect runs the body to its end.
func (g *coroutine) Collect(*value.Thread) ([]value.Value, bool, error) {
	if g.state != fresh {
		return nil, false, nil
	}
	g.runAtOnce()
	_, _, err := g.end()
	var items []value.Value
	for i := range g.left.Elems() {
		items = append(items, g.kept(i))
	}
	return items, true, err
}

// kept is an item that was not handed over at once: whether it is there rests on
// what the list of them does.
func (g *coroutine) kept(i int) value.Value { return under(g.left.Elems()[i], g.left.Trace()) }

func (g *coroutine) runAtOnce() {
	g.state = running
	g.ret, g.err = g.body()
	g.state = ended
}

// Resume runs the generator up to its next yield.
func (g *coroutine) Resume(t *value.Thread, sent value.Value, thrown *value.Raised) (value.Value, bool, error) {
	switch {
	case g.state == running:
		return nil, false, t.Raise("ValueError", "generator already executing")
	case g.state == fresh && thrown != nil:
		g.state, g.err = ended, thrown
	case g.state == fresh && sent.Class() != value.NoneClass:
		return nil, false, t.Raise("TypeError", "can't send non-None value to a just-started generator")
	case g.state == fresh && len(g.in.coroutines) >= maxCoroutines:
		g.runAtOnce()
	case g.state == fresh:
		g.begin()
	}
	if g.state == waiting {
		g.sent, g.thrown, g.arms, g.state = sent, thrown, t.Arms(), running
		if v, ok := g.step(); ok {
			g.state = waiting
			return under(v, g.rests), true, nil
		}
		g.state = ended
		delete(g.in.coroutines, g)
	}
	return g.rest()
}

// rest gives what is left once the body has ended: items, then its end.
func (g *coroutine) rest() (value.Value, bool, error) {
	if g.given < len(g.left.Elems()) {
		g.given++
		return g.kept(g.given - 1), true, nil
	}
	return g.end()
}

// end is what the body has returned or raised.
func (g *coroutine) end() (value.Value, bool, error) {
	g.in.t.Decide(g.left) // that there are no more items rests on it
	g.in.t.Decide(value.None().With(g.rests))
	err := g.err
	g.err = nil
	if raised, ok := err.(*value.Raised); ok && raised.Kind.Is(value.Exceptions()["StopIteration"]) {
		stopped := g.in.t.Raise("RuntimeError", "generator raised StopIteration").(*value.Raised)
		chain(g.in.t, stopped, "__cause__", raised.Exc)
		err = stopped
	}
	return g.ret, false, err
}

func (g *coroutine) begin() {
	in := g.in
	g.state = waiting
	around := in.t.Around()
	in.t.HoldAll() // the body may go on when the arm around has ended
	defer in.t.Restore(around)
	g.own = activation{frame: in.frame, around: in.t.Around(), guards: []*guard{{}}, caught: in.caught}
	g.next, g.stop = iter.Pull(func(yield func(value.Value) bool) {
		defer func() {
			if r := recover(); r != nil && r != (abandoned{}) {
				panic(r)
			}
		}()
		g.yield = yield
		g.ret, g.err = g.body()
	})
	in.coroutines[g] = true
}

// step changes over to the coroutine and back.
func (g *coroutine) step() (value.Value, bool) {
	in := g.in
	mine := in.activation()
	own := g.own
	own.guards[0] = &guard{outer: mine.guards}
	own.depth += mine.depth
	own.around = own.around.Under(mine.around)
	in.activate(own)
	v, ok := g.next()
	g.own = in.activation()
	g.own.depth -= mine.depth
	mine.pending = append(mine.pending, g.own.pending...)
	in.activate(mine)
	return v, ok
}

func (in *interp) activation() activation {
	return activation{in.frame, in.t.Around(), in.guards, in.pending, in.caught, in.depth}
}

func (in *interp) activate(a activation) {
	in.frame, in.guards, in.pending, in.caught, in.depth = a.frame, a.guards, a.pending, a.caught, a.depth
	in.t.Restore(a.around)
	if a.frame != nil {
		in.t.Globals, in.t.File = a.frame.scope.globals, a.frame.unit.path
	}
}

// abandonAll ends the coroutines that the program has left waiting.
func (in *interp) abandonAll() {
	for g := range in.coroutines {
		g.stop()
	}
	in.coroutines = nil
}

// hand gives an item to whoever asked for it, and returns what is sent or thrown
// at the yield.
func (g *coroutine) hand(v value.Value) (value.Value, error) {
	t := g.in.t
	if g.yield == nil || len(g.left.Elems()) > 0 || t.Arms() > g.arms || len(g.in.pending) > 0 {
		return g.keep(v)
	}
	if !g.yield(v) {
		panic(abandoned{})
	}
	if g.thrown != nil {
		return nil, g.thrown
	}
	return g.sent, nil
}

// keep puts an item with those that are given when the body has ended.
func (g *coroutine) keep(v value.Value) (value.Value, error) {
	t := g.in.t
	if len(g.left.Elems()) >= maxYields {
		return nil, value.ErrLimit
	}
	g.left.Append(t, v)
	if g.sent != nil && g.sent.Class() != value.NoneClass {
		return value.NewUnknown("what is sent to a generator under a condition is not followed", t.At, nil), nil
	}
	return value.None(), t.Burn(1)
}

// dropped closes a generator that an expression has made, where nothing else can refer to it
// any more, as Python does at once. What its end raises reaches nobody.
func (f *frame) dropped(e syntax.Expr, v value.Value) error {
	it, ok := v.(*value.Iterator)
	if !ok {
		return nil
	}
	g, ok := it.Generator().(*coroutine)
	if !ok || g.state != waiting || g.made != f.place(e) || g.arms != f.t.Arms() || len(g.left.Elems()) > 0 {
		return nil
	}
	err := it.Close(f.t)
	if _, raised := err.(*value.Raised); raised {
		return nil
	}
	return err
}

// generate is the generator of a call of a generator function.
func (fn *Function) generate(f *frame, c *value.Call) value.Value {
	var from *value.Trace
	for _, v := range c.Args { // how many items there are depends on them
		from = from.Under(v.Trace())
	}
	return fn.in.newGenerator(fn.name, c.At, from, func(g *coroutine) (value.Value, error) {
		f.gen = g
		return fn.run(f)
	})
}

func (f *frame) yielded(e *syntax.Yield) (value.Value, error) {
	var v value.Value = value.None()
	if e.Value != nil {
		var err error
		if v, err = f.eval(e.Value); err != nil {
			return nil, err
		}
	}
	if f.gen == nil {
		return value.NewUnknown("coroutines are not run", f.place(e), nil), nil
	}
	return f.gen.hand(v)
}

// yieldFrom hands over what another iterator gives, and passes on to it what is
// sent and thrown.
func (f *frame) yieldFrom(e *syntax.YieldFrom) (value.Value, error) {
	v, err := f.eval(e.Value)
	if err != nil || f.gen == nil {
		return v, err
	}
	f.at(e)
	if it, ok := v.(*value.Iterator); ok && it.IsGenerator() {
		return f.delegate(it)
	}
	items, err := value.Iterate(f.t, v)
	if err != nil {
		return nil, value.Blame(err, v)
	}
	for {
		item, ok, err := items.Next(f.t)
		if _, own := value.Underlying(v).(*value.Instance); own && !ok && err == nil {
			return value.NewUnknown("what an iterator of the program ends with is not followed", f.place(e), nil), nil
		}
		if !ok || err != nil {
			return value.None(), err
		}
		if _, err := f.gen.hand(item); err != nil {
			return nil, err
		}
	}
}

func (f *frame) delegate(it *value.Iterator) (value.Value, error) {
	var sent value.Value = value.None()
	var thrown *value.Raised
	for {
		v, ok, err := it.Resume(f.t, sent, thrown)
		if err != nil {
			return nil, err
		}
		if !ok {
			return it.Returned(), nil
		}
		sent, err = f.gen.hand(v)
		if thrown, _ = err.(*value.Raised); err != nil && thrown == nil {
			return nil, err
		}
	}
}
