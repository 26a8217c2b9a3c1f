package terraform

import (
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

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
	if object.Type().IsObjectType() {
		return attributeOf(object, name)
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

// attributeOf is member without a copy of the object, which may be large.
func attributeOf(object cty.Value, name string) (cty.Value, bool) {
	if object.Type().HasAttribute(name) {
		return object.GetAttr(name), true
	}
	found := ""
	for key := range object.Type().AttributeTypes() {
		if strings.EqualFold(key, name) && (found == "" || key < found) {
			found = key
		}
	}
	if found == "" {
		return cty.NilVal, false
	}
	return object.GetAttr(found), true
}

// attribute is the origin of the places in a block's attributes.
func attribute(b *block) origin { return origin{document.StepTerraform, b.name()} }
