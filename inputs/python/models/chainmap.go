package models

import (
	"slices"

	"github.com/djgate/djgate/inputs/python/value"
)

// chainMapClass is collections.ChainMap: dicts, in "maps", of which the first
// that has a key decides.
func chainMapClass() *value.Class {
	c := value.NewClass("ChainMap", "collections")
	c.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		self, ok := firstInstance(c)
		if !ok {
			return nil, t.Raise("TypeError", "__init__() missing a required argument: 'self'")
		}
		maps := slices.Clone(c.Args[1:])
		if len(maps) == 0 {
			maps = []value.Value{t.NewDict(nil)}
		}
		self.NS.Set(t, "maps", t.NewList(maps, nil), t.At)
		return value.None(), nil
	})
	method(c, "__getitem__", "key", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		v, absent, err := chained(t, self, a[0])
		if v == nil && err == nil {
			if missing, _, found := self.Kind.Lookup("__missing__"); found {
				out, err := call(t, missing.V, self, a[0])
				return restingOn(orNone(out), absent), err
			}
			return nil, t.RaiseClass(value.Exceptions()["KeyError"], "...", absent)
		}
		return v, err
	})
	method(c, "get", "key, default=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		v, absent, err := chained(t, self, a[0])
		if v == nil && err == nil {
			return restingOn(orNone(a[1]), absent), nil
		}
		return v, err
	})
	method(c, "__contains__", "key", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		v, absent, err := chained(t, self, a[0])
		if u, ok := value.IsUnknown(orNone(v)); ok {
			return typed(u, value.BoolClass), err
		}
		return value.NewBool(v != nil, a[0].Trace().Under(absent).Under(orNone(v).Trace())), err
	})
	method(c, "setdefault", "key, default=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		v, absent, err := chained(t, self, a[0])
		if v != nil || err != nil {
			return v, err
		}
		v = restingOn(orNone(a[1]), absent)
		_, err = callMethod(t, self, "__setitem__", a[0], v)
		return v, err
	})
	merged(c, "__len__", "__iter__", "keys", "values", "items")
	comparesAsMapping(c)
	chainUnions(c)
	for _, name := range []string{"__setitem__", "__delitem__", "pop", "popitem", "clear", "update"} {
		c.Method(name, func(t *value.Thread, call *value.Call) (value.Value, error) {
			maps := mapsOf(call)
			if len(maps) == 0 {
				return unknown(t, "this ChainMap is not followed"), nil
			}
			f, err := value.Attr(t, maps[0], name)
			if err != nil {
				return nil, err
			}
			rest := *call
			rest.Args = call.Args[1:]
			return value.CallValue(t, f, &rest)
		})
	}
	c.Method("new_child", newChild)
	parents := loose("parents", "self", func(t *value.Thread, a args) (value.Value, error) {
		maps := mapsOf(&value.Call{Args: a})
		return call(t, a[0].Class(), maps[min(1, len(maps)):]...)
	})
	c.NS.Set(nil, "parents", &value.Property{Getter: value.NewBuiltin("parents", parents)}, value.Place{})
	method(c, "__repr__", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		parts := []any{self.Kind.Name + "("}
		for i, m := range mapsOf(&value.Call{Args: []value.Value{self}}) {
			if i > 0 {
				parts = append(parts, ", ")
			}
			parts = append(parts, m)
		}
		return joined(t, append(parts, ")")...)
	})
	return c
}

// newChild is new_child(m=None, **kwargs): the names go into m, or into a dict of their own.
func newChild(t *value.Thread, c *value.Call) (value.Value, error) {
	self, ok := firstInstance(c)
	if !ok || len(c.Args) > 2 {
		return nil, t.Raise("TypeError", "new_child() takes one argument")
	}
	var first value.Value
	named := value.Call{At: c.At, Open: c.Open}
	if len(c.Args) > 1 {
		first = c.Args[1]
	}
	for _, k := range c.Keywords {
		if k.Name == "m" && first == nil {
			first = k.Value
			continue
		}
		named.Keywords = append(named.Keywords, k)
	}
	if isNone(first) {
		first = t.NewDict(nil)
	}
	if len(named.Keywords) > 0 || named.Open != nil {
		update, err := value.Attr(t, first, "update")
		if err != nil {
			return nil, err
		}
		if _, err := value.CallValue(t, update, &named); err != nil {
			return nil, err
		}
	}
	return call(t, self.Kind, append([]value.Value{first}, mapsOf(&value.Call{Args: []value.Value{self}})...)...)
}

// chainUnions are copy and |, which change or copy the first map alone; on the right of
// another mapping it makes one map of all.
func chainUnions(c *value.Class) {
	copied := func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		maps := slices.Clone(mapsOf(&value.Call{Args: []value.Value{self}}))
		if len(maps) == 0 {
			return unknown(t, "this ChainMap is not followed"), nil
		}
		first, err := callMethod(t, maps[0], "copy")
		if err != nil {
			return nil, err
		}
		maps[0] = first
		return call(t, self.Kind, maps...)
	}
	updated := func(t *value.Thread, v, other value.Value) (value.Value, error) {
		_, err := callMethod(t, v, "update", other)
		return v, err
	}
	method(c, "copy", "", copied)
	method(c, "__copy__", "", copied)
	method(c, "__ior__", "other", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return updated(t, self, a[0])
	})
	method(c, "__or__", "other", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		if countsAs(a[0].Class(), "Mapping") == value.No {
			return value.NotImplementedValue{}, nil
		}
		v, err := copied(t, self, nil)
		if err != nil {
			return nil, err
		}
		return updated(t, v, a[0])
	})
	method(c, "__ror__", "other", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		if countsAs(a[0].Class(), "Mapping") == value.No {
			return value.NotImplementedValue{}, nil
		}
		all, err := call(t, value.DictClass, a[0])
		if err != nil {
			return nil, err
		}
		own, err := call(t, value.DictClass, self)
		if err != nil {
			return nil, err
		}
		if _, err := updated(t, all, own); err != nil {
			return nil, err
		}
		return call(t, self.Kind, all)
	})
}

func mapsOf(c *value.Call) []value.Value {
	self, ok := firstInstance(c)
	if !ok {
		return nil
	}
	maps, ok := held[*value.List](self, "maps")
	if !ok {
		return nil
	}
	return maps.Elems()
}

// chained finds a key in the first map that has it; nil, and what that rests on, where
// none has.
func chained(t *value.Thread, self *value.Instance, key value.Value) (v value.Value, absent *value.Trace, err error) {
	for _, m := range mapsOf(&value.Call{Args: []value.Value{self}}) {
		in, err := value.CompareValue(t, value.In, key, m)
		if err != nil {
			return nil, nil, err
		}
		has, err := value.Truthy(t, in)
		switch {
		case err != nil:
			return nil, nil, err
		case has == value.Maybe:
			return spread(m, key), absent, nil
		case has == value.Yes:
			v, err := value.Item(t, m, key)
			return restingOn(v, absent), nil, err
		}
		absent = absent.Under(in.Trace())
	}
	return nil, absent, nil
}

// merged adds methods of the dict that the maps make together.
func merged(c *value.Class, names ...string) {
	for _, name := range names {
		c.Method(name, func(t *value.Thread, c *value.Call) (value.Value, error) {
			d := t.NewDict(nil)
			maps := mapsOf(c)
			for i := len(maps) - 1; i >= 0; i-- {
				if err := updateDict(t, d, &value.Call{Args: maps[i : i+1], At: t.At}); err != nil {
					return nil, err
				}
			}
			f, err := value.Attr(t, d, name)
			if err != nil {
				return nil, err
			}
			return call(t, f, c.Args[1:]...)
		})
	}
}
