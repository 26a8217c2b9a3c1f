package terraform

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/zclconf/go-cty/cty"
)

// planned is one element of resource_changes.
type planned struct {
	Address, Previous, Mode, Type, Name, Provider, Deposed string
	sides
	size int // bytes of the sides
}

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

// planned reads one element of resource_changes; not ok is one of another shape.
func (p *planReader) planned() (c planned, ok bool, err error) {
	if b, err := p.next(); err != nil || b != '{' {
		return c, false, errors.Join(err, p.skip())
	}
	ok = true
	err = p.members(func(key string) error {
		fits, err := p.plannedMember(&c, key)
		ok = ok && fits
		return err
	})
	return c, ok, err
}

func (p *planReader) plannedMember(c *planned, key string) (fits bool, err error) {
	switch key {
	case "change":
		return p.sides(c)
	case "address":
		return p.into(&c.Address, maxKey)
	case "previous_address":
		return p.into(&c.Previous, maxKey)
	case "mode":
		return p.into(&c.Mode, maxKey)
	case "type":
		return p.into(&c.Type, maxKey)
	case "name":
		return p.into(&c.Name, maxKey)
	case "provider_name":
		return p.into(&c.Provider, maxKey)
	case "deposed":
		return p.into(&c.Deposed, maxKey)
	}
	return true, p.skip()
}

// sides reads the change of a resource. Of one that nobody reads, whose type stands
// before its change, only the actions are held.
func (p *planReader) sides(c *planned) (fits bool, err error) {
	if c.Type == "" || c.isRead() {
		fits, err = p.into(&c.sides, maxChange)
		c.size = len(p.stream.kept)
		return fits, err
	}
	if b, err := p.next(); err != nil || b != '{' {
		return false, errors.Join(err, p.skip())
	}
	fits = true
	err = p.members(func(key string) (err error) {
		if key != "actions" {
			return p.skip()
		}
		fits, err = p.into(&c.Actions, maxKey)
		return err
	})
	return fits, err
}

// into reads a value of at most so many bytes.
func (p *planReader) into(v any, limit int) (fits bool, err error) {
	src, err := p.value(true, limit)
	return err == nil && json.Unmarshal(src, v) == nil, err
}

// isRead tells whether what is known of the resource plays a part.
func (c *planned) isRead() bool { return c.Mode != "data" && wanted(c.Type) }

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
func (c *planned) side(value, unknown, sensitive json.RawMessage, at document.Location) *resource {
	if isNothing(value) {
		return nil
	}
	b := &planBody{place: &hop{Step: document.Step{Kind: document.StepTerraform, At: at, Name: c.Address}, order: 1}}
	if len(sensitive) == 0 {
		sensitive = json.RawMessage("true") // without its mask nothing may be shown
	}
	body := b.value(parse(value), parse(unknown), parse(sensitive), false, 0)
	if !body.IsKnown() || !body.Type().IsObjectType() {
		return nil
	}
	return &resource{address: c.Address, kind: c.Type, name: c.Name, body: body, at: at}
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
