package value

// Instances: of classes of the project, of models, and of classes that derive
// from a builtin type, whose builtin value is their Data.

// HasGet is a descriptor: what a class's attribute gives when it is read.
// instance is nil where it is read from the class itself.
type HasGet interface {
	Value
	Get(t *Thread, instance Value, owner *Class) (Value, error)
}

// HasUnary answers -v, +v and ~v (op is "-", "+" or "~"); ok is false where the type has none.
type HasUnary interface {
	Value
	Unary(t *Thread, op string) (result Value, ok bool, err error)
}

// HasContainsTrace is HasContains for a value whose answer depends on more than
// its own trace.
type HasContainsTrace interface {
	Value
	ContainsTrace(t *Thread, item Value) (Truth, *Trace, error)
}

// NewDerived returns an instance of a class that derives from str, int, list,
// dict or another builtin type, made of a value of that type.
func (t *Thread) NewDerived(c *Class, data Value) *Instance {
	i := t.NewInstance(c)
	i.Data = data
	i.trace = data.Trace()
	return i
}

// Underlying is the builtin value that v is made of where v is an instance of a
// class deriving from a builtin type; else v.
func Underlying(v Value) Value {
	if i, ok := v.(*Instance); ok {
		if data, ok := builtinData(i); ok {
			return data
		}
	}
	return v
}

func builtinData(i *Instance) (Value, bool) {
	v, ok := i.Data.(Value)
	if ok && i.trace != nil {
		if _, scalar := v.(interface{ immutable() }); scalar {
			v = v.With(Merge(v.Trace(), i.trace))
		}
	}
	return v, ok
}

func (traced) immutable() {}

// unknownBase is set where some base of the class is not known.
func (c *Class) unknownBase() *Unknown {
	for _, k := range c.MRO() {
		if k.Unknown != nil {
			return k.Unknown
		}
	}
	return nil
}

// Opaque tells whether some base of the class is not known.
func (c *Class) Opaque() bool { return c.unknownBase() != nil }

// builtinBase is the first class of the resolution order that is written in Go
// and is not object; nil where there is none.
func (c *Class) builtinBase() *Class {
	for _, k := range c.MRO() {
		if k != ObjectClass && isBuiltinClass(k) {
			return k
		}
	}
	return nil
}

// isBuiltinClass tells whether a class is one of Python's own.
func isBuiltinClass(c *Class) bool { return c.NS == nil || exceptionClasses[c.Name] == c }

// callSpecial calls the special method of an instance's class; found is false where it has none.
func callSpecial(t *Thread, v *Instance, name string, args ...Value) (r Value, found bool, err error) {
	b, owner, ok := v.Kind.Lookup(name)
	if !ok {
		return nil, false, nil
	}
	if _, none := b.V.(NoneValue); none { // __hash__ = None
		return nil, false, nil
	}
	f, err := bindTo(t, b, v, v.Kind, owner)
	if err != nil {
		return nil, true, err
	}
	r, err = CallValue(t, f, &Call{Args: args, At: t.At})
	return r, true, err
}

// bindTo is what the attribute of a class gives when it is read from an instance,
// resting on what the attribute rests on.
func bindTo(t *Thread, b Binding, self Value, class, owner *Class) (Value, error) {
	b = b.rested()
	v, err := boundTo(t, b, self, class, owner)
	if err != nil {
		return nil, err
	}
	return Binding{V: v, Control: b.Control}.held(), nil
}

func boundTo(t *Thread, b Binding, self Value, class, owner *Class) (Value, error) {
	switch f := b.V.(type) {
	case HasGet:
		return f.Get(t, self, class)
	case *Builtin:
		if !b.At.IsZero() { // a builtin function assigned in a class body does not bind
			return f, nil
		}
		return &BoundMethod{Self: self, Func: f}, nil
	case *Instance:
		if r, found, err := callSpecial(t, f, "__get__", self, class); found || err != nil {
			return r, err
		}
	case *BoundMethod:
		return f, nil
	case *Unknown:
		if len(f.Choices) == 0 || perhapsAbsent(f) {
			return f.bound(self), nil
		}
		return Over(t, f, func(v Value) (Value, error) {
			return boundTo(t, Binding{V: v, At: b.At}, self, class, owner)
		})
	}
	if b.V.Class() == FunctionClass {
		return &BoundMethod{Self: self, Func: b.V}, nil
	}
	return b.V, nil
}

// bound is an attribute of a class that may be one of some functions, as self has it.
func (u *Unknown) bound(self Value) Value {
	var methods []Value
	for _, f := range u.reach.functions() {
		if f.Class() == FunctionClass {
			methods = append(methods, &BoundMethod{Self: self, Func: f})
		}
	}
	return u.orOf(methods)
}

// Property is the value of @property. Set and Del are nil where there is none.
type Property struct {
	object
	Getter, Setter, Deleter Value
}

// Class is property.
func (*Property) Class() *Class { return PropertyClass }

// With returns the property, resting on what the trace assumes.
func (p *Property) With(t *Trace) Value { return Resting(p, t) }

// Get calls the getter.
func (p *Property) Get(t *Thread, instance Value, _ *Class) (Value, error) {
	if instance == nil {
		return p, nil
	}
	if p.Getter == nil {
		return nil, t.Raise("AttributeError", "property has no getter")
	}
	return CallValue(t, p.Getter, &Call{Args: []Value{instance}, At: t.At})
}

// Attr gives setter, getter and deleter, which decorate the further functions.
func (p *Property) Attr(_ *Thread, name string) (Value, error) {
	change := func(to func(*Property, Value)) Value {
		return NewBuiltin(name, func(t *Thread, c *Call) (Value, error) {
			if len(c.Args) != 1 {
				return nil, t.Raise("TypeError", name+"() takes exactly one argument")
			}
			q := &Property{Getter: p.Getter, Setter: p.Setter, Deleter: p.Deleter}
			to(q, c.Args[0])
			return q, nil
		})
	}
	switch name {
	case "getter":
		return change(func(q *Property, f Value) { q.Getter = f }), nil
	case "setter":
		return change(func(q *Property, f Value) { q.Setter = f }), nil
	case "deleter":
		return change(func(q *Property, f Value) { q.Deleter = f }), nil
	case "fget":
		return p.Getter, nil
	}
	return nil, nil
}

// StaticMethod is the value of @staticmethod.
type StaticMethod struct {
	object
	Func Value
}

// Class is staticmethod.
func (*StaticMethod) Class() *Class { return StaticMethodClass }

// With returns the method, resting on what the trace assumes.
func (m *StaticMethod) With(t *Trace) Value { return Resting(m, t) }

// Get gives the function as it is.
func (m *StaticMethod) Get(*Thread, Value, *Class) (Value, error) { return m.Func, nil }

// Call calls the function.
func (m *StaticMethod) Call(t *Thread, c *Call) (Value, error) { return CallValue(t, m.Func, c) }

// ClassMethod is the value of @classmethod.
type ClassMethod struct {
	object
	Func Value
}

// Class is classmethod.
func (*ClassMethod) Class() *Class { return ClassMethodClass }

// With returns the method, resting on what the trace assumes.
func (m *ClassMethod) With(t *Trace) Value { return Resting(m, t) }

// Get binds the function to the class.
func (m *ClassMethod) Get(_ *Thread, _ Value, owner *Class) (Value, error) {
	return &BoundMethod{Self: owner, Func: m.Func}, nil
}
