package evaluator

import (
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/djgate/djgate/evaluator/program"
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

var (
	nodeType  = reflect.TypeFor[document.Node]()
	nodesType = reflect.TypeFor[map[string]*document.Node]()
)

func newShapes() shapes {
	s := shapes{}
	for t, fields := range document.Layout() {
		s[t] = make([]field, len(fields))
		for i, f := range fields {
			s[t][i] = field{f, ast.InternedTerm(f.Name)}
		}
	}
	return s
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
	if hasValue(v) {
		value, err := valueOf(v)
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, [2]*ast.Term{ast.InternedTerm(valueKey), value})
	}
	return ast.ObjectTerm(pairs...), nil
}

// valueKey is where a node has its value, which is null where it is known to be.
const valueKey = "value"

func hasValue(v reflect.Value) bool {
	return v.Type() == nodeType && v.Addr().Interface().(*document.Node).HasValue
}

// valueOf is the value of a node; nil where it has none.
func valueOf(v reflect.Value) (*ast.Term, error) {
	if !hasValue(v) {
		return nil, nil
	}
	value, err := ast.InterfaceToValue(v.Addr().Interface().(*document.Node).Value)
	if err != nil {
		return nil, err
	}
	return ast.NewTerm(value), nil
}

// lazily is the document as a program sees it.
func (s shapes) lazily(d *document.Document) *ast.Term {
	return program.Lazy(s.fieldsOf(reflect.ValueOf(d).Elem()))
}

// lazyTerm is what JSON would hold of v; structs and maps of nodes become terms when
// they are asked for.
func (s shapes) lazyTerm(v reflect.Value) (*ast.Term, error) {
	switch {
	case v.Kind() == reflect.Pointer && !v.IsNil():
		return s.lazyTerm(v.Elem())
	case v.Kind() == reflect.Struct:
		return program.Lazy(s.fieldsOf(v)), nil
	case v.Type() == nodesType:
		return program.Lazy(&entries{shapes: s, of: v.Interface().(map[string]*document.Node), made: map[string]*ast.Term{}}), nil
	}
	return s.term(v)
}

// fields are those of a struct.
type fields struct {
	shapes
	of    reflect.Value
	all   []field
	made  []*ast.Term // of each of them
	value *ast.Term   // of a node
	keys  []*ast.Term
}

func (s shapes) fieldsOf(v reflect.Value) *fields {
	all := s[v.Type()]
	return &fields{shapes: s, of: v, all: all, made: make([]*ast.Term, len(all))}
}

func (f *fields) Member(name string) (t *ast.Term, err error) {
	for i := range f.all {
		if f.all[i].Name != name {
			continue
		}
		if f.made[i] != nil {
			return f.made[i], nil
		}
		if member := f.of.FieldByIndex(f.all[i].Index); !f.all[i].Omits(member) {
			f.made[i], err = f.lazyTerm(member)
		}
		return f.made[i], err
	}
	if name == valueKey && f.value == nil {
		f.value, err = valueOf(f.of)
	}
	if name == valueKey {
		return f.value, err
	}
	return nil, nil
}

func (f *fields) Keys() []*ast.Term {
	if f.keys == nil {
		for _, field := range f.all {
			if !field.Omits(f.of.FieldByIndex(field.Index)) {
				f.keys = append(f.keys, field.key)
			}
		}
		if hasValue(f.of) {
			f.keys = append(f.keys, ast.InternedTerm(valueKey))
		}
		slices.SortFunc(f.keys, ast.TermValueCompare)
	}
	return f.keys
}

func (f *fields) Same(name string, other program.Members) bool {
	o, is := other.(*fields)
	if !is || f.of.Type() != o.of.Type() {
		return false
	}
	for _, field := range f.all {
		if field.Name == name {
			return equals(f.of.FieldByIndex(field.Index), o.of.FieldByIndex(field.Index))
		}
	}
	if name == valueKey && f.of.Type() == nodeType {
		a, b := f.of.Addr().Interface().(*document.Node), o.of.Addr().Interface().(*document.Node)
		return a.HasValue == b.HasValue && reflect.DeepEqual(a.Value, b.Value)
	}
	return true // neither has it
}

func equals(a, b reflect.Value) bool {
	return reflect.DeepEqual(a.Addr().Interface(), b.Addr().Interface())
}

// entries are nodes by their names: settings, variables.
type entries struct {
	shapes
	of   map[string]*document.Node
	made map[string]*ast.Term
	keys []*ast.Term
}

func (e *entries) Member(key string) (*ast.Term, error) {
	made, known := e.made[key]
	if known {
		return made, nil
	}
	n, has := e.of[key]
	if !has {
		return nil, nil
	}
	t, err := e.lazyTerm(reflect.ValueOf(n))
	e.made[key] = t
	return t, err
}

func (e *entries) Keys() []*ast.Term {
	if e.keys == nil {
		for _, key := range slices.Sorted(maps.Keys(e.of)) {
			e.keys = append(e.keys, ast.InternedTerm(key))
		}
	}
	return e.keys
}

// Same knows nothing of what an object holds, which is compared by its members.
func (e *entries) Same(key string, other program.Members) bool {
	o, is := other.(*entries)
	return is && e.of[key] == nil && o.of[key] == nil
}
