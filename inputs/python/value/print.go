package value

// printTo is print(): what it writes to a file that the program has made is kept there.
func printTo(in *invocation) (Value, error) {
	file, ok := in.call.Keyword("file").(*Instance)
	if !ok {
		return None(), nil
	}
	line, err := in.printed()
	if err != nil {
		return nil, err
	}
	write, err := Attr(in.t, file, "write")
	if err != nil {
		return nil, err
	}
	_, err = CallValue(in.t, write, &Call{Args: []Value{line}, At: in.call.At})
	return None(), err
}

// printed is the text that print() writes.
func (in *invocation) printed() (Value, error) {
	if in.call.Open != nil {
		return Doubt(StrClass, in.call.Open), nil
	}
	separator, end := in.printOption("sep", " "), in.printOption("end", "\n")
	line := Value(NewStr("", nil))
	for i, v := range in.call.Args {
		s, err := ToStr(in.t, v)
		if err == nil && i > 0 {
			line, err = Binary(in.t, Add, line, separator)
		}
		if err == nil {
			line, err = Binary(in.t, Add, line, s)
		}
		if err != nil {
			return nil, err
		}
	}
	return Binary(in.t, Add, line, end)
}

func (in *invocation) printOption(name, def string) Value {
	v := in.call.Keyword(name)
	if _, none := v.(NoneValue); none || v == nil {
		return NewStr(def, nil)
	}
	return v
}
