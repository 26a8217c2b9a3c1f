package interp

// Where a condition is known only since a variable was assumed to be unset, the
// arm that is taken counts. The other is run as well, as if the variable were set
// to something unknown: whatever it would have left otherwise rests on the
// assumption. Such code is supposed: it reports nothing, and where the program
// goes on in it (the arm that counts has returned, or raised what is caught), it
// ends where the exit of that arm arrives.

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/value"
)

// supposition is what is put back when supposed code has ended.
type supposition struct {
	against  *value.Trace
	required []value.Missing
	notes    []value.Note
	calls    []value.CallFact
	result   Result
	modules  *modules
	around   value.Around
}

// suppose says that the assumptions of a trace do not hold in the code that follows.
func (in *interp) suppose(against *value.Trace) supposition {
	t := in.t
	before := supposition{in.against, t.Required, t.Notes, t.Calls, *in.result, in.modules.shared(), t.Around()}
	in.against = joined(in.against, against)
	t.Restore(before.around.Without(in.against)) // a loop around holds what it assumes
	t.Environ.Suppose(in.assumedNot())
	return before
}

// believe ends a supposition.
func (in *interp) believe(before supposition) {
	in.against, in.modules = before.against, before.modules
	in.t.Restore(before.around)
	in.t.Required, in.t.Notes, in.t.Calls, *in.result = before.required, before.notes, before.calls, before.result
	in.t.Environ.Suppose(in.assumedNot())
}

// assumedNot are the variables that are perhaps set in the code at work.
func (in *interp) assumedNot() []string {
	if in.against == nil {
		return nil
	}
	return in.against.Assumes
}

// joined is what either trace read and assumed.
func joined(a, b *value.Trace) *value.Trace {
	if a == nil {
		return b
	}
	return (*value.Trace)(nil).Under(a).Under(b)
}

// supposing is isolate for code in which the assumptions of a trace do not hold.
func (f *frame) supposing(against *value.Trace, c value.Condition, run step) []outcome {
	if against == nil {
		return f.isolate(c, run)
	}
	before := f.in.suppose(against)
	all := f.isolate(c, run)
	f.in.believe(before)
	for i := range all {
		all[i].against = joined(all[i].against, against)
	}
	return all
}

// assuming is isolate for the arm that counts.
func (f *frame) assuming(c value.Condition, run step) []outcome {
	f.in.assumed++
	defer func() { f.in.assumed-- }()
	return f.isolate(c, run)
}

// supposed is a value in code in which an assumption does not hold on which it rests.
func (in *interp) supposed(v value.Value) value.Value {
	if _, view := v.(*namespaceView); view {
		return v // it is the same dict either way
	}
	if tr := v.Trace(); tr != nil && containsAny(tr.Assumes, in.against.Assumes) {
		if other := value.Otherwise(v); other != nil {
			return in.supposed(other)
		}
		u := value.NewUnknown("no input sets "+tr.Assumes[0], in.t.At, nil)
		u.Needs = tr.Assumes
		return value.Doubt(nil, u, v).With(tr.Without(in.against))
	}
	return v
}

func containsAny(have, any []string) bool {
	for _, name := range any {
		if containsAll(have, []string{name}) {
			return true
		}
	}
	return false
}

// taken runs the arm of a condition that came out as known, with what the
// condition read and assumed around it.
func (f *frame) taken(c value.Condition, arm, other step) (flow, error) {
	if !assumes(c.Trace) {
		return f.under(c.Trace, arm)
	}
	all := f.arms(c, arm, func() (flow, error) { return f.inArm(c.Trace, arm) }, other)
	fl, ret, err := f.in.combine(all, next)
	if f.gen != nil { // the other arm may have handed over an item, at which the body waits
		f.gen.rests = joined(f.gen.rests, c.Trace)
		f.t.Hold(c.Trace)
	}
	if err == nil && fl == returns {
		f.ret = ret
	}
	return fl, err
}

// takenValue is taken for expressions.
func (f *frame) takenValue(c value.Condition, arm, other func() (value.Value, error)) (value.Value, error) {
	if !assumes(c.Trace) {
		return arm()
	}
	_, v, err := f.in.combine(f.arms(c, f.valueStep(arm), f.valueStep(arm), f.valueStep(other)), next)
	return v, err
}

// arms runs what counts under an assumption, and the other arm as if it did not hold. Where
// the one ends the program, the assumption does not hold, and then either arm may be taken.
func (f *frame) arms(c value.Condition, arm, counts, other step) []outcome {
	all := f.supposing(c.Trace, flipped(c), other)
	taken := f.assuming(c, counts)
	if f.in.refuting(taken, c.Trace) {
		set := c
		set.Because, set.Needs = "no input sets "+c.Trace.Assumes[0], c.Trace.Assumes
		all = append(f.supposing(c.Trace, set, arm), all...)
	}
	return append(all, taken...)
}

// refuting tells whether all outcomes raise what nobody catches, and that since what a
// condition assumes holds.
func (in *interp) refuting(all []outcome, cond *value.Trace) bool {
	return !slices.ContainsFunc(all, func(o outcome) bool {
		raised, ok := o.err.(*value.Raised)
		return !ok || in.mayCatch(raised.Kind) || len(in.beyond(raised, cond)) > 0
	})
}

// eitherWay runs what counts under an assumption, and what is done instead: Thread.Suppose.
// Unlike in takenValue, what is raised goes back to the caller: hasattr and its like catch it.
func (in *interp) eitherWay(rests *value.Trace, kept, other func() error) (err, otherErr error, ok bool) {
	if in.against != nil && containsAny(rests.Assumes, in.against.Assumes) {
		return nil, nil, false
	}
	in.assumed++
	taken, err := in.isolatePiece(kept)
	in.assumed--
	escaped := in.escaped
	in.escaped = nil
	before := in.suppose(rests)
	instead, otherErr := in.isolatePiece(other)
	in.believe(before)
	for i := range in.escaped {
		in.escaped[i].against = joined(in.escaped[i].against, rests)
	}
	in.escaped = append(escaped, in.escaped...)
	in.escape()
	in.t.Assume(value.Condition{Trace: rests}, taken, instead)
	return err, otherErr, true
}

// refutes notes that the program does not load under what an exception that
// nobody catches assumes beyond a condition, and tells whether it assumes any.
func (in *interp) refutes(r *value.Raised, cond *value.Trace) bool {
	if r.Trace == nil {
		return false
	}
	names := in.beyond(r, cond)
	in.refuted(names, r, true)
	return len(names) > 0
}

// beyond is what an exception assumes beyond a condition and what is around it.
func (in *interp) beyond(r *value.Raised, cond *value.Trace) (names []string) {
	if r.Trace == nil {
		return nil
	}
	around := (&value.Trace{}).Under(in.t.Control()).Under(cond)
	for _, name := range r.Trace.Assumes {
		if !slices.Contains(around.Assumes, name) {
			names = append(names, name)
		}
	}
	return names
}

// refuted notes that the variables are required: the program does not load
// where all of them are unset. It is inferred where no condition of the program asks.
func (in *interp) refuted(names []string, r *value.Raised, inferred bool) {
	alone := len(names) == 1
	for _, name := range names {
		if !isVariable(name) {
			continue
		}
		in.t.Required = append(in.t.Required, value.Missing{Name: name, At: r.At,
			Certain: alone && in.t.Certain(), Refuted: alone && in.forks == in.assumed, Inferred: inferred})
	}
}

// isVariable tells whether what is assumed to be missing is one variable.
func isVariable(assumed string) bool {
	return assumed != value.AnyVariable && !document.NamesFile(assumed)
}

// unlessGiven says of what is assumed to be missing that it would help: variables, or files.
func unlessGiven(assumed []string) string {
	var set, there []string
	for _, name := range assumed {
		switch {
		case document.NamesFile(name):
			there = append(there, name)
		case name == value.AnyVariable:
			set = append(set, "another variable")
		default:
			set = append(set, name)
		}
	}
	var out []string
	if len(set) > 0 {
		out = append(out, strings.Join(set, ", ")+" is set")
	}
	if len(there) > 0 {
		out = append(out, strings.Join(there, ", ")+" is there")
	}
	return " unless " + strings.Join(out, " or ")
}

// raisedBy goes on where an expression has raised under an assumption: as if it
// had not. Where the program catches that, this is supposed, until the handler.
func (f *frame) raisedBy(err error) (value.Value, bool) {
	in := f.in
	raised, ok := err.(*value.Raised)
	if !ok || !assumes(raised.Trace) || in.asking {
		return nil, false
	}
	u := value.NewUnknown("the operation at "+placeText(raised.At)+" raises "+raised.Kind.Name, raised.At, raised.Trace)
	u.Needs = raised.Trace.Assumes
	u.Because += unlessGiven(u.Needs)
	if !in.mayCatch(raised.Kind) {
		if !in.refutes(raised, nil) { // the condition around it decides
			return nil, false
		}
		in.t.Note("may-not-load", "this line may raise "+raised.Kind.Name, raised.At)
		f.doubt(u)
		return u, true
	}
	b := in.t.Begin()
	in.t.End(b)
	in.pending = append(in.pending, pending{
		exits: []outcome{{err: err, branch: b, modules: in.modules.shared()}}, survivor: in.t.Begin(), against: raised.Trace, before: in.suppose(raised.Trace),
	})
	return u, true
}

// under runs f with a condition around it.
func (f *frame) under(cond *value.Trace, run step) (flow, error) {
	return f.holding(f.t.Hold, cond, run)
}

// inArm is under for an arm that counts, which is compared with the other.
func (f *frame) inArm(cond *value.Trace, run step) (flow, error) {
	return f.holding(f.t.HoldArm, cond, run)
}

func (f *frame) holding(hold func(*value.Trace), cond *value.Trace, run step) (flow, error) {
	around := f.t.Around()
	hold(cond.Without(f.in.against))
	fl, err := run()
	f.t.Restore(around)
	return fl, err
}

// mutable tells whether With changes the value itself.
func mutable(v value.Value) bool {
	switch v.(type) {
	case *value.List, *value.Dict, *value.Set, *value.Instance:
		return true
	}
	return false
}
