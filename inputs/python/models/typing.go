package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

func typeModules() map[string]maker {
	return map[string]maker{
		"typing": typingModule("typing"), "typing_extensions": typingModule("typing_extensions"), "types": typingModule("types"),
		"numbers": typingModule("numbers"), "enum": enumModule, "dataclasses": dataclassesModule, "abc": abcModule,
		"decimal": hollow("decimal", "decimal is not followed"), "fractions": hollow("fractions", "fractions are not followed"),
		"__future__": futureModule, "contextlib": contextlibModule,
	}
}

// annotation is what typing gives: it is subscripted, called and joined with "|",
// and gives itself. Settings never look inside.
type annotation struct {
	name  string
	class *value.Class
}

func (a *annotation) Class() *value.Class                                  { return a.class }
func (a *annotation) Trace() *value.Trace                                  { return nil }
func (a *annotation) With(*value.Trace) value.Value                        { return a }
func (a *annotation) Key() any                                             { return a }
func (a *annotation) Item(*value.Thread, value.Value) (value.Value, error) { return a, nil }

// Call gives the last argument of cast(type, v), and an annotation for TypeVar("T").
func (a *annotation) Call(t *value.Thread, c *value.Call) (value.Value, error) {
	if a.name == "cast" && len(c.Args) == 2 {
		return c.Args[1], nil
	}
	return a, nil
}

// Binary is "X | Y" of types.
func (a *annotation) Binary(_ *value.Thread, op value.BinaryOp, _ value.Value, _ bool) (value.Value, bool, error) {
	return a, op == value.BitOr, nil
}

// Attr gives further annotations.
func (a *annotation) Attr(_ *value.Thread, name string) (value.Value, error) {
	if strings.HasPrefix(name, "__") {
		return nil, nil
	}
	return a, nil
}

// typingModule makes a module whose names serve in annotations only.
func typingModule(module string) maker {
	return func(*value.Thread) value.Value {
		m := value.NewModule(module, "")
		special := value.NewClass("_SpecialForm", module)
		m.Define("TYPE_CHECKING", value.NewBool(false, nil))
		for _, name := range []string{"Protocol", "Generic", "TypedDict", "SupportsInt"} {
			base := value.NewClass(name, module)
			base.Method("__class_getitem__", func(_ *value.Thread, c *value.Call) (value.Value, error) { return base, nil })
			m.Define(name, base)
		}
		for _, name := range []string{"overload", "final", "runtime_checkable", "no_type_check", "override"} {
			m.Func(name, same)
		}
		tuple := value.NewClass("NamedTuple", module)
		tuple.Unknown = value.NewUnknown("classes derived from typing.NamedTuple are not followed", value.Place{}, nil)
		m.Define("NamedTuple", tuple)
		m.Define("SimpleNamespace", simpleNamespace())
		m.Define("MappingProxyType", value.NewBuiltin("MappingProxyType", same))
		m.Fallback = func(_ *value.Thread, name string) (value.Value, error) {
			if strings.HasPrefix(name, "__") {
				return nil, nil
			}
			return &annotation{name, special}, nil
		}
		return m
	}
}

// simpleNamespace is types.SimpleNamespace: attributes by keyword.
func simpleNamespace() *value.Class {
	c := value.NewClass("SimpleNamespace", "types")
	c.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		self, ok := firstInstance(c)
		if !ok {
			return nil, t.Raise("TypeError", "__init__() missing a required argument: 'self'")
		}
		for _, k := range c.Keywords {
			self.NS.Set(t, k.Name, k.Value, t.At)
		}
		return value.None(), nil
	})
	return c
}

func abcModule(*value.Thread) value.Value {
	m := value.NewModule("abc", "")
	m.Define("ABC", value.NewClass("ABC", "abc"))
	m.Define("ABCMeta", value.TypeClass)
	m.Func("abstractmethod", same)
	return m
}

func futureModule(t *value.Thread) value.Value {
	m := value.NewModule("__future__", "")
	for _, name := range []string{"annotations", "absolute_import", "division", "print_function", "unicode_literals", "generator_stop", "with_statement"} {
		m.Define(name, value.None())
	}
	return m
}

func dataclassesModule(*value.Thread) value.Value {
	m := value.NewModule("dataclasses", "")
	m.Func("dataclass", loose("dataclass", "cls=, *, init=, repr=, eq=, order=, unsafe_hash=, frozen=, match_args=, kw_only=, slots=, weakref_slot=",
		func(t *value.Thread, a args) (value.Value, error) {
			if a[0] != nil {
				return dataclass(t, a[0])
			}
			return value.NewBuiltin("dataclass", loose("dataclass", "cls", func(t *value.Thread, a args) (value.Value, error) { return dataclass(t, a[0]) })), nil
		}))
	m.Func("field", loose("field", "*, default=, default_factory=, init=, repr=, hash=, compare=, metadata=, kw_only=", func(t *value.Thread, a args) (value.Value, error) {
		f := t.NewInstance(value.NewClass("Field", "dataclasses"))
		f.Data = fieldDefault{a[0], a[1]}
		return f, nil
	}))
	m.Func("asdict", unknownCall("dataclasses.asdict is not followed"))
	m.Func("fields", unknownCall("dataclasses.fields is not followed"))
	m.Func("replace", unknownCall("dataclasses.replace is not followed"))
	return m
}

// fieldDefault is what field(default=, default_factory=) says; nil where it does not.
type fieldDefault struct{ value, factory value.Value }

// dataclass gives a class the __init__ of its annotated names.
func dataclass(t *value.Thread, v value.Value) (value.Value, error) {
	cls, ok := v.(*value.Class)
	if !ok || cls.NS == nil {
		return spread(v), nil
	}
	names, u := annotated(cls)
	if u != nil {
		cls.Unknown = u
		return cls, nil
	}
	defaults := map[string]fieldDefault{}
	params := make([]string, len(names))
	for i, name := range names {
		params[i] = name
		if b, _, ok := cls.Lookup(name); ok {
			params[i] += "="
			d := fieldDefault{value: b.V}
			if f, ok := b.V.(*value.Instance); ok {
				if own, ok := f.Data.(fieldDefault); ok {
					d = own
				}
			}
			defaults[name] = d
		}
	}
	s := signed(cls.Name, strings.Join(params, ","))
	init := value.NewBuiltin("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		self, ok := firstInstance(c)
		if !ok {
			return nil, t.Raise("TypeError", "__init__() missing a required argument: 'self'")
		}
		rest := *c
		rest.Args = c.Args[1:]
		a, err := s.bind(t, &rest)
		if err != nil {
			return nil, err
		}
		return value.None(), fillFields(t, self, names, a, defaults)
	})
	cls.NS.Set(t, "__init__", init, value.Place{})
	return cls, nil
}

func fillFields(t *value.Thread, self *value.Instance, names []string, a args, defaults map[string]fieldDefault) error {
	for i, name := range names {
		v := a[i]
		if d := defaults[name]; v == nil && d.factory != nil {
			made, err := call(t, d.factory)
			if err != nil {
				return err
			}
			v = made
		} else if v == nil {
			v = d.value
		}
		if v == nil {
			return t.Raise("TypeError", "__init__() missing a required argument: '"+name+"'")
		}
		self.NS.Set(t, name, v, t.At)
	}
	if post, _, ok := self.Kind.Lookup("__post_init__"); ok {
		_, err := call(t, post.V, self)
		return err
	}
	return nil
}

// annotated are the annotated names of a class, those of its bases first; an
// unknown where they are not known.
func annotated(cls *value.Class) ([]string, *value.Unknown) {
	var names []string
	seen := map[string]bool{}
	mro := cls.MRO()
	for i := len(mro) - 1; i >= 0; i-- {
		if mro[i].NS == nil {
			continue
		}
		b, ok := mro[i].NS.Get("__annotations__")
		if !ok {
			continue
		}
		d, ok := b.V.(*value.Dict)
		if !ok {
			return nil, spread(b.V)
		}
		for _, e := range d.Entries() {
			if name, ok := text(e.Key); ok && !seen[name] {
				seen[name] = true
				names = append(names, name)
			}
		}
	}
	return names, nil
}
