package value

import (
	"maps"
	"slices"
)

// The attributes of classes, and what classes say of those of their instances.

// slotted tells whether instances of the class have no __dict__: every class that
// it derives from has __slots__.
func (c *Class) slotted() bool {
	for _, k := range c.MRO() {
		if k == ObjectClass {
			continue
		}
		if k.NS == nil {
			return false
		}
		if _, ok := k.NS.Get("__slots__"); !ok {
			return false
		}
	}
	return true
}

// hasSlots tells whether some of the classes has __slots__ that are not empty, so that not
// every attribute of an instance is in its __dict__.
func (c *Class) hasSlots() bool {
	return slices.ContainsFunc(c.MRO(), func(k *Class) bool {
		if k.NS == nil {
			return false
		}
		b, ok := k.NS.Get("__slots__")
		slots, isTuple := b.V.(Tuple)
		return ok && !(isTuple && len(slots.Elems) == 0)
	})
}

// slot tells whether the class has room for an attribute: Maybe where its slots are not known.
func (c *Class) slot(t *Thread, name string) Truth {
	out := No
	for _, k := range c.MRO() {
		if k == ObjectClass {
			continue
		}
		b, _ := k.NS.Get("__slots__")
		if s, ok := b.V.(Str); ok {
			b.V = NewTuple([]Value{s}, nil)
		}
		truth, err := contains(t, b.V, NewStr(name, nil))
		if err != nil || truth == Maybe {
			out = Maybe
		}
		if truth == Yes {
			return Yes
		}
	}
	return out
}

func attrOfClass(t *Thread, c *Class, name string) (Value, error) {
	if name == "__annotations__" && c.Written {
		if a := t.ownAnnotations(c); a != nil {
			return a, nil
		}
	}
	var meta Binding
	var owner *Class
	if c.Meta != nil {
		meta, owner, _ = c.Meta.Lookup(name)
		if meta.V != nil && isData(meta.V) {
			return bindTo(t, meta, c, c.Meta, owner)
		}
	}
	if b, _, ok := c.Lookup(name); ok && name != "__qualname__" {
		if perhapsAbsent(b.V) {
			return c.perhapsInherited(t, name), nil
		}
		return bindToClass(t, b, c)
	}
	if meta.V != nil {
		return bindTo(t, meta, c, c.Meta, owner)
	}
	if r := nameOfClass(t, c, name); r != nil {
		return r, nil
	}
	if r := t.unboundMethod(c, name); r != nil {
		return r, nil
	}
	if u := c.unknownBase(); u != nil {
		return Doubt(nil, u), nil
	}
	if c.Meta != nil && c.Meta.Is(ABCMetaClass) && name == "register" {
		return t.methodOf(c, c, name), nil
	}
	if c.Meta != nil {
		if b, owner, ok := c.Meta.Lookup("__getattr__"); ok {
			f, err := bindTo(t, b, c, c.Meta, owner)
			if err != nil {
				return nil, err
			}
			return CallValue(t, f, &Call{Args: []Value{NewStr(name, nil)}, At: t.At})
		}
	}
	return nil, nil
}

// ownAnnotations are the annotations of a class that has none, which it does not inherit since
// Python 3.10; nil where it has its own or inherits them.
func (t *Thread) ownAnnotations(c *Class) Value {
	if _, own := c.NS.Get("__annotations__"); own || c.Unknown != nil {
		return nil
	}
	switch PythonSince(t, 10) {
	case No:
		return nil
	case Maybe:
		return typed(NewUnknown("whether annotations are inherited depends on the version of Python", t.At, nil), DictClass)
	}
	d := t.NewDict(nil)
	c.NS.Set(t, "__annotations__", d, t.At)
	return d
}

// perhapsInherited is an attribute that some class of the resolution order has
// perhaps, and those behind it may have.
func (c *Class) perhapsInherited(t *Thread, name string) Value {
	var v Value
	for _, k := range slices.Backward(c.MRO()) {
		if k.NS == nil {
			continue
		}
		b, ok := k.NS.Get(name)
		switch {
		case ok && v != nil && perhapsAbsent(b.V):
			v = insteadOfAbsent(b.V.(*Unknown), v)
		case ok:
			v = b.V
		}
	}
	return t.there("AttributeError", v)
}

func nameOfClass(t *Thread, c *Class, name string) Value {
	switch u := c.unknownBase(); name {
	case "__base__", "__bases__", "__mro__", "mro":
		if u != nil {
			return Doubt(nil, u)
		}
	}
	switch name {
	case "__qualname__":
		if c.NS != nil {
			if b, ok := c.NS.Get(name); ok {
				return b.V
			}
		}
		return NewStr(c.Name, nil)
	case "__name__":
		return NewStr(c.Name, nil)
	case "__base__":
		if len(c.Bases) > 0 {
			return c.Bases[0]
		}
		return None()
	case "mro":
		return NewBuiltin(name, func(t *Thread, call *Call) (Value, error) {
			if len(call.Keywords) > 0 || len(call.Args) > 1 || len(call.Args) == 1 && c != TypeClass { // type.mro takes the class
				return nil, t.Raise("TypeError", "mro() takes no arguments")
			}
			c := c
			if len(call.Args) == 1 {
				of, ok := call.Args[0].(*Class)
				if !ok {
					return nil, t.Raise("TypeError", "descriptor 'mro' requires a 'type' object")
				}
				c = of
			}
			return t.NewList(append([]Value{}, classTuple(c.MRO()).(Tuple).Elems...), nil), nil
		})
	case "__dict__":
		if c == ObjectClass {
			return t.objectDict()
		}
		if c.NS == nil || isBuiltinClass(c) {
			return NewUnknown("the attributes of a builtin class are not followed", t.At, nil)
		}
		return t.proxyOf(t.dictOf(c.NS))
	case "__module__":
		if c.Module == "" {
			return NewStr("builtins", nil)
		}
		return NewStr(c.Module, nil)
	case "__class__":
		return c.Class()
	case "__bases__":
		return classTuple(c.Bases)
	case "__mro__":
		return classTuple(c.MRO())
	}
	return nil
}

// objectDict is object.__dict__: its names.
func (t *Thread) objectDict() Value {
	d := t.NewDict(nil)
	for _, name := range slices.Sorted(maps.Keys(attributeNames()["object"])) {
		d.SetStr(t, name, NewUnknown("the attributes of a builtin class are not followed", t.At, nil))
	}
	return d
}

func classTuple(classes []*Class) Value {
	items := make([]Value, len(classes))
	for i, c := range classes {
		items[i] = c
	}
	return NewTuple(items, nil)
}
