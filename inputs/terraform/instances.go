package terraform

import (
	"maps"
	"strconv"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// maxInstances bounds what one count or for_each makes.
const maxInstances = 200

// bindings are what an expression may name beside what the whole module may: each,
// count, and the iterators of dynamic blocks.
type bindings map[string]cty.Value

func (n bindings) with(name string, v cty.Value) bindings {
	out := maps.Clone(n)
	if out == nil {
		out = bindings{}
	}
	out[name] = v
	return out
}

// instance is one of those that count or for_each make.
type instance struct {
	key  cty.Value // number or text; NilVal for the only one
	more bindings
}

// index is the key as it stands in an address.
func (i instance) index() string {
	switch {
	case i.key == cty.NilVal:
		return ""
	case i.key.Type() == cty.String:
		return "[" + strconv.Quote(i.key.AsString()) + "]"
	}
	return "[" + i.key.AsBigFloat().Text('f', 0) + "]"
}

// repeated gives the instances of a block. Where these are not known, it is false,
// and one instance stands for all.
func (s *scope) repeated(b *block) (out []instance, known bool) {
	switch {
	case b.attributes["count"] != nil:
		return s.counted(b)
	case b.attributes["for_each"] != nil:
		return s.forEach(b)
	}
	return []instance{{}}, true
}

func (s *scope) counted(b *block) ([]instance, bool) {
	v, marks := s.value(s.prepared(b, "count")).Unmark()
	n, err := convert.Convert(v, cty.Number)
	if err != nil || !n.IsKnown() || n.IsNull() {
		index := unknown("it differs between the instances").WithMarks(marks)
		return []instance{{more: bindings{"count": object("index", index)}}}, false
	}
	count, _ := n.AsBigFloat().Int64()
	if count > maxInstances {
		s.budget.exceeded = true
	}
	out := []instance{}
	for i := range min(count, maxInstances) {
		key := cty.NumberIntVal(i)
		out = append(out, instance{key, bindings{"count": object("index", key)}})
	}
	return out, true
}

func (s *scope) forEach(b *block) ([]instance, bool) {
	collection, marks := s.value(s.prepared(b, "for_each")).Unmark()
	if !collection.IsKnown() || collection.IsNull() || !keyed(collection.Type()) {
		v := unknown("it differs between the instances").WithMarks(marks)
		return []instance{{more: bindings{"each": object("key", v, "value", v)}}}, false
	}
	if collection.LengthInt() > maxInstances {
		s.budget.exceeded = true
	}
	out := []instance{}
	for it := collection.ElementIterator(); it.Next() && len(out) < maxInstances; {
		key, v := it.Element()
		if collection.Type().IsSetType() {
			key = v
		}
		key, own := key.Unmark()
		if key.Type() != cty.String || !key.IsKnown() || key.IsNull() {
			continue
		}
		v = v.WithMarks(marks)
		out = append(out, instance{key, bindings{"each": object("key", key.WithMarks(own, marks), "value", v)}})
	}
	return out, true
}

// keyed tells whether for_each takes a collection.
func keyed(ty cty.Type) bool { return ty.IsObjectType() || ty.IsMapType() || ty.IsSetType() }

// object makes an object of names and values.
func object(pairs ...any) cty.Value {
	members := map[string]cty.Value{}
	for i := 0; i < len(pairs); i += 2 {
		members[pairs[i].(string)] = pairs[i+1].(cty.Value)
	}
	return cty.ObjectVal(members)
}
