package value

// Special methods that must answer with a value of one type: __index__, __int__, __float__,
// __complex__ and __hash__.

// askedNumber is what the first of the special methods that v's class has gives, as a plain
// number of the type kind; found is false where it has none of them.
func askedNumber(t *Thread, v Value, kind *Class, names ...string) (r Value, found bool, err error) {
	_, isInt := asInt(Underlying(v))
	for _, name := range names {
		if isInt && (name == "__index__" || name == "__trunc__") { // what derives from int is its own index
			continue
		}
		if r, found, err = special(t, v, name); found || err != nil {
			if err == nil {
				r, err = answered(t, v, kind, name, r)
			}
			return r, true, err
		}
	}
	return nil, false, nil
}

// answered is the answer r of a special method of v, which must be a kind.
func answered(t *Thread, v Value, kind *Class, name string, r Value) (Value, error) {
	if u, ok := r.(*Unknown); ok {
		r, err := Over(t, u, func(c Value) (Value, error) { return answered(t, v, kind, name, c) })
		return typed(r, kind), err
	}
	switch x := Underlying(r).(type) {
	case Int:
		if kind == IntClass {
			return x, nil
		}
	case Bool:
		if n, ok := asInt(x); ok && kind == IntClass {
			return n.With(x.trace), nil
		}
	case Float:
		if kind == FloatClass {
			return x, nil
		}
	case Complex:
		if kind == ComplexClass {
			return x, nil
		}
	}
	what, owner := kind.Name, ""
	switch {
	case name == "__trunc__":
		if i, found, err := askedNumber(t, r, kind, "__index__"); found || err != nil {
			return i, err
		}
		what = "Integral"
	case name == "__hash__":
		return nil, t.Raise("TypeError", "__hash__ method should return an integer")
	case kind == FloatClass:
		owner = v.Class().TypeName() + "."
	}
	return nil, t.Raise("TypeError", owner+name+" returned non-"+what+" (type "+r.Class().TypeName()+")")
}

// textAnswer is the answer r of a special method, which must be a str or bytes as kind says.
func textAnswer(t *Thread, kind *Class, refusal string, r Value) (Value, error) {
	if u, ok := r.(*Unknown); ok {
		r, err := Over(t, u, func(c Value) (Value, error) { return textAnswer(t, kind, refusal, c) })
		return typed(r, kind), err
	}
	if !r.Class().Is(kind) {
		text := refusal + " " + r.Class().TypeName()
		if kind == BytesClass {
			text += ")"
		}
		return nil, t.Raise("TypeError", text)
	}
	return r, nil
}

// indexed is a key of a sequence with the answer of __index__ in the place of an object of a
// class of the program, in the parts of a slice too.
func indexed(t *Thread, key Value) (Value, error) {
	switch k := key.(type) {
	case Slice:
		for _, part := range []*Value{&k.Lower, &k.Upper, &k.Step} {
			if *part == nil {
				continue
			}
			v, err := indexed(t, *part)
			if err != nil {
				return nil, err
			}
			*part = v
		}
		return k, nil
	case *Instance:
		if r, found, err := askedNumber(t, k, IntClass, "__index__"); found || err != nil {
			if err == nil {
				t.Decide(r)
			}
			return r, err
		}
	}
	return key, nil
}

// unknownIndex is raised, within a call alone, where __index__ of an argument gives what is
// not known: the call is made again with that in its place.
type unknownIndex struct {
	of Value
	is *Unknown
}

func (unknownIndex) Error() string { return "an index is not known" }

// in gives arguments with the unknown in the place of the object that gave it; ok is false
// where that is none of them.
func (u unknownIndex) in(c *Call) (with *Call, ok bool) {
	out := *c
	out.Args = append([]Value(nil), c.Args...)
	for i, a := range out.Args {
		if a == u.of {
			out.Args[i], ok = u.is, true
		}
	}
	out.Keywords = append([]Keyword(nil), c.Keywords...)
	for i, k := range out.Keywords {
		if k.Value == u.of {
			out.Keywords[i].Value, ok = u.is, true
		}
	}
	return &out, ok
}
