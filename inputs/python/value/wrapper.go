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

// With returns the function, resting on what the trace assumes.
func (w *Wrapper) With(t *Trace) Value { return Resting(w, t) }

// Call calls it.
func (w *Wrapper) Call(t *Thread, c *Call) (Value, error) { return w.Fn(t, c) }

// Attr gives the attributes of the function that it is made of.
func (w *Wrapper) Attr(t *Thread, name string) (Value, error) {
	if name == "__wrapped__" {
		return w.Wrapped, nil
	}
	return Attr(t, w.Wrapped, name)
}
