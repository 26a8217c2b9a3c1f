package value

// OSError chooses its class by the errno that it is given, and keeps the file
// that it is about apart (Objects/exceptions.c, oserror_new).

// errnos are the numbers of Linux that have a class of their own.
var errnos = map[int]string{
	1: "PermissionError", 2: "FileNotFoundError", 3: "ProcessLookupError", 4: "InterruptedError",
	10: "ChildProcessError", 11: "BlockingIOError", 13: "PermissionError", 17: "FileExistsError",
	20: "NotADirectoryError", 21: "IsADirectoryError", 32: "BrokenPipeError", 103: "ConnectionAbortedError",
	104: "ConnectionResetError", 108: "BrokenPipeError", 110: "TimeoutError", 111: "ConnectionRefusedError",
	114: "BlockingIOError", 115: "BlockingIOError",
}

// ofErrno is the class of OSError(args); unknown is set where the errno is not known.
func ofErrno(cls *Class, args []Value) (c *Class, unknown *Unknown) {
	if cls != exceptionClasses["OSError"] || len(args) < 2 || len(args) > 5 {
		return cls, nil
	}
	switch n := args[0].(type) {
	case *Unknown:
		return cls, Doubt(nil, n)
	case Int:
		number, small := n.Int64()
		if name, ok := errnos[int(number)]; ok && small {
			return exceptionClasses[name], nil
		}
	}
	return cls, nil
}

// setArgs is the __init__ of a builtin exception.
func (i *Instance) setArgs(t *Thread, args []Value) {
	if i.Kind.Is(exceptionClasses["OSError"]) && len(args) > 2 && len(args) <= 5 {
		i.NS.Set(t, "filename", args[2], Place{})
		args = args[:2]
	}
	i.NS.Set(t, "args", NewTuple(args, nil), Place{})
}

// textOfOSError is "[Errno 2] No such file: 'x'".
func textOfOSError(t *Thread, v *Instance, args []Value) (Value, error) {
	errno, err := Format(t, args[0], "")
	if err != nil {
		return nil, err
	}
	file, ok := v.NS.Get("filename")
	if !ok {
		return joinTexts(t, "[Errno ", errno, "] ", args[1])
	}
	name, err := ToRepr(t, file.V)
	if err != nil {
		return nil, err
	}
	return joinTexts(t, "[Errno ", errno, "] ", args[1], ": ", name)
}
