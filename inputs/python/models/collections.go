package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

func dataModules() map[string]maker {
	return map[string]maker{
		"collections": collectionsModule, "collections.abc": typingModule("collections.abc"),
		"itertools": itertoolsModule, "functools": functoolsModule, "operator": operatorModule, "copy": copyModule,
	}
}

func collectionsModule(t *value.Thread) value.Value {
	m := value.NewModule("collections", "")
	ordered := value.NewClass("OrderedDict", "collections", value.DictClass)
	ordered.Method("move_to_end", moveToEnd)
	m.Define("OrderedDict", ordered)
	m.Define("defaultdict", defaultDictClass())
	m.Func("namedtuple", strict("namedtuple", "typename, field_names, *, rename=, defaults=, module=", namedTuple))
	for _, name := range []string{"Counter", "deque", "ChainMap", "UserDict", "UserList", "UserString"} {
		c := value.NewClass(name, "collections")
		c.New = func(t *value.Thread, cls *value.Class, _ *value.Call) (value.Value, error) {
			return typed(unknown(t, "collections."+name+" is not followed"), cls), nil
		}
		m.Define(name, c)
	}
	m.Define("abc", typingModule("collections.abc")(t))
	return m
}

// dictOfSelf is the dict behind an instance of a class that derives from dict.
func dictOfSelf(c *value.Call) (*value.Dict, bool) {
	self, ok := firstInstance(c)
	if !ok {
		return nil, false
	}
	d, ok := value.Underlying(self).(*value.Dict)
	return d, ok
}

func moveToEnd(t *value.Thread, c *value.Call) (value.Value, error) {
	d, ok := dictOfSelf(c)
	if !ok || len(c.Args) < 2 {
		return nil, t.Raise("TypeError", "move_to_end() missing a required argument: 'key'")
	}
	key := c.Args[1]
	v, ok := d.Get(key)
	if !ok {
		return nil, t.Raise("KeyError", "...")
	}
	last := c.Keyword("last")
	if len(c.Args) > 2 {
		last = c.Args[2]
	}
	on, err := isOn(t, last, true)
	if err != nil {
		return nil, err
	}
	rest := append([]value.Entry{}, d.Entries()...)
	d.Delete(t, key)
	d.Set(t, key, v)
	if on == value.Yes {
		return value.None(), nil
	}
	for _, e := range rest {
		if other, err := value.Compare(t, value.Eq, e.Key, key); err == nil && other == value.No {
			d.Delete(t, e.Key)
			d.Set(t, e.Key, e.Value)
		}
	}
	return value.None(), nil
}

// defaultDictClass is a dict whose __missing__ calls the first argument.
func defaultDictClass() *value.Class {
	c := value.NewClass("defaultdict", "collections", value.DictClass)
	c.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		self, ok := firstInstance(c)
		d, isDict := dictOfSelf(c)
		if !ok || !isDict {
			return nil, t.Raise("TypeError", "__init__() missing a required argument: 'self'")
		}
		var factory value.Value = value.None()
		rest := *c
		rest.Args = c.Args[1:]
		if len(rest.Args) > 0 {
			factory, rest.Args = rest.Args[0], rest.Args[1:]
		}
		self.NS.Set(t, "default_factory", factory, t.At)
		update, err := value.Attr(t, d, "update")
		if err != nil {
			return nil, err
		}
		_, err = value.CallValue(t, update, &rest)
		return value.None(), err
	})
	c.Method("__missing__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		d, ok := dictOfSelf(c)
		self, _ := firstInstance(c)
		if !ok || len(c.Args) != 2 {
			return nil, t.Raise("TypeError", "__missing__() missing a required argument: 'key'")
		}
		b, _ := self.NS.Get("default_factory")
		if isNone(b.V) {
			return nil, t.Raise("KeyError", "...")
		}
		v, err := call(t, b.V)
		if err != nil {
			return nil, err
		}
		d.Set(t, c.Args[1], v)
		return v, nil
	})
	return c
}

// namedTuple makes a class of tuples with names for their items.
func namedTuple(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
	name, err := wantText(t, a[0], "namedtuple")
	if err != nil {
		return nil, err
	}
	var fields []string
	if s, ok := text(a[1]); ok {
		fields = strings.Fields(strings.ReplaceAll(s, ",", " "))
	} else {
		items, err := value.Items(t, a[1])
		if err != nil {
			return nil, err
		}
		for _, v := range items {
			s, ok := text(v)
			if !ok {
				return unknown(t, "the fields of a named tuple are not known", v.Trace()), nil
			}
			fields = append(fields, s)
		}
	}
	var defaults []value.Value
	if !isNone(a[3]) {
		if defaults, err = value.Items(t, a[3]); err != nil {
			return nil, err
		}
	}
	return tupleClass(t, name, fields, defaults), nil
}

func tupleClass(t *value.Thread, name string, fields []string, defaults []value.Value) *value.Class {
	params := make([]string, len(fields))
	for i, f := range fields {
		params[i] = f
		if i >= len(fields)-len(defaults) {
			params[i] += "="
		}
	}
	create := func(cls *value.Class) function {
		return loose(name, strings.Join(params, ","), func(_ *value.Thread, a args) (value.Value, error) {
			for i, v := range a {
				if v == nil {
					a[i] = defaults[i-len(fields)+len(defaults)]
				}
			}
			tuple := value.NewTuple(a, traceOf(a)).(value.Tuple)
			tuple.Type, tuple.Fields = cls, fields
			return tuple, nil
		})
	}
	c := value.NewClass(name, "", value.TupleClass)
	c.New = func(t *value.Thread, cls *value.Class, c *value.Call) (value.Value, error) { return create(cls)(t, c) }
	c.NS.Set(nil, "_fields", value.NewTuple(strs(fields, nil), nil), value.Place{})
	c.Method("_asdict", func(t *value.Thread, c *value.Call) (value.Value, error) {
		tuple, ok := c.Args[0].(value.Tuple)
		if !ok {
			return nil, t.Raise("TypeError", "_asdict() needs a named tuple")
		}
		d := t.NewDict(tuple.Trace())
		for i, f := range fields {
			d.SetStr(t, f, tuple.Elems[i])
		}
		return d, nil
	})
	return c
}

func copyModule(*value.Thread) value.Value {
	m := value.NewModule("copy", "")
	m.Func("copy", loose("copy", "x", func(t *value.Thread, a args) (value.Value, error) {
		return copyValue(t, a[0], 1, map[value.Value]value.Value{})
	}))
	m.Func("deepcopy", loose("deepcopy", "x, memo=", func(t *value.Thread, a args) (value.Value, error) {
		return copyValue(t, a[0], t.Limits.Depth, map[value.Value]value.Value{})
	}))
	return m
}

// copyValue copies containers down to a depth; what is in one twice stays one.
func copyValue(t *value.Thread, v value.Value, depth int, done map[value.Value]value.Value) (value.Value, error) {
	if depth == 0 {
		return v, nil
	}
	if err := t.Burn(1); err != nil {
		return nil, err
	}
	each := func(items []value.Value) ([]value.Value, error) {
		out := make([]value.Value, len(items))
		for i, item := range items {
			c, err := copyValue(t, item, depth-1, done)
			if err != nil {
				return nil, err
			}
			out[i] = c
		}
		return out, nil
	}
	switch v := v.(type) {
	case *value.List:
		if have, ok := done[v]; ok {
			return have, nil
		}
		out := t.NewList(nil, v.Trace())
		done[v] = out
		items, err := each(v.Elems())
		out.SetElems(t, items)
		return out, err
	case value.Tuple:
		if depth == 1 {
			return v, nil
		}
		items, err := each(v.Elems)
		v.Elems = items
		return v, err
	case *value.Set:
		out := t.NewSet(v.Elems(), v.Frozen, v.Trace())
		return out, nil
	case *value.Dict:
		return copyDict(t, v, depth, done)
	case *value.Instance:
		return unknown(t, "a copy of an instance is not followed", v.Trace()), nil
	}
	return v, nil
}

func copyDict(t *value.Thread, v *value.Dict, depth int, done map[value.Value]value.Value) (value.Value, error) {
	if have, ok := done[v]; ok {
		return have, nil
	}
	out := t.NewDict(v.Trace())
	done[v] = out
	for _, e := range v.Entries() {
		c, err := copyValue(t, e.Value, depth-1, done)
		if err != nil {
			return nil, err
		}
		out.Set(t, e.Key, c)
	}
	if v.More() != nil {
		out.Open(t, v.More())
	}
	return out, nil
}
