package value

// Attributes: what v.name gives, by the type of v.

// Attr is v.name with the whole of Python's rules: AttributeError where there is none.
func Attr(t *Thread, v Value, name string) (Value, error) {
	if err := t.Burn(1); err != nil {
		return nil, err
	}
	if u, ok := v.(*Unknown); ok {
		return attrOfUnknown(t, u, name)
	}
	if h, ok := v.(HasAttr); ok {
		if r, err := h.Attr(t, name); r != nil || err != nil {
			return r, err
		}
	}
	r, err := attrOf(t, v, name)
	if r != nil || err != nil {
		return r, err
	}
	if r := commonAttr(v, name); r != nil {
		return r, nil
	}
	return nil, t.noAttr(v, name)
}

func attrOf(t *Thread, v Value, name string) (Value, error) {
	switch v := v.(type) {
	case *Instance:
		return attrOfInstance(t, v, name)
	case *Class:
		return attrOfClass(t, v, name)
	case *Module:
		return attrOfModule(t, v, name)
	}
	if r := fieldOf(v, name); r != nil {
		return r, nil
	}
	if tuple, ok := v.(Tuple); ok && tuple.Type != nil { // what the class of a named tuple defines
		if b, owner, found := tuple.Type.Lookup(name); found {
			return bindTo(t, b, v, tuple.Type, owner)
		}
	}
	return t.methodOf(v, v, name), nil
}

func attrOfUnknown(t *Thread, u *Unknown, name string) (Value, error) {
	if len(u.Choices) > 0 {
		return Over(t, u, func(v Value) (Value, error) { return Attr(t, v, name) })
	}
	return Doubt(nil, u), nil
}

// noAttr is the AttributeError of v.name. A class with an unknown base may have anything.
func (t *Thread) noAttr(v Value, name string) error {
	shape := "'" + v.Class().Name + "' object has no attribute '" + name + "'"
	switch v := v.(type) {
	case *Class:
		shape = "type object '" + v.Name + "' has no attribute '" + name + "'"
	case *Module:
		shape = "module '" + v.Name + "' has no attribute '" + name + "'"
	}
	return t.Raise("AttributeError", shape)
}

func attrOfInstance(t *Thread, v *Instance, name string) (Value, error) {
	if _, _, ok := v.Kind.Lookup("__getattribute__"); ok {
		r, _, err := callSpecial(t, v, "__getattribute__", NewStr(name, nil))
		return r, err
	}
	b, owner, inClass := v.Kind.Lookup(name)
	if p, ok := b.V.(*Property); inClass && ok {
		return p.Get(t, v, v.Kind)
	}
	if own, ok := v.NS.Get(name); ok {
		return own.V, nil
	}
	if inClass {
		return bindTo(t, b, v, v.Kind, owner)
	}
	if r := attrOfData(t, v, name); r != nil {
		return r, nil
	}
	switch name {
	case "__class__":
		return v.Kind, nil
	case "__dict__":
		return namespaceDict(t, v.NS), nil
	}
	if r, found, err := callSpecial(t, v, "__getattr__", NewStr(name, nil)); found || err != nil {
		return r, err
	}
	if u := v.Kind.unknownBase(); u != nil {
		return Doubt(nil, u), nil
	}
	if v.NS.more != nil {
		return Doubt(nil, v.NS.more), nil
	}
	return nil, nil
}

// attrOfData is an attribute that comes from the builtin type the class derives from; nil for none.
func attrOfData(t *Thread, v *Instance, name string) Value {
	if data, ok := builtinData(v); ok {
		if r := fieldOf(data, name); r != nil {
			return r
		}
		return t.methodOf(data, v, name)
	}
	if v.Kind.Is(exceptionClasses["BaseException"]) {
		return attrOfException(t, v, name)
	}
	return nil
}

func attrOfClass(t *Thread, c *Class, name string) (Value, error) {
	if b, _, ok := c.Lookup(name); ok {
		switch f := b.V.(type) {
		case HasGet:
			return f.Get(t, nil, c)
		case *Instance:
			if r, found, err := callSpecial(t, f, "__get__", None(), c); found || err != nil {
				return r, err
			}
		}
		return b.V, nil
	}
	if c.Meta != nil {
		if b, owner, ok := c.Meta.Lookup(name); ok {
			return bindTo(t, b, c, c.Meta, owner)
		}
	}
	if r := nameOfClass(c, name); r != nil {
		return r, nil
	}
	if r := t.unboundMethod(c, name); r != nil {
		return r, nil
	}
	if u := c.unknownBase(); u != nil {
		return Doubt(nil, u), nil
	}
	return nil, nil
}

func nameOfClass(c *Class, name string) Value {
	switch name {
	case "__name__", "__qualname__":
		return NewStr(c.Name, nil)
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

func classTuple(classes []*Class) Value {
	items := make([]Value, len(classes))
	for i, c := range classes {
		items[i] = c
	}
	return NewTuple(items, nil)
}

func attrOfModule(t *Thread, m *Module, name string) (Value, error) {
	if b, ok := m.NS.Get(name); ok {
		return b.V, nil
	}
	if m.Fallback != nil {
		if r, err := m.Fallback(t, name); r != nil || err != nil {
			return r, err
		}
	}
	switch name {
	case "__name__":
		return NewStr(m.Name, nil), nil
	case "__file__":
		if m.File != "" {
			return NewStr(m.File, &Trace{Public: true}), nil
		}
	case "__dict__":
		return namespaceDict(t, m.NS), nil
	}
	if m.NS.more != nil {
		return Doubt(nil, m.NS.more), nil
	}
	return nil, nil
}

// namespaceDict is a copy of a namespace as a dict.
func namespaceDict(t *Thread, n *Namespace) Value {
	d := t.NewDict(nil)
	for _, name := range n.names {
		d.SetStr(t, name, n.bound[name].V)
	}
	d.more = n.more
	return d
}

// fieldOf is a data attribute of a builtin value; nil for none.
func fieldOf(v Value, name string) Value {
	switch v := v.(type) {
	case Int, Bool:
		return fieldOfInt(v, name)
	case Float:
		return fieldOfComplex(complex(v.F, 0), name, v.trace)
	case Complex:
		return fieldOfComplex(v.C, name, v.trace)
	case Tuple:
		return fieldOfTuple(v, name)
	case Slice:
		return pick(name, []string{"start", "stop", "step"}, v.Lower, v.Upper, v.Step)
	case *Range:
		return pick(name, []string{"start", "stop", "step"}, NewInt(v.Start, v.trace), NewInt(v.Stop, v.trace), NewInt(v.Step, v.trace))
	case *Builtin:
		return pick(name, []string{"__name__", "__qualname__"}, NewStr(v.Name, nil), NewStr(v.Name, nil))
	case *BoundMethod:
		return pick(name, []string{"__self__", "__func__"}, v.Self, v.Func)
	case *StaticMethod:
		return pick(name, []string{"__func__", "__wrapped__"}, v.Func, v.Func)
	case *ClassMethod:
		return pick(name, []string{"__func__", "__wrapped__"}, v.Func, v.Func)
	}
	return nil
}

func pick(name string, names []string, values ...Value) Value {
	for i, n := range names {
		if n == name {
			return values[i]
		}
	}
	return nil
}

func fieldOfInt(v Value, name string) Value {
	i, _ := asInt(v)
	return pick(name, []string{"real", "numerator", "imag", "denominator"}, i, i, NewInt(0, i.trace), NewInt(1, i.trace))
}

func fieldOfComplex(c complex128, name string, tr *Trace) Value {
	return pick(name, []string{"real", "imag"}, NewFloat(real(c), tr), NewFloat(imag(c), tr))
}

func fieldOfTuple(v Tuple, name string) Value {
	for i, f := range v.Fields {
		if f == name && i < len(v.Elems) {
			return v.Elems[i]
		}
	}
	if name != "_fields" || v.Type == nil {
		return nil
	}
	names := make([]Value, len(v.Fields))
	for i, f := range v.Fields {
		names[i] = NewStr(f, nil)
	}
	return NewTuple(names, nil)
}

// commonAttr are the attributes that every object has.
func commonAttr(v Value, name string) Value {
	switch name {
	case "__class__":
		return v.Class()
	case "__doc__":
		return NewUnknown("documentation is not kept", Place{}, nil)
	}
	return nil
}

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
		return setName(t, v, v.NS, name, to)
	}
	if v.Class() == FunctionClass {
		return nil // attributes of functions are for display
	}
	return t.noAttr(v, name)
}

// setAttrOfUnknown sets the attribute on each object that the unknown may be.
func setAttrOfUnknown(t *Thread, u *Unknown, name string, to Value) error {
	for _, c := range u.Choices {
		if _, absent := c.V.(Unbound); absent {
			continue
		}
		if err := SetAttr(t, c.V, name, to); err != nil {
			return err
		}
	}
	return nil
}

func setAttrOfInstance(t *Thread, v *Instance, name string, to Value) error {
	b, _, _ := v.Kind.Lookup(name)
	if p, ok := b.V.(*Property); ok {
		return setProperty(t, p, v, name, to)
	}
	special, args := "__setattr__", []Value{NewStr(name, nil), to}
	if to == nil {
		special, args = "__delattr__", args[:1]
	}
	if _, found, err := callSpecial(t, v, special, args...); found || err != nil {
		return err
	}
	return setName(t, v, v.NS, name, to)
}

func setProperty(t *Thread, p *Property, v *Instance, name string, to Value) error {
	f, args, what := p.Setter, []Value{v, to}, "setter"
	if to == nil {
		f, args, what = p.Deleter, args[:1], "deleter"
	}
	if f == nil {
		return t.Raise("AttributeError", "property '"+name+"' of '"+v.Kind.Name+"' object has no "+what)
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
