package terraform

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/zclconf/go-cty/cty"
)

// Providers write variables in a few ways: an object of names and values; the same
// with an object for each value; lists of {name, value} or {key, value}, whose
// value may be a reference instead; lists of "NAME=value".

func isObject(v cty.Value) bool { return v.Type().IsObjectType() || v.Type().IsMapType() }

// sharedVariables are given to all containers of a resource.
func (c *container) sharedVariables() {
	whole := spotOf(c.body, nil)
	c.variables(whole, c.shared)
	c.secrets(whole, c.sharedStored)
}

// variables reads what stands at paths.
func (c *container) variables(v spot, paths []string) {
	for _, path := range paths {
		for _, found := range v.find(path) {
			c.entries(found.value())
		}
	}
}

func (c *container) entries(p spot) {
	switch {
	case !p.v.IsKnown():
		c.w.OpenBecause = p.trail().because()
	case isObject(p.v) && c.isEntry(p):
		c.entry(p)
	case isObject(p.v):
		for _, name := range sortedKeys(p.v.AsValueMap()) {
			if m, ok := p.member(name); ok {
				c.assign(name, m)
			}
		}
	case p.v.Type() == cty.String:
		c.line(p)
	default:
		for _, e := range p.each() {
			c.entries(e)
		}
	}
}

// isEntry tells whether an object is one variable, or one source of many.
func (c *container) isEntry(p spot) bool {
	for _, name := range slices.Concat(nameMembers, sourceMembers) {
		if _, ok := member(p.v, name); !ok {
			continue
		}
		if slices.Contains(sourceMembers, name) {
			return true
		}
		for _, value := range slices.Concat([]string{"value"}, referenceMembers) {
			if _, ok := member(p.v, value); ok {
				return true
			}
		}
	}
	return false
}

var (
	nameMembers = []string{"name", "key"}
	// referenceMembers name what the platform reads the value from.
	referenceMembers = []string{"valueFrom", "value_from", "value_source", "secret_name", "secret"}
	// sourceMembers name a source of many variables.
	sourceMembers = []string{"config_map_ref", "configMapRef", "secret_ref", "secretRef"}
)

// entry reads a variable that is an object.
func (c *container) entry(p spot) {
	if c.only[0] != "" && !c.meant(p) {
		return
	}
	for _, source := range sourceMembers {
		if m, ok := p.member(source); ok {
			c.many(m, strings.HasPrefix(source, "secret"))
			return
		}
	}
	name := ""
	for _, n := range nameMembers {
		if m, ok := p.member(n); ok && name == "" {
			name, _ = m.written()
		}
	}
	if name == "" {
		c.w.OpenBecause = "the name of a variable is not known"
		return
	}
	if value, ok := p.member("value"); ok {
		c.given(name, value, isHidden(p))
		return
	}
	for _, r := range referenceMembers {
		if m, ok := p.member(r); ok {
			c.reference(name, m)
			return
		}
	}
	c.given(name, spotOf(cty.StringVal(""), p.own), false)
}

// meant tells whether a setting is one of those that are variables.
func (c *container) meant(p spot) bool {
	m, _ := p.member(c.only[0])
	s, _ := m.text()
	return s == c.only[1]
}

// isHidden tells whether an entry says that its value is secret.
func isHidden(p spot) bool {
	m, _ := p.first("type")
	s, _ := m.text()
	if s == "SECRET" {
		return true
	}
	sensitive, _ := p.first("sensitive")
	return sensitive.v == cty.True
}

// assign reads a member of an object of variables.
func (c *container) assign(name string, p spot) {
	inner := p.value()
	if !inner.v.IsKnown() || !isObject(inner.v) {
		c.given(name, p, false)
		return
	}
	if value, ok := inner.member("value"); ok {
		c.given(name, value, false)
		return
	}
	c.put(document.Variable{Name: name, State: document.Unknown, Because: "the platform makes its value", Needs: []string{name}, At: p.trail().at(c.at)})
}

// line reads NAME=value. What is inherited from where it is started has no value.
func (c *container) line(p spot) {
	s, _ := p.text()
	name, value, ok := strings.Cut(s, "=")
	if !ok {
		c.put(document.Variable{Name: name, State: document.Unknown, Because: "it is taken from where the container is started", Needs: []string{name}, At: p.trail().at(c.at)})
		return
	}
	p.v = cty.StringVal(value)
	c.given(name, p, false)
}

// given is a variable with a value. What no variable of Terraform decides needs
// the variable of the process itself.
func (c *container) given(name string, p spot, hidden bool) {
	t := p.trail()
	out := document.Variable{Name: name, At: t.at(c.at), Chain: t.steps(), Secret: hidden || p.secret()}
	s, ok := p.text()
	if !ok && !c.exact {
		s, ok = p.written()
	}
	switch {
	case ok && strings.HasPrefix(s, "@Microsoft.KeyVault("):
		c.fromStore(name, p)
		return
	case ok && c.platform.fills != "" && strings.Contains(s, c.platform.fills):
		out.State, out.Because, out.Needs = document.Unknown, "the platform fills it in", []string{name}
	case ok:
		out.State, out.Text, out.Assumes = document.Known, document.NewText(s), t.assumes
	case !p.v.IsKnown():
		out.State, out.Because, out.Needs = document.Unknown, t.because(), t.needs
		out.Filled, out.Begins = p.filled(), document.NewText(p.beginning())
		if out.Needs == nil {
			out.Needs = []string{name}
		}
	default:
		out.State, out.Because = document.Unknown, "its value is no text, which the platform refuses"
	}
	c.put(out)
}

func (c *container) put(v document.Variable) {
	if v.Origin == "" {
		v.Origin = document.OriginEnv
	}
	c.w.Env = append(c.w.Env, v)
}

// secrets reads variables whose values are names of secrets.
func (c *container) secrets(v spot, paths []string) {
	for _, path := range paths {
		for _, found := range v.find(path) {
			c.namedSecrets(found.value())
		}
	}
}

func (c *container) namedSecrets(p spot) {
	switch {
	case !p.v.IsKnown():
		c.w.OpenBecause = p.trail().because()
	case !isObject(p.v):
		for _, e := range p.each() {
			c.namedSecrets(e.value())
		}
	case !c.isEntry(p):
		for _, name := range sortedKeys(p.v.AsValueMap()) {
			if m, ok := p.member(name); ok {
				c.fromStore(name, m)
			}
		}
	default:
		c.entry(p)
	}
}

// fromStore is a variable that the platform reads from a secret store.
func (c *container) fromStore(name string, from spot) {
	t := from.trail()
	store, _ := from.text()
	c.put(document.Variable{
		Name: name, State: document.Unknown, Origin: document.OriginSecretStore, Secret: true, Store: document.NewText(store),
		Because: "the platform reads it from its secret store at start", Needs: []string{name}, At: t.at(c.at), Chain: t.steps(),
	})
}
