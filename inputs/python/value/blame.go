package value

// The operations of the package. Each is what its namesake in small letters
// does; an exception from it takes over what its operands read and assumed,
// since it is raised only because they are what they are.

// Attr is v.name with the whole of Python's rules: AttributeError where there is none.
func Attr(t *Thread, v Value, name string) (Value, error) {
	r, err := attribute(t, v, name)
	if err != nil {
		return nil, blame(err, v)
	}
	return r, nil
}

// Item is v[key].
func Item(t *Thread, v, key Value) (Value, error) {
	r, err := item(t, v, key)
	if err != nil {
		return nil, blame(err, v, key)
	}
	return r, nil
}

// SetItem assigns v[key] (to nil: deletes).
func SetItem(t *Thread, v, key Value, to Value) error {
	err := setItem(t, v, key, to)
	if err != nil {
		return blame(err, v, key)
	}
	return nil
}

// Items iterates: all items of an iterable. An *Unknown with Many stands for any
// number of items; for an unknown v there is one such item.
func Items(t *Thread, v Value) ([]Value, error) {
	items, err := itemsOf(t, v)
	if err != nil {
		return nil, blame(err, v)
	}
	return items, nil
}

// Binary is a op b, with Python's rules for the reflected operator.
func Binary(t *Thread, op BinaryOp, a, b Value) (Value, error) {
	r, err := binary(t, op, a, b)
	if err != nil {
		return nil, blame(err, a, b)
	}
	return r, nil
}

// Inplace is a op= b, which changes a list, set or dict.
func Inplace(t *Thread, op BinaryOp, a, b Value) (Value, error) {
	r, err := inplace(t, op, a, b)
	if err != nil {
		return nil, blame(err, a, b)
	}
	return r, nil
}

// Compare is a op b as a truth.
func Compare(t *Thread, op CompareOp, a, b Value) (Truth, error) {
	r, err := compareValues(t, op, a, b)
	if err != nil {
		return Maybe, blame(err, a, b)
	}
	return r, nil
}

// CallValue calls any value: TypeError where it cannot be called, unknown where it is unknown.
func CallValue(t *Thread, f Value, c *Call) (Value, error) {
	r, err := callValue(t, f, c)
	if err != nil {
		return nil, blameCall(err, f, c)
	}
	return r, nil
}

// blame gives an exception that depends on nothing yet what the operands read and assumed.
func blame(err error, operands ...Value) error {
	r, ok := err.(*Raised)
	if !ok || r.Trace != nil {
		return err
	}
	for _, v := range operands {
		if v != nil {
			r.Trace = r.Trace.Under(v.Trace())
		}
	}
	return err
}

func blameCall(err error, f Value, c *Call) error {
	operands := append([]Value{f}, c.Args...)
	for _, k := range c.Keywords {
		operands = append(operands, k.Value)
	}
	if m, ok := f.(*BoundMethod); ok {
		operands = append(operands, m.Self)
	}
	return blame(err, operands...)
}
