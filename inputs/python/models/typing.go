package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

func typeModules() map[string]maker {
	return map[string]maker{
		"typing": typingModule("typing"), "typing_extensions": typingModule("typing_extensions"), "types": typesModule,
		"numbers": abstractModule("numbers"), "enum": enumModule, "dataclasses": dataclassesModule, "abc": abcModule,
		"decimal": decimalModule, "fractions": fractionsModule, "__future__": futureModule, "contextlib": contextlibModule,
	}
}

// annotation is what typing gives: it is subscripted, called and joined with "|",
// and gives itself. Settings never look inside.
type annotation struct {
	name  string
	class *value.Class
	with  []value.Value // what annotates the type, of Annotated[type, ...]
}

func (a *annotation) Class() *value.Class           { return a.class }
func (a *annotation) Trace() *value.Trace           { return nil }
func (a *annotation) With(*value.Trace) value.Value { return a }
func (a *annotation) Key() any                      { return a }

// Item is the annotation with parameters, whose class is another.
func (a *annotation) Item(t *value.Thread, of value.Value) (value.Value, error) {
	class := "_GenericAlias"
	var with []value.Value
	switch a.name {
	case "Literal":
		class = "_LiteralGenericAlias"
	case "Annotated":
		class = "_AnnotatedAlias"
		if items, ok := of.(value.Tuple); ok && len(items.Elems) > 1 {
			with = items.Elems[1:]
		}
	case "Callable":
		class = "_CallableGenericAlias"
	case "Optional", "Union":
		return &annotation{name: a.name, class: unionClass(t)}, nil
	}
	return &annotation{a.name, value.NewClass(class, "typing"), with}, nil
}

// unionClass is the class of Optional[int]: Union itself, from Python 3.14 on.
func unionClass(t *value.Thread) *value.Class {
	since := value.PythonSince(t, 14)
	if since == value.Yes {
		return value.NewClass("Union", "typing")
	}
	c := value.NewClass("_UnionGenericAlias", "typing")
	if since == value.Maybe {
		c.NS.Set(nil, "__name__", typed(unknown(t, "the class of a union differs between versions of Python"), value.StrClass), t.At)
	}
	return c
}

// Compare leaves it open whether an annotation is equal to another.
func (a *annotation) Compare(_ *value.Thread, op value.CompareOp, other value.Value) (value.Truth, bool, error) {
	switch other.(type) {
	case *annotation, *value.UnionType, *value.GenericAlias:
		return value.Maybe, other != value.Value(a) && (op == value.Eq || op == value.NotEq), nil
	}
	return value.Maybe, false, nil
}

// newTypeClass is the class of what NewType gives: an annotation that gives what it is called with.
var newTypeClass = &value.Class{Name: "NewType", Module: "typing", Bases: []*value.Class{value.ObjectClass}}

// Call gives the last argument of cast(type, v), and an annotation for TypeVar("T").
func (a *annotation) Call(t *value.Thread, c *value.Call) (value.Value, error) {
	switch {
	case a.name == "cast" && len(c.Args) == 2:
		return c.Args[1], nil
	case a.class == newTypeClass && len(c.Args) == 1:
		return c.Args[0], nil
	}
	return a, nil
}

// Classes are those for which the name stands in isinstance, where it is a plain one.
func (a *annotation) Classes() value.Value {
	switch a.name {
	case "List":
		return value.ListClass
	case "Dict":
		return value.DictClass
	case "Set":
		return value.SetClass
	case "FrozenSet":
		return value.FrozenSetClass
	case "Tuple":
		return value.TupleClass
	}
	if _, ok := abstractClasses[a.name]; ok {
		return abstractClass(a.name, "typing")
	}
	return value.NewUnknown("typing."+a.name+" is not followed in isinstance()", value.Place{}, nil)
}

// Binary is "X | Y" of types.
func (a *annotation) Binary(_ *value.Thread, op value.BinaryOp, _ value.Value, _ bool) (value.Value, bool, error) {
	return a, op == value.BitOr, nil
}

// Attr gives further annotations.
func (a *annotation) Attr(t *value.Thread, name string) (value.Value, error) {
	switch name {
	case "__name__", "__qualname__":
		if a.class == newTypeClass {
			return value.NewStr(a.name, nil), nil
		}
		return unknown(t, "annotations are not followed"), nil
	case "__args__", "__origin__", "__parameters__", "__metadata__", "__supertype__", "__bound__", "__constraints__", "__module__":
		return unknown(t, "annotations are not followed"), nil
	}
	if strings.HasPrefix(name, "__") {
		return nil, nil
	}
	return a, nil
}

// typingModule makes a module whose names serve in annotations, but for those
// that settings call.
func typingModule(module string) maker {
	return func(t *value.Thread) value.Value {
		m := value.NewModule(module, "")
		special := value.NewClass("_SpecialForm", module)
		m.Define("TYPE_CHECKING", value.NewBool(false, nil))
		for _, name := range []string{"Protocol", "Generic", "SupportsInt", "SupportsFloat", "SupportsIndex", "SupportsAbs", "SupportsBytes"} {
			base := value.NewClass(name, module)
			base.Method("__class_getitem__", func(*value.Thread, *value.Call) (value.Value, error) { return base, nil })
			m.Define(name, base)
		}
		for _, name := range []string{"overload", "final", "runtime_checkable", "runtime", "no_type_check", "override", "no_type_check_decorator"} {
			m.Func(name, same)
		}
		for _, name := range []string{"dataclass_transform", "deprecated"} {
			m.Func(name, func(*value.Thread, *value.Call) (value.Value, error) { return value.NewBuiltin("decorator", same), nil })
		}
		m.Define("Text", value.StrClass)
		for name, params := range map[string]string{"cast": "typ, val", "assert_type": "val, typ", "reveal_type": "obj"} {
			m.Func(name, loose(name, params, func(_ *value.Thread, a args) (value.Value, error) {
				if name == "cast" {
					return a[1], nil
				}
				return a[0], nil
			}))
		}
		m.Func("NewType", loose("NewType", "name, tp", func(t *value.Thread, a args) (value.Value, error) {
			name, known := text(a[0])
			if !known {
				return spread(a[0]), nil
			}
			return &annotation{name: name, class: newTypeClass}, nil
		}))
		for _, name := range []string{"get_type_hints", "get_overloads", "get_protocol_members"} {
			m.Func(name, unknownCall("annotations are not followed"))
		}
		m.Func("get_origin", strict("get_origin", "tp", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) { return originOf(t, a[0]), nil }))
		m.Func("get_args", strict("get_args", "tp", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) { return parametersOf(t, a[0]), nil }))
		m.Define("NamedTuple", namedTupleBase(module))
		m.Define("TypedDict", typedDictBase(module))
		m.Fallback = func(_ *value.Thread, name string) (value.Value, error) {
			if strings.HasPrefix(name, "__") {
				return nil, nil
			}
			return &annotation{name: name, class: special}, nil
		}
		return m
	}
}

// originOf is the class of a type with parameters; None of what has none.
func originOf(t *value.Thread, v value.Value) value.Value {
	switch v := v.(type) {
	case *value.GenericAlias:
		return v.Origin
	case *value.UnionType:
		return v.Class()
	case *annotation:
		return unknown(t, "annotations are not followed")
	}
	return value.None()
}

// parametersOf are the parameters of a type, or the members of a union.
func parametersOf(t *value.Thread, v value.Value) value.Value {
	switch v := v.(type) {
	case *value.GenericAlias:
		return value.NewTuple(v.Args, nil)
	case *value.UnionType:
		return value.NewTuple(v.Args, nil)
	case *annotation:
		return unknown(t, "annotations are not followed")
	}
	return value.NewTuple(nil, nil)
}

// namedTupleBase is typing.NamedTuple: a class that derives from it becomes the
// class of a named tuple, with the methods of its body.
func namedTupleBase(module string) *value.Class {
	c := value.NewClass("NamedTuple", module)
	c.Meta = value.NewClass("NamedTupleMeta", module, value.TypeClass)
	c.Meta.Method("__call__", func(t *value.Thread, call *value.Call) (value.Value, error) {
		if len(call.Args) != 3 { // NamedTuple("Point", [("x", int)])
			return unknown(t, "typing.NamedTuple with these arguments is not followed"), nil
		}
		rows, err := value.Items(t, call.Args[2])
		if err != nil {
			return nil, err
		}
		var fields []value.Value
		for _, row := range rows {
			name, err := value.Item(t, row, value.NewInt(0, nil))
			if err != nil {
				return nil, err
			}
			fields = append(fields, name)
		}
		return namedTuple(t, args{call.Args[1], t.NewList(fields, nil), nil, nil, nil}, nil)
	})
	c.Meta.New = namedTupleOf
	return c
}

// namedTupleOf makes the class of a named tuple of (name, bases, body).
func namedTupleOf(t *value.Thread, _ *value.Class, c *value.Call) (value.Value, error) {
	name, _ := text(c.Args[0])
	body, ok := c.Args[2].(*value.Dict)
	if !ok {
		return unknown(t, "this class of named tuples is not followed"), nil
	}
	var fields []string
	var defaults []value.Value
	if a, ok := body.GetStr("__annotations__"); ok {
		d, ok := a.(*value.Dict)
		if !ok || d.More() != nil {
			return spread(a), nil
		}
		for _, e := range d.Entries() {
			field, _ := text(e.Key)
			fields = append(fields, field)
			if v, ok := body.GetStr(field); ok {
				defaults = append(defaults, v)
			} else if len(defaults) > 0 {
				return nil, t.Raise("TypeError", "Non-default namedtuple field cannot follow default fields")
			}
		}
	}
	cls := tupleClass(t, name, fields, defaults)
	for _, e := range body.Entries() {
		if own, _ := text(e.Key); !strings.Contains(" "+strings.Join(fields, " ")+" ", " "+own+" ") {
			cls.NS.Set(nil, own, e.Value, value.Place{})
		}
	}
	return cls, nil
}

// typedDictBase is typing.TypedDict: a class that derives from it makes plain dicts.
func typedDictBase(module string) *value.Class {
	c := value.NewClass("TypedDict", module)
	c.Meta = value.NewClass("_TypedDictMeta", module, value.TypeClass)
	c.Meta.Method("__call__", func(t *value.Thread, call *value.Call) (value.Value, error) {
		rest := *call
		rest.Args = call.Args[1:]
		if call.Args[0] == value.Value(c) { // TypedDict("Options", {...})
			return value.DictClass, nil
		}
		return value.CallValue(t, value.DictClass, &rest)
	})
	c.Meta.Method("__getattr__", loose("__getattr__", "cls, name", func(t *value.Thread, a args) (value.Value, error) {
		switch name, _ := text(a[1]); name {
		case "__total__", "__required_keys__", "__optional_keys__", "__readonly_keys__", "__mutable_keys__", "__orig_bases__":
			return unknown(t, "annotations are not followed"), nil
		default:
			return nil, t.Raise("AttributeError", "type object has no attribute '"+name+"'")
		}
	}))
	return c
}

func futureModule(t *value.Thread) value.Value {
	m := value.NewModule("__future__", "")
	for _, name := range []string{"annotations", "absolute_import", "division", "print_function", "unicode_literals", "generator_stop", "with_statement"} {
		m.Define(name, value.None())
	}
	return m
}
