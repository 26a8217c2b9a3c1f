package interp

import (
	"slices"

	"github.com/djgate/djgate/inputs/python/syntax"
)

// free are the names that a function reads and that neither it nor what is in it binds, in
// order: those of the functions around are cells of it (symtable), which locals() shows.
func (fn *Function) free() []string {
	if fn.symbols.free == nil {
		r := freeNames{in: fn.in, found: newSymbols()}
		if fn.expr != nil {
			r.within(fn.symbols, fn.expr)
		}
		r.within(fn.symbols, nodes(fn.body)...)
		fn.symbols.free = append([]string{}, r.found.order...)
	}
	return fn.symbols.free
}

// freeNames walks through code for names that are bound outside of it.
type freeNames struct {
	in    *interp
	found *symbols
	bound []*symbols // of the scopes around the node at work
	class *symbols   // of the class whose body that is: the functions in it do not see them
}

// within walks through the code of a scope that binds some names.
func (r *freeNames) within(own *symbols, code ...syntax.Node) {
	class := r.class
	r.bound, r.class = append(r.bound, own), nil
	r.walk(code...)
	r.bound, r.class = r.bound[:len(r.bound)-1], class
}

func (r *freeNames) walk(code ...syntax.Node) {
	for _, n := range code {
		syntax.Walk(n, r.visit)
	}
}

func (r *freeNames) visit(n syntax.Node) bool {
	switch n := n.(type) {
	case *syntax.Name:
		binds := func(s *symbols) bool { return s != nil && (s.locals[n.ID] || s.globals[n.ID]) }
		if !binds(r.class) && !slices.ContainsFunc(r.bound, binds) {
			r.found.bind(n.ID)
		}
		return true
	case *syntax.FunctionDef:
		r.walk(nodes(n.DecoratorList)...)
		r.defaults(n.Args)
		r.within(r.in.symbolsOfFunction(n), nodes(n.Body)...)
	case *syntax.Lambda:
		r.defaults(n.Args)
		r.within(r.in.symbolsOfLambda(n), n.Body)
	case *syntax.ClassDef:
		r.walk(slices.Concat(nodes(n.DecoratorList), nodes(n.Bases), nodes(n.Keywords))...)
		around := r.class
		r.class = r.in.symbolsOfClass(n)
		r.walk(nodes(n.Body)...)
		r.class = around
	case *syntax.ListComp:
		r.comprehension(n, n.Generators, n.Elt)
	case *syntax.SetComp:
		r.comprehension(n, n.Generators, n.Elt)
	case *syntax.GeneratorExp:
		r.comprehension(n, n.Generators, n.Elt)
	case *syntax.DictComp:
		r.comprehension(n, n.Generators, n.Key, n.Value)
	default:
		return true
	}
	return false
}

// defaults are evaluated where the function is defined.
func (r *freeNames) defaults(a *syntax.Arguments) {
	r.walk(nodes(a.Defaults)...)
	for _, e := range a.KwDefaults {
		if e != nil {
			r.walk(e)
		}
	}
}

// comprehension has a scope of its own, but for what it goes through first.
func (r *freeNames) comprehension(e syntax.Expr, generators []*syntax.Comprehension, parts ...syntax.Node) {
	for i, g := range generators {
		if i == 0 {
			r.walk(g.Iter)
		} else {
			parts = append(parts, g.Iter)
		}
		parts = append(parts, nodes(g.Ifs)...)
	}
	r.within(r.in.symbolsOfComprehension(e, generators), parts...)
}

func nodes[N syntax.Node](list []N) []syntax.Node {
	out := make([]syntax.Node, len(list))
	for i, n := range list {
		out[i] = n
	}
	return out
}
