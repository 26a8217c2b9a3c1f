package interp

// Where a condition is not known both arms are run, each from the same state,
// and their outcomes are joined.
//
// An arm may leave: by return, break, continue, or by an exception that an
// enclosing try catches. What it left is then put aside as an exit, and the
// program goes on in the arm that survives, until the place where the exit
// arrives (the end of the frame, of the loop, or the try): there the two are
// joined. Exits wait on a stack of pendings, each with the journal's record of
// what the survivor has changed since.

import (
	"slices"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// flow is how a statement ends, beside an error.
type flow uint8

const (
	next flow = iota
	breaks
	continues
	returns
)

// outcome is one way in which a piece of the program may end.
type outcome struct {
	flow    flow
	ret     value.Value
	err     error
	branch  *value.Branch   // what it changed
	modules *modules        // sys.modules at its end; nil where it is the same as before
	cond    value.Condition // it is taken where Yes holds
	late    bool            // it is told after the others: an operation that may raise
	// against is set where it is supposed: it ends so only if these assumptions do not hold.
	against *value.Trace
}

// pending is a set of exits that have left, beside the survivor that goes on.
type pending struct {
	exits    []outcome
	survivor *value.Branch
	kinds    []*value.Class // of exits that some doubt made: what they raise
	guards   int            // the guards around these
	against  *value.Trace   // set where the survivor is supposed
	before   supposition
}

type step = func() (flow, error)

// forkCost is the fuel of an arm: what is changed in it is copied.
const forkCost = 20

// isolate runs a piece of the program and puts back what was before. It returns
// every way in which it may end, the one that ran to its end last.
func (f *frame) isolate(c value.Condition, run step) []outcome {
	in, t := f.in, f.t
	mark, around, modules := len(in.pending), t.Around(), in.modules.shared()
	ret := f.ret
	f.ret = nil
	b := t.Begin()
	in.forks++
	err := t.Burn(forkCost)
	fl := next
	if err == nil {
		fl, err = run()
	}
	in.forks--
	last := outcome{flow: fl, ret: f.ret, err: err, cond: c}
	last.modules = in.modules.shared()
	exits, survivor := in.unwind(mark, b)
	last.branch, last.against = survivor.branch, survivor.against
	f.ret = ret
	t.Restore(around)
	in.modules = modules
	return append(exits, last)
}

// isolatePiece is isolate for one of the pieces of an operation, of which each may
// be left by an exception that the program catches.
func (in *interp) isolatePiece(piece func() error) (*value.Branch, error) {
	mark, modules := len(in.pending), in.modules.shared()
	escaped := in.escaped
	in.escaped = nil
	in.forks++
	b := in.t.Begin()
	err := piece()
	in.forks--
	exits, survivor := in.unwind(mark, b)
	in.modules = modules
	in.escaped = append(escaped, exits...)
	return survivor.branch, err
}

// escape lets the exits out of the pieces of an operation wait.
func (in *interp) escape() {
	if len(in.escaped) > 0 {
		in.pending = append(in.pending, pending{exits: in.escaped, survivor: in.t.Begin()})
		in.escaped = nil
	}
}

// unwind takes the pendings above mark off the stack: their exits, those of a crowd as
// one, and the survivor, each as changes to the state at the mark, which it puts back.
// base is the record that was begun there, nil where none was.
func (in *interp) unwind(mark int, base *value.Branch) (exits []outcome, survivor outcome) {
	open := slices.Clone(in.pending[mark:])
	in.pending = in.pending[:mark]
	for i := len(open) - 1; i >= 0; i-- {
		in.t.End(open[i].survivor)
		if open[i].against != nil {
			in.believe(open[i].before)
		}
	}
	if base != nil {
		in.t.End(base)
	}
	if len(open) == 0 {
		return nil, outcome{branch: base}
	}
	seq, crowd := in.t.Sequence(base), newCrowd(open)
	for _, p := range open {
		for _, x := range p.exits {
			x.against = joined(survivor.against, x.against)
			if !crowd.took(seq, x) {
				x.branch = seq.With(x.branch)
				exits = append(exits, x)
			}
		}
		seq.Add(p.survivor)
		if p.against != nil {
			survivor.against = joined(survivor.against, p.against)
		}
	}
	survivor.branch = seq.With(&value.Branch{})
	return append(exits, crowd.covered()...), survivor
}

// survivors are the records of the pendings above mark.
func (in *interp) survivors(mark int) []*value.Branch {
	var out []*value.Branch
	for _, p := range in.pending[mark:] {
		out = append(out, p.survivor)
	}
	return out
}

// combine goes on with all outcomes whose flow is in stop, joined; the others
// wait. Where none goes on, it ends as the last of them does.
func (in *interp) combine(all []outcome, stop ...flow) (flow, value.Value, error) {
	all, err := in.possible(all)
	if err != nil {
		return next, nil, err
	}
	stops := func(o outcome) bool { return o.err == nil && slices.Contains(stop, o.flow) }
	going, exits := partition(all, stops)
	fl := next
	if len(going) == 0 {
		last := lastOf(all)
		fl = last.flow
		going, exits = partition(all, func(o outcome) bool {
			return o.err == last.err && o.flow == fl
		})
	}
	if len(exits) > 0 {
		unless(going, exits)
		p := pending{exits: exits, survivor: in.t.Begin(), against: supposedOnly(going)}
		if p.against != nil {
			p.before = in.suppose(p.against)
		}
		in.pending = append(in.pending, p)
	}
	in.haveImported(going)
	return fl, in.join(going), going[0].err
}

// unless gives the exits that have no condition, such as a return out of a try, that
// under which no operation has raised: where one has, the program goes on.
func unless(going, exits []outcome) {
	late := slices.IndexFunc(going, func(o outcome) bool { return o.late })
	for i, x := range exits {
		if late >= 0 && !x.late && x.cond.Because == "" && x.cond.Trace == nil {
			exits[i].cond = flipped(going[late].cond)
		}
	}
}

// lastOf is the last outcome that is not supposed.
func lastOf(all []outcome) outcome {
	for _, o := range slices.Backward(all) {
		if o.against == nil {
			return o
		}
	}
	return all[len(all)-1]
}

// supposedOnly is what the outcomes suppose where all do; else nil.
func supposedOnly(all []outcome) *value.Trace {
	var against *value.Trace
	for _, o := range all {
		if o.against == nil {
			return nil
		}
		against = joined(against, o.against)
	}
	return against
}

// possible drops the outcomes that raise what nobody catches, unless all do.
func (in *interp) possible(all []outcome) ([]outcome, error) {
	var kept []outcome
	for _, o := range all {
		raised, ok := o.err.(*value.Raised)
		switch {
		case o.err == nil || o.err == errLoaded || ok && in.mayCatch(raised.Kind):
			kept = append(kept, o)
		case !ok:
			return nil, o.err
		}
	}
	if len(kept) == 0 {
		return []outcome{lastOf(all)}, nil
	}
	if against := supposedOnly(kept); against != nil && lastOf(all).against == nil {
		return in.believed(kept, lastOf(all), against), nil
	}
	for _, o := range all {
		raised, ok := o.err.(*value.Raised)
		if !ok || in.mayCatch(raised.Kind) {
			continue
		}
		in.t.Dropped++
		if o.against == nil {
			in.t.Note("may-not-load", "this line may raise "+raised.Kind.Name, raised.At)
		}
	}
	return kept, nil
}

// believed are supposed outcomes where what is not supposed raises, and nobody
// catches it: then the assumptions do not hold.
func (in *interp) believed(kept []outcome, failed outcome, against *value.Trace) []outcome {
	if raised, ok := failed.err.(*value.Raised); ok {
		if in.refutes(raised, against) {
			return []outcome{failed}
		}
		in.refuted(against.Assumes, raised, false)
		in.t.Dropped++
		if !slices.ContainsFunc(against.Assumes, isVariable) { // what is required then is no variable
			in.t.Note("may-not-load", "this line raises "+raised.Kind.Name+unlessGiven(against.Assumes), raised.At)
		}
	}
	for i := range kept {
		kept[i].against = nil
	}
	return kept
}

func partition(all []outcome, is func(outcome) bool) (yes, no []outcome) {
	for _, o := range all {
		if is(o) {
			yes = append(yes, o)
		} else {
			no = append(no, o)
		}
	}
	return yes, no
}

// join makes the state that holds whichever of the outcomes is true, and their value.
func (in *interp) join(os []outcome) value.Value {
	supposed, real := partition(os, func(o outcome) bool { return o.against != nil })
	if len(real) == 0 {
		real, supposed = supposed, nil
	}
	acc := in.joinReal(real)
	for _, o := range supposed {
		b := in.t.Begin()
		in.t.Assume(value.Condition{Trace: o.against}, acc.branch, o.branch)
		in.t.End(b)
		acc.branch = b
		acc.ret = in.presumed(o.against, acc.ret, o.ret)
	}
	in.t.Commit(acc.branch)
	return acc.ret
}

// presumed is the value of what is not supposed, which rests on the assumption
// unless what is supposed has the same; a way that gave none has None.
func (in *interp) presumed(against *value.Trace, real, supposed value.Value) value.Value {
	if real == nil && supposed == nil {
		return nil
	}
	real, supposed = orNone(real), orNone(supposed)
	if value.Firm(real, supposed) {
		return real
	}
	if err := in.t.Presume(against, real, supposed); err != nil {
		real = value.NewUnknown("too much rests on an assumption", in.t.At, against)
	}
	return value.OrElse(under(real, against), supposed, against)
}

func orNone(v value.Value) value.Value {
	if v == nil {
		return value.None()
	}
	return v
}

func (in *interp) joinReal(os []outcome) outcome {
	acc := os[len(os)-1]
	for i := len(os) - 2; i >= 0; i-- {
		c, one, two := os[i].cond, os[i], acc
		if one.late {
			c, one, two = flipped(c), two, one
		}
		b := in.t.Begin()
		in.t.Join(c, one.branch, two.branch)
		in.t.End(b)
		acc = outcome{branch: b, ret: in.either(c, one.ret, two.ret)}
	}
	return acc
}

// either is the value that is a where the condition holds, else b.
func (in *interp) either(c value.Condition, a, b value.Value) value.Value {
	if a == nil && b == nil {
		return nil
	}
	if a == nil {
		a = value.None()
	}
	if b == nil {
		b = value.None()
	}
	u := value.NewUnknown(c.Because, c.At, (*value.Trace)(nil).Under(c.Trace))
	u.Needs = c.Needs
	u.Choices = []value.Choice{{When: c.Yes, V: a}, {When: c.No, V: b}}
	return in.choose(u, u.Choices)
}

// fork runs both arms of a condition that is not known.
func (f *frame) fork(c value.Condition, yes, no step) (flow, error) {
	return f.ended(append(f.isolate(c, yes), f.isolate(flipped(c), no)...))
}

// ended goes on after pieces of the program that were run apart.
func (f *frame) ended(all []outcome) (flow, error) {
	fl, ret, err := f.in.combine(all, next)
	if err == nil && fl == returns {
		f.ret = ret
	}
	return fl, err
}

// forkValue is fork for two expressions.
func (f *frame) forkValue(c value.Condition, yes, no func() (value.Value, error)) (value.Value, error) {
	all := append(f.isolate(c, f.valueStep(yes)), f.isolate(flipped(c), f.valueStep(no))...)
	_, v, err := f.in.combine(all, next)
	return v, err
}

// valueStep is an expression as a step.
func (f *frame) valueStep(eval func() (value.Value, error)) step {
	return func() (flow, error) {
		v, err := eval()
		f.ret = v
		return next, err
	}
}

// each hands every way in which a piece has ended to then, and joins what comes of it.
func (f *frame) each(mark int, last outcome, then func(o outcome) (flow, value.Value, error), stop ...flow) (flow, value.Value, error) {
	in := f.in
	if len(in.pending) == mark {
		fl, ret, err := then(last)
		if err == nil && slices.Contains(stop, fl) {
			fl = next
		}
		return fl, ret, err
	}
	last.modules = in.modules.shared()
	exits, survivor := in.unwind(mark, nil)
	last.branch, last.against = survivor.branch, survivor.against
	var all []outcome
	ways := append(exits, last)
	_, real := partition(ways, func(o outcome) bool { return o.against != nil })
	alone := len(real) == 1
	for _, o := range ways {
		run := func() (flow, error) {
			f.in.modules = f.in.importedIn(o).shared()
			f.t.Commit(o.branch)
			fl, ret, err := then(o)
			f.ret = ret
			return fl, err
		}
		var outcomes []outcome
		if o.against == nil && alone {
			outcomes = f.assuming(o.cond, run)
		} else {
			outcomes = f.supposing(o.against, o.cond, run)
		}
		outcomes[len(outcomes)-1].late = o.late
		all = append(all, outcomes...)
	}
	return in.combine(all, stop...)
}

// settle joins the exits that arrive here: those whose flow is in stop.
func (f *frame) settle(mark int, fl flow, err error, stop ...flow) (flow, error) {
	if len(f.in.pending) == mark {
		if err == nil && slices.Contains(stop, fl) {
			fl = next
		}
		return fl, err
	}
	modules := f.in.modules.shared()
	exits, survivor := f.in.unwind(mark, nil)
	last := outcome{flow: fl, ret: f.ret, err: err, branch: survivor.branch, modules: modules, against: survivor.against}
	if err != nil || fl != returns {
		last.ret = nil
	}
	fl, ret, err := f.in.combine(append(exits, last), stop...)
	f.ret = ret
	return fl, err
}

// mayRaise says that the code at work raises the exception where the condition
// holds, and that an enclosing try catches it; it goes on as if it did not.
func (in *interp) mayRaise(c value.Condition, err error) {
	b := in.t.Begin()
	in.t.End(b)
	in.pending = append(in.pending, pending{exits: []outcome{{err: err, branch: b, modules: in.modules.shared(), cond: c}}, survivor: in.t.Begin()})
}

// condition describes a test whose truth is not known.
func (f *frame) condition(n syntax.Node, v value.Value) value.Condition {
	at := f.place(n)
	c := value.Condition{At: at, Trace: v.Trace(), Because: "the condition at " + placeText(at) + " is not known"}
	if u, ok := value.IsUnknown(v); ok {
		c.Because, c.Needs = u.Because, u.Needs
	}
	c.Yes = "the condition at " + placeText(at) + " is true"
	c.No = "the condition at " + placeText(at) + " is false"
	return c
}

func flipped(c value.Condition) value.Condition {
	c.Yes, c.No = c.No, c.Yes
	return c
}
