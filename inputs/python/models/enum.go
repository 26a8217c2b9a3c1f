package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// The module enum. The metaclass turns the plain names of a class body into
// members once the body has run; a member of a class that derives from str or
// int is such a value.

func enumModule(t *value.Thread) value.Value {
	m := value.NewModule("enum", "")
	meta := value.NewClass("EnumType", "enum", value.TypeClass)
	auto := value.NewClass("auto", "enum")
	lib := &enumLib{auto}
	meta.Method("__init__", lib.prepare)
	meta.Method("__call__", lib.find)
	meta.Method("__getitem__", lib.item)
	meta.Method("__iter__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		return t.NewList(members(c.Args[0]), nil), nil
	})
	meta.Method("__len__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		return value.NewInt(int64(len(members(c.Args[0]))), nil), nil
	})
	base := value.NewClass("Enum", "enum")
	base.Meta = meta
	base.Method("__str__", func(t *value.Thread, c *value.Call) (value.Value, error) { return enumText(t, c, false) })
	base.Method("__repr__", func(t *value.Thread, c *value.Call) (value.Value, error) { return enumText(t, c, true) })
	m.Define("Enum", base).Define("EnumMeta", meta).Define("EnumType", meta).Define("auto", auto)
	for name, kind := range map[string]*value.Class{"IntEnum": value.IntClass, "StrEnum": value.StrClass} {
		c := value.NewClass(name, "enum", kind, base)
		c.Meta = meta
		c.Method("__str__", func(t *value.Thread, c *value.Call) (value.Value, error) {
			return value.ToStr(t, value.Underlying(c.Args[0]))
		})
		m.Define(name, c)
	}
	flag := value.NewClass("Flag", "enum")
	flag.Unknown = unknown(t, "enum.Flag is not followed")
	m.Define("Flag", flag).Define("IntFlag", flag)
	for _, name := range []string{"unique", "verify", "member", "nonmember", "global_enum"} {
		m.Func(name, same)
	}
	m.Define("property", value.NewBuiltin("property", loose("property", "func", func(_ *value.Thread, a args) (value.Value, error) {
		return &value.Property{Getter: a[0]}, nil
	})))
	return m
}

type enumLib struct{ auto *value.Class }

// prepare turns the names of a finished class body into members.
func (lib *enumLib) prepare(t *value.Thread, c *value.Call) (value.Value, error) {
	cls, ok := c.Args[0].(*value.Class)
	if !ok {
		return value.None(), nil
	}
	next := int64(1)
	for _, name := range append([]string{}, cls.NS.Names()...) {
		b, _ := cls.NS.Get(name)
		if !isMember(name, b.V) {
			continue
		}
		v := b.V
		if i, ok := v.(*value.Instance); ok && i.Kind == lib.auto {
			v = value.NewInt(next, value.LiteralAt(b.At))
			if cls.Is(value.StrClass) {
				v = value.NewStr(strings.ToLower(name), value.LiteralAt(b.At))
			}
		}
		if n, ok := v.(value.Int); ok {
			last, _ := n.Int64()
			next = last + 1
		}
		cls.NS.Set(t, name, newMember(t, cls, name, v), b.At)
	}
	return value.None(), nil
}

// isMember tells whether a name of the body is a member: no function, descriptor, dunder or private name.
func isMember(name string, v value.Value) bool {
	if strings.HasPrefix(name, "_") {
		return false
	}
	switch v.(type) {
	case value.HasGet, *value.Builtin, *value.Class, *value.BoundMethod:
		return false
	}
	return v.Class() != value.FunctionClass
}

func newMember(t *value.Thread, cls *value.Class, name string, v value.Value) *value.Instance {
	i := t.NewInstance(cls)
	if cls.Is(value.StrClass) || cls.Is(value.IntClass) {
		i = t.NewDerived(cls, v)
	}
	i.NS.Set(t, "name", value.NewStr(name, nil), t.At)
	i.NS.Set(t, "value", v, t.At)
	i.NS.Set(t, "_value_", v, t.At)
	return i
}

// members are the members of an enum, in the order of the body.
func members(v value.Value) []value.Value {
	cls, ok := v.(*value.Class)
	if !ok {
		return nil
	}
	var out []value.Value
	for _, name := range cls.NS.Names() {
		b, _ := cls.NS.Get(name)
		if i, ok := b.V.(*value.Instance); ok && i.Kind == cls {
			out = append(out, i)
		}
	}
	return out
}

// find is Colour("red"): the member of that value.
func (lib *enumLib) find(t *value.Thread, c *value.Call) (value.Value, error) {
	if len(c.Args) != 2 || len(members(c.Args[0])) == 0 {
		return unknown(t, "an enum made by a call is not followed"), nil
	}
	if u, ok := value.IsUnknown(c.Args[1]); ok {
		return spread(u), nil
	}
	for _, m := range members(c.Args[0]) {
		i := m.(*value.Instance)
		own, _ := i.NS.Get("value")
		if i == c.Args[1] {
			return i, nil
		}
		equal, err := value.Compare(t, value.Eq, own.V, c.Args[1])
		if err != nil {
			return nil, err
		}
		switch equal {
		case value.Yes:
			return i, nil
		case value.Maybe:
			return spread(own.V, c.Args[1]), nil
		}
	}
	return nil, t.RaiseClass(value.Exceptions()["ValueError"], "... is not a valid member of the enum", c.Args[1].Trace())
}

// item is Colour["RED"]: the member of that name.
func (lib *enumLib) item(t *value.Thread, c *value.Call) (value.Value, error) {
	if len(c.Args) != 2 {
		return nil, t.Raise("TypeError", "__getitem__() takes one name")
	}
	if u, ok := value.IsUnknown(c.Args[1]); ok {
		return spread(u), nil
	}
	name, _ := text(c.Args[1])
	for _, m := range members(c.Args[0]) {
		if own, _ := m.(*value.Instance).NS.Get("name"); value.Equal(t, own.V, value.NewStr(name, nil)) == value.Yes {
			return m, nil
		}
	}
	return nil, t.RaiseClass(value.Exceptions()["KeyError"], "...", c.Args[1].Trace())
}

func enumText(t *value.Thread, c *value.Call, repr bool) (value.Value, error) {
	self, ok := firstInstance(c)
	if !ok {
		return nil, t.Raise("TypeError", "__str__() missing a required argument: 'self'")
	}
	name, _ := self.NS.Get("name")
	s, _ := text(name.V)
	out := self.Kind.Name + "." + s
	if !repr {
		return value.NewStr(out, self.Trace()), nil
	}
	own, _ := self.NS.Get("value")
	r, err := value.ToRepr(t, orNone(own.V))
	if err != nil {
		return nil, err
	}
	inner, ok := text(r)
	if !ok {
		return r, nil
	}
	return value.NewStr("<"+out+": "+inner+">", r.Trace()), nil
}
