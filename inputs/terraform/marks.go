package terraform

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// A value carries where it comes from as marks, which cty hands on through every
// operator, function and template:
//
//	*hop       a place that the value passed through
//	need       a variable that nothing sets
//	assumption a variable that nothing sets, and whose own default leaves it empty
//	blur       why something is not known
//	giver      the resource whose attribute it is, or is made of
//	sensitive  Terraform itself hides it
//	*choice    what it is one of
//	*encoded   what a text says, fileText that it is a file's, *handle what a name
//	           stands for, filled that it is not empty: only while the value is that
//	           very text or name

// hop is one place on the way of a value.
type hop struct {
	document.Step
	// reference: the place only names another one, so the value is not edited here.
	reference bool
	// order counts the first evaluations: what is nearer to its source comes first.
	order int
}

type need struct{ name string }

type assumption struct{ name string }

// choice are the values of which an unknown value is one.
type choice struct{ yes, no cty.Value }

type blur struct{ reason string }

type giver struct{ address string }

type sensitive struct{}

type filled struct{}

// unknown is a value of which nothing is known, and why.
func unknown(reason string) cty.Value { return cty.DynamicVal.Mark(blur{reason}) }

// maxMarks bounds what a value says of where it comes from.
const maxMarks = 100

// dropPlaces drops the places that are nearest to the process, and all but one of
// the reasons: a value that has so many is made of too much to be followed.
func dropPlaces(marks cty.ValueMarks) {
	var hops []*hop
	reason := ""
	for m := range marks {
		switch m := m.(type) {
		case *hop:
			hops = append(hops, m)
		case blur:
			if reason == "" || m.reason < reason {
				reason = m.reason
			}
			delete(marks, m)
		}
	}
	if reason != "" {
		marks[blur{reason}] = struct{}{}
	}
	slices.SortFunc(hops, func(a, b *hop) int { return cmp.Compare(a.order, b.order) })
	for _, h := range hops[min(len(hops), maxMarks/2):] {
		delete(marks, h)
	}
}

// withoutPlaces drops the places that a value passed through.
func withoutPlaces(v cty.Value) cty.Value {
	plain, marks := v.Unmark()
	for m := range marks {
		if _, ok := m.(*hop); ok {
			delete(marks, m)
		}
	}
	return plain.WithMarks(marks)
}

// trail is what the marks of a value say.
type trail struct {
	hops    []*hop // from the process down to the source
	needs   []string
	assumes []string
	reasons []string
	choices []string // what it may be, where all may be shown
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
	sort.Strings(t.assumes)
	t.assumes = slices.Compact(t.assumes)
	sort.Strings(t.reasons)
	return t
}

func (t *trail) add(mark any) {
	switch m := mark.(type) {
	case *hop:
		t.hops = append(t.hops, m)
	case need:
		t.needs = append(t.needs, m.name)
	case assumption:
		t.assumes = append(t.assumes, m.name)
	case *choice:
		t.choices = m.shown()
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

// maxChoices bounds how many alternatives are told.
const maxChoices = 4

// shown are the alternatives, quoted; nil where one is not known or no plain word,
// for it may be a secret.
func (c *choice) shown() []string {
	yes, no := alternatives(c.yes), alternatives(c.no)
	out := slices.Concat(yes, no)
	slices.Sort(out)
	out = slices.Compact(out)
	if yes == nil || no == nil || len(out) > maxChoices || len(out) < 2 {
		return nil
	}
	return out
}

func alternatives(v cty.Value) []string {
	plain, marks := v.Unmark()
	if !plain.IsKnown() {
		for m := range marks {
			if c, ok := m.(*choice); ok {
				return c.shown()
			}
		}
		return nil
	}
	s, err := convert.Convert(plain, cty.String)
	if err != nil || s.IsNull() || v.HasMark(sensitive{}) || !plainWord.MatchString(s.AsString()) {
		return nil
	}
	return []string{strconv.Quote(s.AsString())}
}

// plainWord are texts that are no secret under any name.
var plainWord = pattern.New(`(?i)^(true|false|yes|no|on|off|none|null|[01]|debug|info|warning|warn|error|critical|lax|strict|)$`)

// because says why the value is not known.
func (t trail) because() string {
	switch {
	case len(t.choices) > 0 && len(t.needs) > 0 && t.needs[0] != workspaceVariable:
		return fmt.Sprintf("it is %s, as the Terraform variable %s decides, which nothing sets", strings.Join(t.choices, " or "), variableOf(t.needs[0]))
	case slices.Contains(t.needs, workspaceVariable):
		return "nothing says which workspace it is for (" + workspaceVariable + ")"
	case len(t.needs) == 1:
		return fmt.Sprintf("nothing sets the Terraform variable %s", variableOf(t.needs[0]))
	case len(t.needs) > 1:
		return fmt.Sprintf("nothing sets the Terraform variable %s, nor %d others that it needs", variableOf(t.needs[0]), len(t.needs)-1)
	case len(t.reasons) > 0:
		return t.reasons[0]
	}
	return "it is known only after an apply"
}
