package value

import (
	"maps"
	"slices"
)

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
	if hasAttribute(v, name) {
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
	if m, ok := v.(*BoundMethod); ok {
		return Attr(t, m.Func, name)
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
	out := Doubt(nil, u)
	out.changes = changers[name]
	return out, nil
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

// attrOfInstance is v.name; where the usual way raises AttributeError, __getattr__ is asked.
func attrOfInstance(t *Thread, v *Instance, name string) (Value, error) {
	r, err := usualAttr(t, v, name)
	raised, ok := err.(*Raised)
	if err != nil && (!ok || !raised.Kind.Is(builtinClass("AttributeError"))) || r != nil {
		return r, err
	}
	if own, found, failed := callSpecial(t, v, "__getattr__", NewStr(name, nil)); found || failed != nil {
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
	if inClass {
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
		if !v.Kind.slotted() {
			return t.dictOf(v.NS), nil
		}
	}
	return nil, nil
}

// isData tells whether a class's attribute comes before the instance's of that name.
func isData(v Value) bool {
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
	return b.V, ok
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

// dictOf is the __dict__ of a namespace: a view of it where the interpreter gives one.
func (t *Thread) dictOf(n *Namespace) Value {
	if t.DictOf != nil {
		return t.DictOf(n)
	}
	return namespaceDict(t, n)
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
	switch name {
	case "__origin__", "__args__", "__parameters__": // list[int] is list
		return NewUnknown("the parameters of types are not kept", t.At, nil), nil
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

// there is a value that is perhaps not there, where it is: else that is an error
// of the given class.
func (t *Thread) there(class string, v Value) Value {
	u, ok := v.(*Unknown)
	if !ok || !perhapsAbsent(u) {
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

func nameOfClass(t *Thread, c *Class, name string) Value {
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
		return NewBuiltin(name, func(t *Thread, _ *Call) (Value, error) {
			return t.NewList(append([]Value{}, classTuple(c.MRO()).(Tuple).Elems...), nil), nil
		})
	case "__dict__":
		if c == ObjectClass {
			return t.objectDict()
		}
		if c.NS == nil || isBuiltinClass(c) {
			return NewUnknown("the attributes of a builtin class are not followed", t.At, nil)
		}
		return t.dictOf(c.NS)
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
	for _, name := range slices.Sorted(maps.Keys(attributeNames["object"])) {
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

func attrOfModule(t *Thread, m *Module, name string) (Value, error) {
	if b, ok := m.NS.Get(name); ok {
		return t.there("AttributeError", b.V), nil
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
		if i, ok := v.(*Instance); ok && i.Kind.Written || writtenClass(v) {
			return None()
		}
		return NewUnknown("documentation is not kept", Place{}, nil)
	}
	return nil
}

func writtenClass(v Value) bool {
	c, ok := v.(*Class)
	return ok && c.Written
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
