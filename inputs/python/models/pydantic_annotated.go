package models

import (
	"slices"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// The limits that annotations say: Annotated[int, Field(gt=0)] and conint(gt=0), with
// numbers that are written there. Any other option gives a type that is not followed.

// limitNames are the options that bound a value, wordNames those that only describe it, and
// optionNames those that say something of the field and nothing of its type.
var (
	limitNames  = []string{"gt", "ge", "lt", "le", "min_length", "max_length", "min_items", "max_items"}
	wordNames   = []string{"description", "title", "examples"}
	optionNames = []string{"default", "default_factory", "alias", "validation_alias", "validate_default", "repr"}
)

// constrainedTypes are the functions of pydantic that make a type, and of which kind.
var constrainedTypes = map[string]string{"conint": "int", "confloat": "float", "constr": "str", "conlist": "list", "conset": "set"}

// lastName is the name that an expression ends with; "" where it is no name.
func lastName(x syntax.Expr) string {
	switch x := x.(type) {
	case *syntax.Name:
		return x.ID
	case *syntax.Attribute:
		return x.Attr
	}
	return ""
}

// annotated is the type with what annotates it: a constant changes nothing, Field may say
// limits, and NoDecode that the text of a variable is the value.
func (s schema) annotated(with []syntax.Expr) schema {
	for _, x := range with {
		if _, words := x.(*syntax.Constant); words {
			continue
		}
		if name := lastName(x); name == "NoDecode" || name == "ForceDecode" {
			s.decoding = name
			continue
		}
		call, ok := x.(*syntax.Call)
		if !ok || lastName(call.Func) != "Field" || len(call.Args) > 0 {
			return schema{}
		}
		s = s.bounded(call.Keywords)
	}
	return s
}

// annotatedInfo is what Field says of a field in its annotation, beside the limits of the
// type. Version 1 takes no default there. What is not known may be a Field where the type
// is not followed.
func (lib *pydanticLib) annotatedInfo(cls *value.Class, name string, followed bool) (info fieldInfo) {
	a, ok := annotationOf(cls, name).(*annotation)
	if !ok {
		return info
	}
	for _, v := range a.with {
		if u, ok := value.IsUnknown(v); ok && !followed {
			return fieldInfo{def: u, constrained: true}
		}
		i, ok := v.(*value.Instance)
		if !ok || i.Kind != lib.field {
			continue
		}
		several := info.def != nil || info.factory != nil || info.alias != nil
		info, _ = i.Data.(fieldInfo)
		info.limits, info.constrained = nil, several || lib.v1 && (info.def != nil || info.required)
	}
	return info
}

// annotationOf is the value of a field's annotation; nil where there is none.
func annotationOf(cls *value.Class, name string) value.Value {
	for _, k := range cls.MRO() {
		if k.NS == nil {
			continue
		}
		b, _ := k.NS.Get("__annotations__")
		if d, ok := b.V.(*value.Dict); ok {
			if v, ok := d.GetStr(name); ok {
				return v
			}
		}
	}
	return nil
}

// bounded is the type within the limits of keyword arguments.
func (s schema) bounded(options []*syntax.Keyword) schema {
	var limits []limit
	for _, k := range options {
		than := literalNumber(k.Value)
		switch {
		case slices.Contains(wordNames, k.Arg), slices.Contains(optionNames, k.Arg):
		case than != nil && slices.Contains(limitNames, k.Arg):
			limits = append(limits, limit{k.Arg, than})
		default:
			return schema{}
		}
	}
	if !s.fits(limits) {
		return schema{}
	}
	s.limits = slices.Concat(s.limits, limits)
	return s
}

// constrained is the type that a function of pydantic makes.
func (lib *pydanticLib) constrained(t *value.Thread, x *syntax.Call, depth int) schema {
	kind := constrainedTypes[lastName(x.Func)]
	of := schema{kind: kind, name: kind}
	holds := kind == "list" || kind == "set"
	if kind == "" || holds != (len(x.Args) == 1) || len(x.Args) > 1 {
		return schema{}
	}
	if holds {
		of.args = []schema{lib.schemaOf(t, x.Args[0], depth+1)}
	}
	return of.bounded(x.Keywords)
}

// literalNumber is the number that an expression says; nil where it says none.
func literalNumber(x syntax.Expr) value.Value {
	sign := int64(1)
	if u, ok := x.(*syntax.UnaryOp); ok && u.Op == syntax.USub {
		sign, x = -1, u.Operand
	}
	c, ok := x.(*syntax.Constant)
	if !ok {
		return nil
	}
	switch n := c.Value.(type) {
	case int64:
		return value.NewInt(sign*n, nil)
	case float64:
		return value.NewFloat(float64(sign)*n, nil)
	}
	return nil
}
