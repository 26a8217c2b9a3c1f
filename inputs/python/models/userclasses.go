package models

import (
	"slices"

	"github.com/djgate/djgate/inputs/python/value"
)

// UserDict, UserList and UserString: what they hold is in "data"
// (CPython, Lib/collections/__init__.py).

// userData is what an instance of one of these classes holds.
func userData(self value.Value) value.Value {
	if i, ok := self.(*value.Instance); ok {
		if b, has := i.NS.Get("data"); has {
			return b.V
		}
	}
	return value.None()
}

// itemMethods are those on which what collections.abc adds to a mapping or a sequence is built.
var itemMethods = []string{"__getitem__", "__setitem__", "__delitem__", "__contains__", "__iter__", "__len__", "__missing__"}

// ownItems tells whether a class of the program has a say in how items are read, set or listed.
func ownItems(self *value.Instance) bool {
	return slices.ContainsFunc(itemMethods, func(name string) bool {
		_, owner, ok := self.Kind.Lookup(name)
		return ok && owner.Written
	})
}

func userDictClass() *value.Class {
	c := value.NewClass("UserDict", "collections")
	c.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		self, ok := firstInstance(c)
		if !ok {
			return nil, t.Raise("TypeError", "__init__() missing a required argument: 'self'")
		}
		self.NS.Set(t, "data", t.NewDict(nil), t.At)
		rest := *c
		rest.Args = c.Args[1:]
		if len(rest.Args) == 1 && isNone(rest.Args[0]) {
			rest.Args = nil
		}
		if len(rest.Args)+len(rest.Keywords) == 0 && rest.Open == nil {
			return value.None(), nil
		}
		update, err := value.Attr(t, self, "update")
		if err != nil {
			return nil, err
		}
		return value.CallValue(t, update, &rest)
	})
	delegate(c, "data", "__len__", "__setitem__", "__delitem__", "__iter__", "__contains__", "__repr__", "__reversed__")
	comparesAsMapping(c)
	method(c, "__getitem__", "key", userItem)
	c.Method("update", updateUserDict)
	for name, own := range map[string]func(t *value.Thread, self *value.Instance, a args) (value.Value, error){
		"get": userGet, "pop": userPop, "setdefault": userSetDefault,
	} {
		method(c, name, "key, default=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
			if ownItems(self) {
				return own(t, self, a)
			}
			return methodCall(t, userData(self), name, a...)
		})
	}
	for _, name := range []string{"keys", "values", "items", "clear"} {
		method(c, name, "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
			return userWhole(t, self, name)
		})
	}
	method(c, "popitem", "", popUserItem)
	for name, right := range map[string]bool{"__or__": false, "__ror__": true} {
		method(c, name, "other", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
			return mergedUserDict(t, self, a[0], right)
		})
	}
	method(c, "__ior__", "other", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		other := a[0]
		if i, ok := other.(*value.Instance); ok && i.Kind.Is(c) {
			other = userData(i)
		}
		_, err := callMethod(t, userData(self), "update", other)
		return self, err
	})
	copyUser(c)
	return c
}

// copyUser gives a class its copy(), and that of copy.copy: of the same class, with data of its own.
func copyUser(c *value.Class) {
	for _, name := range []string{"copy", "__copy__"} {
		method(c, name, "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
			data, err := copyValue(t, userData(self), 1, map[value.Value]value.Value{})
			if err != nil {
				return nil, err
			}
			out := t.NewInstance(self.Kind)
			for _, attr := range self.NS.Names() {
				b, _ := self.NS.Get(attr)
				out.NS.Set(t, attr, b.V, b.At)
			}
			if u := self.NS.More(); u != nil {
				out.NS.Open(t, u)
			}
			out.NS.Set(t, "data", data, t.At)
			return out.With(self.Trace()), nil
		})
	}
}

// userItem asks __missing__ of a subclass for a key that is not there.
func userItem(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	if d, ok := userData(self).(*value.Dict); ok && d.More() == nil {
		if _, has := d.Get(a[0]); !has {
			if missing, _, found := self.Kind.Lookup("__missing__"); found {
				return call(t, missing.V, self, a[0])
			}
		}
	}
	return value.Item(t, userData(self), a[0])
}

// itemOrDefault is self[key], or the default where that raises KeyError; absent tells that it did.
// Where it perhaps does the value is not known.
func itemOrDefault(t *value.Thread, self *value.Instance, key, def value.Value) (v value.Value, absent bool, err error) {
	before := t.Dropped
	v, err = value.Item(t, self, key)
	if raised, ok := err.(*value.Raised); ok && raisedIs(err, "KeyError") {
		return def.With(def.Trace().Under(raised.Trace)), true, nil
	}
	if err == nil && t.Dropped != before {
		v = spread(v, def)
	}
	return v, false, err
}

func userGet(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	if _, _, found := self.Kind.Lookup("__missing__"); found {
		if in, err := value.Compare(t, value.In, a[0], self); err != nil || in != value.Yes {
			return unknown(t, "whether get() of a UserDict asks __missing__ depends on the version of Python"), err
		}
	}
	v, _, err := itemOrDefault(t, self, a[0], orNone(a[1]))
	return v, err
}

func userPop(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	if a[1] == nil {
		v, err := value.Item(t, self, a[0])
		if err != nil {
			return nil, err
		}
		return v, value.SetItem(t, self, a[0], nil)
	}
	v, absent, err := itemOrDefault(t, self, a[0], a[1])
	if err != nil || absent {
		return v, err
	}
	return v, value.SetItem(t, self, a[0], nil)
}

func userSetDefault(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	v, absent, err := itemOrDefault(t, self, a[0], orNone(a[1]))
	if err != nil || !absent {
		return v, err
	}
	return v, value.SetItem(t, self, a[0], v)
}

// userWhole is keys(), values(), items() or clear(). A view of a class that reads its items
// itself shows what they are by now.
func userWhole(t *value.Thread, self *value.Instance, name string) (value.Value, error) {
	if !ownItems(self) {
		return callMethod(t, userData(self), name)
	}
	return itemsAsDict(t, self, name)
}

// itemsAsDict is a method of the dict of what a mapping gives for its keys; clear deletes these
// from the mapping.
func itemsAsDict(t *value.Thread, self *value.Instance, name string) (value.Value, error) {
	items, err := value.Items(t, self)
	if err != nil {
		return nil, err
	}
	d := t.NewDict(self.Trace())
	for _, key := range items {
		if uncertain(key) {
			return spread(key), nil
		}
		if name == "clear" {
			if err := value.SetItem(t, self, key, nil); err != nil {
				return nil, err
			}
			continue
		}
		v, err := value.Item(t, self, key)
		if err != nil {
			return nil, err
		}
		if err := value.SetItem(t, d, key, v); err != nil {
			return nil, err
		}
	}
	return callMethod(t, d, name)
}

// popUserItem takes the first item, where a dict takes the last.
func popUserItem(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
	keys, err := value.Items(t, self)
	switch {
	case err != nil:
		return nil, err
	case len(keys) == 0:
		return nil, t.Raise("KeyError", "...")
	case slices.ContainsFunc(keys, uncertain) || value.Disordered(userData(self)):
		u := spread(keys...)
		loseObject(t, self, u)
		return u, nil
	}
	v, err := value.Item(t, self, keys[0])
	if err != nil {
		return nil, err
	}
	return value.NewTuple([]value.Value{keys[0], v}, self.Trace()), value.SetItem(t, self, keys[0], nil)
}

// updateUserDict sets each item by __setitem__ where that is the program's.
func updateUserDict(t *value.Thread, c *value.Call) (value.Value, error) {
	self, ok := firstInstance(c)
	if !ok {
		return nil, t.Raise("TypeError", "update() missing a required argument: 'self'")
	}
	rest := *c
	rest.Args = slices.Clone(c.Args[1:])
	for i, a := range rest.Args {
		if o, ok := a.(*value.Instance); ok && o.Kind.Is(userBase(self)) && !ownItems(o) {
			rest.Args[i] = userData(o)
		}
	}
	_, owner, _ := self.Kind.Lookup("__setitem__")
	if owner == nil || !owner.Written {
		update, err := value.Attr(t, userData(self), "update")
		if err != nil {
			return nil, err
		}
		return value.CallValue(t, update, &rest)
	}
	return setEach(t, self, &rest)
}

// loseObject makes what the containers of an object hold unknown.
func loseObject(t *value.Thread, self *value.Instance, u *value.Unknown) {
	for _, name := range self.NS.Names() {
		b, _ := self.NS.Get(name)
		value.Lose(t, b.V, u)
	}
	self.NS.Open(t, u)
}

// userBase is UserDict, UserList or UserString, from which the class of self derives.
func userBase(self *value.Instance) *value.Class {
	for _, k := range self.Kind.MRO() {
		if k.Module == "collections" && !k.Written {
			return k
		}
	}
	return self.Kind
}

// mergedUserDict is self | other, and other | self, of self's class.
func mergedUserDict(t *value.Thread, self *value.Instance, other value.Value, right bool) (value.Value, error) {
	if i, ok := other.(*value.Instance); ok && i.Kind.Is(userBase(self)) {
		other = userData(i)
	}
	if _, ok := value.IsUnknown(other); ok {
		return spread(other), nil
	}
	if _, ok := value.Underlying(other).(*value.Dict); !ok {
		return value.NotImplementedValue{}, nil
	}
	a, b := userData(self), other
	if right {
		a, b = b, a
	}
	sum, err := value.Binary(t, value.BitOr, a, b)
	if err != nil {
		return nil, err
	}
	return call(t, self.Kind, sum)
}

func userListClass() *value.Class {
	c := value.NewClass("UserList", "collections")
	method(c, "__init__", "initlist=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		given := args{}
		if !isNone(a[0]) {
			given = args{userOperand(c, a[0])}
		}
		data, err := call(t, value.ListClass, given...)
		if err == nil {
			self.NS.Set(t, "data", data, t.At)
		}
		return value.None(), err
	})
	delegate(c, "data", "__len__", "__setitem__", "__delitem__", "__contains__", "__repr__", "append", "insert", "pop", "remove", "clear", "count", "reverse", "sort")
	method(c, "__getitem__", "i", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		v, err := value.Item(t, userData(self), a[0])
		if _, part := a[0].(value.Slice); !part || err != nil {
			return v, err
		}
		return call(t, self.Kind, v)
	})
	method(c, "__iter__", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		if ownItems(self) {
			return unknown(t, "the items of this UserList are not followed"), nil
		}
		return callMethod(t, userData(self), "__iter__")
	})
	c.Method("index", func(t *value.Thread, c *value.Call) (value.Value, error) {
		if self, ok := firstInstance(c); ok {
			return callMethod(t, userData(self), "index", c.Args[1:]...)
		}
		return nil, t.Raise("TypeError", "index() missing a required argument: 'self'")
	})
	method(c, "extend", "other", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return callMethod(t, userData(self), "extend", userOperand(c, a[0]))
	})
	userListOperators(c)
	copyUser(c)
	return c
}

// userOperand is what the other operand holds, where it is one of the class.
func userOperand(c *value.Class, v value.Value) value.Value {
	if i, ok := v.(*value.Instance); ok && i.Kind.Is(c) {
		return userData(i)
	}
	return v
}

// userListOperators adds sums and products, which are of self's class, and comparisons.
func userListOperators(c *value.Class) {
	for _, name := range []string{"__add__", "__radd__", "__mul__", "__rmul__"} {
		method(c, name, "other", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
			sum, err := userSum(t, name, userData(self), userOperand(c, a[0]))
			if err != nil {
				return nil, err
			}
			return call(t, self.Kind, sum)
		})
	}
	for name, op := range map[string]value.BinaryOp{"__iadd__": value.Add, "__imul__": value.Mult} {
		method(c, name, "other", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
			data, err := value.Inplace(t, op, userData(self), userOperand(c, a[0]))
			if err == nil {
				self.NS.Set(t, "data", data, t.At)
			}
			return self, err
		})
	}
	for name, op := range map[string]value.CompareOp{"__eq__": value.Eq, "__lt__": value.Lt, "__le__": value.LtE, "__gt__": value.Gt, "__ge__": value.GtE} {
		method(c, name, "other", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
			return value.CompareValue(t, op, userData(self), userOperand(c, a[0]))
		})
	}
	c.NS.Set(nil, "__hash__", value.None(), value.Place{})
}

// userSum is what an operator gives of what a UserList holds. It takes any iterable for a list.
func userSum(t *value.Thread, name string, data, other value.Value) (value.Value, error) {
	if name == "__mul__" || name == "__rmul__" {
		return value.Binary(t, value.Mult, data, other)
	}
	other, err := call(t, value.ListClass, other)
	if err != nil {
		return nil, err
	}
	if name == "__radd__" {
		return value.Binary(t, value.Add, other, data)
	}
	return value.Binary(t, value.Add, data, other)
}

func userStringClass() *value.Class {
	c := value.NewClass("UserString", "collections")
	method(c, "__init__", "seq", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		data, err := value.ToStr(t, userOperand(c, a[0]))
		if err == nil {
			self.NS.Set(t, "data", data, t.At)
		}
		return value.None(), err
	})
	c.Method("__getattr__", unknownCall("collections.UserString is not followed"))
	delegate(c, "data", "__len__", "__iter__", "__contains__", "__eq__", "__ne__", "__repr__", "__str__", "__lt__", "__le__", "__gt__", "__ge__")
	method(c, "__getitem__", "index", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		v, err := value.Item(t, userData(self), a[0])
		if err != nil {
			return nil, err
		}
		return call(t, self.Kind, v)
	})
	method(c, "__add__", "other", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		other, err := value.ToStr(t, userOperand(c, a[0]))
		if err != nil {
			return nil, err
		}
		sum, err := value.Binary(t, value.Add, userData(self), other)
		if err != nil {
			return nil, err
		}
		return call(t, self.Kind, sum)
	})
	return c
}
