package terraform

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/zclconf/go-cty/cty"
)

// sides is the "change" of a resource. The masks are parallel to the values: true
// where a value, or all of what is below, is unknown or sensitive.
type sides struct {
	Actions         []string        `json:"actions"`
	Before          json.RawMessage `json:"before"`
	After           json.RawMessage `json:"after"`
	AfterUnknown    json.RawMessage `json:"after_unknown"`
	BeforeSensitive json.RawMessage `json:"before_sensitive"`
	AfterSensitive  json.RawMessage `json:"after_sensitive"`
}

// action is one word for the actions of a change.
func (c *sides) action() (string, bool) {
	switch word := strings.Join(c.Actions, "+"); word {
	case "no-op", "create", "read", "update", "delete", "forget":
		return word, true
	case "delete+create", "create+delete", "create+forget":
		return "replace", true
	}
	return "", false
}

// unchanged tells whether both sides are the same text under the same masks.
func (c *sides) unchanged() bool {
	return bytes.Equal(c.Before, c.After) && bytes.Equal(c.BeforeSensitive, c.AfterSensitive) && len(c.AfterUnknown) <= len("false")
}

// side makes a resource of one side of a change; nil where it is not there.
func (c *sides) side(value, unknown, sensitive json.RawMessage, p planned, at document.Location) *resource {
	if isNothing(value) {
		return nil
	}
	b := &planBody{place: &hop{Step: document.Step{Kind: document.StepTerraform, At: at, Name: p.Address}, order: 1}}
	if len(sensitive) == 0 {
		sensitive = json.RawMessage("true") // without its mask nothing may be shown
	}
	body := b.value(parse(value), parse(unknown), parse(sensitive), false, 0)
	if !body.IsKnown() || !body.Type().IsObjectType() {
		return nil
	}
	return &resource{address: p.Address, kind: p.Type, name: p.Name, body: body, at: at}
}

func isNothing(src json.RawMessage) bool { return len(src) == 0 || string(src) == "null" }

// parse reads JSON that is known to be valid.
func parse(src json.RawMessage) any {
	if isNothing(src) {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(src))
	d.UseNumber()
	var v any
	if d.Decode(&v) != nil {
		return nil
	}
	return v
}

// planBody makes values of the JSON of a plan.
type planBody struct{ place *hop }

// value makes a value, with the masks applied: what is unknown is so, whatever
// stands there, and what is sensitive is marked down to its leaves.
func (b *planBody) value(v, unknownMask, sensitiveMask any, secret bool, depth int) cty.Value {
	secret = secret || sensitiveMask == true
	switch {
	case depth > maxJSON:
		return unknown(tooMuch)
	case unknownMask == true:
		return b.leaf(cty.DynamicVal, secret)
	}
	if v == nil {
		v = emptyOf(unknownMask)
	}
	switch v := v.(type) {
	case map[string]any:
		return b.object(v, unknownMask, sensitiveMask, secret, depth)
	case []any:
		return b.list(v, unknownMask, sensitiveMask, secret, depth)
	}
	out := b.leaf(scalar(v), secret)
	if text, ok := v.(string); ok && holdsJSON(text) {
		if made := parse(json.RawMessage(text)); made != nil {
			out = out.Mark(&encoded{b.value(made, nil, nil, secret, depth+1)})
		}
	}
	return out
}

// emptyOf is what a mask is laid over where there is no value: nothing, unless
// the mask names parts of it.
func emptyOf(mask any) any {
	switch mask := mask.(type) {
	case map[string]any:
		if len(mask) > 0 {
			return map[string]any{}
		}
	case []any:
		if len(mask) > 0 {
			return []any{}
		}
	}
	return nil
}

// holdsJSON tells whether a text may be a list or an object in JSON.
func holdsJSON(text string) bool {
	text = strings.TrimLeft(text, " \t\r\n")
	return len(text) > 1 && len(text) <= maxPlanText && (text[0] == '[' || text[0] == '{')
}

// leaf gives a value its place, and hides it where it is sensitive.
func (b *planBody) leaf(v cty.Value, secret bool) cty.Value {
	v = v.Mark(b.place)
	if secret {
		v = v.Mark(sensitive{})
	}
	return v
}

func scalar(v any) cty.Value {
	switch v := v.(type) {
	case bool:
		return cty.BoolVal(v)
	case string:
		return cty.StringVal(v)
	case json.Number:
		if text := v.String(); jsonWord.FindString(text) == text { // of few digits
			return cty.MustParseNumberVal(text)
		}
		return cty.DynamicVal
	}
	return cty.NullVal(cty.DynamicPseudoType)
}

// object has the members that are there, and those that only the mask of what is
// unknown names. Our own rules for names hide more than the plan does.
func (b *planBody) object(v map[string]any, unknownMask, sensitiveMask any, secret bool, depth int) cty.Value {
	unknowns, _ := unknownMask.(map[string]any)
	masked, _ := sensitiveMask.(map[string]any)
	members := make(map[string]cty.Value, len(v)+len(unknowns))
	for name, m := range v {
		members[name] = b.value(m, unknowns[name], masked[name], secret || secretName(name), depth+1)
	}
	for name, mask := range unknowns {
		if _, there := v[name]; !there {
			members[name] = b.value(nil, mask, masked[name], secret || secretName(name), depth+1)
		}
	}
	return cty.ObjectVal(members)
}

func (b *planBody) list(v []any, unknownMask, sensitiveMask any, secret bool, depth int) cty.Value {
	unknowns, _ := unknownMask.([]any)
	masked, _ := sensitiveMask.([]any)
	n := max(len(v), len(unknowns))
	members := make([]cty.Value, 0, n)
	for i := range n {
		members = append(members, b.value(element(v, i), element(unknowns, i), element(masked, i), secret, depth+1))
	}
	return cty.TupleVal(members)
}

func element(list []any, i int) any {
	if i < len(list) {
		return list[i]
	}
	return nil
}
