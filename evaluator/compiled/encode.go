package compiled

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// The layout. A number is a varint; a text is the number of an entry of the table
// of texts; a list is its length and its members; what may be absent has a byte
// before it.
//
//	header
//	texts     list of (length, bytes)
//	files     list of (name, length of the module in bytes)
//	modules   package ref, list of rules
//
// Modules follow one another, so that a reader skips those it does not want.

// The tags of terms and of the terms of an expression.
const (
	tagNull byte = iota
	tagTrue
	tagFalse
	tagNumber
	tagString
	tagVar
	tagRef
	tagArray
	tagObject
	tagSet
	tagArrayComprehension
	tagObjectComprehension
	tagSetComprehension
	tagCall
	tagTerms // an expression that is a call: a list of terms
	tagTerm  // an expression that is one term
	tagSome
	tagEvery
)

// The flags of an expression and of a rule.
const (
	flagNegated   = 1
	flagGenerated = 2
	flagDefault   = 1
	flagAssign    = 2
)

// Encode writes the modules of a compiler that compiled them without error. It
// refuses what it cannot write.
func Encode(c *ast.Compiler) (data []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			unsupported, ok := r.(unsupported)
			if !ok {
				panic(r)
			}
			err = unsupported
		}
	}()
	e := &encoder{texts: map[string]uint64{}}
	files := slices.Sorted(maps.Keys(c.Modules))
	var directory, modules []byte
	directory = binary.AppendUvarint(directory, uint64(len(files)))
	for _, file := range files {
		e.out = nil
		e.module(c.Modules[file])
		directory = binary.AppendUvarint(directory, e.number(file))
		directory = binary.AppendUvarint(directory, uint64(len(e.out)))
		modules = append(modules, e.out...)
	}
	data = []byte(header())
	data = binary.AppendUvarint(data, uint64(len(e.order)))
	for _, text := range e.order {
		data = binary.AppendUvarint(data, uint64(len(text)))
		data = append(data, text...)
	}
	return slices.Concat(data, directory, modules), nil
}

// unsupported is a part of Rego that the bundle does not use.
type unsupported struct {
	what any
	at   *ast.Location
}

func (u unsupported) Error() string {
	return fmt.Sprintf("%v: %T is not written to compiled policies", u.at, u.what)
}

type encoder struct {
	out   []byte
	texts map[string]uint64
	order []string
	at    *ast.Location // of the expression that is written
}

// number is that of a text in the table.
func (e *encoder) number(text string) uint64 {
	n, ok := e.texts[text]
	if !ok {
		n = uint64(len(e.order))
		e.texts[text] = n
		e.order = append(e.order, text)
	}
	return n
}

func (e *encoder) byte(b byte)      { e.out = append(e.out, b) }
func (e *encoder) uint(n int)       { e.out = binary.AppendUvarint(e.out, uint64(n)) }
func (e *encoder) text(text string) { e.out = binary.AppendUvarint(e.out, e.number(text)) }

// line writes a place; the file is the module's.
func (e *encoder) line(at *ast.Location) {
	row, column := 0, 0
	if at != nil {
		row, column = at.Row, at.Col
	}
	e.uint(row)
	e.uint(column)
}

func (e *encoder) module(m *ast.Module) {
	e.terms(m.Package.Path)
	e.uint(len(m.Rules))
	for _, r := range m.Rules {
		e.rule(r)
	}
}

func (e *encoder) rule(r *ast.Rule) {
	e.at = r.Location
	flags := 0
	if r.Default {
		flags |= flagDefault
	}
	if r.Head.Assign {
		flags |= flagAssign
	}
	e.byte(byte(flags))
	e.line(r.Location)
	e.head(r.Head)
	e.body(r.Body)
	e.optional(r.Else != nil, func() { e.rule(r.Else) })
}

func (e *encoder) head(h *ast.Head) {
	e.line(h.Location)
	e.text(string(h.Name))
	e.terms(h.Reference)
	e.terms(h.Args)
	e.optionalTerm(h.Key)
	e.optionalTerm(h.Value)
}

func (e *encoder) body(b ast.Body) {
	e.uint(len(b))
	for _, x := range b {
		e.expr(x)
	}
}

func (e *encoder) expr(x *ast.Expr) {
	e.at = x.Location
	flags := 0
	if x.Negated {
		flags |= flagNegated
	}
	if x.Generated {
		flags |= flagGenerated
	}
	e.byte(byte(flags))
	e.line(x.Location)
	e.uint(x.Index)
	e.uint(len(x.With))
	for _, w := range x.With {
		e.term(w.Target)
		e.term(w.Value)
	}
	switch t := x.Terms.(type) {
	case []*ast.Term:
		e.byte(tagTerms)
		e.terms(t)
	case *ast.Term:
		e.byte(tagTerm)
		e.term(t)
	case *ast.SomeDecl:
		e.byte(tagSome)
		e.terms(t.Symbols)
	case *ast.Every:
		e.byte(tagEvery)
		e.optionalTerm(t.Key)
		e.term(t.Value)
		e.term(t.Domain)
		e.body(t.Body)
	default:
		panic(unsupported{x.Terms, x.Location})
	}
}

func (e *encoder) optional(there bool, write func()) {
	if !there {
		e.byte(0)
		return
	}
	e.byte(1)
	write()
}

func (e *encoder) optionalTerm(t *ast.Term) { e.optional(t != nil, func() { e.term(t) }) }

func (e *encoder) terms(list []*ast.Term) {
	e.uint(len(list))
	for _, t := range list {
		e.term(t)
	}
}

func (e *encoder) term(t *ast.Term) {
	switch v := t.Value.(type) {
	case ast.Null:
		e.byte(tagNull)
	case ast.Boolean:
		if v {
			e.byte(tagTrue)
		} else {
			e.byte(tagFalse)
		}
	case ast.Number:
		e.tagged(tagNumber, string(v))
	case ast.String:
		e.tagged(tagString, string(v))
	case ast.Var:
		e.tagged(tagVar, string(v))
	default:
		e.composite(v)
	}
}

func (e *encoder) tagged(tag byte, text string) {
	e.byte(tag)
	e.text(text)
}

func (e *encoder) composite(v ast.Value) {
	switch v := v.(type) {
	case ast.Ref:
		e.list(tagRef, v)
	case ast.Call:
		e.list(tagCall, v)
	case *ast.Array:
		e.list(tagArray, members(v))
	case ast.Set:
		e.list(tagSet, v.Slice())
	case ast.Object:
		e.byte(tagObject)
		e.uint(v.Len())
		v.Foreach(func(key, value *ast.Term) {
			e.term(key)
			e.term(value)
		})
	case *ast.ArrayComprehension:
		e.comprehension(tagArrayComprehension, v.Body, v.Term)
	case *ast.SetComprehension:
		e.comprehension(tagSetComprehension, v.Body, v.Term)
	case *ast.ObjectComprehension:
		e.comprehension(tagObjectComprehension, v.Body, v.Key, v.Value)
	default:
		panic(unsupported{v, e.at})
	}
}

func members(a *ast.Array) []*ast.Term {
	var list []*ast.Term
	a.Foreach(func(t *ast.Term) { list = append(list, t) })
	return list
}

func (e *encoder) list(tag byte, list []*ast.Term) {
	e.byte(tag)
	e.terms(list)
}

func (e *encoder) comprehension(tag byte, body ast.Body, terms ...*ast.Term) {
	e.byte(tag)
	for _, t := range terms {
		e.term(t)
	}
	e.body(body)
}
