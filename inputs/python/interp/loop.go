package interp

// Loops. A known number of rounds is run round by round; an item that stands for
// any number of items, or a condition that is not known, gives one round that may
// not have happened, after which what the body assigns is not known.

import (
	"slices"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

func (f *frame) forStmt(s *syntax.For) (flow, error) {
	iter, err := f.eval(s.Iter)
	if err != nil {
		return next, err
	}
	f.at(s.Iter)
	before := f.t.Deciding()
	items, err := value.Iterate(f.t, iter)
	cond := f.t.Decided(before)
	if err != nil {
		err = value.Blame(err, iter)
		u, ok := f.raisedBy(err)
		if !ok {
			return next, err
		}
		if items, err = value.Iterate(f.t, u); err != nil {
			return next, err
		}
		iter = u
	}
	cond = joined(iter.Trace(), cond)
	mark := len(f.in.pending)
	fl, err := f.looping(cond, s.Orelse, func() (flow, error) {
		each := func() (flow, error) { return f.inAnyOrder(s, iter, items) }
		if !assumes(cond) {
			return each()
		}
		return f.supposedly(s, iter, cond, each)
	})
	if _, raised := err.(*value.Raised); len(f.in.pending) > mark || err != nil && !raised {
		return fl, err
	}
	if dropped := f.dropped(s.Iter, iter); dropped != nil {
		return next, dropped
	}
	return fl, err
}

// maxOrders bounds the items of a loop that is run in two orders.
const maxOrders = 60

// inAnyOrder runs the rounds of a loop. Where the order of the items is not known, what two
// opposite orders leave otherwise is not known either.
func (f *frame) inAnyOrder(s *syntax.For, iter value.Value, items *value.Cursor) (flow, error) {
	entries := value.MixedEntries(iter)
	if !value.Disordered(iter) && (entries == nil || len(entries.Dict.Entries()) > maxOrders) {
		return f.eachRound(s, iter, items)
	}
	forwards, backwards, n, err := value.BothWays(f.t, iter, items)
	if err != nil {
		return next, err
	}
	if n < 2 || n > maxOrders {
		return f.eachRound(s, iter, forwards)
	}
	return f.fork(value.OrderUnknown(f.t, iter),
		func() (flow, error) { return f.eachRound(s, iter, forwards) },
		func() (flow, error) { return f.eachRound(s, iter, backwards) })
}

// supposedly runs the rounds of a loop whose items rest on an assumption: if it does
// not hold, they are any number of others.
func (f *frame) supposedly(s *syntax.For, iter value.Value, cond *value.Trace, rounds step) (flow, error) {
	c := f.condition(s.Iter, value.None().With(cond))
	return f.taken(c, rounds, func() (flow, error) { return f.round(s, f.in.anyItem(iter, cond), &followed{}) })
}

// anyItem stands for any number of items of a value that is supposed. Those of a
// list of environment variables are texts: nothing can be changed through them.
func (in *interp) anyItem(iter value.Value, cond *value.Trace) value.Value {
	u := value.NewUnknown("its items rest on an assumption", in.t.At, cond)
	if !value.ListsVariables(in.t, iter) {
		u = value.Doubt(nil, u, iter)
	}
	u.Many = true
	return u
}

func (f *frame) eachRound(s *syntax.For, iter value.Value, items *value.Cursor) (flow, error) {
	mark := len(f.in.pending)
	last := &followed{}
	for {
		f.at(s.Iter)
		if f.in.crowded(mark) {
			return f.anyMore(s, iter, items)
		}
		before := f.t.Deciding()
		item, ok, err := items.Next(f.t)
		decided := f.t.Decided(before)
		if err != nil {
			return next, err
		}
		if assumes(decided) { // a filter may have left out an item, or not
			f.t.Hold(decided.Without(f.in.against))
			if fl, err := f.supposedly(s, iter, decided, func() (flow, error) { return next, nil }); err != nil || fl != next {
				return fl, err
			}
		}
		if !ok {
			return next, nil
		}
		fl, err := f.roundAfter(last, s, item)
		if err != nil || fl != next {
			return fl, err
		}
	}
}

// followed is any number of rounds that a loop has made, of items that nobody knows. More of
// the same, such as the keys that may stand between any two known ones, leave nothing else
// where nothing has changed since but the loop's target, which each round begins with.
type followed struct {
	items   *value.Unknown
	changes int // made by then, and to the target since
}

// roundAfter is the next round of a loop that has followed others.
func (f *frame) roundAfter(last *followed, s *syntax.For, item value.Value) (flow, error) {
	u, ok := value.IsUnknown(item)
	if !ok || !u.Many {
		return f.round(s, item, last)
	}
	c := f.condition(s.Iter, u)
	if u == last.items && f.t.Changes() == last.changes && isNames(s.Target) {
		fl, err := f.fork(c,
			func() (flow, error) { return next, f.assign(s.Target, f.in.there(one(u)), s.Iter) },
			func() (flow, error) { return next, nil })
		last.changes = f.t.Changes()
		return fl, err
	}
	fl, err := f.round(s, item, last)
	last.items, last.changes = u, f.t.Changes()
	return fl, err
}

// isNames tells whether a target binds names and nothing else.
func isNames(target syntax.Expr) bool {
	switch t := target.(type) {
	case *syntax.Name:
		return true
	case *syntax.Tuple:
		return !slices.ContainsFunc(t.Elts, func(e syntax.Expr) bool { return !isNames(e) })
	}
	return false
}

// maxLeft bounds the places at which a loop may have been left: the rounds after
// them are any number of rounds.
const maxLeft = 50

// crowded tells whether more exits wait since the mark than a loop follows.
func (in *interp) crowded(mark int) bool { return len(in.pending)-mark > maxLeft }

// anyMore is the rest of a loop that may have been left in too many ways.
func (f *frame) anyMore(s *syntax.For, iter value.Value, items *value.Cursor) (flow, error) {
	u := value.Doubt(nil, f.tooManyWays(s), iter)
	return f.perhaps(f.condition(s.Iter, u), func() (flow, error) {
		return f.body(s.Body, func() error {
			if _, _, err := items.Next(f.t); err != nil {
				return err
			}
			return f.assign(s.Target, u, s.Iter)
		})
	})
}

func (f *frame) tooManyWays(loop syntax.Stmt) *value.Unknown {
	at := f.place(loop)
	return value.NewUnknown("the loop at "+placeText(at)+" has more ways to end than are followed", at, nil)
}

// looping runs the rounds of a loop and then its else.
func (f *frame) looping(cond *value.Trace, orelse []syntax.Stmt, rounds step) (flow, error) {
	mark, around := len(f.in.pending), f.t.Around()
	f.t.Hold(cond.Without(cond)) // the arm of the rounds holds what is assumed
	fl, err := rounds()
	if err == nil && fl == next {
		fl, err = f.block(orelse)
	}
	f.t.Restore(around)
	return f.settle(mark, fl, err, next, breaks)
}

func (f *frame) round(s *syntax.For, item value.Value, last *followed) (flow, error) {
	if err := f.t.Burn(1); err != nil {
		return next, err
	}
	u, ok := value.IsUnknown(item)
	bind := func(v value.Value) func() error {
		return func() error {
			before := f.t.Changes()
			err := f.assign(s.Target, v, s.Iter)
			last.changes += f.t.Changes() - before
			return err
		}
	}
	switch {
	case ok && u.Many:
		return f.perhaps(f.condition(s.Iter, u), func() (flow, error) { return f.body(s.Body, bind(f.in.there(one(u)))) })
	case ok && perhapsAbsent(u):
		return f.fork(f.condition(s.Iter, u),
			func() (flow, error) { return f.body(s.Body, bind(f.in.there(u))) },
			func() (flow, error) { return next, nil })
	}
	return f.body(s.Body, bind(item))
}

// there is an item that is perhaps not there, where it is.
func (in *interp) there(u *value.Unknown) value.Value {
	if bound, partly := withoutUnbound(u); partly {
		return in.choose(u, bound)
	}
	return u
}

func perhapsAbsent(u *value.Unknown) bool {
	_, partly := withoutUnbound(u)
	return partly
}

// body is one round.
func (f *frame) body(body []syntax.Stmt, before func() error) (flow, error) {
	mark := len(f.in.pending)
	if err := before(); err != nil {
		return next, err
	}
	fl, err := f.block(body)
	return f.settle(mark, fl, err, next, continues)
}

// perhaps is any number of rounds that are not known: none, or the last of them,
// which begins with whatever the ones before may have left.
func (f *frame) perhaps(c value.Condition, round step) (flow, error) {
	return f.fork(c, func() (flow, error) { return f.lastRound(c, round) }, func() (flow, error) { return next, nil })
}

// anyTimes is perhaps for what a function does with each of any number of items:
// Thread.Repeat.
func (in *interp) anyTimes(why *value.Unknown, run func() error) error {
	c := value.Condition{At: in.t.At, Because: why.Because, Needs: why.Needs, Trace: why.Trace()}
	_, err := in.frame.perhaps(c, func() (flow, error) { return next, run() })
	return err
}

const (
	// maxRounds bounds the rounds after which all that they change is unknown.
	maxRounds = 6
	// freshRounds are those in which what rounds make counts as what was there before.
	//
	// Later it need not be waited for, of which each round may make more. Where such an object
	// is found again, there was another before it or nothing, so the place is widened to an
	// unknown without choices. What a round reads through that is not known whatever the object
	// holds, and what it changes through it is lost in all that it reaches. So what becomes of
	// the object is seen in what was there before the loop only where the unknown comes to
	// reach more of that, through the object or not: Widen counts this as growth in any round.
	freshRounds = 2
)

// lastRound makes the state cover what any number of rounds leaves, and runs one more.
// A round that is followed only for what it leaves is the last one where that is covered
// already, or where no other follows it.
func (f *frame) lastRound(c value.Condition, round step) (flow, error) {
	u := value.NewUnknown(c.Because, c.At, c.Trace)
	u.Needs = c.Needs
	began := f.t.Begun()
	for i := range maxRounds {
		before := f.in.suppose(nil)
		f.t.Restore(before.around)
		all := f.isolate(c, round)
		o := all[len(all)-1]
		if o.err != nil || o.flow != next {
			return f.ended(all)
		}
		switch f.t.Widen(u, o.branch, began, i < freshRounds) {
		case value.Kept:
			return f.ended(all)
		case value.Noted:
			f.in.believe(before)
			return round()
		}
		f.in.believe(before)
	}
	f.t.Obscure(u, f.tried(c, round).branch)
	return round()
}

func (f *frame) whileStmt(s *syntax.While) (flow, error) {
	return f.looping(nil, s.Orelse, func() (flow, error) { return f.whileRounds(s, nil) })
}

// whileRounds runs the rounds of a while statement whose test rests on no more
// assumptions than known.
func (f *frame) whileRounds(s *syntax.While, known *value.Trace) (flow, error) {
	mark := len(f.in.pending)
	nothing := func() error { return f.t.Burn(1) }
	for {
		v, truth, err := f.test(s.Test)
		if err != nil {
			return next, err
		}
		if truth != value.No && f.in.crowded(mark) {
			v, truth = f.tooManyWays(s), value.Maybe
		}
		c := f.condition(s.Test, v)
		any := func() (flow, error) {
			return f.perhaps(c, func() (flow, error) {
				fl, err := f.body(s.Body, nothing)
				if err == nil && fl == next {
					_, _, err = f.test(s.Test)
				}
				return fl, err
			})
		}
		switch tr := v.Trace(); {
		case truth == value.Maybe:
			return any()
		case assumes(tr) && (known == nil || !covered(known, tr)):
			return f.taken(c, func() (flow, error) { return f.whileOn(s, joined(known, tr), truth) }, any)
		case truth == value.No:
			return next, nil
		}
		f.t.Hold(v.Trace().Without(f.in.against))
		fl, err := f.body(s.Body, nothing)
		if err != nil || fl != next {
			return fl, err
		}
	}
}

// whileOn goes on with a while statement whose test has been evaluated.
func (f *frame) whileOn(s *syntax.While, known *value.Trace, truth value.Truth) (flow, error) {
	if truth == value.No {
		return next, nil
	}
	fl, err := f.body(s.Body, func() error { return f.t.Burn(1) })
	if err != nil || fl != next {
		return fl, err
	}
	return f.whileRounds(s, known)
}

// tried runs a step and keeps nothing of it but how it ended.
func (f *frame) tried(c value.Condition, run step) outcome {
	before := f.in.suppose(nil)
	all := f.isolate(c, run)
	f.in.believe(before)
	return all[len(all)-1]
}

// test evaluates a condition.
func (f *frame) test(e syntax.Expr) (value.Value, value.Truth, error) {
	v, err := f.eval(e)
	if err != nil {
		return nil, value.Maybe, err
	}
	return f.truth(v)
}

// truth is bool(v), and v as a condition: with what its truth rests on.
func (f *frame) truth(v value.Value) (value.Value, value.Truth, error) {
	before := f.t.Deciding()
	truth, err := value.Truthy(f.t, v)
	if decided := f.t.Decided(before); decided != nil {
		v = truthValue(truth, v).With(value.Merge(v.Trace(), decided))
	}
	return v, truth, err
}
