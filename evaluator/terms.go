package evaluator

import (
	"fmt"
	"reflect"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/djgate/djgate/inputs/document"
)

// This file makes a Rego term of a document without writing it as JSON and reading
// it back, which takes longer than half of the policies. A test holds both equal.

// shapes are the fields of every struct that a document holds, by its type.
type shapes map[reflect.Type][]field

// field is a field as JSON has it, with the term of its name.
type field struct {
	document.Field
	key *ast.Term
}

var nodeType = reflect.TypeFor[document.Node]()

func newShapes() shapes {
	s := shapes{}
	s.add(reflect.TypeFor[document.Document]())
	return s
}

// add notes down a type and those that it is made of.
func (s shapes) add(t reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		s.add(t.Elem())
	case reflect.Struct:
		if _, known := s[t]; known {
			return
		}
		s[t] = nil
		var fields []field
		for _, f := range document.Fields(t) {
			fields = append(fields, field{f, ast.StringTerm(f.Name)})
			s.add(t.FieldByIndex(f.Index).Type)
		}
		s[t] = fields
	}
}

// term is what JSON would hold of v: what is missing is empty, rather than null.
func (s shapes) term(v reflect.Value) (*ast.Term, error) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return ast.NullTerm(), nil
		}
		return s.term(v.Elem())
	case reflect.Struct:
		return s.object(v)
	case reflect.Map:
		pairs := make([][2]*ast.Term, 0, v.Len())
		for entries := v.MapRange(); entries.Next(); {
			t, err := s.term(entries.Value())
			if err != nil {
				return nil, err
			}
			pairs = append(pairs, [2]*ast.Term{ast.StringTerm(entries.Key().String()), t})
		}
		return ast.ObjectTerm(pairs...), nil
	case reflect.Slice:
		terms := make([]*ast.Term, v.Len())
		for i := range terms {
			var err error
			if terms[i], err = s.term(v.Index(i)); err != nil {
				return nil, err
			}
		}
		return ast.ArrayTerm(terms...), nil
	case reflect.String:
		return ast.StringTerm(v.String()), nil
	case reflect.Bool:
		return ast.InternedTerm(v.Bool()), nil
	case reflect.Int:
		return ast.InternedTerm(int(v.Int())), nil
	}
	return nil, fmt.Errorf("a document holds no %s", v.Type())
}

func (s shapes) object(v reflect.Value) (*ast.Term, error) {
	fields, known := s[v.Type()]
	if !known {
		return nil, fmt.Errorf("a document holds no %s", v.Type())
	}
	pairs := make([][2]*ast.Term, 0, len(fields)+1)
	for _, f := range fields {
		member := v.FieldByIndex(f.Index)
		if f.Omits(member) {
			continue
		}
		t, err := s.term(member)
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, [2]*ast.Term{f.key, t})
	}
	if v.Type() == nodeType {
		if n := v.Addr().Interface().(*document.Node); n.HasValue {
			value, err := ast.InterfaceToValue(n.Value)
			if err != nil {
				return nil, err
			}
			pairs = append(pairs, [2]*ast.Term{ast.InternedTerm("value"), ast.NewTerm(value)})
		}
	}
	return ast.ObjectTerm(pairs...), nil
}
