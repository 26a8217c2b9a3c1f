package value

// Setting and deleting attributes.

// SetAttr assigns v.name (to nil: deletes it).
func SetAttr(t *Thread, v Value, name string, to Value) error {
	if err := t.Burn(1); err != nil {
		return err
	}
	switch v := v.(type) {
	case *Unknown:
		return setAttrOfUnknown(t, v, name, to)
	case HasSetAttr:
		return v.SetAttr(t, name, to)
	case *Instance:
		return setAttrOfInstance(t, v, name, to)
	case *Module:
		return setName(t, v, v.NS, name, to)
	case *Class:
		if isBuiltinClass(v) {
			return t.Raise("TypeError", "cannot set '"+name+"' attribute of immutable type '"+v.Name+"'")
		}
		if found, err := setByMeta(t, v, name, to); found || err != nil {
			return err
		}
		return setName(t, v, v.NS, name, to)
	}
	if tuple, ok := v.(Tuple); ok && tuple.hasDict() {
		return nil // which have no place in a tuple: each is unknown
	}
	if v.Class() == FunctionClass {
		return nil // attributes of functions are for display
	}
	return t.noAttr(v, name)
}

// setByMeta lets the metaclass set or delete an attribute of a class, where it defines how.
func setByMeta(t *Thread, c *Class, name string, to Value) (found bool, err error) {
	if c.Meta == nil {
		return false, nil
	}
	special, args := "__setattr__", []Value{c, NewStr(name, nil), to}
	if to == nil {
		special, args = "__delattr__", args[:2]
	}
	b, _, ok := c.Meta.Lookup(special)
	if !ok {
		return false, nil
	}
	_, err = CallValue(t, b.V, &Call{Args: args, At: t.At})
	return true, err
}

// setAttrOfUnknown sets the attribute on each object that the unknown may be.
func setAttrOfUnknown(t *Thread, u *Unknown, name string, to Value) error {
	if len(u.Choices) == 0 || u.Many {
		return t.loseReach(u, to)
	}
	_, err := Over(t, u, func(v Value) (Value, error) { return None(), SetAttr(t, v, name, to) })
	return err
}

func setAttrOfInstance(t *Thread, v *Instance, name string, to Value) error {
	special, args := "__setattr__", []Value{NewStr(name, nil), to}
	if to == nil {
		special, args = "__delattr__", args[:1]
	}
	if _, found, err := callSpecial(t, v, special, args...); found || err != nil {
		return err
	}
	return plainSetAttr(t, v, name, to)
}

// plainSetAttr is object.__setattr__, and __delattr__ where to is nil.
func plainSetAttr(t *Thread, v *Instance, name string, to Value) error {
	b, _, _ := v.Kind.Lookup(name)
	switch d := b.V.(type) {
	case *Property:
		return setProperty(t, d, v, name, to)
	case *Instance:
		special, args := "__set__", []Value{v, to}
		if to == nil {
			special, args = "__delete__", args[:1]
		}
		if _, found, err := callSpecial(t, d, special, args...); found || err != nil {
			return err
		}
	}
	if v.Kind == ObjectClass {
		return t.noAttr(v, name)
	}
	if name == "__class__" {
		v.NS.Open(t, NewUnknown("an object that changes its class is not followed", t.At, nil))
		return nil
	}
	if d, ok := v.assigned(); ok && name != "__dict__" {
		if to == nil && !d.Delete(t, NewStr(name, nil)) {
			return t.noAttr(v, name)
		}
		if to != nil {
			d.SetStr(t, name, to)
		}
		return nil
	}
	if v.Kind.slotted() && v.Kind.Written && v.Kind.slot(t, name) == No {
		return t.noAttr(v, name)
	}
	return setName(t, v, v.NS, name, to)
}

func setProperty(t *Thread, p *Property, v *Instance, name string, to Value) error {
	f, args, what := p.Setter, []Value{v, to}, "setter"
	if to == nil {
		f, args, what = p.Deleter, args[:1], "deleter"
	}
	if f == nil {
		return t.Raise("AttributeError", "property '"+name+"' of '"+v.Kind.TypeName()+"' object has no "+what)
	}
	_, err := CallValue(t, f, &Call{Args: args, At: t.At})
	return err
}

func setName(t *Thread, v Value, ns *Namespace, name string, to Value) error {
	if to != nil {
		ns.Set(t, name, to, t.At)
		return nil
	}
	if !ns.Delete(t, name) && ns.more == nil {
		return t.noAttr(v, name)
	}
	return nil
}
