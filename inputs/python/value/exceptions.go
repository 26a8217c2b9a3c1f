package value

import "strings"

// Exceptions: how they are raised, and what their instances say.

// raiseWith is Raise with the true arguments of the exception, which its shape does not show.
func (t *Thread) raiseWith(class, shape string, args ...Value) error {
	err := t.Raise(class, shape).(*Raised)
	err.Exc.(*Instance).setDirect("args", NewTuple(args, nil))
	err.worded = false
	return err
}

// forgetMessage makes the message of an exception unknown to the program where it is not
// Python's to the letter.
func (t *Thread) forgetMessage(err error) {
	if raised, ok := err.(*Raised); ok && raised.worded {
		raised.worded = false
		exc, _ := Rested(raised.Exc) // it may be raised only where what is assumed holds
		if exc, ok := exc.(*Instance); ok {
			exc.setDirect("args", t.shapeArgs("..."))
		}
	}
}

// shapeArgs are the arguments of an exception of which only the shape is kept:
// its message is not known where operands were taken out of it.
func (t *Thread) shapeArgs(shape string) Value {
	var message Value = NewStr(shape, nil)
	if strings.Contains(shape, "...") {
		u := NewUnknown("the message of an exception is not kept", t.At, nil)
		u.Type = StrClass
		message = u
	}
	return NewTuple([]Value{message}, nil)
}

// argsOf are the args of an exception instance.
func argsOf(v *Instance) []Value {
	b, _ := v.NS.Get("args")
	if args, ok := b.V.(Tuple); ok {
		return args.Elems
	}
	return nil
}

// textOfException is str(e): its argument, or all of them as a tuple (repr of
// the key for KeyError).
func textOfException(t *Thread, v *Instance, repr bool) (Value, error) {
	args := argsOf(v)
	if repr {
		inner, err := ToRepr(t, NewTuple(args, nil))
		text, ok := inner.(Str)
		if err != nil || !ok {
			return inner, err
		}
		if len(args) == 1 {
			text.text = strings.TrimSuffix(text.text, ",)") + ")"
		}
		return NewStr(v.Kind.Name+text.text, text.trace), nil
	}
	switch {
	case v.Kind.Is(exceptionClasses["BaseExceptionGroup"]):
		return textOfGroup(t, v)
	case len(args) == 0:
		return NewStr("", nil), nil
	case len(args) == 1 && v.Kind.Is(exceptionClasses["KeyError"]):
		return ToRepr(t, args[0])
	case len(args) == 1:
		return ToStr(t, args[0])
	case len(args) == 2 && v.Kind.Is(exceptionClasses["OSError"]):
		return textOfOSError(t, v, args)
	}
	return ToRepr(t, NewTuple(args, nil))
}

// joinTexts is the concatenation of Go strings and the str() of values.
func joinTexts(t *Thread, parts ...any) (Value, error) {
	var out Value = NewStr("", nil)
	for _, p := range parts {
		v, ok := p.(Value)
		if !ok {
			v = NewStr(p.(string), nil)
		}
		s, err := ToStr(t, v)
		if err != nil {
			return nil, err
		}
		if out, err = Binary(t, Add, out, s); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// attrOfException is an attribute that the builtin exceptions make of their arguments; nil for none.
func attrOfException(t *Thread, v *Instance, name string) Value {
	args := argsOf(v)
	arg := func(class string, i int) Value {
		if !v.Kind.Is(exceptionClasses[class]) {
			return nil
		}
		if i < len(args) {
			return args[i]
		}
		return None()
	}
	switch name {
	case "args":
		return NewTuple(args, nil)
	case "__cause__", "__context__":
		return None()
	case "__traceback__":
		return NewUnknown("tracebacks are not kept", t.At, nil)
	case "message":
		return arg("BaseExceptionGroup", 0)
	case "exceptions":
		if list, ok := members(v); ok && v.Kind.Is(exceptionClasses["BaseExceptionGroup"]) {
			return NewTuple(list, nil)
		}
	case "__suppress_context__":
		return NewBool(false, nil)
	case "errno":
		return arg("OSError", 0)
	case "strerror":
		return arg("OSError", 1)
	case "filename":
		return arg("OSError", len(args)) // where none was given
	case "code":
		return arg("SystemExit", 0)
	case "value":
		return arg("StopIteration", 0)
	case "msg":
		if v := arg("ImportError", 0); v != nil {
			return v
		}
		return arg("SyntaxError", 0)
	case "name", "path":
		if v.Kind.Is(exceptionClasses["ImportError"]) || v.Kind.Is(exceptionClasses["NameError"]) {
			return Doubt(nil, NewUnknown("this attribute of an exception is not kept", t.At, nil))
		}
	case "with_traceback":
		return NewBuiltin(name, v.withTraceback)
	case "add_note":
		return NewBuiltin(name, v.addNote)
	}
	return nil
}

// withTraceback is the exception itself, since tracebacks are not kept.
func (i *Instance) withTraceback(t *Thread, c *Call) (Value, error) {
	if c.Open != nil || len(c.Args) == 1 && (isUnknown(c.Args[0]) || c.Args[0].Class() == NoneClass) {
		return i, nil
	}
	return nil, t.Raise("TypeError", "...")
}

// addNote appends to __notes__, which is there with the first note.
func (i *Instance) addNote(t *Thread, c *Call) (Value, error) {
	if c.Open == nil && (len(c.Args) != 1 || len(c.Keywords) > 0 || !isUnknown(c.Args[0]) && !c.Args[0].Class().Is(StrClass)) {
		return nil, t.Raise("TypeError", "...")
	}
	b, _ := i.NS.Get("__notes__")
	notes, ok := b.V.(*List)
	if !ok {
		notes = t.NewList(nil, nil)
		i.NS.Set(t, "__notes__", notes, t.At)
	}
	notes.Append(t, c.Args...)
	return None(), nil
}
