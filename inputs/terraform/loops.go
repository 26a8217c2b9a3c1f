package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// A condition of a for expression that is not known for one member makes its whole
// result unknown, since nobody knows how long it is. The members that are known to
// be in it are remembered.

// looped is what a for expression makes of one member.
type looped struct {
	key, value cty.Value // key is NilVal for a list
	sure       bool      // its condition is known to hold
}

// forEachMember evaluates a for expression member by member; false where that does
// not tell more than its result.
func (s *scope) forEachMember(ctx *hcl.EvalContext, e *hclsyntax.ForExpr) ([]looped, bool) {
	collection, diags := e.CollExpr.Value(ctx)
	collection, marks := collection.Unmark()
	if diags.HasErrors() || e.Group || e.CondExpr == nil || !collection.IsKnown() || collection.IsNull() || !collection.CanIterateElements() {
		return nil, false
	}
	var out []looped
	for it := collection.ElementIterator(); it.Next(); {
		k, v := it.Element()
		if collection.Type().IsSetType() {
			k = v
		}
		inner := ctx.NewChild()
		inner.Variables = map[string]cty.Value{e.ValVar: v.WithMarks(marks)}
		if e.KeyVar != "" {
			inner.Variables[e.KeyVar] = k.WithMarks(marks)
		}
		m, wanted, ok := s.looped(inner, e)
		if !ok || !s.budget.step() {
			return nil, false
		}
		if wanted {
			out = append(out, m)
		}
	}
	return out, true
}

// looped evaluates one member. It is not wanted where the condition does not hold.
func (s *scope) looped(ctx *hcl.EvalContext, e *hclsyntax.ForExpr) (m looped, wanted, ok bool) {
	condition, diags := e.CondExpr.Value(ctx)
	condition, marks := condition.Unmark()
	decided, err := convert.Convert(condition, cty.Bool)
	if diags.HasErrors() || err != nil {
		return m, false, false
	}
	if decided.IsKnown() && (decided.IsNull() || decided.False()) {
		return m, false, true
	}
	if e.KeyExpr != nil {
		if m.key, diags = e.KeyExpr.Value(ctx); diags.HasErrors() {
			return m, false, false
		}
	}
	m.value, diags = e.ValExpr.Value(ctx)
	if m.sure = decided.IsKnown(); !m.sure {
		m.value = unknown("it is not known whether it is there").WithMarks(marks)
	}
	return m, true, !diags.HasErrors()
}

// list evaluates a for expression. An unknown list remembers its members as a text
// of JSON does; one that may be missing is unknown there.
func (s *scope) list(ctx *hcl.EvalContext, e *hclsyntax.ForExpr) (cty.Value, hcl.Diagnostics) {
	v, diags := e.Value(ctx)
	v = withoutIdentity(v)
	if diags.HasErrors() || v.IsKnown() || e.KeyExpr != nil {
		return v, diags
	}
	members, ok := s.forEachMember(ctx, e)
	if !ok {
		return v, nil
	}
	var list []cty.Value
	for _, m := range members {
		list = append(list, m.value)
	}
	return v.Mark(&encoded{cty.TupleVal(list)}), nil
}
