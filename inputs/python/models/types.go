package models

import (
	"github.com/djgate/djgate/inputs/python/value"
)

func typesModule(*value.Thread) value.Value {
	m := value.NewModule("types", "")
	for name, c := range map[string]*value.Class{
		"FunctionType": value.FunctionClass, "LambdaType": value.FunctionClass, "MethodType": value.MethodClass, "ModuleType": moduleClass(),
		"BuiltinFunctionType": value.BuiltinClass, "BuiltinMethodType": value.BuiltinClass, "GeneratorType": value.GeneratorClass,
		"GenericAlias": value.GenericAliasClass, "UnionType": value.UnionTypeClass,
		"NoneType": value.NoneClass, "EllipsisType": value.EllipsisClass, "NotImplementedType": value.NotImplementedClass,
	} {
		m.Define(name, c)
	}
	m.Define("SimpleNamespace", simpleNamespace())
	m.Define("MappingProxyType", mappingProxyClass())
	m.Func("coroutine", same)
	m.Define("DynamicClassAttribute", value.PropertyClass)
	m.Fallback = notFollowed("types")
	return m
}

// mappingProxyClass is the class of views, of the mapping in "_of", that change nothing.
func mappingProxyClass() *value.Class {
	c := value.NewClass("mappingproxy", "builtins")
	delegate(c, "_of", "__len__", "__getitem__", "__iter__", "__contains__", "__reversed__", "__eq__", "__ne__", "__or__", "__ror__",
		"get", "keys", "values", "items", "copy")
	method(c, "__init__", "mapping", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		if u, ok := value.IsUnknown(a[0]); ok {
			self.NS.Set(t, "_of", spread(u), t.At)
			return value.None(), nil
		}
		if _, err := value.Attr(t, a[0], "keys"); err != nil {
			return nil, t.Raise("TypeError", "mappingproxy() argument must be a mapping, not "+a[0].Class().Name)
		}
		self.NS.Set(t, "_of", a[0], t.At)
		return value.None(), nil
	})
	delegate(c, "_of", "__str__")
	method(c, "__repr__", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		b, _ := self.NS.Get("_of")
		shown, err := value.ToRepr(t, orNone(b.V))
		if s, ok := text(shown); ok && err == nil {
			return value.NewStr("mappingproxy("+s+")", shown.Trace()), nil
		}
		return shown, err
	})
	return c
}

// moduleClass makes modules by name; it is the class of all of them.
func moduleClass() *value.Class {
	c := value.NewClass("module", "")
	c.Subclass = func(sub *value.Class) value.Truth { return value.TruthOf(sub == value.ModuleClass) }
	c.New = func(t *value.Thread, _ *value.Class, call *value.Call) (value.Value, error) {
		return strict("module", "name, doc=", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
			name, err := wantText(t, a[0], "module")
			if err != nil {
				return nil, err
			}
			m := value.NewModule(name, "")
			m.NS = t.NewNamespace()
			m.NS.Set(t, "__name__", a[0], t.At)
			m.NS.Set(t, "__doc__", orNone(a[1]), t.At)
			for _, attr := range []string{"__package__", "__loader__", "__spec__"} {
				m.NS.Set(t, attr, value.None(), t.At)
			}
			return m, nil
		})(t, call)
	}
	return c
}

// simpleNamespace is types.SimpleNamespace: attributes by keyword.
func simpleNamespace() *value.Class {
	c := value.NewClass("SimpleNamespace", "types")
	c.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		self, ok := firstInstance(c)
		if !ok {
			return nil, t.Raise("TypeError", "__init__() missing a required argument: 'self'")
		}
		if c.Open != nil {
			self.NS.Open(t, c.Open)
		}
		if len(c.Args) == 2 { // a mapping, from Python 3.13 on
			d, ok := c.Args[1].(*value.Dict)
			if !ok {
				self.NS.Open(t, spread(c.Args[1]))
				return value.None(), nil
			}
			for _, e := range d.Entries() {
				if name, ok := text(e.Key); ok {
					self.NS.Set(t, name, e.Value, t.At)
				}
			}
		}
		for _, k := range c.Keywords {
			self.NS.Set(t, k.Name, k.Value, t.At)
		}
		return value.None(), nil
	})
	method(c, "__repr__", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		if u := self.NS.More(); u != nil {
			return typed(spread(u), value.StrClass), nil
		}
		parts := []any{"namespace("}
		for i, name := range self.NS.Names() {
			if i > 0 {
				parts = append(parts, ", ")
			}
			b, _ := self.NS.Get(name)
			parts = append(parts, name+"=", b.V)
		}
		return joined(t, append(parts, ")")...)
	})
	method(c, "__eq__", "other", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		o, ok := a[0].(*value.Instance)
		if !ok || !o.Kind.Is(c) {
			return value.NotImplementedValue{}, nil
		}
		return value.CompareValue(t, value.Eq, attributes(t, self), attributes(t, o))
	})
	return c
}

// attributes are those of an instance as a dict.
func attributes(t *value.Thread, i *value.Instance) *value.Dict {
	d := t.NewDict(nil)
	for _, name := range i.NS.Names() {
		b, _ := i.NS.Get(name)
		d.SetStr(t, name, b.V)
	}
	if i.NS.More() != nil {
		d.Open(t, i.NS.More())
	}
	return d
}
