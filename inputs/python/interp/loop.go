package interp

// Loops. A known number of rounds is run round by round; an item that stands for
// any number of items, or a condition that is not known, gives one round that may
// not have happened, after which what the body assigns is not known.

import (
	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

func (f *frame) forStmt(s *syntax.For) (flow, error) {
	iter, err := f.eval(s.Iter)
	if err != nil {
		return next, err
	}
	f.at(s.Iter)
	items, err := value.Iterate(f.t, iter)
	if err != nil {
		return next, err
	}
	return f.looping(iter.Trace(), s.Orelse, func() (flow, error) {
		for {
			f.at(s.Iter)
			item, ok, err := items.Next(f.t)
			if !ok || err != nil {
				return next, err
			}
			fl, err := f.round(s, item)
			if err != nil || fl != next {
				return fl, err
			}
		}
	})
}

// looping runs the rounds of a loop and then its else.
func (f *frame) looping(cond *value.Trace, orelse []syntax.Stmt, rounds step) (flow, error) {
	mark, control, held := len(f.in.pending), f.t.Control(), f.held
	f.t.Hold(cond)
	fl, err := rounds()
	if err == nil && fl == next {
		fl, err = f.block(orelse)
	}
	f.held = held.Under(f.frameHeld)
	f.t.Restore(control)
	f.t.Hold(f.held)
	return f.settle(mark, fl, err, next, breaks)
}

func (f *frame) round(s *syntax.For, item value.Value) (flow, error) {
	if err := f.t.Burn(1); err != nil {
		return next, err
	}
	u, ok := value.IsUnknown(item)
	if !ok || !u.Many {
		return f.body(s.Body, func() error { return f.assign(s.Target, item, s.Iter) })
	}
	c := f.condition(s.Iter, u)
	return f.perhaps(c, s.Body, func() error { return f.assign(s.Target, one(u), s.Iter) })
}

// body is one round.
func (f *frame) body(body []syntax.Stmt, before func() error) (flow, error) {
	mark, outer := len(f.in.pending), f.loop
	if err := before(); err != nil {
		return next, err
	}
	f.loop = body
	fl, err := f.block(body)
	f.loop = outer
	return f.settle(mark, fl, err, next, continues)
}

// perhaps is any number of rounds that are not known.
func (f *frame) perhaps(c value.Condition, body []syntax.Stmt, before func() error) (flow, error) {
	fl, err := f.fork(c,
		func() (flow, error) { return f.body(body, before) },
		func() (flow, error) { return next, nil })
	if err != nil || fl != next {
		return fl, err
	}
	for _, name := range boundBy(body...).order {
		b, ok := f.scope.home(name).Get(name)
		if u, unknown := value.IsUnknown(b.V); ok && unknown && len(u.Choices) > 0 {
			f.scope.home(name).Set(f.t, name, value.Doubt(u.Type, u), b.At)
		}
	}
	return next, nil
}

func (f *frame) whileStmt(s *syntax.While) (flow, error) {
	return f.looping(nil, s.Orelse, func() (flow, error) {
		for {
			v, truth, err := f.test(s.Test)
			if err != nil || truth == value.No {
				return next, err
			}
			nothing := func() error { return f.t.Burn(1) }
			if truth == value.Maybe {
				return f.perhaps(f.condition(s.Test, v), s.Body, nothing)
			}
			f.t.Hold(v.Trace())
			fl, err := f.body(s.Body, nothing)
			if err != nil || fl != next {
				return fl, err
			}
		}
	})
}

// test evaluates a condition.
func (f *frame) test(e syntax.Expr) (value.Value, value.Truth, error) {
	v, err := f.eval(e)
	if err != nil {
		return nil, value.Maybe, err
	}
	truth, err := value.Truthy(f.t, v)
	return v, truth, err
}
