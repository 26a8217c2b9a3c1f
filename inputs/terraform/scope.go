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

// run is what the modules of one reading share.
type run struct {
	src     *sources
	options Options
	budget  budget
	root    string // the folder of the root module
	modules int    // how many there are
	order   int    // of the last hop that a value passed
	trying  int    // calls of try and can that are open: they want to see errors
	pending []string
}

// scope evaluates the expressions of one module: of the root, or of one instance
// of a module that another calls.
type scope struct {
	*run
	cfg       *configuration
	functions map[string]function.Function

	parent  *scope // nil for the root
	caller  *block
	more    bindings // of the caller
	address string   // of the module, with a dot after it; empty for the root
	path    string   // path.module

	given     map[string]cty.Value // what the files say of the root's variables
	assigned  []assignment         // the same, in order
	local     map[string]*node     // the locals' expressions, prepared
	known     map[string]cty.Value // what has a name and was evaluated
	templates map[string]*node     // by their files; nil for a file that is no template
	repeats   map[*block]instances
	children  map[string]instances
	found     []*resource
}

func newScope(cfg *configuration, src *sources, o Options) *scope {
	s := &scope{cfg: cfg, run: &run{src: src, options: o, root: cfg.dir}, path: "."}
	s.prepareNames()
	s.readAssignments()
	return s
}

func (s *scope) prepareNames() {
	s.known = map[string]cty.Value{}
	s.templates = map[string]*node{}
	s.local = map[string]*node{}
	s.repeats = map[*block]instances{}
	s.children = map[string]instances{}
	s.functions = s.functionTable()
	for name, expr := range s.cfg.locals {
		s.local[name] = s.prepare(expr, origin{document.StepVariable, "local." + name})
	}
}

// report tells what is wrong with variables and module calls that nothing has
// asked for yet, and whether the budget did not suffice.
func (s *scope) report() {
	for _, m := range s.scopes() {
		for _, name := range sortedKeys(m.cfg.variables) {
			m.variableValue(name)
		}
	}
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

// context holds what an expression may name. What is no variable, local or path
// is looked for where it is named.
func (s *scope) context(expr hclsyntax.Expression) *hcl.EvalContext {
	var vars, locals map[string]cty.Value
	out := map[string]cty.Value{}
	for _, t := range expr.Variables() {
		switch name := t.RootName(); name {
		case "local":
			locals = s.need(locals, t, s.localValue)
		case "var":
			vars = s.need(vars, t, s.variableValue)
		case "path":
			out[name] = s.paths()
		case "terraform", "tofu":
			out[name] = s.terraform()
		default:
			out[name] = cty.DynamicVal.Mark(unresolved{name})
		}
	}
	if locals != nil {
		out["local"] = cty.ObjectVal(locals)
	}
	if vars != nil {
		out["var"] = cty.ObjectVal(vars)
	}
	return &hcl.EvalContext{Variables: out, Functions: s.functions}
}

// need evaluates what a traversal names, unless it leads to nothing, and returns it
// with what is there already.
func (s *scope) need(known map[string]cty.Value, t hcl.Traversal, value func(name string) cty.Value) map[string]cty.Value {
	if known == nil {
		known = map[string]cty.Value{}
	}
	if len(t) < 2 {
		return known
	}
	attr, ok := t[1].(hcl.TraverseAttr)
	if !ok {
		return known
	}
	if _, done := known[attr.Name]; done {
		return known
	}
	if v := value(attr.Name); v != cty.NilVal {
		known[attr.Name] = v
	}
	return known
}

// localValue is the value of a local; NilVal where there is none of that name.
func (s *scope) localValue(name string) cty.Value {
	if s.local[name] == nil {
		return cty.NilVal
	}
	return hidden(name, s.localAsIs(name))
}

// localAsIs is the value of a local that is there, whatever its name says.
func (s *scope) localAsIs(name string) cty.Value {
	return s.once("local."+name, func() cty.Value { return s.value(s.local[name]) })
}

// once evaluates what has a name, which must not lead to itself.
func (s *scope) once(name string, evaluate func() cty.Value) cty.Value {
	if v, done := s.known[name]; done {
		return v
	}
	if address := s.address + name; slices.Contains(s.pending, address) || len(s.pending) > maxPending {
		return unknown(name + " is defined by itself")
	}
	s.pending = append(s.pending, s.address+name)
	trying := s.trying
	s.trying = 0
	v := evaluate()
	s.trying = trying
	s.pending = s.pending[:len(s.pending)-1]
	s.known[name] = v
	return v
}

// hidden marks a value that stands under the name of a secret, so that what is made of it is hidden too.
func hidden(name string, v cty.Value) cty.Value {
	if secretName(name) {
		return secretly(v)
	}
	return v
}

// paths is the object path; what Terraform was started in is not known.
func (s *scope) paths() cty.Value {
	return object("module", cty.StringVal(s.path), "root", cty.StringVal("."), "cwd", unknown("it depends on where Terraform runs"))
}

// workspaceVariable selects a workspace, as terraform workspace select does.
const workspaceVariable = "TF_WORKSPACE"

func (s *scope) terraform() cty.Value {
	v := cty.UnknownVal(cty.String).Mark(need{workspaceVariable})
	if given, ok := s.lookup(workspaceVariable); ok && given.State == document.Known {
		v = cty.StringVal(given.Text.Reveal())
	}
	return object("workspace", v)
}

func (s *scope) lookup(name string) (document.Variable, bool) {
	if s.options.Lookup == nil {
		return document.Variable{}, false
	}
	return s.options.Lookup(name)
}

// file reads a file by a path as a module writes it: relative to the root module,
// which is where Terraform runs.
func (s *scope) file(name string) (string, []byte, error) {
	return s.src.readIn(s.root, path.Clean(name))
}

// sortedKeys lists the keys of a map in order, so that results do not depend on
// the order of maps.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
