package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// A resource has arguments that its module gives and attributes that its provider
// computes, and without the provider's schema nobody can tell which there are. So
// an instance is an unknown value with a handle as its mark. Naming an attribute of
// such a value asks the handle, wherever the value has been handed to; whatever
// makes another value of it drops the mark.

// handle is the mark of an instance of a resource, a data source or a module.
type handle struct {
	attribute func(name string) cty.Value
}

// unresolved is the mark of a name that stands for something outside the module's variables and locals.
type unresolved struct{ name string }

// traverse evaluates a traversal from its root, as HCL does, but for handles.
func (s *scope) traverse(ctx *hcl.EvalContext, t hcl.Traversal) (cty.Value, hcl.Diagnostics) {
	root := t.RootName()
	for c := ctx; c != nil; c = c.Parent() {
		v, ok := c.Variables[root]
		switch {
		case !ok:
		case v.HasMark(unresolved{root}):
			v, rest := s.named(root, t[1:])
			return s.follow(v, rest)
		default:
			return s.follow(v, t[1:])
		}
	}
	return t.TraverseAbs(ctx)
}

// named is the value of what is declared by a block, and what of the traversal is
// left after its name.
func (s *scope) named(root string, t hcl.Traversal) (cty.Value, hcl.Traversal) {
	kind, labels := "resource", []string{root}
	switch root {
	case "data":
		kind, labels = root, nil
	case "module":
		kind, labels = root, nil
	}
	want := 2
	if kind == "module" {
		want = 1
	}
	for len(labels) < want && len(t) > 0 {
		attr, ok := t[0].(hcl.TraverseAttr)
		if !ok {
			break
		}
		labels, t = append(labels, attr.Name), t[1:]
	}
	b := s.cfg.byName[blockKey(kind, labels)]
	if b == nil {
		return unknown(s.reason(root)), nil
	}
	return s.instancesOf(b).value(), t
}

// reason says why a name is unknown before an apply.
func (s *scope) reason(root string) string {
	switch root {
	case "data":
		return "a data source gives it, at the time of an apply"
	case "module":
		return "a module gives it that is not here"
	case "each", "count", "self":
		return "it differs between the instances of the resource"
	}
	return "a resource (" + root + ") gives it, at the time of an apply"
}

// follow takes the steps of a traversal from a value on.
func (s *scope) follow(v cty.Value, steps hcl.Traversal) (cty.Value, hcl.Diagnostics) {
	for _, step := range steps {
		if h := handleOf(v); h != nil {
			if name, ok := stepName(step); ok {
				v = h.attribute(name)
				continue
			}
		}
		var diags hcl.Diagnostics
		if v, diags = (hcl.Traversal{step}).TraverseRel(v); diags.HasErrors() {
			return cty.DynamicVal, diags
		}
	}
	return v, nil
}

func stepName(step hcl.Traverser) (string, bool) {
	switch step := step.(type) {
	case hcl.TraverseAttr:
		return step.Name, true
	case hcl.TraverseIndex:
		return textOf(step.Key)
	}
	return "", false
}

// handleOf returns the handle of an instance; nil for any other value.
func handleOf(v cty.Value) *handle {
	if v.Type() != cty.DynamicPseudoType || v.IsKnown() {
		return nil
	}
	var found *handle
	for m := range v.Marks() {
		if h, ok := m.(*handle); ok {
			if found != nil {
				return nil
			}
			found = h
		}
	}
	return found
}

// withoutIdentity drops the marks that say what a value is, for a value that is made of it.
func withoutIdentity(v cty.Value) cty.Value {
	if !v.IsMarked() {
		return v
	}
	plain, marks := v.Unmark()
	dropIdentity(marks)
	return plain.WithMarks(marks)
}

func dropIdentity(marks cty.ValueMarks) {
	for m := range marks {
		switch m.(type) {
		case *handle, *encoded, fileText, *choice, filled:
			delete(marks, m)
		}
	}
}

// selects tells whether the value of an expression is that of a part of it.
func selects(expr hclsyntax.Expression) bool {
	switch e := expr.(type) {
	case *hclsyntax.ScopeTraversalExpr, *hclsyntax.RelativeTraversalExpr, *hclsyntax.IndexExpr, *hclsyntax.ConditionalExpr,
		*hclsyntax.TemplateExpr, *hclsyntax.TemplateWrapExpr, *hclsyntax.ForExpr, *hclsyntax.ParenthesesExpr, *node:
		return true
	case *hclsyntax.FunctionCallExpr:
		return selecting[e.Name]
	}
	return false
}

// selecting are the functions that give one of their arguments, or a member of it,
// or a text that says what it is made of.
var selecting = map[string]bool{
	"sensitive": true, "nonsensitive": true, "tostring": true, "try": true, "coalesce": true, "lookup": true, "one": true,
	"element": true, "jsonencode": true, "yamlencode": true, "file": true, "templatefile": true, "templatestring": true,
}

// splat evaluates x[*].y where x is one instance, which HCL would not know for one.
func (s *scope) splat(ctx *hcl.EvalContext, e *hclsyntax.SplatExpr) (cty.Value, hcl.Diagnostics) {
	source, diags := e.Source.Value(ctx)
	if diags.HasErrors() {
		return cty.DynamicVal, diags
	}
	if handleOf(source) != nil {
		source = cty.TupleVal([]cty.Value{source})
	}
	over := *e
	over.Source = &hclsyntax.LiteralValueExpr{Val: source, SrcRange: e.Source.Range()}
	return over.Value(ctx)
}

// conditional evaluates both sides, but what is known of the side that is not
// taken says nothing of the result, unless Terraform hides it.
func (s *scope) conditional(ctx *hcl.EvalContext, e *hclsyntax.ConditionalExpr) (cty.Value, hcl.Diagnostics) {
	condition, diags := e.Condition.Value(ctx)
	if diags.HasErrors() {
		return cty.DynamicVal, diags
	}
	condition, marks := condition.Unmark()
	decided, err := convert.Convert(condition, cty.Bool)
	if err != nil || decided.IsKnown() && decided.IsNull() {
		return cty.DynamicVal, hcl.Diagnostics{{Severity: hcl.DiagError}}
	}
	yes, yesDiags := e.TrueResult.Value(ctx)
	no, noDiags := e.FalseResult.Value(ctx)
	over := *e
	over.Condition = literal(decided, e.Condition)
	over.TrueResult, over.FalseResult = literal(unmarked(yes), e.TrueResult), literal(unmarked(no), e.FalseResult)
	v, diags := over.Value(ctx)
	switch {
	case diags.HasErrors():
		return v, diags
	case !decided.IsKnown():
		v = v.WithMarks(marks, yes.Marks(), no.Marks())
		return withoutIdentity(v).Mark(&choice{yes, no}), nil
	case decided.True():
		return v.WithMarks(marks, yes.Marks()).WithMarks(secrecy(no)), yesDiags
	}
	return v.WithMarks(marks, no.Marks()).WithMarks(secrecy(yes)), noDiags
}

func literal(v cty.Value, at hclsyntax.Expression) hclsyntax.Expression {
	return &hclsyntax.LiteralValueExpr{Val: v, SrcRange: at.Range()}
}

func unmarked(v cty.Value) cty.Value {
	v, _ = v.Unmark()
	return v
}

// secrecy are the marks of a value that hide it.
func secrecy(v cty.Value) cty.ValueMarks {
	if v.HasMark(sensitive{}) {
		return cty.NewValueMarks(sensitive{})
	}
	return nil
}
