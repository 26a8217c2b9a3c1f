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

// instances are those that count or for_each make of a block.
type instances struct {
	list []instance
	// repeated is false for a block without count and for_each, which has one.
	repeated bool
	// open: nobody knows how many there are, and the one in the list stands for all.
	open bool
	// marks are those of the number.
	marks cty.ValueMarks
}

type instance struct {
	key  cty.Value // number or text; NilVal where there is none
	more bindings
	// handle stands for the instance in expressions.
	handle cty.Value
	module *scope // what the instance of a module call is
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

// instancesOf gives the instances of a block, each with its handle.
func (s *scope) instancesOf(b *block) instances {
	if all, done := s.repeats[b]; done {
		return all
	}
	name := b.name() + " is repeated"
	s.once(name, func() cty.Value {
		all := s.repeated(b)
		for i := range all.list {
			s.connect(b, &all.list[i])
		}
		s.repeats[b] = all
		return cty.True
	})
	if all, done := s.repeats[b]; done {
		return all
	}
	return instances{list: []instance{{handle: unknown(b.name() + " is defined by itself")}}, repeated: true, open: true}
}

func (s *scope) repeated(b *block) instances {
	switch {
	case b.attributes["count"] != nil:
		return s.counted(b)
	case b.attributes["for_each"] != nil:
		return s.forEach(b)
	}
	return instances{list: []instance{{}}}
}

const perInstance = "it differs between the instances of the resource"

func (s *scope) counted(b *block) instances {
	v, marks := s.value(s.prepared(b, "count")).Unmark()
	all := instances{repeated: true, marks: marks}
	n, err := convert.Convert(v, cty.Number)
	if err != nil || !n.IsKnown() || n.IsNull() {
		all.open = true
		all.list = []instance{{more: bindings{"count": object("index", unknown(perInstance).WithMarks(marks))}}}
		return all
	}
	count, _ := n.AsBigFloat().Int64()
	s.budget.exceeded = s.budget.exceeded || count > maxInstances
	for i := range min(count, maxInstances) {
		key := cty.NumberIntVal(i)
		all.list = append(all.list, instance{key: key, more: bindings{"count": object("index", key)}})
	}
	return all
}

func (s *scope) forEach(b *block) instances {
	collection, marks := s.value(s.prepared(b, "for_each")).Unmark()
	all := instances{repeated: true, marks: marks}
	if !collection.IsKnown() || collection.IsNull() || !keyed(collection.Type()) {
		v := unknown(perInstance).WithMarks(marks)
		all.open = true
		all.list = []instance{{more: bindings{"each": object("key", v, "value", v)}}}
		return all
	}
	s.budget.exceeded = s.budget.exceeded || collection.LengthInt() > maxInstances
	for it := collection.ElementIterator(); it.Next() && len(all.list) < maxInstances; {
		key, v := it.Element()
		if collection.Type().IsSetType() {
			key = v
		}
		plain, own := key.Unmark()
		if _, ok := textOf(plain); !ok {
			all.open = true
			continue
		}
		each := object("key", plain.WithMarks(own, marks), "value", v.WithMarks(marks))
		all.list = append(all.list, instance{key: plain, more: bindings{"each": each}})
	}
	return all
}

// keyed tells whether for_each takes a collection.
func keyed(ty cty.Type) bool { return ty.IsObjectType() || ty.IsMapType() || ty.IsSetType() }

// value is what the name of the block stands for in an expression.
func (all instances) value() cty.Value {
	switch {
	case !all.repeated:
		return all.list[0].handle
	case all.open:
		return unknown("the number of its instances is not known").WithMarks(all.marks)
	case len(all.list) == 0:
		return cty.EmptyTupleVal.WithMarks(all.marks)
	}
	var list []cty.Value
	members := map[string]cty.Value{}
	for _, i := range all.list {
		list = append(list, i.handle)
		if key, ok := textOf(i.key); ok {
			members[key] = i.handle
		}
	}
	if len(members) > 0 {
		return cty.ObjectVal(members).WithMarks(all.marks)
	}
	return cty.TupleVal(list).WithMarks(all.marks)
}

// object makes an object of names and values.
func object(pairs ...any) cty.Value {
	members := map[string]cty.Value{}
	for i := 0; i < len(pairs); i += 2 {
		members[pairs[i].(string)] = pairs[i+1].(cty.Value)
	}
	return cty.ObjectVal(members)
}
