package terraform

import (
	"path"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// Values of variables, lowest first: default, TF_VAR_x, terraform.tfvars,
// terraform.tfvars.json, *.auto.tfvars(.json) in order of name, -var-file in
// order. Those of a module are what its call gives.

const variablePrefix = "TF_VAR_"

func variableOf(need string) string { return strings.TrimPrefix(need, variablePrefix) }

// assignment is what one file of values says of one variable.
type assignment struct {
	name  string
	value cty.Value
}

// readAssignments reads what the files say of the root module's variables.
func (s *scope) readAssignments() {
	s.given = map[string]cty.Value{}
	for _, f := range append(autoFiles(s.src.fsys, s.cfg.dir), s.options.VarFiles...) {
		for _, a := range s.assignments(f) {
			s.given[a.name] = a.value
			s.assigned = append(s.assigned, a)
		}
	}
}

// variableValue is the value of a variable. Terraform refuses one that no file
// declares, so that the file which does is not here.
func (s *scope) variableValue(name string) cty.Value {
	b := s.cfg.variables[name]
	if b == nil {
		return unknown("no file here declares the variable " + name)
	}
	return s.once("var."+name, func() cty.Value { return s.variable(name, b) })
}

func (s *scope) assignments(file string) []assignment {
	if strings.HasSuffix(file, ".json") {
		return s.jsonAssignments(path.Clean(file))
	}
	body := s.src.parse(path.Clean(file))
	if body == nil {
		return nil
	}
	var out []assignment
	for _, name := range sortedKeys(body.Attributes) {
		expr := s.prepare(body.Attributes[name].Expr, origin{document.StepTfvars, name})
		out = append(out, assignment{name, s.valueIn(nil, expr)})
	}
	return out
}

func (s *scope) jsonAssignments(file string) []assignment {
	src, err := s.src.read(file)
	if err != nil {
		s.src.note("error", codeUnread, document.Location{File: file}, err.Error())
		return nil
	}
	t := &text{s: s, origin: origin{kind: document.StepTfvars}}
	t.file(file, src)
	v, ok := t.json()
	if !ok || !v.Type().IsObjectType() {
		s.src.note("error", codeSyntax, document.Location{File: file, Line: 1, Column: 1}, "Terraform cannot read this: it is no JSON object")
		return nil
	}
	var out []assignment
	for _, name := range sortedKeys(v.AsValueMap()) {
		out = append(out, assignment{name, v.GetAttr(name)})
	}
	return out
}

// variable gives the value of a variable, of its declared type.
func (s *scope) variable(name string, b *block) cty.Value {
	ty, defaults := s.typeOf(b)
	v := s.assignedTo(name, b, ty)
	if v != cty.NilVal && s.isFalse(b.attributes["nullable"]) && isNull(v) {
		v = cty.NilVal
	}
	unset := v == cty.NilVal
	if unset {
		v = s.unassigned(name, b, ty)
	}
	if converted, ok := conform(v, ty, defaults); ok {
		v = converted
	} else {
		s.src.note("warning", codeVariable, s.src.at(b.at), "the value of the variable does not fit its type")
		v = unknown("the value of the variable " + name + " does not fit its type")
	}
	v = s.asPlanned(name, v, ty, defaults)
	if unset && s.leavesOpen(name, v) {
		v = v.Mark(assumption{variablePrefix + name})
	}
	if s.isTrue(b.attributes["sensitive"]) {
		v = secretly(v)
	}
	return hidden(name, v)
}

// assignedTo is what the variable is set to; NilVal where nothing sets it.
func (s *scope) assignedTo(name string, b *block, ty cty.Type) cty.Value {
	if s.parent != nil {
		return s.input(name)
	}
	if v, ok := s.given[name]; ok {
		return v
	}
	given, ok := s.lookup(variablePrefix + name)
	if !ok || given.State != document.Known {
		return cty.NilVal
	}
	v, ok := s.external(given, b.attributes["type"] == nil || ty.IsPrimitiveType())
	if !ok {
		v = unknown("the value given for " + variablePrefix + name + " cannot be read")
	}
	step := document.Step{Kind: document.StepProvided, At: given.At, Name: given.Name}
	v = v.Mark(s.passed(&hop{Step: step}))
	if given.Secret {
		v = secretly(v)
	}
	return v
}

// unassigned is the value of a variable that nothing sets.
func (s *scope) unassigned(name string, b *block, ty cty.Type) cty.Value {
	switch expr := b.attributes["default"]; {
	case expr != nil:
		return s.valueIn(nil, s.prepare(expr, origin{document.StepDefault, "var." + name}))
	case s.parent != nil:
		return unknown("the call of the module sets no " + name)
	}
	return cty.UnknownVal(ty).Mark(need{variablePrefix + name})
}

// leavesOpen tells whether the default of a variable of the root is the empty text: whoever
// applies the module may well give another, which no plan shows.
func (s *scope) leavesOpen(name string, v cty.Value) bool {
	if s.options.Plan != nil {
		if _, planned := s.options.Plan.variables[name]; planned {
			return false
		}
	}
	plain, _ := v.Unmark()
	return s.parent == nil && plain.Type() == cty.String && plain.IsKnown() && !plain.IsNull() && plain.AsString() == ""
}

// external reads the text of TF_VAR_x: literally for a primitive type and for
// none, else as an expression.
func (s *scope) external(v document.Variable, literally bool) (cty.Value, bool) {
	raw := v.Text.Reveal()
	if literally {
		return cty.StringVal(raw), true
	}
	if _, deep := tooDeep(hclsyntax.LexExpression, []byte(raw), v.Name); deep {
		return cty.NilVal, false
	}
	expr, diags := hclsyntax.ParseExpression([]byte(raw), v.Name, hcl.InitialPos)
	if diags.HasErrors() {
		return cty.NilVal, false
	}
	return s.valueIn(nil, s.prepare(expr, origin{document.StepProvided, v.Name})), true
}

// typeOf reads the type of a variable; without one any value will do.
func (s *scope) typeOf(b *block) (cty.Type, *typeexpr.Defaults) {
	expr := b.attributes["type"]
	if expr == nil {
		return cty.DynamicPseudoType, nil
	}
	ty, defaults, diags := typeexpr.TypeConstraintWithDefaults(expr)
	if diags.HasErrors() {
		return cty.DynamicPseudoType, nil
	}
	return ty, defaults
}

func conform(v cty.Value, ty cty.Type, defaults *typeexpr.Defaults) (out cty.Value, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	if defaults != nil && !isNull(v) {
		v = defaults.Apply(v)
	}
	out, err := convert.Convert(v, ty)
	return out, err == nil
}

func isNull(v cty.Value) bool {
	v, _ = v.Unmark()
	return v.IsKnown() && v.IsNull()
}

// isTrue and isFalse tell of an attribute what is literally known of it.
func (s *scope) isTrue(expr hclsyntax.Expression) bool  { return s.isBool(expr, true) }
func (s *scope) isFalse(expr hclsyntax.Expression) bool { return s.isBool(expr, false) }

func (s *scope) isBool(expr hclsyntax.Expression, want bool) bool {
	if expr == nil {
		return false
	}
	v, _ := s.valueIn(nil, expr).Unmark()
	b, err := convert.Convert(v, cty.Bool)
	return err == nil && b.IsKnown() && !b.IsNull() && b.True() == want
}
