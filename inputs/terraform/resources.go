package terraform

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// maxNested bounds how deep blocks are in blocks.
const maxNested = 20

// resources gives what the module and those that it calls manage and read, with
// the arguments evaluated: one for each instance (count, for_each) that is known,
// else one whose values that differ between instances are unknown.
func (s *scope) resources() []*resource {
	if s.found != nil {
		return s.found
	}
	s.found = []*resource{}
	for _, m := range s.scopes() {
		for _, b := range slices.Concat(m.cfg.resources, m.cfg.data) {
			all := m.instancesOf(b)
			for _, i := range all.list {
				r := m.resource(b, i)
				r.doubtful = m.doubtful(all)
				s.found = append(s.found, r)
			}
		}
	}
	return s.found
}

// doubtful is unknown where the number of instances of a block, or of a module around it,
// is not known and may be none.
func (s *scope) doubtful(all instances) cty.Value {
	for m := s; !all.open; m = m.parent {
		if m.parent == nil {
			return cty.NilVal
		}
		all = m.parent.instancesOf(m.caller)
	}
	return unknown("the number of its instances is not known").WithMarks(all.marks)
}

func (s *scope) resource(b *block, i instance) *resource {
	return &resource{
		address: s.address + b.name() + i.index(), kind: b.labels[0], name: b.labels[1], data: b.kind == "data",
		body: s.body(b, i), at: s.src.at(b.at),
	}
}

// body is an object of the arguments of a block, and of its nested blocks as lists.
func (s *scope) body(b *block, i instance) cty.Value {
	members := map[string]cty.Value{}
	for _, name := range sortedKeys(b.attributes) {
		if !isMeta(name) {
			members[name] = s.argument(b, i, name)
		}
	}
	s.nested(members, b.blocks, attribute(b), i.more, 0)
	return cty.ObjectVal(members)
}

// isMeta tells whether an argument says how Terraform treats a resource, and is no part of it.
func isMeta(name string) bool { return slices.Contains(metaArguments, name) }

var metaArguments = []string{"count", "for_each", "provider", "depends_on"}

var metaBlocks = []string{"lifecycle", "provisioner", "connection"}

// nested adds blocks to the members of the one that holds them.
func (s *scope) nested(members map[string]cty.Value, blocks []*hclsyntax.Block, o origin, more bindings, depth int) {
	lists := map[string][]cty.Value{}
	for _, b := range blocks {
		switch {
		case depth == 0 && slices.Contains(metaBlocks, b.Type):
		case b.Type == "dynamic" && len(b.Labels) == 1:
			lists[b.Labels[0]] = append(lists[b.Labels[0]], s.dynamic(b, o, more, depth)...)
		default:
			lists[b.Type] = append(lists[b.Type], s.nestedBody(b.Body, o, more, depth))
		}
	}
	for name, list := range lists {
		members[name] = cty.TupleVal(list)
	}
}

func (s *scope) nestedBody(body *hclsyntax.Body, o origin, more bindings, depth int) cty.Value {
	if depth > maxNested {
		return unknown(tooMuch)
	}
	members := map[string]cty.Value{}
	for _, name := range sortedKeys(body.Attributes) {
		members[name] = hidden(name, s.valueWith(more, s.preparedAttribute(body.Attributes[name], o)))
	}
	s.nested(members, body.Blocks, o, more, depth+1)
	return cty.ObjectVal(members)
}

// prepared is an attribute's expression, rewritten once.
func (s *scope) prepared(b *block, name string) hclsyntax.Expression {
	n := s.prepare(b.attributes[name], attribute(b))
	b.attributes[name] = n
	return n
}

// preparedAttribute is the expression of an attribute in a nested block, rewritten once.
func (s *scope) preparedAttribute(a *hclsyntax.Attribute, o origin) hclsyntax.Expression {
	n := s.prepare(a.Expr, o)
	a.Expr = n
	return n
}

// dynamic gives the blocks that a dynamic block stands for. Where their number is
// not known, there is one of which nothing is.
func (s *scope) dynamic(b *hclsyntax.Block, o origin, outer bindings, depth int) []cty.Value {
	each, content := b.Body.Attributes["for_each"], contentOf(b)
	if each == nil || content == nil {
		return []cty.Value{unknown("it cannot be evaluated")}
	}
	expr := s.preparedAttribute(each, o)
	members, ok := s.dynamicMembers(outer, expr)
	if !ok {
		return []cty.Value{unknown("the number of its blocks is not known").WithMarks(s.valueWith(outer, expr).Marks())}
	}
	var out []cty.Value
	for _, m := range members {
		if !m.sure {
			out = append(out, m.value)
			continue
		}
		iterator := object("key", m.key, "value", m.value)
		out = append(out, s.nestedBody(content, o, outer.with(iteratorName(b), iterator), depth))
	}
	return out
}

// dynamicMembers gives what a dynamic block is repeated over; false where that is not known.
func (s *scope) dynamicMembers(outer bindings, expr hclsyntax.Expression) ([]looped, bool) {
	collection, marks := s.valueWith(outer, expr).Unmark()
	if !collection.IsKnown() {
		if e, ok := bare(expr).(*hclsyntax.ForExpr); ok && e.KeyExpr != nil {
			ctx := s.context(expr)
			maps.Copy(ctx.Variables, outer)
			return s.forEachMember(ctx, e)
		}
	}
	if !collection.IsKnown() || collection.IsNull() || !collection.CanIterateElements() {
		return nil, false
	}
	var out []looped
	for it := collection.ElementIterator(); it.Next() && s.budget.step(); {
		k, v := it.Element()
		if collection.Type().IsSetType() {
			k = v
		}
		out = append(out, looped{k, v.WithMarks(marks), true})
	}
	return out, true
}

func contentOf(b *hclsyntax.Block) *hclsyntax.Body {
	for _, inner := range b.Body.Blocks {
		if inner.Type == "content" {
			return inner.Body
		}
	}
	return nil
}

// iteratorName is what the content of a dynamic block calls its member.
func iteratorName(b *hclsyntax.Block) string {
	if a := b.Body.Attributes["iterator"]; a != nil {
		if e, ok := bare(a.Expr).(*hclsyntax.ScopeTraversalExpr); ok {
			return e.Traversal.RootName()
		}
	}
	return b.Labels[0]
}
