package value

// Exception groups (PEP 654).

// NewGroup returns an ExceptionGroup, or a BaseExceptionGroup where some
// exception is none of Exception.
func NewGroup(t *Thread, message string, members []Value) *Instance {
	kind := exceptionClasses["ExceptionGroup"]
	for _, v := range members {
		if !v.Class().Is(exceptionClasses["Exception"]) {
			kind = exceptionClasses["BaseExceptionGroup"]
		}
	}
	return groupOf(t, kind, NewStr(message, nil), t.NewList(members, nil))
}

func groupOf(t *Thread, kind *Class, message, members Value) *Instance {
	g := t.NewInstance(kind)
	g.setDirect("args", NewTuple([]Value{message, members}, nil))
	return g
}

// AsGroup is an exception as a group: itself, or a group of it alone. ok is
// false where its members are not known.
func AsGroup(t *Thread, exc Value) (group *Instance, ok bool) {
	i, ok := exc.(*Instance)
	if !ok {
		return nil, false
	}
	if !i.Kind.Is(exceptionClasses["BaseExceptionGroup"]) {
		return groupOf(t, exceptionClasses["ExceptionGroup"], NewStr("", nil), NewTuple([]Value{i}, nil)), true
	}
	_, ok = members(i)
	return i, ok
}

// members are the exceptions of a group.
func members(g *Instance) ([]Value, bool) {
	args := argsOf(g)
	if len(args) != 2 {
		return nil, false
	}
	switch list := args[1].(type) {
	case *List:
		return list.elems, firstMany(list.elems) == nil
	case Tuple:
		return list.Elems, firstMany(list.Elems) == nil
	}
	return nil, false
}

// SplitGroup parts a group in two of the same structure: the exceptions of which
// the class is asked for, and the others. Each is nil where it is empty.
func SplitGroup(t *Thread, g *Instance, is func(*Class) bool) (taken, others *Instance) {
	if is(g.Kind) {
		return g, nil
	}
	var in, out []Value
	list, _ := members(g)
	for _, v := range list {
		sub, ok := v.(*Instance)
		if ok && sub.Kind.Is(exceptionClasses["BaseExceptionGroup"]) {
			a, b := SplitGroup(t, sub, is)
			if a != nil {
				in = append(in, a)
			}
			if b != nil {
				out = append(out, b)
			}
			continue
		}
		if is(v.Class()) {
			in = append(in, v)
		} else {
			out = append(out, v)
		}
	}
	part := func(list []Value) *Instance {
		if len(list) == 0 {
			return nil
		}
		return groupOf(t, g.Kind, argsOf(g)[0], t.NewList(list, nil))
	}
	return part(in), part(out)
}

// textOfGroup is str() of a group.
func textOfGroup(t *Thread, g *Instance) (Value, error) {
	list, ok := members(g)
	if !ok {
		return Doubt(StrClass, NewUnknown("the exceptions of a group are not known", t.At, nil)), nil
	}
	plural := "s"
	if len(list) == 1 {
		plural = ""
	}
	return joinTexts(t, argsOf(g)[0], " ("+decimal(len(list))+" sub-exception"+plural+")")
}
