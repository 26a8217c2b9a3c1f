package terraform

import (
	"maps"
	"path"
	"slices"

	"github.com/djgate/djgate/inputs/document"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// maxPending bounds how deep locals and arguments may name one another.
const maxPending = 500

// scope evaluates the expressions of one module.
type scope struct {
	cfg       *configuration
	src       *sources
	options   Options
	budget    budget
	functions map[string]function.Function

	order     int // of the last hop that a value passed
	trying    int // calls of try and can that are open: they want to see errors
	variables map[string]cty.Value
	assigned  []assignment // what the var files say, in order
	locals    map[string]cty.Value
	local     map[string]*node // the locals' expressions, prepared
	pending   []string         // what is being evaluated

	address string      // of the module, with a dot after it; empty for the root
	found   []*resource // what the module manages, once it is evaluated
}

func newScope(cfg *configuration, src *sources, o Options) *scope {
	s := &scope{
		cfg: cfg, src: src, options: o,
		variables: map[string]cty.Value{},
		locals:    map[string]cty.Value{},
		local:     map[string]*node{},
	}
	s.functions = s.functionTable()
	for name, expr := range cfg.locals {
		s.local[name] = s.prepare(expr, origin{document.StepVariable, "local." + name})
	}
	s.readVariables()
	return s
}

// report says so where the budget did not suffice.
func (s *scope) report() {
	if s.budget.exceeded {
		s.src.note("warning", codeLimit, document.Location{File: s.cfg.dir}, tooMuch+", so some values are unknown")
	}
}

// value evaluates an expression at the top level of the module. Whatever is
// wrong with it, there is a value: an unknown one with a reason.
func (s *scope) value(expr hclsyntax.Expression) cty.Value {
	return s.valueWith(nil, expr)
}

// valueWith is value for an expression that may name more.
func (s *scope) valueWith(more bindings, expr hclsyntax.Expression) cty.Value {
	ctx := s.context(expr)
	maps.Copy(ctx.Variables, more)
	return s.valueIn(ctx, expr)
}

func (s *scope) valueIn(ctx *hcl.EvalContext, expr hclsyntax.Expression) (v cty.Value) {
	defer func() {
		// cty panics on a few malformed operations. The text of the panic may
		// hold a value, so it is dropped.
		if recover() != nil {
			v = unknown("it cannot be evaluated")
		}
	}()
	v, diags := expr.Value(ctx)
	if diags.HasErrors() {
		return unknown("it cannot be evaluated")
	}
	return v
}

// context holds what an expression may name. Whatever is no variable, local or
// path is known only to an apply.
func (s *scope) context(expr hclsyntax.Expression) *hcl.EvalContext {
	vars := map[string]cty.Value{"var": cty.ObjectVal(s.variables), "path": s.paths(), "terraform": s.terraform()}
	for _, t := range expr.Variables() {
		name := t.RootName()
		if name == "local" {
			s.need(t)
		} else if _, bound := vars[name]; !bound {
			vars[name] = unknown(s.reason(name))
		}
	}
	vars["local"] = cty.ObjectVal(s.locals)
	return &hcl.EvalContext{Variables: vars, Functions: s.functions}
}

// reason says why a name is unknown before an apply.
func (s *scope) reason(root string) string {
	switch root {
	case "data":
		return "a data source gives it, at the time of an apply"
	case "module":
		return "a module gives it, and modules are not followed"
	case "each", "count", "self":
		return "it differs between the instances of the resource"
	}
	return "a resource (" + root + ") gives it, at the time of an apply"
}

// need evaluates the local that a traversal names.
func (s *scope) need(t hcl.Traversal) {
	if len(t) < 2 {
		return
	}
	attr, ok := t[1].(hcl.TraverseAttr)
	if !ok {
		return
	}
	name := attr.Name
	expr := s.local[name]
	if _, done := s.locals[name]; done || expr == nil {
		return
	}
	v := hidden(name, s.once("local."+name, expr))
	if _, cyclic := s.locals[name]; !cyclic {
		s.locals[name] = v
	}
}

// once evaluates what has a name, which must not lead to itself.
func (s *scope) once(name string, expr hclsyntax.Expression) cty.Value {
	if slices.Contains(s.pending, name) || len(s.pending) > maxPending {
		return unknown(name + " is defined by itself")
	}
	s.pending = append(s.pending, name)
	defer func() { s.pending = s.pending[:len(s.pending)-1] }()
	return s.value(expr)
}

// argument is an argument that the module gives to a resource.
type argument struct {
	b    *block
	name string
}

// argumentNamed returns the argument that a traversal names: TYPE.NAME.ARGUMENT
// of a resource with one instance. It is nil for what the provider computes.
func (s *scope) argumentNamed(t hcl.Traversal) *argument {
	if len(t) != 3 {
		return nil
	}
	label, ok1 := t[1].(hcl.TraverseAttr)
	name, ok2 := t[2].(hcl.TraverseAttr)
	if !ok1 || !ok2 {
		return nil
	}
	b := s.cfg.byName["resource\x00"+t.RootName()+"\x00"+label.Name]
	if b == nil || b.attributes[name.Name] == nil || b.attributes["count"] != nil || b.attributes["for_each"] != nil {
		return nil
	}
	return &argument{b, name.Name}
}

// argumentValue is the value of an argument; one whose name says so is hidden.
func (s *scope) argumentValue(a *argument) cty.Value {
	return hidden(a.name, s.once(a.b.name()+"."+a.name, s.prepared(a.b, a.name)))
}

// hidden marks a value that stands under the name of a secret, so that what is made of it is hidden too.
func hidden(name string, v cty.Value) cty.Value {
	if secretName(name) {
		return v.Mark(sensitive{})
	}
	return v
}

// paths is the object path; what Terraform was started in is not known.
func (s *scope) paths() cty.Value {
	return cty.ObjectVal(map[string]cty.Value{
		"module": cty.StringVal("."), "root": cty.StringVal("."), "cwd": unknown("it depends on where Terraform runs"),
	})
}

func (s *scope) terraform() cty.Value {
	const workspace = "TF_WORKSPACE"
	v := cty.UnknownVal(cty.String).Mark(need{workspace})
	if given, ok := s.lookup(workspace); ok && given.State == document.Known {
		v = cty.StringVal(given.Text.Reveal())
	}
	return cty.ObjectVal(map[string]cty.Value{"workspace": v})
}

func (s *scope) lookup(name string) (document.Variable, bool) {
	if s.options.Lookup == nil {
		return document.Variable{}, false
	}
	return s.options.Lookup(name)
}

// file reads a file by a path as the module writes it.
func (s *scope) file(name string) (string, []byte, error) {
	return s.src.readIn(s.cfg.dir, path.Clean(name))
}

// sortedKeys lists the keys of a map in order, so that results do not depend on
// the order of maps.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
