package interp

// Where a condition is known only since a variable was assumed to be unset, the
// arm that is taken counts, and the other is run for comparison: what it would
// have left otherwise rests on the assumption.

import (
	"slices"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// maxAssumed bounds the nested comparisons; deeper, everything in the arm is
// taken to rest on the assumption.
const maxAssumed = 4

// taken runs the arm of a condition that came out as known, with what the
// condition read and assumed around it. leaves tells that one of the arms may
// leave by return, break or continue.
func (f *frame) taken(c value.Condition, leaves *symbols, arm, other step) (flow, error) {
	switch {
	case c.Trace == nil || len(c.Trace.Assumes) == 0:
		return f.under(c.Trace, arm)
	case leaves.returns || leaves.breaks:
		f.hold(c.Trace, !leaves.returns)
		return arm()
	case f.in.assumed >= maxAssumed:
		return f.under(c.Trace, arm)
	}
	return f.compare(c, arm, other)
}

func (f *frame) compare(c value.Condition, arm, other step) (flow, error) {
	f.in.assumed++
	var modules map[string]value.Value
	kept := f.isolate(c, func() (flow, error) {
		fl, err := f.under(c.Trace, arm)
		modules = f.in.modules
		return fl, err
	})
	else_ := f.imagine(c, other)
	f.in.assumed--
	last := &kept[len(kept)-1]
	raised, isRaised := last.err.(*value.Raised)
	if isRaised && len(kept) == 1 && else_.err == nil && !f.in.handling(raised.Kind) && !f.in.refutes(raised, c.Trace) {
		f.in.refuted(c.Trace.Assumes, raised)
		f.t.Commit(else_.branch)
		return else_.flow, nil
	}
	if last.err == nil && else_.err == nil && last.flow == next && else_.flow == next {
		b := f.t.Begin()
		f.t.Assume(c, last.branch, else_.branch)
		f.t.End(b)
		last.branch = b
	}
	if len(kept) == 1 {
		f.in.modules = modules
	}
	fl, _, err := f.in.combine(kept, next)
	return fl, err
}

// refutes notes that the program does not load under what an exception that
// nobody catches assumes beyond a condition, and tells whether it assumes any.
func (in *interp) refutes(r *value.Raised, cond *value.Trace) bool {
	if r.Trace == nil {
		return false
	}
	around := (&value.Trace{}).Under(in.t.Control()).Under(cond)
	var names []string
	for _, name := range r.Trace.Assumes {
		if !slices.Contains(around.Assumes, name) {
			names = append(names, name)
		}
	}
	in.refuted(names, r)
	return len(names) > 0
}

// refuted notes that the variables are required: the program does not load
// where all of them are unset.
func (in *interp) refuted(names []string, r *value.Raised) {
	alone := len(names) == 1
	for _, name := range names {
		in.t.Required = append(in.t.Required, value.Missing{Name: name, At: r.At,
			Certain: alone && in.t.Certain(), Refuted: alone && in.forks == in.assumed})
	}
}

// imagine runs an arm that is not taken and keeps nothing of it but its outcome.
func (f *frame) imagine(c value.Condition, other step) outcome {
	t, r := f.t, *f.in.result
	required, notes, calls := t.Required, t.Notes, t.Calls
	outcomes := f.isolate(c, other)
	t.Required, t.Notes, t.Calls = required, notes, calls
	*f.in.result = r
	return outcomes[len(outcomes)-1]
}

// under runs f with a condition around it; what the arm holds for the rest of
// the frame outlives it.
func (f *frame) under(cond *value.Trace, run step) (flow, error) {
	control := f.t.Control()
	f.t.Hold(cond)
	fl, err := run()
	f.t.Restore(control)
	f.t.Hold(f.held)
	return fl, err
}

// hold adds an assumption for the rest of the frame, or of the loop. What the
// code that it skips would have changed rests on it too.
func (f *frame) hold(cond *value.Trace, loopOnly bool) {
	f.t.Hold(cond)
	f.held = f.held.Under(cond)
	if loopOnly {
		f.skipped(f.loop, cond)
		return
	}
	f.frameHeld = f.frameHeld.Under(cond)
	if f.fn != nil {
		f.skipped(f.fn.body, cond)
	}
}

func (f *frame) skipped(body []syntax.Stmt, cond *value.Trace) {
	s := boundBy(body...)
	f.reassume(s.order, cond)
	f.in.wouldChange(f.scope, s, cond, map[*Function]bool{})
}

// wouldChange lets what code changes in place rest on the condition, and what
// the project's functions that it calls change.
func (in *interp) wouldChange(at *scope, s *symbols, cond *value.Trace, seen map[*Function]bool) {
	for _, name := range s.changed {
		if b, ok, _ := at.find(in, name); ok && mutable(b.V) {
			under(b.V, cond)
		}
	}
	if s.environ {
		in.t.Environ.Assume(in.t, cond)
	}
	for _, name := range s.called {
		b, _, _ := at.find(in, name)
		fn, ok := b.V.(*Function)
		if !ok || seen[fn] {
			continue
		}
		seen[fn] = true
		inner := boundBy(fn.body...)
		in.reassumeGlobals(fn.scope.globals, inner.globals, cond)
		in.wouldChange(fn.scope, inner, cond, seen)
	}
}

// reassumeGlobals is reassume for the names that a function declares global.
func (in *interp) reassumeGlobals(ns *value.Namespace, names map[string]bool, cond *value.Trace) {
	control := in.t.Control()
	in.t.Hold(cond)
	for _, name := range ns.Names() {
		if b, ok := ns.Get(name); ok && names[name] {
			ns.Set(in.t, name, b.V, b.At)
		}
	}
	in.t.Restore(control)
}

// mutable tells whether With changes the value itself.
func mutable(v value.Value) bool {
	switch v.(type) {
	case *value.List, *value.Dict, *value.Set, *value.Instance:
		return true
	}
	return false
}
