package value

import (
	"slices"
	"strconv"
	"strings"
)

// Types with parameters, list[int], and unions of types, int | None (Python library
// reference, types.GenericAlias and types.UnionType).

var (
	// GenericAliasClass is the class of list[int].
	GenericAliasClass = &Class{Name: "GenericAlias", Module: "types", Bases: []*Class{ObjectClass}}
	// UnionTypeClass is the class of int | None before Python 3.14.
	UnionTypeClass = &Class{Name: "UnionType", Module: "types", Bases: []*Class{ObjectClass}}
	// typingAliasClass is the class of Base[int], where Base derives from typing.Generic.
	typingAliasClass = &Class{Name: "_GenericAlias", Module: "typing", Bases: []*Class{ObjectClass}}
)

// GenericAlias is a class with parameters. It is called and has attributes as the
// class, and is none: isinstance() refuses it.
type GenericAlias struct {
	object
	Origin *Class
	Args   []Value
	kind   *Class // UnknownClass where the library of the class decides
}

// UnionType is "int | None": no two of its members are equal.
type UnionType struct {
	object
	Args []Value
}

// Class is types.GenericAlias, or that of the module typing.
func (a *GenericAlias) Class() *Class { return a.kind }

// With returns the alias, resting on what the trace assumes.
func (a *GenericAlias) With(t *Trace) Value { return Resting(a, t) }

// Call calls the class.
func (a *GenericAlias) Call(t *Thread, c *Call) (Value, error) { return CallValue(t, a.Origin, c) }

// Attr gives the parts of the alias; any other attribute is the class's.
func (a *GenericAlias) Attr(t *Thread, name string) (Value, error) {
	switch name {
	case "__origin__":
		return a.Origin, nil
	case "__args__":
		return NewTuple(a.Args, nil), nil
	case "__parameters__":
		return NewUnknown("the parameters of types are not followed", t.At, nil), nil
	case "__class__":
		return a.versioned(t, a.kind), nil
	}
	return Attr(t, a.Origin, name)
}

// versioned is what an alias is said to be since Python 3.11; before, it passed for a class.
func (a *GenericAlias) versioned(t *Thread, since311 Value) Value {
	if a.kind == GenericAliasClass && PythonSince(t, 11) != Yes || a.kind == UnknownClass {
		return NewUnknown("the class of a type with parameters differs between versions of Python", t.At, nil)
	}
	return since311
}

// refuse is what isinstance() and issubclass() do.
func (a *GenericAlias) refuse(t *Thread, asked string) (Truth, error) {
	switch a.kind {
	case UnknownClass:
		return Maybe, nil
	case typingAliasClass:
		return Maybe, t.Raise("TypeError", "Subscripted generics cannot be used with class and instance checks")
	}
	name, _, _ := strings.Cut(asked, " arg ")
	return Maybe, t.Raise("TypeError", name+" argument 2 cannot be a parameterized generic")
}

// Item is the type with parameters in the place of its variables.
func (u *UnionType) Item(t *Thread, _ Value) (Value, error) {
	return NewUnknown("the parameters of a type are not followed", t.At, nil), nil
}

// Text is the class and its parameters as annotations write them.
func (a *GenericAlias) Text(t *Thread, _ bool) (Value, error) {
	args, ok := textOfTypes(t, a.Args, a.kind == typingAliasClass)
	if a.kind == UnknownClass || !ok {
		return typed(NewUnknown("the text of a type with parameters is not followed", t.At, nil), StrClass), nil
	}
	return NewStr(nameOfType(a.Origin)+"["+strings.Join(args, ", ")+"]", nil), nil
}

// Class is types.UnionType.
func (*UnionType) Class() *Class { return UnionTypeClass }

// With returns the union, resting on what the trace assumes.
func (u *UnionType) With(t *Trace) Value { return Resting(u, t) }

// Classes are those for which the union stands in isinstance().
func (u *UnionType) Classes() Value {
	for _, v := range u.Args {
		if _, ok := v.(*GenericAlias); ok {
			return NewUnknown("whether a union with such a member is refused differs between versions of Python", Place{}, nil)
		}
	}
	return NewTuple(u.Args, nil)
}

// Attr gives the members of the union.
func (u *UnionType) Attr(t *Thread, name string) (Value, error) {
	if name == "__parameters__" {
		return NewUnknown("the parameters of a type are not followed", t.At, nil), nil
	}
	if name == "__args__" {
		return NewTuple(u.Args, nil), nil
	}
	return nil, nil
}

// Text is the members with "|" between them.
func (u *UnionType) Text(t *Thread, _ bool) (Value, error) {
	args, ok := textOfTypes(t, u.Args, false)
	if !ok {
		return typed(NewUnknown("the text of a union is not followed", t.At, nil), StrClass), nil
	}
	for i, v := range u.Args {
		if v == Value(NoneClass) {
			args[i] = "None"
		}
	}
	return NewStr(strings.Join(args, " | "), nil), nil
}

// textOfTypes are types as annotations write them; ok is false where versions of
// Python write one differently. The module typing turns values into types of its own.
func textOfTypes(t *Thread, types []Value, typing bool) (out []string, ok bool) {
	for _, v := range types {
		switch v := v.(type) {
		case *Class:
			out = append(out, nameOfType(v))
		case EllipsisValue:
			out = append(out, "...")
		case *GenericAlias, *UnionType, NoneValue, Str, Int:
			repr, err := ToRepr(t, v)
			s, known := repr.(Str)
			_, isType := v.(HasText)
			if err != nil || !known || typing && !isType {
				return nil, false
			}
			out = append(out, s.text)
		default:
			return nil, false
		}
	}
	return out, len(types) > 0
}

// nameOfType is a class with its module, but for the builtin ones.
func nameOfType(c *Class) string {
	name := c.Name
	if c.NS != nil && c.Written {
		if b, ok := c.NS.Get("__qualname__"); ok {
			name, _ = Content(b.V)
		}
	}
	if c.Module == "" || c.Module == "builtins" {
		return name
	}
	return c.Module + "." + name
}

// generic is a class with parameters; nil where the class takes none.
func (c *Class) generic(key Value) Value {
	a := &GenericAlias{Origin: c, Args: []Value{key}, kind: c.aliasClass()}
	if a.kind == nil {
		return nil
	}
	if tuple, ok := key.(Tuple); ok {
		a.Args = tuple.Elems
	}
	return a
}

// aliasClass is the class of what a class with parameters is, by the first class of the
// resolution order that takes any; nil where certainly none does.
func (c *Class) aliasClass() *Class {
	for _, k := range c.MRO() {
		switch {
		case k == ObjectClass || k.Written && !k.hasTypeParameters():
		case k.Module == "typing" || k.Module == "typing_extensions" || k.Written:
			return typingAliasClass
		case isBuiltinClass(k):
			if genericBuiltins[k] || k == TypeClass && c == TypeClass {
				return GenericAliasClass
			}
		case k.Module == "collections" || k.Module == "collections.abc":
			return GenericAliasClass
		default:
			return UnknownClass
		}
	}
	return nil
}

// genericBuiltins are the builtin classes that take parameters.
var genericBuiltins = map[*Class]bool{ListClass: true, DictClass: true, TupleClass: true, SetClass: true, FrozenSetClass: true,
	enumerateClass: true, exceptionClasses["BaseExceptionGroup"]: true, exceptionClasses["ExceptionGroup"]: true}

func (c *Class) hasTypeParameters() bool {
	_, ok := c.NS.Get("__type_params__")
	return ok
}

// unionType is "int | None", as annotations write it; nil where one of the operands is no type.
func unionType(a, b Value) Value {
	u := &UnionType{}
	if a.Class() == NoneClass && b.Class() == NoneClass {
		return nil
	}
	for _, v := range []Value{a, b} {
		switch v := v.(type) {
		case *Class, *GenericAlias:
			u.add(v)
		case NoneValue:
			u.add(NoneClass)
		case *UnionType:
			for _, e := range v.Args {
				u.add(e)
			}
		default:
			return nil
		}
	}
	if len(u.Args) == 1 {
		return u.Args[0]
	}
	return u
}

// add adds a type that the union has not.
func (u *UnionType) add(v Value) {
	key, hashable := KeyOf(v)
	for _, e := range u.Args {
		if k, ok := KeyOf(e); ok && hashable && k == key {
			return
		}
	}
	u.Args = append(u.Args, v)
}

type (
	aliasKey struct{ origin, args any }
	unionKey string
)

// keyOfTypes is the key of an alias, whose parameters have an order, or of a union,
// whose members have none.
func keyOfTypes(v Value, budget *int) (any, bool) {
	switch v := v.(type) {
	case *GenericAlias:
		args, ok := keyOfTuple(Tuple{Elems: v.Args}, budget)
		return aliasKey{v.Origin, args}, ok
	case *UnionType:
		var parts []string
		for _, e := range v.Args {
			k, ok := keyOf(e, budget)
			if !ok {
				return nil, false
			}
			parts = append(parts, keyText(k))
		}
		slices.Sort(parts)
		return unionKey(strings.Join(parts, "\x00")), true
	}
	return nil, false
}

// equalTypes is a == b of two types with parameters, or of two unions.
func equalTypes(a, b Value) Truth {
	if b.Class() != a.Class() {
		return No
	}
	x, okX := KeyOf(a)
	y, okY := KeyOf(b)
	if !okX || !okY {
		return Maybe
	}
	return TruthOf(x == y)
}

// PythonSince tells whether Python is 3.minor or later; Maybe where its version is not known.
func PythonSince(t *Thread, minor int) Truth {
	if t.Host == nil {
		return Maybe
	}
	version, installed := t.Host.Package("python")
	parts := strings.Split(version, ".")
	if installed != Yes || len(parts) < 2 || parts[0] != "3" {
		return Maybe
	}
	have, err := strconv.Atoi(parts[1])
	if err != nil {
		return Maybe
	}
	return TruthOf(have >= minor)
}
