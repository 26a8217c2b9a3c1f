package value

import "strings"

// builtin makes a class that is written in Go.
func builtin(name string, bases ...*Class) *Class { return &Class{Name: name, Bases: bases} }

// The builtin classes. They never change.
var (
	ObjectClass         = builtin("object")
	TypeClass           = builtin("type", ObjectClass)
	UnknownClass        = builtin("object", ObjectClass)
	ABCMetaClass        = &Class{Name: "ABCMeta", Module: "abc", Bases: []*Class{TypeClass}}
	NoneClass           = builtin("NoneType", ObjectClass)
	IntClass            = builtin("int", ObjectClass)
	BoolClass           = builtin("bool", IntClass)
	FloatClass          = builtin("float", ObjectClass)
	ComplexClass        = builtin("complex", ObjectClass)
	StrClass            = builtin("str", ObjectClass)
	BytesClass          = builtin("bytes", ObjectClass)
	TupleClass          = builtin("tuple", ObjectClass)
	ListClass           = builtin("list", ObjectClass)
	DictClass           = builtin("dict", ObjectClass)
	SetClass            = builtin("set", ObjectClass)
	FrozenSetClass      = builtin("frozenset", ObjectClass)
	SliceClass          = builtin("slice", ObjectClass)
	RangeClass          = builtin("range", ObjectClass)
	GeneratorClass      = builtin("generator", ObjectClass)
	ModuleClass         = builtin("module", ObjectClass)
	FunctionClass       = builtin("function", ObjectClass)
	BuiltinClass        = builtin("builtin_function_or_method", ObjectClass)
	MethodClass         = builtin("method", ObjectClass)
	PropertyClass       = builtin("property", ObjectClass)
	StaticMethodClass   = builtin("staticmethod", ObjectClass)
	ClassMethodClass    = builtin("classmethod", ObjectClass)
	EllipsisClass       = builtin("ellipsis", ObjectClass)
	NotImplementedClass = builtin("NotImplementedType", ObjectClass)
)

// exceptions lists Python's builtin exceptions, each after its base
// (Python 3.13, library reference, "Exception hierarchy").
const exceptions = `
BaseException object
BaseExceptionGroup BaseException
GeneratorExit BaseException
KeyboardInterrupt BaseException
SystemExit BaseException
Exception BaseException
ArithmeticError Exception
FloatingPointError ArithmeticError
OverflowError ArithmeticError
ZeroDivisionError ArithmeticError
AssertionError Exception
AttributeError Exception
BufferError Exception
EOFError Exception
ImportError Exception
ModuleNotFoundError ImportError
LookupError Exception
IndexError LookupError
KeyError LookupError
MemoryError Exception
NameError Exception
UnboundLocalError NameError
OSError Exception
BlockingIOError OSError
ChildProcessError OSError
ConnectionError OSError
BrokenPipeError ConnectionError
ConnectionAbortedError ConnectionError
ConnectionRefusedError ConnectionError
ConnectionResetError ConnectionError
FileExistsError OSError
FileNotFoundError OSError
InterruptedError OSError
IsADirectoryError OSError
NotADirectoryError OSError
PermissionError OSError
ProcessLookupError OSError
TimeoutError OSError
ReferenceError Exception
RuntimeError Exception
NotImplementedError RuntimeError
RecursionError RuntimeError
StopAsyncIteration Exception
StopIteration Exception
SyntaxError Exception
IndentationError SyntaxError
TabError IndentationError
SystemError Exception
TypeError Exception
ValueError Exception
UnicodeError ValueError
UnicodeDecodeError UnicodeError
UnicodeEncodeError UnicodeError
UnicodeTranslateError UnicodeError
Warning Exception
BytesWarning Warning
DeprecationWarning Warning
EncodingWarning Warning
FutureWarning Warning
ImportWarning Warning
PendingDeprecationWarning Warning
ResourceWarning Warning
RuntimeWarning Warning
SyntaxWarning Warning
UnicodeWarning Warning
UserWarning Warning
`

// exceptionClasses holds the builtin exceptions by name.
var exceptionClasses = readExceptions()

func readExceptions() map[string]*Class {
	out := map[string]*Class{"object": ObjectClass}
	words := strings.Fields(exceptions)
	for i := 0; i < len(words); i += 2 {
		out[words[i]] = &Class{Name: words[i], Bases: []*Class{out[words[i+1]]}, NS: NewNamespace()}
	}
	delete(out, "object")
	out["ExceptionGroup"] = &Class{Name: "ExceptionGroup", Bases: []*Class{out["BaseExceptionGroup"], out["Exception"]}, NS: NewNamespace()}
	return out
}

// Exceptions returns the builtin exceptions by name; not to be changed.
func Exceptions() map[string]*Class { return exceptionClasses }

func builtinClass(name string) *Class {
	if c, ok := exceptionClasses[name]; ok {
		return c
	}
	return exceptionClasses["Exception"]
}
