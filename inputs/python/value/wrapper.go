package value

// Wrapper is a function that a decorator written in Go made of another: it binds
// as a method, and its attributes are those of the other.
type Wrapper struct {
	object
	Wrapped Value
	Fn      func(t *Thread, c *Call) (Value, error)
}

// NewWrapper returns a function made of another one.
func NewWrapper(of Value, f func(t *Thread, c *Call) (Value, error)) *Wrapper {
	return &Wrapper{Wrapped: of, Fn: f}
}

// Class is function.
func (*Wrapper) Class() *Class { return FunctionClass }

// With returns the function.
func (w *Wrapper) With(*Trace) Value { return w }

// Call calls it.
func (w *Wrapper) Call(t *Thread, c *Call) (Value, error) { return w.Fn(t, c) }

// Attr gives the attributes of the function that it is made of.
func (w *Wrapper) Attr(t *Thread, name string) (Value, error) {
	if name == "__wrapped__" {
		return w.Wrapped, nil
	}
	return Attr(t, w.Wrapped, name)
}

// CachedProperty is the value of @functools.cached_property: the result of its
// function becomes an attribute of the instance.
type CachedProperty struct {
	object
	Func Value
}

// Class is property.
func (*CachedProperty) Class() *Class { return PropertyClass }

// With returns the property.
func (p *CachedProperty) With(*Trace) Value { return p }

// Get calls the function and keeps what it gives under its name in the class.
func (p *CachedProperty) Get(t *Thread, instance Value, owner *Class) (Value, error) {
	i, ok := instance.(*Instance)
	if !ok {
		return p, nil
	}
	v, err := CallValue(t, p.Func, &Call{Args: []Value{i}, At: t.At})
	if err != nil {
		return nil, err
	}
	for _, k := range owner.MRO() {
		if k.NS == nil {
			continue
		}
		for _, name := range k.NS.Names() {
			if b, _ := k.NS.Get(name); b.V == Value(p) {
				i.NS.Set(t, name, v, t.At)
			}
		}
	}
	return v, nil
}
