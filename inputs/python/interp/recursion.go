package interp

// A recursion that is not followed to its end, because each level asks what is not known
// or because it is too deep: the call at which it is cut off stands for any number of calls,
// one within the other.

import (
	"github.com/djgate/djgate/inputs/python/value"
)

// spareDepth are the nested calls that are kept for the one that stands for others.
const spareDepth = 40

// beyond is what is known of all calls of a function beyond the one at which its recursion
// is cut off.
type beyond struct {
	why *value.Unknown
	// calls has the parameters as any of the calls gets them, and as "return" what any of
	// them gives: like all that the program changes, it is widened until it covers them.
	calls *value.Namespace
	left  []*value.Branch // what one of the calls has been seen to change
	// further are the parameters of the calls within the one that is run. They are noted
	// outside of the arms in which the calls are: which may be made only if an assumption
	// does not hold.
	further []func()
}

const returned = "return" // no parameter is called so

// cutOff tells whether a call within a call of the function is not followed any more: each
// level that asks what is not known would have as many calls as there are in its arms.
func (fn *Function) cutOff(t *value.Thread) bool {
	return fn.active > 0 && (fn.in.forks > fn.forks || t.Room() < spareDepth)
}

// anyDeeper is a call that stands for any number of calls within each other. The body is run
// with parameters, and in a state, that cover all of them, until it leaves nothing that they
// do not cover; the calls in it leave, and give, what any of them does.
func (fn *Function) anyDeeper(t *value.Thread, c *value.Call) (value.Value, error) {
	if fn.beyond != nil {
		return fn.beyond.call(fn, t, c)
	}
	d := &beyond{why: value.NewUnknown("the recursion depends on what is not known", c.At, nil), calls: t.NewNamespace()}
	noted, err := d.given(fn, t, c)
	if err != nil {
		return nil, err
	}
	noted()
	fn.beyond = d
	defer func() { fn.beyond = nil }()
	cond := value.Condition{At: c.At, Because: d.why.Because}
	run := func() (value.Value, error) { return d.run(fn, t, c) }
	if fn.in.forks <= fn.forks {
		fn.deep = d.why
		t.MayRaise("RecursionError", d.why)
	}
	return fn.anyOf(t, d, cond, run)
}

// anyOf runs the body until what it leaves is covered.
func (fn *Function) anyOf(t *value.Thread, d *beyond, cond value.Condition, run func() (value.Value, error)) (value.Value, error) {
	began := t.Begun()
	for range maxRounds {
		before := fn.in.suppose(nil)
		t.Restore(before.around)
		all := fn.in.frame.isolate(cond, fn.in.frame.valueStep(run))
		grown := max(d.cover(t, all, began), d.noteFurther(t, began))
		if grown == value.Kept {
			_, v, err := fn.in.combine(all, next)
			return v, err
		}
		fn.in.believe(before)
		if grown == value.Noted {
			break
		}
	}
	return run()
}

// cover makes unknown what the outcomes have changed: a call may begin in the midst of that.
func (d *beyond) cover(t *value.Thread, all []outcome, began int) value.Growth {
	grown := value.Kept
	for _, o := range all {
		grown = max(grown, t.Widen(d.why, o.branch, began, true))
		d.left = append(d.left, o.branch)
	}
	if grown != value.Kept {
		t.Obscure(d.why, d.left...)
	}
	return grown
}

// noteFurther notes the parameters of the calls that were made within the last one.
func (d *beyond) noteFurther(t *value.Thread, began int) value.Growth {
	b := t.Begin()
	for _, note := range d.further {
		note()
	}
	t.End(b)
	d.further = nil
	return t.Widen(d.why, b, began, true)
}

// given binds the parameters of one more call, for its result to note them.
func (d *beyond) given(fn *Function, t *value.Thread, c *value.Call) (note func(), err error) {
	f := fn.newFrame(t)
	if err := fn.bind(f, c); err != nil {
		return nil, err
	}
	return func() {
		for _, name := range f.scope.ns.Names() {
			b, _ := f.scope.ns.Get(name)
			d.note(t, name, b.V)
		}
	}, nil
}

// note adds a value to those that something may have.
func (d *beyond) note(t *value.Thread, name string, v value.Value) {
	if have, ok := d.calls.Get(name); ok && !value.Identical(have.V, v) {
		v = value.Doubt(nil, d.why, have.V, v)
	}
	d.calls.Set(t, name, v, d.why.At)
}

// call is one of the calls within the one that is run.
func (d *beyond) call(fn *Function, t *value.Thread, c *value.Call) (value.Value, error) {
	noted, err := d.given(fn, t, c)
	if err != nil {
		return nil, err
	}
	d.further = append(d.further, noted)
	t.Obscure(d.why, d.left...)
	var gives value.Value
	if b, ok := d.calls.Get(returned); ok {
		gives = b.V
	}
	return value.Doubt(nil, d.why, gives), nil
}

// run runs the body with parameters as any of the calls has them.
func (d *beyond) run(fn *Function, t *value.Thread, c *value.Call) (value.Value, error) {
	f := fn.newFrame(t)
	for _, name := range d.calls.Names() {
		b, _ := d.calls.Get(name)
		if name == returned {
			continue
		}
		f.scope.ns.Set(t, name, b.V, c.At)
	}
	v, err := fn.begin(f, c)
	if err == nil && fn.symbols.generator {
		var items []value.Value
		items, err = value.Items(t, v)
		v = value.NewTuple(items, nil)
	}
	if err == nil {
		d.note(t, returned, v)
	}
	return v, err
}
