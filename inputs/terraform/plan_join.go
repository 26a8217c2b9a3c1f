package terraform

import (
	"maps"
	"slices"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/zclconf/go-cty/cty"
)

// A plan knows values, and no places; the files know places, and what an unknown
// text is made of. Joined by address they know both. Where they differ in a
// value, the plan is right: it was made with variables that the files may not hold.

// side gives the resources of one side of a plan, after it or before, with their
// places in the files.
func (p *Plan) side(files []*resource, isBefore bool) []*resource {
	byAddress := map[string]*resource{}
	for _, r := range files {
		if byAddress[plainAddress(r.address)] == nil {
			byAddress[plainAddress(r.address)] = r
		}
		byAddress[r.address] = r
	}
	var out []*resource
	for _, c := range p.changed {
		r := c.after
		if isBefore {
			r = c.before
		}
		if r != nil {
			out = append(out, r.joined(byAddress))
		}
	}
	return out
}

var instanceKey = pattern.New(`\[(\d+|"(\\.|[^"\\])*")\]`)

// plainAddress is an address without the keys of instances.
func plainAddress(address string) string { return instanceKey.ReplaceAllString(address, "") }

// joined is the resource with what the files say of it.
func (r *resource) joined(files map[string]*resource) *resource {
	from := files[r.address]
	if from == nil {
		from = files[plainAddress(r.address)]
	}
	if from == nil || from.kind != r.kind || from.data != r.data {
		return r
	}
	out := *r
	out.at, out.body = from.at, joinValue(r.body, from.body, false)
	return &out
}

// joinValue is a value of the plan with the places that the files give it. within
// is true in a text of JSON.
func joinValue(plan, files cty.Value, within bool) cty.Value {
	p, planMarks := plan.Unmark()
	f, fileMarks := files.Unmark()
	if made := encodedIn(fileMarks); made != nil {
		return joinText(plan, made.value, fileMarks)
	}
	switch {
	case p.IsKnown() && !p.IsNull() && p.Type().IsObjectType() && f.IsKnown() && !f.IsNull() && keyed(f.Type()) && !f.Type().IsSetType():
		return joinObject(p, f, within).WithMarks(placed(planMarks, fileMarks))
	case p.IsKnown() && !p.IsNull() && p.Type().IsTupleType() && f.IsKnown() && !f.IsNull() && f.CanIterateElements():
		return joinList(p, f, within).WithMarks(placed(planMarks, fileMarks))
	case !p.IsKnown() && !f.IsKnown():
		return cty.DynamicVal.WithMarks(onlySensitive(planMarks), fileMarks) // with the files' reason
	case equal(p, f):
		if _, hidden := fileMarks[sensitive{}]; within && !hidden {
			return files // the mask is of the whole text, and this part of it stands in the files
		}
		return p.WithMarks(placed(planMarks, fileMarks))
	}
	return p.WithMarks(placed(planMarks, direct(fileMarks)))
}

func encodedIn(marks cty.ValueMarks) *encoded {
	for m := range marks {
		if e, ok := m.(*encoded); ok {
			return e
		}
	}
	return nil
}

// joinText joins what a text is made of. One that is unknown as a whole is what
// the files make it of; of these only what is no secret is in clear.
func joinText(plan, made cty.Value, fileMarks cty.ValueMarks) cty.Value {
	p, planMarks := plan.Unmark()
	if own := encodedIn(planMarks); own != nil {
		made = joinValue(own.value, made, true)
	} else if p.IsKnown() {
		return p.WithMarks(planMarks)
	}
	return p.WithMarks(placed(planMarks, fileMarks)).Mark(&encoded{made})
}

// equal tells whether two values are known, and the same text, number or truth.
func equal(a, b cty.Value) bool {
	return a.IsKnown() && b.IsKnown() && a.Type().IsPrimitiveType() && a.Type() == b.Type() && a.RawEquals(b)
}

// placed are the marks of a value of the plan, with the places of the files where they have any.
func placed(plan, files cty.ValueMarks) cty.ValueMarks {
	out := onlySensitive(plan, files)
	places := files
	if !hasPlace(files) {
		places = plan
	}
	for m := range places {
		if _, ok := m.(*hop); ok {
			out[m] = struct{}{}
		}
	}
	maps.Copy(out, givers(files))
	return out
}

func onlySensitive(sets ...cty.ValueMarks) cty.ValueMarks {
	out := cty.ValueMarks{}
	for _, set := range sets {
		if _, ok := set[sensitive{}]; ok {
			out[sensitive{}] = struct{}{}
		}
	}
	return out
}

func hasPlace(marks cty.ValueMarks) bool {
	for m := range marks {
		if _, ok := m.(*hop); ok {
			return true
		}
	}
	return false
}

// direct are the marks of a value whose source the plan contradicts: of its places
// only those in the resource itself.
func direct(marks cty.ValueMarks) cty.ValueMarks {
	out := onlySensitive(marks)
	maps.Copy(out, givers(marks))
	for m := range marks {
		if h, ok := m.(*hop); ok && h.Kind == document.StepTerraform {
			out[m] = struct{}{}
		}
	}
	return out
}

func joinObject(p, f cty.Value, within bool) cty.Value {
	from := f.AsValueMap()
	members := p.AsValueMap()
	for name, m := range members {
		if v, ok := from[name]; ok {
			members[name] = joinValue(m, v, within)
		}
	}
	if members == nil {
		return p
	}
	return cty.ObjectVal(members)
}

// joinList pairs members by their names where they have one, else by their order.
func joinList(p, f cty.Value, within bool) cty.Value {
	members, from := p.AsValueSlice(), f.AsValueSlice()
	for i, m := range members {
		if at := counterpart(m, i, from, len(members)); at >= 0 {
			members[i] = joinValue(m, from[at], within)
		}
	}
	return cty.TupleVal(members)
}

func counterpart(m cty.Value, i int, from []cty.Value, length int) int {
	if name := nameIn(m); name != "" {
		return slices.IndexFunc(from, func(v cty.Value) bool { return nameIn(v) == name })
	}
	if len(from) == length {
		return i
	}
	return -1
}

// nameIn is the name of an entry or a container; empty where it has none.
func nameIn(v cty.Value) string {
	v, _ = v.Unmark()
	name, ok := member(v, "name")
	if !ok {
		return ""
	}
	text, _ := textOf(name)
	return text
}
