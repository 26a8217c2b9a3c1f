package terraform

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// spot is a value in the arguments of a resource: without its marks, with them
// apart, and with those of what holds it.
type spot struct {
	v, raw     cty.Value
	own, outer cty.ValueMarks
}

func spotOf(v cty.Value, outer cty.ValueMarks) spot {
	plain, own := v.Unmark()
	return spot{v: plain, own: own, outer: outer, raw: v}
}

// find follows a path through the arguments and nested blocks of a resource, and
// through text of JSON: "template.containers.env". Every list on the way is
// followed member by member. What is null is not there; where something on the
// way is not known, that is found in its place.
func (r *resource) find(path string) []spot { return spotOf(r.body, nil).find(path) }

func (p spot) find(path string) []spot {
	found := []spot{p}
	for path != "" {
		var name string
		name, path, _ = strings.Cut(path, ".")
		var next []spot
		for _, f := range found {
			for _, m := range f.each() {
				if inner, ok := m.member(name); ok {
					next = append(next, inner)
				}
			}
		}
		found = next
	}
	return found
}

// first is the first value at a path; false where there is none.
func (p spot) first(path string) (spot, bool) {
	for _, f := range p.find(path) {
		return f, true
	}
	return spot{}, false
}

// value is what a text of JSON stands for, or what the spot holds.
func (p spot) value() spot {
	s, _ := p.text()
	s = strings.TrimSpace(s)
	if !p.encoded() && !strings.HasPrefix(s, "[") && !strings.HasPrefix(s, "{") {
		return p
	}
	return spotOf(decoded(p.raw), p.outer) // the marks of a text are those of all its parts
}

// filled tells whether what is not known is certainly no empty text.
func (p spot) filled() bool {
	_, ok := p.own[filled{}]
	return ok
}

// beginning is what a text that is not known certainly begins with.
func (p spot) beginning() string {
	if p.v.Type() != cty.String {
		return ""
	}
	return p.v.Range().StringPrefix()
}

func (p spot) encoded() bool {
	for m := range p.own {
		if _, ok := m.(*encoded); ok {
			return true
		}
	}
	return false
}

// member is a member of an object; one that is not known, of what is not known.
func (p spot) member(name string) (spot, bool) {
	p = p.value()
	if !p.v.IsKnown() {
		return p, true
	}
	m, ok := member(p.v, name)
	if !ok {
		return spot{}, false
	}
	return spotOf(m, mergeMarks(p.outer, p.own)), !isNull(m)
}

// each gives the members of a list, or the value itself where it is none.
func (p spot) each() []spot {
	list := p.value()
	ty := list.v.Type()
	if !list.v.IsKnown() || list.v.IsNull() || !(ty.IsTupleType() || ty.IsListType() || ty.IsSetType()) {
		return []spot{p}
	}
	var out []spot
	for it := list.v.ElementIterator(); it.Next(); {
		_, e := it.Element()
		if !isNull(e) {
			out = append(out, spotOf(e, mergeMarks(list.outer, list.own)))
		}
	}
	return out
}

// trail is the way of the value; why it is not known, what holds it may have to say.
func (p spot) trail() trail {
	t := trailOf(p.own)
	if len(t.needs)+len(t.reasons) == 0 {
		outer := trailOf(p.outer)
		t.needs, t.reasons = outer.needs, outer.reasons
	}
	return t
}

// secret tells whether Terraform hides the value or what holds it.
func (p spot) secret() bool { return trailOf(p.own, p.outer).secret }

// text is the text of a known string.
func (p spot) text() (string, bool) { return textOf(p.v) }

// written is a known text, number or switch as Terraform writes it as text.
func (p spot) written() (string, bool) {
	if p.v == cty.NilVal {
		return "", false
	}
	s, err := convert.Convert(p.v, cty.String)
	if err != nil {
		return "", false
	}
	return textOf(s)
}

// shown is a text that may be shown: empty where it is hidden or not known.
func (p spot) shown() string {
	if p.secret() {
		return ""
	}
	s, _ := p.written()
	return s
}

// textOf is the text of a known string.
func textOf(v cty.Value) (string, bool) {
	v, _ = v.Unmark()
	if v.Type() != cty.String || !v.IsKnown() || v.IsNull() {
		return "", false
	}
	return v.AsString(), true
}

// number is the value of a known whole number; false where there is none.
func number(v cty.Value) (int64, bool) {
	if v == cty.NilVal {
		return 0, false
	}
	v, _ = v.Unmark()
	v, err := convert.Convert(v, cty.Number)
	if err != nil || !v.IsKnown() || v.IsNull() {
		return 0, false
	}
	n, _ := v.AsBigFloat().Int64()
	return n, true
}

func mergeMarks(sets ...cty.ValueMarks) cty.ValueMarks { return cty.NewValueMarks(marksOf(sets)...) }

func marksOf(sets []cty.ValueMarks) []any {
	var out []any
	for _, set := range sets {
		for m := range set {
			out = append(out, m)
		}
	}
	return out
}
