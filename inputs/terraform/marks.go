package terraform

import (
	"fmt"
	"slices"
	"sort"

	"github.com/djgate/djgate/inputs/document"
	"github.com/zclconf/go-cty/cty"
)

// A value carries where it comes from as marks, which cty hands on through every
// operator, function and template:
//
//	*hop       a place that the value passed through
//	need       a variable that nothing sets
//	blur       why something is not known
//	sensitive  Terraform itself hides it

// hop is one place on the way of a value.
type hop struct {
	document.Step
	// reference: the place only names another one, so the value is not edited here.
	reference bool
	// order counts the first evaluations: what is nearer to its source comes first.
	order int
}

type need struct{ name string }

type blur struct{ reason string }

type sensitive struct{}

// unknown is a value of which nothing is known, and why.
func unknown(reason string) cty.Value { return cty.DynamicVal.Mark(blur{reason}) }

// trail is what the marks of a value say.
type trail struct {
	hops    []*hop // from the process down to the source
	needs   []string
	reasons []string
	secret  bool
}

func trailOf(marks ...cty.ValueMarks) trail {
	var t trail
	for _, set := range marks {
		for m := range set {
			t.add(m)
		}
	}
	sort.Slice(t.hops, func(i, j int) bool { return t.hops[i].order > t.hops[j].order })
	t.hops = slices.Compact(t.hops)
	sort.Strings(t.needs)
	t.needs = slices.Compact(t.needs)
	sort.Strings(t.reasons)
	return t
}

func (t *trail) add(mark any) {
	switch m := mark.(type) {
	case *hop:
		t.hops = append(t.hops, m)
	case need:
		t.needs = append(t.needs, m.name)
	case blur:
		t.reasons = append(t.reasons, m.reason)
	case sensitive:
		t.secret = true
	}
}

// source is the place to edit: the first that does more than name another, else
// the last there is. It is nil where the value passed no place.
func (t trail) source() *hop {
	for _, h := range t.hops {
		if !h.reference {
			return h
		}
	}
	if len(t.hops) > 0 {
		return t.hops[len(t.hops)-1]
	}
	return nil
}

// at is the place of the source.
func (t trail) at(otherwise document.Location) document.Location {
	if h := t.source(); h != nil {
		return h.At
	}
	return otherwise
}

func (t trail) steps() []document.Step {
	var out []document.Step
	for _, h := range t.hops {
		out = append(out, h.Step)
	}
	return out
}

// because says why the value is not known.
func (t trail) because() string {
	switch {
	case len(t.needs) == 1:
		return fmt.Sprintf("nothing sets the Terraform variable %s", variableOf(t.needs[0]))
	case len(t.needs) > 1:
		return fmt.Sprintf("nothing sets the Terraform variable %s, nor %d others that it needs", variableOf(t.needs[0]), len(t.needs)-1)
	case len(t.reasons) > 0:
		return t.reasons[0]
	}
	return "it is known only after an apply"
}
