package terraform

import (
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// The containers of a task are one text of JSON. If one value in it is known
// only to an apply, the whole text is: so it is not the text that is evaluated
// here, but what it is made of, as far as it can be followed.

// maxFollow bounds how many names lead to the text.
const maxFollow = 20

// definitions gives the containers that an expression stands for: a tuple of
// objects, each member marked; or an unknown value that says why.
func (s *scope) definitions(expr hclsyntax.Expression, o origin, depth int) cty.Value {
	if depth > maxFollow {
		return unknown(tooMuch)
	}
	switch e := bare(expr).(type) {
	case *hclsyntax.FunctionCallExpr:
		return s.call(e, o, depth)
	case *hclsyntax.ScopeTraversalExpr:
		if local := s.localNamed(e.Traversal); local != nil {
			return s.definitions(local, o, depth+1)
		}
	case *hclsyntax.TemplateWrapExpr:
		return s.definitions(e.Wrapped, o, depth+1)
	case *hclsyntax.ConditionalExpr:
		return s.branch(e, o, depth)
	}
	t := &text{s: s, origin: o}
	t.template(s.context(expr), expr)
	return t.containers()
}

// call follows the functions that give JSON.
func (s *scope) call(e *hclsyntax.FunctionCallExpr, o origin, depth int) cty.Value {
	if len(e.Args) == 0 || e.ExpandFinal {
		return s.value(e)
	}
	switch e.Name {
	case "jsonencode":
		return s.value(e.Args[0])
	case "sensitive", "nonsensitive", "trimspace", "tostring":
		return s.definitions(e.Args[0], o, depth+1)
	case "file", "templatefile":
		return s.fileContainers(e, o)
	}
	t := &text{s: s, origin: o}
	t.part(s.context(e), e)
	return t.containers()
}

func (s *scope) branch(e *hclsyntax.ConditionalExpr, o origin, depth int) cty.Value {
	condition, marks := s.value(e.Condition).Unmark()
	b, err := convert.Convert(condition, cty.Bool)
	switch {
	case err != nil || !b.IsKnown() || b.IsNull():
		return cty.DynamicVal.WithMarks(marks)
	case b.True():
		return s.definitions(e.TrueResult, o, depth+1)
	}
	return s.definitions(e.FalseResult, o, depth+1)
}

// fileContainers reads the containers from a file of JSON or a template of it.
func (s *scope) fileContainers(e *hclsyntax.FunctionCallExpr, o origin) cty.Value {
	name, _ := s.value(e.Args[0]).Unmark()
	if name.Type() != cty.String || !name.IsKnown() || name.IsNull() {
		return unknown("the path of the file is not known")
	}
	file, src, err := s.file(name.AsString())
	if err != nil {
		return cty.DynamicVal.Mark(noFile(err))
	}
	t := &text{s: s, origin: o}
	if e.Name == "file" {
		t.file(file, src)
		return t.containers()
	}
	if len(e.Args) != 2 {
		return unknown("it cannot be evaluated")
	}
	expr, ok := s.src.parseTemplate(file, src)
	if !ok {
		return unknown("the file that it reads is no template")
	}
	ctx := s.templateContext(s.value(e.Args[1]))
	if ctx == nil {
		return unknown("the values for its template are not known")
	}
	t.template(ctx, s.prepare(expr, o))
	return t.containers()
}

// containers reads the text; where it is unknown as a whole, that is the answer.
func (t *text) containers() cty.Value {
	if len(t.parts) == 1 && !t.parts[0].known {
		return cty.DynamicVal.WithMarks(t.parts[0].marks)
	}
	v, ok := t.json()
	if !ok {
		return unknown("it is no JSON")
	}
	return v
}

// localNamed returns the expression of the local that a traversal names, no more and no less.
func (s *scope) localNamed(t hcl.Traversal) *node {
	if len(t) != 2 || t.RootName() != "local" {
		return nil
	}
	attr, ok := t[1].(hcl.TraverseAttr)
	if !ok {
		return nil
	}
	return s.local[attr.Name]
}

// templateContext holds the values that templatefile gives to its template; nil
// where they are not known as a whole.
func (s *scope) templateContext(vars cty.Value) *hcl.EvalContext {
	vars, marks := vars.Unmark()
	if !vars.IsKnown() || vars.IsNull() || !(vars.Type().IsObjectType() || vars.Type().IsMapType()) {
		return nil
	}
	members := vars.AsValueMap()
	if members == nil {
		members = map[string]cty.Value{}
	}
	for name, v := range members {
		members[name] = v.WithMarks(marks)
	}
	functions := s.functionTable()
	delete(functions, "templatefile")
	delete(functions, "templatestring")
	return &hcl.EvalContext{Variables: members, Functions: functions}
}

// member returns a member of an object; Go's JSON, which reads the text in the
// end, does not tell case apart.
func member(object cty.Value, name string) (cty.Value, bool) {
	if !object.Type().IsObjectType() && !object.Type().IsMapType() || !object.IsKnown() || object.IsNull() {
		return cty.NilVal, false
	}
	members := object.AsValueMap()
	if v, ok := members[name]; ok {
		return v, true
	}
	for _, key := range sortedKeys(members) {
		if strings.EqualFold(key, name) {
			return members[key], true
		}
	}
	return cty.NilVal, false
}

// attribute is the origin of the places in a block's attributes.
func attribute(b *block) origin { return origin{document.StepTerraform, b.name()} }
