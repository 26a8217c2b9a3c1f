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
	chain(f.t, raised, "__cause__", cause)
	return raised
}

// handleStar runs the except* clauses, each with what it takes of the group.
func (f *frame) handleStar(s *syntax.Try, raised *value.Raised) (flow, error) {
	rest, ok := value.AsGroup(f.t, raised.Exc)
	if !ok {
		return next, raised
	}
	var failed []value.Value
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
			again, ok := err.(*value.Raised)
			if !ok || fl != next {
				return fl, err
			}
			failed = append(failed, again.Exc)
		}
		if rest == nil {
			break
		}
	}
	return next, f.remaining(raised, rest, failed)
}

// remaining is what goes on after the except* clauses: what none of them took, and what they raised.
func (f *frame) remaining(raised *value.Raised, rest *value.Instance, failed []value.Value) error {
	switch {
	case rest == nil && len(failed) == 0:
		return nil
	case len(failed) == 0 && raised.Exc.Class() != rest.Kind: // a single exception
		return raised
	case len(failed) == 0:
		return &value.Raised{Exc: rest, Kind: rest.Kind, Shape: "...", At: raised.At, Trace: raised.Trace}
	}
	if rest != nil {
		failed = append(failed, rest)
	}
	group := value.NewGroup(f.t, "", failed)
	return &value.Raised{Exc: group, Kind: group.Kind, Shape: "...", At: raised.At, Trace: raised.Trace}
}
