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

// KeptOfGroup is the part of a group, in its structure, whose exceptions are in one of
// the parts; nil where none is.
func KeptOfGroup(t *Thread, g *Instance, parts []*Instance) *Instance {
	kept := map[*Instance]bool{}
	var mark func(g *Instance)
	mark = func(g *Instance) {
		list, _ := members(g)
		for _, v := range list {
			sub, ok := v.(*Instance)
			if !ok {
				continue
			}
			if kept[sub] = true; sub.Kind.Is(exceptionClasses["BaseExceptionGroup"]) {
				mark(sub)
			}
		}
	}
	for _, part := range parts {
		mark(part)
	}
	return keptOf(t, g, kept)
}

func keptOf(t *Thread, g *Instance, kept map[*Instance]bool) *Instance {
	list, _ := members(g)
	var in []Value
	whole := true
	for _, v := range list {
		sub, ok := v.(*Instance)
		if ok && sub.Kind.Is(exceptionClasses["BaseExceptionGroup"]) {
			part := keptOf(t, sub, kept)
			if whole = whole && part == sub; part != nil {
				in = append(in, part)
			}
			continue
		}
		if has := !ok || kept[sub]; has {
			in = append(in, v)
		} else {
			whole = false
		}
	}
	switch {
	case len(in) == 0:
		return nil
	case whole:
		return g
	}
	return groupOf(t, g.Kind, argsOf(g)[0], t.NewList(in, nil))
}

// groupClass is the class of the group that a call makes: BaseExceptionGroup makes an
// ExceptionGroup of what is all Exception. It raises what BaseExceptionGroup.__new__ does.
func groupClass(t *Thread, cls *Class, args []Value) (*Class, error) {
	if len(args) != 2 {
		return nil, t.Raise("TypeError", "BaseExceptionGroup.__new__() takes exactly 2 arguments ("+decimal(len(args))+" given)")
	}
	if _, unknown := IsUnknown(args[0]); !unknown && !args[0].Class().Is(StrClass) {
		return nil, t.Raise("TypeError", "BaseExceptionGroup.__new__() argument 1 must be str, not "+args[0].Class().TypeName())
	}
	var list []Value
	switch seq := args[1].(type) {
	case *Unknown:
		return cls, nil
	case *List:
		list = seq.elems
	case Tuple:
		list = seq.Elems
	default:
		return nil, t.Raise("TypeError", "second argument (exceptions) must be a sequence")
	}
	if len(list) == 0 {
		return nil, t.Raise("ValueError", "second argument (exceptions) must be a non-empty sequence")
	}
	plain := true
	for i, v := range list {
		if _, unknown := IsUnknown(v); unknown {
			return cls, nil
		}
		if !v.Class().Is(exceptionClasses["BaseException"]) {
			return nil, t.Raise("ValueError", "Item "+decimal(i)+" of second argument (exceptions) is not an exception")
		}
		plain = plain && v.Class().Is(exceptionClasses["Exception"])
	}
	switch {
	case plain && cls == exceptionClasses["BaseExceptionGroup"]:
		return exceptionClasses["ExceptionGroup"], nil
	case !plain && cls == exceptionClasses["ExceptionGroup"]:
		return nil, t.Raise("TypeError", "Cannot nest BaseExceptions in an ExceptionGroup")
	case !plain && cls.Is(exceptionClasses["Exception"]):
		return nil, t.Raise("TypeError", "Cannot nest BaseExceptions in '"+cls.Name+"'")
	}
	return cls, nil
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
