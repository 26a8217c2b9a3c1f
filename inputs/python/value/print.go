package value

// printTo is print(): what it writes to a file that the program has made is kept there.
func printTo(in *invocation) (Value, error) {
	for _, option := range []string{"sep", "end"} {
		switch v := in.call.Keyword(option).(type) {
		case nil, NoneValue, Str, *Unknown:
		default:
			if _, text := Underlying(v).(Str); !text {
				return nil, in.t.Raise("TypeError", option+" must be None or a string, not "+v.Class().TypeName())
			}
		}
	}
	file := in.call.Keyword("file")
	if _, none := file.(NoneValue); none || file == nil {
		file = in.t.standardOutput()
	}
	if _, ok := file.(*Instance); !ok {
		return None(), nil
	}
	write, err := Attr(in.t, file, "write")
	if err != nil {
		return nil, err
	}
	parts, err := in.printed()
	if err != nil {
		return nil, err
	}
	for _, part := range parts {
		if _, err := CallValue(in.t, write, &Call{Args: []Value{part}, At: in.call.At}); err != nil {
			return nil, err
		}
	}
	return None(), nil
}

// standardOutput is what the program has put in the place of sys.stdout; nil for nothing.
func (t *Thread) standardOutput() Value {
	if t.ImportModule == nil {
		return nil
	}
	m, err := t.ImportModule("sys")
	sys, ok := m.(*Module)
	if err != nil || !ok {
		return nil
	}
	if b, _ := sys.NS.Get("stdout"); !b.At.IsZero() {
		return b.V
	}
	return nil
}

// printed are the texts that print() writes, one after the other.
func (in *invocation) printed() ([]Value, error) {
	if in.call.Open != nil {
		return []Value{Doubt(StrClass, in.call.Open)}, nil
	}
	var parts []Value
	for i, v := range in.call.Args {
		s, err := ToStr(in.t, v)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			parts = append(parts, in.printOption("sep", " "))
		}
		parts = append(parts, s)
	}
	return append(parts, in.printOption("end", "\n")), nil
}

func (in *invocation) printOption(name, def string) Value {
	v := in.call.Keyword(name)
	if _, none := v.(NoneValue); none || v == nil {
		return NewStr(def, nil)
	}
	return v
}
