package models

import (
	"math/bits"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// The module enum. The metaclass turns the plain names of a class body into
// members once the body has run; a member of a class that derives from str or
// int is such a value. Names with the same value are one member.

func enumModule(t *value.Thread) value.Value {
	m := value.NewModule("enum", "")
	meta := value.NewClass("EnumType", "enum", value.TypeClass)
	if value.PythonSince(t, 11) == value.No {
		meta.Name = "EnumMeta"
	}
	lib := &enumLib{auto: value.NewClass("auto", "enum"), nonmember: value.NewClass("nonmember", "enum"), meta: meta}
	lib.autoMethods()
	method(lib.nonmember, "__init__", "value", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		self.NS.Set(t, "value", a[0], t.At)
		return value.None(), nil
	})
	lib.metaMethods()
	lib.base = lib.class("Enum", nil)
	lib.textMethods()
	method(lib.base, "__hash__", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		b, _ := self.NS.Get("name")
		return builtinCall("hash")(t, orNone(b.V))
	})
	for _, name := range []string{"__copy__", "__deepcopy__"} {
		lib.base.Method(name, func(_ *value.Thread, c *value.Call) (value.Value, error) { return c.Args[0], nil })
	}
	lib.flag = lib.class("Flag", nil, lib.base)
	lib.flagMethods()
	m.Define("Enum", lib.base).Define("EnumMeta", meta).Define("EnumType", meta).Define("auto", lib.auto).Define("nonmember", lib.nonmember)
	m.Define("Flag", lib.flag)
	for name, kind := range map[string]*value.Class{"IntEnum": value.IntClass, "StrEnum": value.StrClass, "ReprEnum": nil} {
		m.Define(name, valueText(lib.class(name, kind, lib.base)))
	}
	m.Define("IntFlag", valueText(lib.class("IntFlag", value.IntClass, lib.flag)))
	for _, name := range []string{"verify", "FlagBoundary"} {
		m.Func(name, func(*value.Thread, *value.Call) (value.Value, error) { return value.NewBuiltin("decorator", same), nil })
	}
	m.Func("unique", loose("unique", "enumeration", unique))
	for _, name := range []string{"member", "global_enum"} {
		m.Func(name, same)
	}
	m.Define("property", value.NewBuiltin("property", loose("property", "func", func(_ *value.Thread, a args) (value.Value, error) {
		return &value.Property{Getter: a[0]}, nil
	})))
	m.Fallback = notFollowed("enum")
	return m
}

type enumLib struct{ auto, nonmember, meta, base, flag *value.Class }

func (lib *enumLib) class(name string, kind *value.Class, bases ...*value.Class) *value.Class {
	if kind != nil {
		bases = append([]*value.Class{kind}, bases...)
	}
	c := value.NewClass(name, "enum", bases...)
	c.Meta = lib.meta
	return c
}

func (lib *enumLib) metaMethods() {
	lib.meta.Method("__init__", lib.prepare)
	lib.meta.Method("__call__", lib.find)
	lib.meta.Method("__getitem__", lib.item)
	lib.meta.Method("__setattr__", loose("__setattr__", "cls, name, value", setAttrOfEnum))
	lib.meta.Method("__delattr__", loose("__delattr__", "cls, name", delAttrOfEnum))
	all := func(of func(t *value.Thread, members []value.Value) (value.Value, error)) func(t *value.Thread, c *value.Call) (value.Value, error) {
		return func(t *value.Thread, c *value.Call) (value.Value, error) {
			if u := unfollowed(c.Args[0]); u != nil {
				return u, nil
			}
			recent, err := of(t, lib.shown(c.Args[0]))
			if err != nil {
				return nil, err
			}
			older, err := of(t, members(c.Args[0]))
			if err != nil {
				return nil, err
			}
			return sincePython(t, 11, recent, older), nil
		}
	}
	lib.meta.Method("__iter__", all(func(t *value.Thread, members []value.Value) (value.Value, error) { return t.NewList(members, nil), nil }))
	lib.meta.Method("__reversed__", all(func(t *value.Thread, members []value.Value) (value.Value, error) {
		return builtinCall("reversed")(t, t.NewList(members, nil))
	}))
	lib.meta.Method("__len__", all(func(_ *value.Thread, members []value.Value) (value.Value, error) {
		return value.NewInt(int64(len(members)), nil), nil
	}))
	lib.meta.Method("__contains__", lib.contains)
	table := loose("__members__", "cls", func(t *value.Thread, a args) (value.Value, error) {
		d := t.NewDict(nil)
		cls, _ := a[0].(*value.Class)
		if cls == nil {
			return d, nil
		}
		if u := unfollowed(cls); u != nil {
			d.Open(t, u)
		}
		for _, name := range memberNames(cls) {
			b, _ := cls.NS.Get(name)
			d.SetStr(t, name, b.V)
		}
		return call(t, attribute(t, "types", "MappingProxyType"), d)
	})
	lib.meta.NS.Set(nil, "__members__", &value.Property{Getter: value.NewBuiltin("__members__", table)}, value.Place{})
}

// setAttrOfEnum sets what is no member: these stay.
func setAttrOfEnum(t *value.Thread, a args) (value.Value, error) {
	cls, ok := a[0].(*value.Class)
	name, named := text(a[1])
	if !ok || !named {
		return spread(a[1]), nil
	}
	if slices.Contains(memberNames(cls), name) {
		return nil, t.Raise("AttributeError", "cannot reassign member '"+name+"'")
	}
	cls.NS.Set(t, name, a[2], t.At)
	return value.None(), nil
}

// delAttrOfEnum deletes what is no member.
func delAttrOfEnum(t *value.Thread, a args) (value.Value, error) {
	cls, ok := a[0].(*value.Class)
	name, named := text(a[1])
	if !ok || !named {
		return spread(a[1]), nil
	}
	if slices.Contains(memberNames(cls), name) {
		return nil, t.Raise("AttributeError", "'"+cls.Name+"' cannot delete member '"+name+"'.")
	}
	if !cls.NS.Delete(t, name) {
		return nil, t.Raise("AttributeError", name)
	}
	return value.None(), nil
}

// prepare turns the names of a finished class body into members.
func (lib *enumLib) prepare(t *value.Thread, c *value.Call) (value.Value, error) {
	cls, ok := c.Args[0].(*value.Class)
	if !ok {
		return value.None(), nil
	}
	for _, base := range cls.Bases {
		if base.Meta != nil && len(members(base)) > 0 {
			return nil, t.RaiseClass(value.Exceptions()["TypeError"], "... cannot extend an enum with members", nil)
		}
	}
	last := value.Value(nil)
	for _, name := range append([]string{}, cls.NS.Names()...) {
		b, _ := cls.NS.Get(name)
		if i, ok := b.V.(*value.Instance); ok && i.Kind == lib.nonmember {
			own, _ := i.NS.Get("value")
			cls.NS.Set(t, name, own.V, b.At)
			continue
		}
		if strings.Contains(ignoredNames(cls), " "+name+" ") {
			cls.NS.Delete(t, name)
			continue
		}
		truth := lib.becomes(t, cls, name, b.V)
		if truth == value.Maybe {
			cls.NS.Set(t, name, unknown(t, "whether a class in an enum is a member depends on the version of Python"), b.At)
		}
		if truth != value.Yes {
			continue
		}
		v := b.V
		if lib.isAuto(v) {
			next, err := lib.resolve(t, v, func() (value.Value, error) { return lib.next(t, cls, name, last, b) })
			if err != nil {
				return nil, err
			}
			v = next
		}
		if tuple, ok := v.(value.Tuple); ok && slices.ContainsFunc(tuple.Elems, lib.isAuto) {
			v = unknown(t, "auto() within a tuple is not followed")
		}
		last = v
		member, err := lib.member(t, cls, name, v)
		if err != nil {
			return nil, err
		}
		cls.NS.Set(t, name, member, b.At)
	}
	return value.None(), nil
}

// becomes tells whether a name of the body becomes a member. A class that stands in the body
// does not since Python 3.13; any other class is a value, if it is no descriptor.
func (lib *enumLib) becomes(t *value.Thread, cls *value.Class, name string, v value.Value) value.Truth {
	c, ok := v.(*value.Class)
	if !ok || !isMember(name, value.None()) {
		return value.TruthOf(isMember(name, v))
	}
	if _, _, descriptor := c.Lookup("__get__"); descriptor {
		return value.No
	}
	if qualifiedName(c) == qualifiedName(cls)+"."+name {
		return value.PythonSince(t, 13).Not()
	}
	return value.Yes
}

// qualifiedName is the __qualname__ of a class.
func qualifiedName(c *value.Class) string {
	if c.NS != nil {
		if b, ok := c.NS.Get("__qualname__"); ok {
			s, _ := text(b.V)
			return s
		}
	}
	return c.Name
}

func (lib *enumLib) isAuto(v value.Value) bool {
	i, ok := v.(*value.Instance)
	return ok && i.Kind == lib.auto
}

// autoMethods let auto() be combined with other values in a class body, as in
// RW = R | W: what it stands for is known once the body has run.
func (lib *enumLib) autoMethods() {
	lib.auto.Method("__init__", inert)
	for name, op := range map[string]value.BinaryOp{"__or__": value.BitOr, "__and__": value.BitAnd, "__xor__": value.BitXor} {
		method(lib.auto, name, "other", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
			later := t.NewInstance(lib.auto)
			later.Data = autoSum{op, self, a[0]}
			return later, nil
		})
	}
}

// autoSum is an operation on auto().
type autoSum struct {
	op   value.BinaryOp
	a, b value.Value
}

// resolve is what auto() stands for: what next gives, the first time.
func (lib *enumLib) resolve(t *value.Thread, v value.Value, next func() (value.Value, error)) (value.Value, error) {
	i, ok := v.(*value.Instance)
	if !ok || i.Kind != lib.auto {
		return v, nil
	}
	if b, ok := i.NS.Get("value"); ok {
		return b.V, nil
	}
	var out value.Value
	var err error
	if sum, ok := i.Data.(autoSum); ok {
		a, errA := lib.resolve(t, sum.a, next)
		b, errB := lib.resolve(t, sum.b, next)
		if errA != nil {
			return nil, errA
		}
		if errB != nil {
			return nil, errB
		}
		out, err = value.Binary(t, sum.op, a, b)
	} else {
		out, err = next()
	}
	if err == nil {
		i.NS.Set(t, "value", out, t.At)
	}
	return out, err
}

// ignoredNames is _ignore_ of a body, a text or a list of names, between blanks.
func ignoredNames(cls *value.Class) string {
	b, _ := cls.NS.Get("_ignore_")
	if s, ok := text(orNone(b.V)); ok {
		return " " + strings.ReplaceAll(s, ",", " ") + " "
	}
	out := " "
	if list, ok := b.V.(*value.List); ok {
		for _, v := range list.Elems() {
			s, _ := text(v)
			out += s + " "
		}
	}
	return out
}

// next is the value of auto(): what _generate_next_value_ gives, the name for a
// class of str, the next power of two for a flag, or one more than the highest int.
func (lib *enumLib) next(t *value.Thread, cls *value.Class, name string, last value.Value, b value.Binding) (value.Value, error) {
	at := value.LiteralAt(b.At)
	if own, _, ok := cls.Lookup("_generate_next_value_"); ok {
		var values []value.Value
		for _, m := range members(cls) {
			own, _ := m.(*value.Instance).NS.Get("value")
			values = append(values, own.V)
		}
		return call(t, withoutStatic(own.V), value.NewStr(name, nil), value.NewInt(1, nil), value.NewInt(int64(len(values)), nil), t.NewList(values, nil))
	}
	i, isInt := memberNumber(last)
	switch {
	case cls.Is(value.StrClass) && derivesFrom(cls, "StrEnum"):
		return value.NewStr(strings.ToLower(name), at), nil
	case last == nil:
		return value.NewInt(1, at), nil
	}
	highest := i
	for _, m := range members(cls) {
		own, _ := m.(*value.Instance).NS.Get("value")
		n, ok := memberNumber(own.V)
		highest, isInt = max(highest, n), isInt && ok
	}
	if !isInt {
		return unknown(t, "auto() after a value that is no int is not followed"), nil
	}
	after := func(n int64) value.Value { return value.NewInt(n+1, at) }
	if cls.Is(lib.flag) {
		after = func(n int64) value.Value { return value.NewInt(1<<bits.Len64(uint64(n)), at) }
	}
	return sincePython(t, 11, after(highest), after(i)), nil // it was the last one that counted
}

// memberNumber is the value of a member as a number; false for what is none, or too large.
func memberNumber(v value.Value) (int64, bool) {
	switch v := v.(type) {
	case value.Int:
		n, small := v.Int64()
		return n, small && n < 1<<61
	case value.Bool:
		if v.B {
			return 1, true
		}
		return 0, true
	}
	return 0, false
}

func derivesFrom(cls *value.Class, name string) bool {
	for _, k := range cls.MRO() {
		if k.Name == name && k.Module == "enum" {
			return true
		}
	}
	return false
}

// isMember tells whether a name of the body is a member: no function, no descriptor, and neither
// __name__ nor _name_ nor private (_Class__name).
func isMember(name string, v value.Value) bool {
	if strings.HasPrefix(name, "_") && (strings.HasSuffix(name, "_") || strings.Contains(name, "__")) {
		return false
	}
	switch v.(type) {
	case value.HasGet, *value.Builtin, *value.Class, *value.BoundMethod:
		return false
	}
	return v.Class() != value.FunctionClass
}
