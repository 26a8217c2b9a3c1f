package value

// The attributes that the builtin types have beside their methods.

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
		return pick(name, []string{"start", "stop", "step"}, resting(v.Lower, v.trace), resting(v.Upper, v.trace), resting(v.Step, v.trace))
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
		return classOf(v)
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
