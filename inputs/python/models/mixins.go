package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// What an abstract class of collections.abc adds to a class that derives from it
// (CPython, Lib/_collections_abc.py).

// mixins adds the methods of an abstract class that are written with the others of the class.
func mixins(c *value.Class, name string) {
	switch name {
	case "Mapping", "MutableMapping":
		mappingMixins(c, name == "MutableMapping")
	case "Iterator", "Generator":
		method(c, "__iter__", "", func(_ *value.Thread, self *value.Instance, _ args) (value.Value, error) { return self, nil })
		if name == "Generator" {
			method(c, "__next__", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
				f, err := value.Attr(t, self, "send")
				if err != nil {
					return nil, err
				}
				return call(t, f, value.None())
			})
			c.Method("close", unknownCall("how a generator of the program is closed is not followed"))
		}
	case "Set", "MutableSet":
		c.NS.Set(nil, "__hash__", value.None(), value.Place{})
		for _, op := range strings.Fields("le lt gt ge eq and rand or ror sub rsub xor rxor") {
			c.Method("__"+op+"__", unknownCall("what Set adds to a class is not followed"))
		}
	}
	if strings.HasPrefix(name, "Mutable") && name != "MutableMapping" {
		for _, op := range strings.Fields("iadd ior iand ixor isub") {
			c.Method("__"+op+"__", func(t *value.Thread, call *value.Call) (value.Value, error) {
				if self, ok := firstInstance(call); ok {
					loseObject(t, self, unknown(t, "what "+name+" adds to a class is not followed"))
				}
				return unknown(t, "what "+name+" adds to a class is not followed", traceOf(call.Args)), nil
			})
		}
	}
}

// mappingMixins are the methods of a mapping, by how the class itself reads, sets and lists items.
func mappingMixins(c *value.Class, mutable bool) {
	method(c, "get", "key, default=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		v, _, err := itemOrDefault(t, self, a[0], orNone(a[1]))
		return v, err
	})
	method(c, "__contains__", "key", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		v, absent, err := itemOrDefault(t, self, a[0], value.None())
		if u, ok := value.IsUnknown(orNone(v)); ok || err != nil {
			return typedOrNil(u, value.BoolClass), err
		}
		return value.NewBool(!absent, v.Trace()), nil
	})
	for _, name := range []string{"keys", "values", "items"} {
		method(c, name, "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
			return itemsAsDict(t, self, name)
		})
	}
	c.NS.Set(nil, "__hash__", value.None(), value.Place{})
	c.NS.Set(nil, "__reversed__", value.None(), value.Place{})
	method(c, "__eq__", "other", equalMapping)
	if !mutable {
		return
	}
	method(c, "pop", "key, default=", userPop)
	method(c, "setdefault", "key, default=", userSetDefault)
	method(c, "popitem", "", popUserItem)
	method(c, "clear", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		return itemsAsDict(t, self, "clear")
	})
	c.Method("update", updateByItems)
}

// equalMapping compares the items of two mappings as dicts.
func equalMapping(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	if u, ok := value.IsUnknown(a[0]); ok {
		return typed(u, value.BoolClass), nil
	}
	other := a[0]
	if i, ok := other.(*value.Instance); ok {
		if i == self {
			return value.NewBool(true, nil), nil
		}
		if _, _, isMapping := i.Kind.Lookup("__reversed__"); !isMapping && countsAs(i.Kind, "Mapping") != value.Yes {
			return value.NotImplementedValue{}, nil
		}
		other = nil
	} else if _, ok := other.(*value.Dict); !ok {
		return value.NotImplementedValue{}, nil
	}
	own, err := call(t, value.DictClass, self)
	if err == nil && other == nil {
		other, err = call(t, value.DictClass, a[0])
	}
	if err != nil {
		return nil, err
	}
	return value.CompareValue(t, value.Eq, own, other)
}

// updateByItems is update(other=(), /, **names) by __setitem__ of the class.
func updateByItems(t *value.Thread, c *value.Call) (value.Value, error) {
	self, ok := firstInstance(c)
	if !ok {
		return nil, t.Raise("TypeError", "update() missing a required argument: 'self'")
	}
	rest := *c
	rest.Args = c.Args[1:]
	return setEach(t, self, &rest)
}

// setEach sets what dict() makes of a call, item by item; what a mapping holds is lost where
// that is not known.
func setEach(t *value.Thread, self *value.Instance, c *value.Call) (value.Value, error) {
	given, err := value.CallValue(t, value.DictClass, c)
	if err != nil {
		return nil, err
	}
	d, ok := given.(*value.Dict)
	if !ok || d.More() != nil {
		loseObject(t, self, spread(given))
		return value.None(), nil
	}
	for _, e := range d.Entries() {
		if uncertain(e.Value) {
			loseObject(t, self, spread(given))
			return value.None(), nil
		}
		if err := value.SetItem(t, self, e.Key, e.Value); err != nil {
			return nil, err
		}
	}
	return value.None(), nil
}
