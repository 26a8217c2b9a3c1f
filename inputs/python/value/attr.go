package value

import "slices"

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
	if hasAttribute(v, name) || inLibrary(v, name) {
		return NewUnknown(name+" of "+v.Class().Name+" is not followed", t.At, v.Trace()), nil
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
	if m, ok := v.(*BoundMethod); ok && (name != "__class__" || m.Func.Class() != FunctionClass) {
		return Attr(t, m.Func, name)
	}
	if tuple, ok := v.(Tuple); ok && tuple.Type != nil { // what the class of a named tuple defines
		if b, owner, found := tuple.Type.Lookup(name); found {
			return bindTo(t, b, v, tuple.Type, owner)
		}
	}
	if f := t.methodOf(v, v, name); f != nil {
		return f, nil
	}
	if tuple, ok := v.(Tuple); ok && tuple.hasDict() {
		return t.there("AttributeError", NewUnknown("the attributes of a named tuple are not followed", t.At, v.Trace()).orAbsent()), nil
	}
	return nil, nil
}

// hasDict tells whether a named tuple is of a class of the program that lets any attribute be set.
func (v Tuple) hasDict() bool {
	if v.Type == nil || v.Type.New != nil {
		return false
	}
	return slices.ContainsFunc(v.Type.MRO(), func(k *Class) bool {
		if !k.Written {
			return false
		}
		_, slots := k.NS.Get("__slots__")
		return !slots
	})
}

func attrOfUnknown(t *Thread, u *Unknown, name string) (Value, error) {
	var r Value = Doubt(nil, u)
	if len(u.Choices) > 0 {
		var err error
		if r, err = Over(t, u, func(v Value) (Value, error) { return Attr(t, v, name) }); err != nil {
			return nil, err
		}
	}
	if out, ok := r.(*Unknown); ok && len(out.Choices) == 0 {
		out.changes = changers[name]
	}
	if f := u.answering(name, r); f != nil {
		return f, nil
	}
	return r, nil
}

// noAttr is the AttributeError of v.name. A class with an unknown base may have anything.
func (t *Thread) noAttr(v Value, name string) error {
	shape := "'" + v.Class().TypeName() + "' object has no attribute '" + name + "'"
	cause := absence(v.Class(), name)
	switch v := v.(type) {
	case *Instance:
		cause = joinedTrace(v.NS.Absent(name), cause)
	case *Class:
		cause = joinedTrace(absence(v, name), cause)
		shape = "type object '" + v.TypeName() + "' has no attribute '" + name + "'"
	case *Module:
		cause = joinedTrace(v.NS.Absent(name), cause)
		shape = "module '" + v.Name + "' has no attribute '" + name + "'"
	}
	return t.RaiseClass(builtinClass("AttributeError"), shape, cause)
}

// absence is what it rests on that no class of the resolution order has a name.
func absence(c *Class, name string) *Trace {
	var cause *Trace
	for _, k := range c.MRO() {
		if k.NS != nil {
			cause = joinedTrace(cause, k.NS.Absent(name))
		}
	}
	return cause
}

// attrOfInstance is v.name; where the usual way raises AttributeError, __getattr__ is asked.
func attrOfInstance(t *Thread, v *Instance, name string) (Value, error) {
	r, err := usualAttr(t, v, name)
	raised, ok := err.(*Raised)
	if err != nil && (!ok || !raised.Kind.Is(builtinClass("AttributeError"))) || r != nil {
		return r, err
	}
	if own, found, failed := callSpecial(t, v, "__getattr__", NewStr(name, nil)); found || failed != nil {
		if absent := v.NS.Absent(name); absent != nil && failed == nil {
			own = resting(own, absent)
		}
		return own, failed
	}
	if err != nil {
		return nil, err
	}
	if u := v.Kind.unknownBase(); u != nil {
		return Doubt(nil, u), nil
	}
	if v.NS.more != nil {
		return Doubt(nil, v.NS.more), nil
	}
	return nil, nil
}

// usualAttr is object.__getattribute__, or the class's own: data descriptors of
// the class, the instance, other attributes of the class.
func usualAttr(t *Thread, v *Instance, name string) (Value, error) {
	if _, _, ok := v.Kind.Lookup("__getattribute__"); ok {
		r, _, err := callSpecial(t, v, "__getattribute__", NewStr(name, nil))
		return r, err
	}
	return plainAttr(t, v, name)
}

// plainAttr is object.__getattribute__; nil where there is no such attribute.
func plainAttr(t *Thread, v *Instance, name string) (Value, error) {
	b, owner, inClass := v.Kind.Lookup(name)
	if inClass && isData(b.V) {
		return bindTo(t, b, v, v.Kind, owner)
	}
	own, ok := v.own(name)
	if ok && !perhapsAbsent(own) {
		return own, nil
	}
	if lost := v.NS.Lost(name); inClass && !ok && lost != nil && !binds(b.V) {
		return Doubt(nil, lost), nil // the instance may have one of its own
	}
	if inClass {
		if absent := v.NS.Absent(name); absent != nil {
			b.under(absent)
		}
		inherited, err := bindTo(t, b, v, v.Kind, owner)
		if ok && err == nil {
			return insteadOfAbsent(own.(*Unknown), inherited), nil
		}
		return inherited, err
	}
	if ok {
		return t.there("AttributeError", own), nil
	}
	if r := attrOfData(t, v, name); r != nil {
		return r, nil
	}
	switch name {
	case "__class__":
		return v.Kind, nil
	case "__dict__":
		switch {
		case v.Kind.slotted():
		case v.Kind.modelled():
			return NewUnknown("the attributes of a library's object are not followed", t.At, nil), nil
		case v.Kind.hasSlots():
			return NewUnknown("which attributes are in slots is not followed", t.At, nil), nil
		default:
			return t.dictOf(v.NS), nil
		}
	}
	return nil, nil
}

// modelled tells whether a class is a library's whose objects hold what its model needs,
// and not what the library keeps in them.
func (c *Class) modelled() bool {
	for _, k := range c.MRO() {
		if k.Written || k.Name == "SimpleNamespace" {
			return false
		}
	}
	return c.Module != "" && c.Module != "builtins" && !c.Is(exceptionClasses["BaseException"])
}

// binds tells whether a class's attribute is a method: an instance that may have any
// attribute is not taken to hide one.
func binds(v Value) bool {
	v, _ = Rested(v)
	switch v.(type) {
	case HasGet, *Builtin, *BoundMethod:
		return true
	}
	return v.Class() == FunctionClass
}

// isData tells whether a class's attribute comes before the instance's of that name.
func isData(v Value) bool {
	v, _ = Rested(v)
	switch v := v.(type) {
	case *Property:
		return true
	case *Instance:
		_, _, set := v.Kind.Lookup("__set__")
		_, _, del := v.Kind.Lookup("__delete__")
		return set || del
	}
	return false
}

// own is an attribute of the instance itself, or an item of the dict that was
// assigned to its __dict__.
func (i *Instance) own(name string) (Value, bool) {
	if d, ok := i.assigned(); ok && name != "__dict__" {
		if v, ok := d.GetStr(name); ok {
			return v, true
		}
		if d.more != nil {
			return Doubt(nil, d.more), true
		}
		return nil, false
	}
	b, ok := i.NS.Get(name)
	return b.held(), ok
}

// assigned is the dict that was assigned to __dict__ of the instance.
func (i *Instance) assigned() (*Dict, bool) {
	b, ok := i.NS.Get("__dict__")
	if !ok {
		return nil, false
	}
	d, ok := Underlying(b.V).(*Dict)
	return d, ok
}

// dictOf is the __dict__ of a namespace: a view of it where the interpreter gives one.
func (t *Thread) dictOf(n *Namespace) Value {
	if t.DictOf != nil {
		return t.DictOf(n)
	}
	return namespaceDict(t, n)
}

// proxyOf is a view of a dict that changes nothing, of the class that the library types
// has; the dict itself where no model of that is there.
func (t *Thread) proxyOf(d Value) Value {
	if t.ImportModule == nil {
		return d
	}
	m, err := t.ImportModule("types")
	types, ok := m.(*Module)
	if err != nil || !ok {
		return d
	}
	b, _ := types.NS.Get("MappingProxyType")
	class, ok := b.V.(*Class)
	if !ok {
		return d
	}
	if view, err := CallValue(t, class, &Call{Args: []Value{d}, At: t.At}); err == nil {
		return view
	}
	return d
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

// attrOrAbsent is Attr that keeps the choice that there is no such attribute.
func (t *Thread) attrOrAbsent(v Value, name string) (Value, error) {
	before, dropped := t.absentToo, t.Dropped
	t.absentToo = true
	defer func() { t.absentToo = before }()
	r, err := Attr(t, v, name)
	if err == nil && r != nil && t.Dropped > dropped { // its __getattr__ perhaps raises
		return perhaps(NewUnknown("whether there is an attribute "+name+" is not known", t.At, r.Trace()), r), nil
	}
	return r, err
}

// there is a value that is perhaps not there, where it is: else that is an error
// of the given class.
func (t *Thread) there(class string, v Value) Value {
	u, ok := v.(*Unknown)
	if !ok || !perhapsAbsent(u) || t.absentToo {
		return v
	}
	t.MayRaise(class, Doubt(nil, u))
	var choices []Choice
	for _, c := range u.Choices {
		if _, absent := c.V.(Unbound); !absent {
			choices = append(choices, c)
		}
	}
	if len(choices) == 0 {
		return Doubt(nil, u)
	}
	return choose(Doubt(nil, u), choices)
}

func attrOfModule(t *Thread, m *Module, name string) (Value, error) {
	if b, ok := m.NS.Get(name); ok {
		return t.there("AttributeError", b.held()), nil
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
		return t.dictOf(m.NS), nil
	}
	if lost := m.NS.Lost(name); lost != nil {
		return Doubt(nil, lost), nil
	}
	return m.Made(t, name)
}

// Made is what __getattr__ of a module gives for a name that it lacks (PEP 562);
// nil where it defines none.
func (m *Module) Made(t *Thread, name string) (Value, error) {
	b, ok := m.NS.Get("__getattr__")
	if !ok {
		return nil, nil
	}
	v, err := CallValue(t, b.held(), &Call{Args: []Value{NewStr(name, nil)}, At: t.At})
	if err != nil || m.NS.Absent(name) == nil {
		return v, err
	}
	return v.With(v.Trace().Under(m.NS.Absent(name))), nil
}

// namespaceDict is a copy of a namespace as a dict.
func namespaceDict(t *Thread, n *Namespace) Value {
	d := t.NewDict(n.AllAbsent())
	for _, name := range n.Names() {
		b, _ := n.Get(name)
		d.SetStr(t, name, b.V)
	}
	d.more = n.more
	return d
}
