package models

import (
	"github.com/djgate/djgate/inputs/python/value"
)

func dataModules() map[string]maker {
	return map[string]maker{
		"collections": collectionsModule, "collections.abc": abstractModule("collections.abc"),
		"itertools": itertoolsModule, "functools": functoolsModule, "operator": operatorModule, "copy": copyModule,
	}
}

func collectionsModule(t *value.Thread) value.Value {
	m := value.NewModule("collections", "")
	m.Define("OrderedDict", orderedDictClass())
	m.Define("defaultdict", defaultDictClass())
	m.Define("Counter", counterClass())
	m.Define("deque", dequeClass())
	m.Define("ChainMap", chainMapClass())
	m.Define("UserDict", userDictClass())
	m.Define("UserList", userListClass())
	m.Define("UserString", userStringClass())
	m.Func("namedtuple", strict("namedtuple", "typename, field_names, *, rename=, defaults=, module=", namedTuple))
	if abc, err := importModule(t, "collections.abc"); err == nil {
		m.Define("abc", abc)
	}
	m.Fallback = notFollowed("collections")
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

// dictMethod adds a method to a class that derives from dict.
func dictMethod(c *value.Class, name, params string, f func(t *value.Thread, self *value.Instance, d *value.Dict, a args) (value.Value, error)) {
	method(c, name, params, func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		d, ok := value.Underlying(self).(*value.Dict)
		if !ok {
			return unknown(t, "a dict of this class is not followed", self.Trace()), nil
		}
		return f(t, self, d, a)
	})
}

func orderedDictClass() *value.Class {
	c := value.NewClass("OrderedDict", "collections", value.DictClass)
	dictMethod(c, "move_to_end", "key, last=", moveToEnd)
	dictMethod(c, "popitem", "last=", func(t *value.Thread, _ *value.Instance, d *value.Dict, a args) (value.Value, error) {
		last, err := isOn(t, a[0], true)
		if err != nil {
			return nil, err
		}
		entries := d.Entries()
		switch {
		case last == value.Maybe || d.More() != nil:
			u := unknown(t, "which item is taken from a dict is not known", d.Trace())
			value.Lose(t, d, u)
			return u, nil
		case last == value.Yes || len(entries) == 0:
			f, err := value.Attr(t, d, "popitem")
			if err != nil {
				return nil, err
			}
			return call(t, f)
		}
		first := entries[0]
		d.Delete(t, first.Key)
		return value.NewTuple([]value.Value{first.Key, first.Value}, d.Trace()), nil
	})
	dictMethod(c, "__eq__", "other", func(t *value.Thread, _ *value.Instance, d *value.Dict, a args) (value.Value, error) {
		return equalOrdered(t, c, d, a[0])
	})
	c.Method("__repr__", unknownOf("the repr of an OrderedDict depends on the version of Python", value.StrClass))
	copying(c)
	merging(c)
	return c
}

// equalOrdered is whether an OrderedDict is equal to another, which has the same order then,
// or to any dict.
func equalOrdered(t *value.Thread, c *value.Class, d *value.Dict, other value.Value) (value.Value, error) {
	if u, ok := value.IsUnknown(other); ok {
		return typed(u, value.BoolClass), nil
	}
	o, ok := value.Underlying(other).(*value.Dict)
	if !ok {
		return value.NotImplementedValue{}, nil
	}
	equal, err := value.CompareValue(t, value.Eq, d, o)
	if b, known := equal.(value.Bool); err != nil || !other.Class().Is(c) || known && !b.B {
		return equal, err
	}
	before, after := keysIn(t, d), keysIn(t, o)
	same, err := value.CompareValue(t, value.Eq, before, after)
	if b, known := equal.(value.Bool); err != nil || known && b.B {
		return same, err
	}
	return typed(spread(equal, same), value.BoolClass), nil
}

// keysIn are the keys of a dict in their order.
func keysIn(t *value.Thread, d *value.Dict) value.Value {
	var keys []value.Value
	for _, e := range d.Entries() {
		keys = append(keys, e.Key)
	}
	return value.InAnyOrder(t, t.NewList(keys, d.Trace()), d.Disordered())
}

// copying gives a class that derives from dict its copy(): of the same class.
func copying(c *value.Class) {
	dictMethod(c, "copy", "", func(t *value.Thread, self *value.Instance, _ *value.Dict, _ args) (value.Value, error) {
		return copyValue(t, self, 1, map[value.Value]value.Value{})
	})
}

func moveToEnd(t *value.Thread, _ *value.Instance, d *value.Dict, a args) (value.Value, error) {
	key := a[0]
	on, err := isOn(t, a[1], true)
	if err != nil {
		return nil, err
	}
	v, ok := d.Get(key)
	_, known := value.KeyOf(key)
	switch {
	case !known || !ok && d.More() != nil || on == value.Maybe:
		value.InAnyOrder(t, d, true)
		t.MayRaise("KeyError", spread(key, d))
		return value.None(), nil
	case !ok:
		return nil, t.Raise("KeyError", "...")
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

// updateDict is d.update(...) with the arguments of a call.
func updateDict(t *value.Thread, d *value.Dict, c *value.Call) error {
	update, err := value.Attr(t, d, "update")
	if err != nil {
		return err
	}
	_, err = value.CallValue(t, update, c)
	return err
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
		if _, builtin := factory.(value.Callable); !builtin && !isNone(factory) && !callable(t, factory) {
			return nil, t.Raise("TypeError", "first argument must be callable or None")
		}
		self.NS.Set(t, "default_factory", factory, t.At)
		return value.None(), updateDict(t, d, &rest)
	})
	dictMethod(c, "__missing__", "key", func(t *value.Thread, self *value.Instance, d *value.Dict, a args) (value.Value, error) {
		b, _ := self.NS.Get("default_factory")
		if isNone(b.V) {
			return nil, t.Raise("KeyError", "...")
		}
		v, err := call(t, b.V)
		if err != nil {
			return nil, err
		}
		return v, value.SetItem(t, d, a[0], v)
	})
	dictMethod(c, "__repr__", "", func(t *value.Thread, self *value.Instance, d *value.Dict, _ args) (value.Value, error) {
		b, _ := self.NS.Get("default_factory")
		if cls, ok := b.V.(*value.Class); ok || isNone(b.V) {
			factory := "None"
			if ok {
				factory = "<class '" + qualified(cls) + "'>"
			}
			return joined(t, "defaultdict("+factory+", ", d, ")")
		}
		return typed(unknown(t, "the repr of a function is not known", d.Trace()), value.StrClass), nil
	})
	copying(c)
	merging(c)
	return c
}

// merging adds a | b of a class that derives from dict: of that class, unlike a dict's own.
func merging(c *value.Class) {
	for _, name := range []string{"__or__", "__ror__"} {
		dictMethod(c, name, "other", func(t *value.Thread, self *value.Instance, d *value.Dict, a args) (value.Value, error) {
			if _, unknown := value.IsUnknown(a[0]); unknown {
				return spread(a[0], d), nil
			}
			if _, ok := value.Underlying(a[0]).(*value.Dict); !ok {
				return value.NotImplementedValue{}, nil
			}
			made, err := callMethod(t, self, "copy")
			out, ok := value.Underlying(orNone(made)).(*value.Dict)
			if err != nil || !ok {
				return spread(d), err
			}
			parts := []value.Value{d, a[0]}
			if name == "__ror__" {
				parts[0], parts[1] = parts[1], parts[0]
			}
			if _, err := callMethod(t, out, "clear"); err != nil {
				return nil, err
			}
			for _, part := range parts {
				if err := updateDict(t, out, &value.Call{Args: []value.Value{part}, At: t.At}); err != nil {
					return nil, err
				}
			}
			return made, nil
		})
	}
}

// callable is callable(v), where it is known.
func callable(t *value.Thread, v value.Value) bool {
	r, err := builtinCall("callable")(t, v)
	if err != nil {
		return true
	}
	b, ok := r.(value.Bool)
	return !ok || b.B
}

// qualified is the name of a class as its repr has it.
func qualified(c *value.Class) string {
	if c.Module == "" {
		return c.Name
	}
	return c.Module + "." + c.Name
}

// joined is the text of Go strings and of the repr of values.
func joined(t *value.Thread, parts ...any) (value.Value, error) {
	var out value.Value = value.NewStr("", nil)
	for _, p := range parts {
		var s value.Value
		switch p := p.(type) {
		case string:
			s = value.NewStr(p, nil)
		case value.Value:
			r, err := value.ToRepr(t, p)
			if err != nil {
				return nil, err
			}
			s = r
		}
		sum, err := value.Binary(t, value.Add, out, s)
		if err != nil {
			return nil, err
		}
		out = sum
	}
	return out, nil
}
