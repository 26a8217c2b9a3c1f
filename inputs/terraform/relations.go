package terraform

import (
	"slices"

	"github.com/zclconf/go-cty/cty"
)

// Resources refer to each other by what only an apply tells: an ARN, an id. In the
// files such a value knows which resource gives it; in a plan it is often known.

// about are the resources of some kinds that are about r, as the argument at a path
// says, and those that may be: nothing tells which one of r's kind they mean.
func about(r *resource, all []*resource, path string, kinds ...string) (certain, perhaps []*resource) {
	rivals := 0
	for _, o := range all {
		if !o.data && o.kind == r.kind {
			rivals++
		}
	}
	for _, o := range all {
		if o.data || !slices.Contains(kinds, o.kind) {
			continue
		}
		switch is, told := o.means(path, r); {
		case is, !told && rivals == 1:
			certain = append(certain, o)
		case !told:
			perhaps = append(perhaps, o)
		}
	}
	return certain, perhaps
}

// means tells whether an argument of a resource names another one; told is false
// where that is not known.
func (r *resource) means(path string, other *resource) (is, told bool) {
	for _, p := range r.find(path) {
		for _, m := range p.each() {
			if s, known := m.text(); known && other.isCalled(s) {
				return true, true
			}
			from := m.givers()
			if slices.Contains(from, other.address) {
				return true, true
			}
			_, known := m.text()
			told = told || known || len(from) > 0
		}
	}
	return false, told
}

// isCalled tells whether a text is one of the resource's names.
func (r *resource) isCalled(s string) bool {
	for _, name := range []string{"arn", "id", "self_link", "bucket", "name", "dns_name", "function_name"} {
		p, _ := spotOf(r.body, nil).first(name)
		if own, known := p.text(); known && s != "" && own == s {
			return true
		}
	}
	return false
}

// givers are the addresses of the resources that a value is made of.
func (p spot) givers() []string {
	var out []string
	for m := range givers(p.own) {
		out = append(out, m.(giver).address)
	}
	slices.Sort(out)
	return out
}

func givers(marks cty.ValueMarks) cty.ValueMarks {
	out := cty.ValueMarks{}
	for m := range marks {
		if _, ok := m.(giver); ok {
			out[m] = struct{}{}
		}
	}
	return out
}
