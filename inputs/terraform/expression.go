package terraform

import (
	"github.com/djgate/djgate/inputs/document"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// Before an expression is evaluated its tree is rewritten: each part is put into
// a node that spends from the budget, keeps an error from reaching its
// neighbours, and, for the values of objects, marks the value with its place.

// node stands in the place of an expression. It is built over a pair of
// parentheses, which the functions of HCL that walk a tree know.
type node struct {
	*hclsyntax.ParenthesesExpr
	s *scope
	// hop is nil for a part whose place nobody asks for.
	hop *hop
	// opaque: a function that is not modelled is called here.
	opaque string
	origin origin
	// isKey: the key of an object, whose marks HCL gives to the whole object.
	isKey bool
}

// Value evaluates the expression. An error makes it unknown, and only it.
func (n *node) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	if n.opaque != "" {
		return unknown("the result of " + n.opaque + "() is not computed"), nil
	}
	if !n.s.budget.step() {
		return unknown(tooMuch), nil
	}
	v, diags := n.evaluate(ctx)
	if diags.HasErrors() {
		if n.s.trying > 0 || n.hop == nil {
			return v, diags
		}
		v = unknown("it cannot be evaluated")
	}
	v = tidied(v, selects(n.Expression))
	if n.isKey {
		v = withoutPlaces(v)
	}
	if !n.s.budget.fits(v) {
		v = unknown(tooMuch)
	}
	if n.hop != nil && !isRecord(v) {
		v = v.Mark(n.s.passed(n.hop))
	}
	return v, nil
}

// tidied is a value with the marks that it may keep: a value that is made of many
// others would carry the places of all of them.
func tidied(v cty.Value, selected bool) cty.Value {
	if !v.IsMarked() {
		return v
	}
	plain, marks := v.Unmark()
	if !selected {
		dropIdentity(marks)
	}
	if len(marks) > maxMarks {
		dropPlaces(marks)
	}
	return plain.WithMarks(marks)
}

func (n *node) evaluate(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	switch e := n.Expression.(type) {
	case *hclsyntax.ScopeTraversalExpr:
		return n.s.traverse(ctx, e.Traversal)
	case *hclsyntax.RelativeTraversalExpr:
		source, diags := e.Source.Value(ctx)
		if diags.HasErrors() {
			return cty.DynamicVal, diags
		}
		return n.s.follow(source, e.Traversal)
	case *hclsyntax.SplatExpr:
		return n.s.splat(ctx, e)
	case *hclsyntax.ConditionalExpr:
		return n.s.conditional(ctx, e)
	case *hclsyntax.TemplateExpr:
		return n.s.template(ctx, e, n.origin)
	case *hclsyntax.ForExpr:
		return n.s.list(ctx, e)
	case *hclsyntax.UnaryOpExpr:
		return unary(ctx, e)
	}
	return n.Expression.Value(ctx)
}

// unary keeps the marks of an operand that is not known, which HCL drops.
func unary(ctx *hcl.EvalContext, e *hclsyntax.UnaryOpExpr) (cty.Value, hcl.Diagnostics) {
	operand, diags := e.Val.Value(ctx)
	if diags.HasErrors() {
		return cty.DynamicVal, diags
	}
	over := *e
	over.Val = literal(unmarked(operand), e.Val)
	v, diags := over.Value(ctx)
	return v.WithMarks(operand.Marks()), diags
}

// passed gives a hop its order when a value first passes it.
func (s *scope) passed(h *hop) *hop {
	if h.order == 0 {
		s.order++
		h.order = s.order
	}
	return h
}

// isRecord tells whether a value is an object, a map or a list of these: their
// members have places of their own.
func isRecord(v cty.Value) bool {
	ty := v.Type()
	switch {
	case ty.IsObjectType() || ty.IsMapType():
		return true
	case ty.IsListType() || ty.IsSetType():
		return ty.ElementType().IsObjectType() || ty.ElementType().IsMapType()
	case ty.IsTupleType():
		for _, t := range ty.TupleElementTypes() {
			if t.IsObjectType() || t.IsMapType() {
				return true
			}
		}
	}
	return false
}

// origin says what kind of place the expressions of a file or block are.
type origin struct{ kind, name string }

// prepare rewrites an expression and returns the node over it, with a hop.
func (s *scope) prepare(expr hclsyntax.Expression, o origin) *node {
	if n, done := expr.(*node); done {
		return n
	}
	r := &rewriter{s, o}
	hclsyntax.Walk(expr, r)
	return r.hopped(expr)
}

// wrap puts an expression into a node; a literal needs none.
func (r *rewriter) wrap(expr hclsyntax.Expression) hclsyntax.Expression {
	switch e := expr.(type) {
	case nil:
		return nil
	case *hclsyntax.LiteralValueExpr:
		if e.Val.Type() != cty.Number || e.Val.IsNull() || shortNumber(e.Val.AsBigFloat()) {
			return expr
		}
	case *hclsyntax.AnonSymbolExpr, *hclsyntax.ObjectConsKeyExpr, *node:
		return expr
	case *hclsyntax.FunctionCallExpr:
		if _, modelled := r.s.functions[e.Name]; !modelled {
			return &node{ParenthesesExpr: parentheses(expr), s: r.s, opaque: e.Name}
		}
	}
	return &node{ParenthesesExpr: parentheses(expr), s: r.s, origin: r.o}
}

// hopped puts an expression into a node that marks its value with its place, if it has one.
func (r *rewriter) hopped(expr hclsyntax.Expression) *node {
	n, wrapped := expr.(*node)
	if wrapped && n.hop != nil {
		return n
	}
	n = &node{ParenthesesExpr: parentheses(r.wrap(expr)), s: r.s}
	if at := r.s.src.at(expr.Range()); at.File != "" {
		n.hop = &hop{Step: document.Step{Kind: r.o.kind, At: at, Name: r.o.name}, reference: isReference(expr)}
	}
	return n
}

func parentheses(expr hclsyntax.Expression) *hclsyntax.ParenthesesExpr {
	return &hclsyntax.ParenthesesExpr{Expression: expr, SrcRange: expr.Range()}
}

// isReference tells whether an expression only names the value of another place.
func isReference(expr hclsyntax.Expression) bool {
	switch e := expr.(type) {
	case *hclsyntax.ScopeTraversalExpr, *hclsyntax.RelativeTraversalExpr, *hclsyntax.IndexExpr:
		return true
	case *hclsyntax.ParenthesesExpr:
		return isReference(e.Expression)
	case *node:
		return isReference(e.Expression)
	case *hclsyntax.TemplateWrapExpr:
		return isReference(e.Wrapped)
	case *hclsyntax.FunctionCallExpr:
		return len(e.Args) == 1 && passing[e.Name] && isReference(e.Args[0])
	}
	return false
}

// passing are the functions that hand their argument on as it is.
var passing = map[string]bool{"sensitive": true, "nonsensitive": true, "tostring": true}

// rewriter puts the children of each expression into nodes, from the leaves up.
type rewriter struct {
	s *scope
	o origin
}

// Enter does nothing: a child must be rewritten before its parent holds it.
func (r *rewriter) Enter(hclsyntax.Node) hcl.Diagnostics { return nil }

// Exit rewrites the children of one expression.
func (r *rewriter) Exit(n hclsyntax.Node) hcl.Diagnostics {
	wrap := r.wrap
	switch e := n.(type) {
	case *hclsyntax.ObjectConsExpr:
		for i := range e.Items {
			e.Items[i].ValueExpr = r.hopped(e.Items[i].ValueExpr)
		}
	case *hclsyntax.TupleConsExpr:
		r.all(e.Exprs)
	case *hclsyntax.TemplateExpr:
		r.all(e.Parts)
	case *hclsyntax.FunctionCallExpr:
		r.all(e.Args)
	case *hclsyntax.ForExpr:
		e.CollExpr, e.KeyExpr = wrap(e.CollExpr), wrap(e.KeyExpr)
		e.ValExpr, e.CondExpr = r.hopped(e.ValExpr), wrap(e.CondExpr)
	case *hclsyntax.ConditionalExpr:
		e.Condition, e.TrueResult, e.FalseResult = wrap(e.Condition), wrap(e.TrueResult), wrap(e.FalseResult)
	case *hclsyntax.BinaryOpExpr:
		e.LHS, e.RHS = wrap(e.LHS), wrap(e.RHS)
	case *hclsyntax.UnaryOpExpr:
		e.Val = wrap(e.Val)
	case *hclsyntax.IndexExpr:
		e.Collection, e.Key = wrap(e.Collection), wrap(e.Key)
	case *hclsyntax.RelativeTraversalExpr:
		e.Source = wrap(e.Source)
	case *hclsyntax.SplatExpr:
		e.Source, e.Each = wrap(e.Source), wrap(e.Each)
	case *hclsyntax.TemplateWrapExpr:
		e.Wrapped = wrap(e.Wrapped)
	case *hclsyntax.TemplateJoinExpr:
		e.Tuple = wrap(e.Tuple)
	case *hclsyntax.ParenthesesExpr:
		e.Expression = wrap(e.Expression)
	case *hclsyntax.ObjectConsKeyExpr:
		e.Wrapped = r.key(e)
	}
	return nil
}

// key leaves the key of an object alone where HCL takes it as text.
func (r *rewriter) key(e *hclsyntax.ObjectConsKeyExpr) hclsyntax.Expression {
	if _, bare := e.Wrapped.(*hclsyntax.ScopeTraversalExpr); bare {
		return e.Wrapped
	}
	wrapped := r.wrap(e.Wrapped)
	if n, ok := wrapped.(*node); ok {
		n.isKey = true
	}
	return wrapped
}

func (r *rewriter) all(exprs []hclsyntax.Expression) {
	for i := range exprs {
		exprs[i] = r.wrap(exprs[i])
	}
}
