package interp

// What exceptions know of each other: causes, contexts, groups.

import (
	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// chain sets __cause__ or __context__ of an exception that is raised.
func chain(t *value.Thread, raised *value.Raised, name string, to value.Value) {
	i, ok := raised.Exc.(*value.Instance)
	if !ok || raised.Exc == to {
		return
	}
	if _, set := i.NS.Get(name); set && name == "__context__" {
		return
	}
	i.NS.Set(t, name, to, value.Place{})
	if name == "__cause__" {
		i.NS.Set(t, "__suppress_context__", value.NewBool(true, nil), value.Place{})
	}
}

// within is an error that was raised while another exception was on its way.
func (f *frame) within(err, outer error) error {
	inner, ok := err.(*value.Raised)
	around, isRaised := outer.(*value.Raised)
	if ok && isRaised && inner != around {
		chain(f.t, inner, "__context__", around.Exc)
		inner.Trace = inner.Trace.Under(around.Trace)
	}
	return err
}

// cause is the "from" of a raise statement.
func (f *frame) cause(err error, cause value.Value) error {
	raised, ok := err.(*value.Raised)
	if !ok {
		return err
	}
	if class, ok := cause.(*value.Class); ok {
		made, err := value.CallValue(f.t, class, &value.Call{At: f.t.At})
		if err != nil {
			return err
		}
		cause = made
	}
	if k := cause.Class(); k != value.NoneClass && k != value.UnknownClass && k.Unknown == nil && !k.Is(value.Exceptions()["BaseException"]) {
		return f.t.Raise("TypeError", "exception causes must derive from BaseException")
	}
	chain(f.t, raised, "__cause__", cause)
	return raised
}

// handleStar runs the except* clauses, each with what it takes of the group.
func (f *frame) handleStar(s *syntax.Try, raised *value.Raised) (flow, error) {
	rest, ok := value.AsGroup(f.t, raised.Exc)
	if !ok {
		return next, raised
	}
	left := &starOutcome{raised: raised, whole: rest}
	for _, h := range s.Handlers {
		v, err := f.eval(h.Type)
		if err != nil {
			return next, err
		}
		taken, others := value.SplitGroup(f.t, rest, func(c *value.Class) bool { return isKind(c, v) == value.Yes })
		if taken == nil {
			continue
		}
		rest = others
		if fl, err := f.except(s, h, &value.Raised{Exc: taken, Kind: taken.Kind, Shape: "...", At: raised.At, Trace: raised.Trace}); err != nil {
			own, ok := err.(*value.Raised)
			switch {
			case !ok || fl != next:
				return fl, err
			case own.Exc == value.Value(taken):
				left.again = append(left.again, taken)
			default:
				left.fresh = append(left.fresh, own)
			}
		}
		if rest == nil {
			break
		}
	}
	return next, f.remaining(left, rest)
}

// starOutcome is what the except* clauses of one statement have raised: the exceptions that
// they took, once more, and others.
type starOutcome struct {
	raised *value.Raised
	whole  *value.Instance // what was raised, as a group
	again  []*value.Instance
	fresh  []*value.Raised
}

// remaining is what goes on after the except* clauses: what none of them took or what they
// raised again, in the structure of the whole, and what else they raised.
func (f *frame) remaining(left *starOutcome, rest *value.Instance) error {
	back := rest
	if len(left.again) > 0 {
		if rest != nil {
			left.again = append(left.again, rest)
		}
		back = value.KeptOfGroup(f.t, left.whole, left.again)
	}
	of := func(group *value.Instance) *value.Raised {
		return &value.Raised{Exc: group, Kind: group.Kind, Shape: "...", At: left.raised.At, Trace: left.raised.Trace}
	}
	switch {
	case back == nil && len(left.fresh) == 0:
		return nil
	case len(left.fresh) == 0 && len(left.again) == 0 && left.raised.Exc.Class() != back.Kind: // a single exception
		return left.raised
	case len(left.fresh) == 0:
		return of(back)
	case back == nil && len(left.fresh) == 1:
		return left.fresh[0]
	}
	var all []value.Value
	for _, raised := range left.fresh {
		all = append(all, raised.Exc)
	}
	if back != nil {
		all = append(all, back)
	}
	return of(value.NewGroup(f.t, "", all))
}
