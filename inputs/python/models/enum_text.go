package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// The texts of enums and their members. Python 3.11 changed them: str() and format() of
// a member agree since, and of one that is a plain int or str in all but its name they
// are those of its value (What's New in Python 3.11, enum).

func (lib *enumLib) textMethods() {
	lib.meta.Method("__repr__", loose("__repr__", "cls", func(t *value.Thread, a args) (value.Value, error) {
		cls, ok := a[0].(*value.Class)
		if !ok {
			return nil, t.Raise("TypeError", "descriptor '__repr__' requires an enum")
		}
		plain := value.NewStr("<enum '"+cls.Name+"'>", nil)
		if !cls.Is(lib.flag) {
			return plain, nil
		}
		return sincePython(t, 11, value.NewStr("<flag '"+cls.Name+"'>", nil), plain), nil
	}))
	method(lib.base, "__str__", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		return memberName(t, self), nil
	})
	method(lib.base, "__repr__", "", memberRepr)
	method(lib.base, "__format__", "spec", formatMember)
}

// valueText makes str() and format() of a member those of its value; before Python 3.11
// that was so of format() alone.
func valueText(c *value.Class) *value.Class {
	method(c, "__str__", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		recent, err := value.ToStr(t, value.Underlying(self))
		if err != nil || c.Name == "StrEnum" || c.Name == "ReprEnum" { // which are as old
			return recent, err
		}
		return sincePython(t, 11, recent, memberName(t, self)), nil
	})
	method(c, "__format__", "spec", formatValue)
	return c
}

// formatValue is format() of a member that is an int or a str: of its value, but where its
// class has a __str__ of its own, of that if nothing is specified, or before Python 3.11.
func formatValue(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	plain, err := formatted(t, value.Underlying(self), a[0])
	_, owner, _ := self.Kind.Lookup("__str__")
	if err != nil || owner.Module == "enum" {
		return plain, err
	}
	shown, err := value.ToStr(t, self)
	if spec, ok := text(a[0]); err != nil || ok && spec == "" {
		return shown, err
	}
	older, err := formatted(t, shown, a[0])
	if err != nil {
		return nil, err
	}
	return sincePython(t, 11, plain, older), nil
}

// memberName is the class and the name of a member.
func memberName(t *value.Thread, self *value.Instance) value.Value {
	name, _ := self.NS.Get("name")
	s, named := text(orNone(name.V))
	if !named {
		return typed(unknown(t, "the text of an empty flag is not followed"), value.StrClass)
	}
	out := value.NewStr(self.Kind.Name+"."+s, self.Trace())
	if !strings.Contains(s, "|") {
		return out
	}
	return sincePython(t, 11, out, typed(unknown(t, "the text of combined flags is not followed before Python 3.11"), value.StrClass))
}

func memberRepr(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
	name := memberName(t, self)
	s, ok := text(name)
	if !ok {
		return name, nil
	}
	own, _ := self.NS.Get("value")
	return joined(t, "<"+s+": ", orNone(own.V), ">")
}

// formatMember is format() of a member: of its str(), but before Python 3.11 of its value
// where it is a str or an int and its class has no __str__ of its own.
func formatMember(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	shown, err := value.ToStr(t, self)
	if err != nil {
		return nil, err
	}
	recent, err := formatted(t, shown, a[0])
	_, owner, _ := self.Kind.Lookup("__str__")
	if err != nil || memberType(self.Kind) == nil || owner.Module != "enum" {
		return recent, err
	}
	older, err := formatted(t, value.Underlying(self), a[0])
	if err != nil {
		return nil, err
	}
	return sincePython(t, 11, recent, older), nil
}

// formatted is format(v, spec).
func formatted(t *value.Thread, v, spec value.Value) (value.Value, error) {
	s, ok := text(spec)
	if !ok {
		return spread(v, spec), nil
	}
	return value.Format(t, v, s)
}
