package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// initOf is the __init__ of a data class.
func (lib *dataLib) initOf(cls *value.Class, list []dataField) value.Value {
	var params, only []string
	for _, f := range list {
		if !f.init {
			continue
		}
		p := f.name
		if f.def != nil || f.factory != nil {
			p += "="
		}
		if f.only {
			only = append(only, p)
		} else {
			params = append(params, p)
		}
	}
	s := signed(cls.Name, strings.Join(append(append(params, "*"), only...), ","))
	return value.NewBuiltin("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		self, ok := firstInstance(c)
		if !ok {
			return nil, t.Raise("TypeError", "__init__() missing a required argument: 'self'")
		}
		rest := *c
		rest.Args = c.Args[1:]
		a, err := s.bind(t, &rest)
		if err != nil {
			return nil, err
		}
		return value.None(), fill(t, self, list, func(name string) value.Value {
			v := a[s.index(name)]
			if v == nil && c.Open != nil {
				return spread(c.Open)
			}
			return v
		})
	})
}

func hasSlots(c *value.Class) bool {
	_, slots := c.NS.Get("__slots__")
	return slots
}

// fill sets the fields of a new instance, and calls its __post_init__.
func fill(t *value.Thread, self *value.Instance, list []dataField, given func(name string) value.Value) error {
	var transient []value.Value
	for _, f := range list {
		var v value.Value
		if f.init {
			v = given(f.name)
		}
		switch {
		case v != nil:
		case f.factory != nil:
			made, err := call(t, f.factory)
			if err != nil {
				return err
			}
			v = made
		case f.def != nil && (f.init || hasSlots(self.Kind)):
			v = f.def
		default: // a default that is no argument is the attribute of the class
			continue
		}
		if f.transient {
			transient = append(transient, v)
			continue
		}
		self.NS.Set(t, f.name, v, t.At)
	}
	if post, _, ok := self.Kind.Lookup("__post_init__"); ok {
		_, err := call(t, post.V, append([]value.Value{self}, transient...)...)
		return err
	}
	return nil
}

// fieldValues are the values of the fields for which use is true.
func fieldValues(t *value.Thread, self value.Value, list []dataField, use func(dataField) bool) ([]value.Value, error) {
	var out []value.Value
	for _, f := range list {
		if f.transient || !use(f) {
			continue
		}
		v, err := value.Attr(t, self, f.name)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func reprOf(list []dataField) value.Value {
	return value.NewBuiltin("__repr__", loose("__repr__", "self", func(t *value.Thread, a args) (value.Value, error) {
		values, err := fieldValues(t, a[0], list, func(f dataField) bool { return f.repr })
		if err != nil {
			return nil, err
		}
		name := a[0].Class().Name
		if b, _, ok := a[0].Class().Lookup("__qualname__"); ok {
			if own, ok := text(b.V); ok {
				name = own
			}
		}
		parts, i := []any{name + "("}, 0
		for _, f := range list {
			if f.transient || !f.repr {
				continue
			}
			if i > 0 {
				parts = append(parts, ", ")
			}
			parts = append(parts, f.name+"=", values[i])
			i++
		}
		return joined(t, append(parts, ")")...)
	}))
}

// comparisonOf compares the fields of two instances of one class as tuples.
func comparisonOf(name string, op value.CompareOp, list []dataField) value.Value {
	return value.NewBuiltin(name, loose(name, "self, other", func(t *value.Thread, a args) (value.Value, error) {
		if a[0].Class() != a[1].Class() {
			return value.NotImplementedValue{}, nil
		}
		use := func(f dataField) bool { return f.compare }
		x, err := fieldValues(t, a[0], list, use)
		if err != nil {
			return nil, err
		}
		y, err := fieldValues(t, a[1], list, use)
		if err != nil {
			return nil, err
		}
		return value.CompareValue(t, op, value.NewTuple(x, traceOf(x)), value.NewTuple(y, traceOf(y)))
	}))
}

// fields gives Field objects, of which the name and the default are known.
func (lib *dataLib) fields(t *value.Thread, a args) (value.Value, error) {
	list, ok := fieldsOf(a[0])
	if !ok {
		if _, doubtful := value.IsUnknown(a[0]); doubtful {
			return spread(a[0]), nil
		}
		return nil, t.Raise("TypeError", "must be called with a dataclass type or instance")
	}
	var out []value.Value
	for _, f := range list {
		if f.transient {
			continue
		}
		i := t.NewInstance(lib.field)
		for name, v := range map[string]value.Value{"name": value.NewStr(f.name, nil), "init": value.NewBool(f.init, nil),
			"repr": value.NewBool(f.repr, nil), "compare": value.NewBool(f.compare, nil), "kw_only": value.NewBool(f.only, nil),
			"default": f.def, "default_factory": f.factory, "metadata": unknown(t, "the metadata of a field is not followed"),
			"type": unknown(t, "annotations are not followed")} {
			if v == nil {
				v = attribute(t, "dataclasses", "MISSING")
			}
			i.NS.Set(t, name, v, t.At)
		}
		out = append(out, i)
	}
	return value.NewTuple(out, nil), nil
}

// dump is asdict and astuple: data classes inside, also in lists, tuples and
// dicts, are turned too, and everything else is copied.
func (lib *dataLib) dump(t *value.Thread, a args, named bool) (value.Value, error) {
	if u, ok := value.IsUnknown(a[0]); ok {
		return spread(u), nil
	}
	if _, ok := fieldsOf(a[0]); !ok {
		return nil, t.Raise("TypeError", "asdict() should be called on dataclass instances")
	}
	if !isNone(a[1]) {
		return unknown(t, "asdict() with a factory is not followed", a[0].Trace()), nil
	}
	return lib.dumped(t, a[0], named, t.Limits.Depth)
}

func (lib *dataLib) dumped(t *value.Thread, v value.Value, named bool, depth int) (value.Value, error) {
	if err := t.Burn(1); err != nil || depth == 0 {
		return spread(v), err
	}
	each := func(items []value.Value) ([]value.Value, error) {
		out := make([]value.Value, len(items))
		for i, item := range items {
			if uncertain(item) {
				out[i] = many(item)
				continue
			}
			d, err := lib.dumped(t, item, named, depth-1)
			if err != nil {
				return nil, err
			}
			out[i] = d
		}
		return out, nil
	}
	switch x := v.(type) {
	case *value.Instance:
		if list, ok := fieldsOf(x); ok {
			return lib.dumpedFields(t, x, list, named, each)
		}
	case *value.List:
		items, err := each(x.Elems())
		return t.NewList(items, x.Trace()), err
	case value.Tuple:
		items, err := each(x.Elems)
		x.Elems = items
		return x, err
	case *value.Dict:
		out := t.NewDict(x.Trace())
		for _, e := range x.Entries() {
			d, err := lib.dumped(t, e.Value, named, depth-1)
			if err != nil {
				return nil, err
			}
			out.Set(t, e.Key, d)
		}
		if x.More() != nil {
			out.Open(t, x.More())
		}
		return out, nil
	}
	return copyValue(t, v, t.Limits.Depth, map[value.Value]value.Value{})
}

func (lib *dataLib) dumpedFields(t *value.Thread, x *value.Instance, list []dataField, named bool, each func([]value.Value) ([]value.Value, error)) (value.Value, error) {
	values, err := fieldValues(t, x, list, func(dataField) bool { return true })
	if err != nil {
		return nil, err
	}
	if values, err = each(values); err != nil {
		return nil, err
	}
	if !named {
		return value.NewTuple(values, traceOf(values)), nil
	}
	d, i := t.NewDict(x.Trace()), 0
	for _, f := range list {
		if !f.transient {
			d.SetStr(t, f.name, values[i])
			i++
		}
	}
	return d, nil
}

// replace makes another instance with some fields changed.
func (lib *dataLib) replace(t *value.Thread, c *value.Call) (value.Value, error) {
	self, ok := firstInstance(c)
	list, isData := []dataField(nil), false
	if ok {
		list, isData = fieldsOf(self)
	}
	switch {
	case c.Open != nil:
		return spread(c.Open), nil
	case !isData:
		return unknown(t, "replace() of something unknown"), nil
	}
	with := &value.Call{At: c.At, Keywords: c.Keywords}
	for _, f := range list {
		switch given := c.Keyword(f.name); {
		case !f.init && given != nil:
			return nil, t.Raise("TypeError", "field "+f.name+" is declared with init=False, it cannot be specified with replace()")
		case f.init && given == nil && !f.transient:
			v, err := value.Attr(t, self, f.name)
			if err != nil {
				return nil, err
			}
			with.Keywords = append(with.Keywords[:len(with.Keywords):len(with.Keywords)], value.Keyword{Name: f.name, Value: v})
		}
	}
	return value.CallValue(t, self.Kind, with)
}
