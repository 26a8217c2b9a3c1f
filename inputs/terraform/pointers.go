package terraform

import (
	"github.com/djgate/djgate/inputs/document"
	"github.com/zclconf/go-cty/cty"
)

// Variables may name what holds their values: a secret of a store, of the same
// resource, or an object of Kubernetes. Those that the module itself makes are read.

// reference is a variable whose value stands elsewhere.
func (c *container) reference(name string, p spot) {
	if own, ok := c.ownSecret(p); ok {
		c.given(name, own, true)
		return
	}
	if !p.v.IsKnown() {
		c.fromStore(name, p)
		return
	}
	for _, key := range []string{"config_map_key_ref", "configMapKeyRef", "secret_key_ref", "secretKeyRef"} {
		ref, ok := p.first(key)
		if !ok {
			continue
		}
		hidden := key == "secret_key_ref" || key == "secretKeyRef"
		switch value, found := c.keyOf(ref, hidden); {
		case found:
			c.given(name, value, hidden)
		case hidden:
			c.storedKey(name, ref)
		default:
			c.put(document.Variable{Name: name, State: document.Unknown, Because: "a ConfigMap that is not here gives it", Needs: []string{name}, At: ref.trail().at(c.at)})
		}
		return
	}
	if _, field := p.first("field_ref"); field {
		c.put(document.Variable{Name: name, State: document.Unknown, Because: "the platform gives it at start", Needs: []string{name}, At: p.trail().at(c.at)})
		return
	}
	c.fromStore(name, p)
}

// storedKey names a secret with its key or version.
func (c *container) storedKey(name string, ref spot) {
	for _, member := range []string{"secret", "name"} {
		if m, ok := ref.first(member); ok {
			c.fromStore(name, m)
			return
		}
	}
	c.fromStore(name, ref)
}

// ownSecret is the value of a secret that the resource itself holds, by its name.
func (c *container) ownSecret(p spot) (spot, bool) {
	want, ok := p.text()
	if c.platform.secret == "" || !ok {
		return spot{}, false
	}
	for _, s := range c.find(c.platform.secret) {
		for _, entry := range s.each() {
			name, _ := entry.first("name")
			if got, _ := name.text(); got == want {
				return entry.first("value")
			}
		}
	}
	return spot{}, false
}

// objects are the resources of Kubernetes that hold variables.
var objects = map[bool][]string{
	false: {"kubernetes_config_map", "kubernetes_config_map_v1"},
	true:  {"kubernetes_secret", "kubernetes_secret_v1"},
}

// keyOf is one value of a ConfigMap or a Secret that the module makes.
func (c *container) keyOf(ref spot, hidden bool) (spot, bool) {
	data, ok := c.object(ref, hidden)
	key, _ := ref.first("key")
	name, known := key.text()
	if !ok || !known {
		return spot{}, false
	}
	return data.member(name)
}

// object is the data of a ConfigMap or a Secret that the module makes, by its name.
func (c *container) object(ref spot, hidden bool) (spot, bool) {
	name, _ := ref.first("name")
	want, ok := name.text()
	for _, r := range c.all {
		for _, kind := range objects[hidden] {
			if r.kind != kind || !ok {
				continue
			}
			found, _ := spotOf(r.body, nil).first("metadata.name")
			if got, _ := found.text(); got == want {
				return spotOf(r.body, nil).first("data")
			}
		}
	}
	return spot{}, false
}

// metadata are the blocks that name an object of Kubernetes, for other resources
// that refer to its name.
func (s *scope) metadata(b *block, i instance) cty.Value {
	var list []cty.Value
	for _, nested := range b.blocks {
		if nested.Type == "metadata" {
			list = append(list, s.nestedBody(nested.Body, attribute(b), i.more, 0))
		}
	}
	return cty.TupleVal(list)
}

// many takes all variables of a ConfigMap or a Secret.
func (c *container) many(ref spot, hidden bool) {
	data, ok := c.object(ref, hidden)
	if !ok || !isObject(data.v) || !data.v.IsKnown() {
		c.w.OpenBecause = "a ConfigMap or Secret that is not here gives it variables"
		return
	}
	prefix, _ := ref.first("prefix")
	before, _ := prefix.text()
	for _, name := range sortedKeys(data.v.AsValueMap()) {
		if m, ok := data.member(name); ok && m.v != (cty.Value{}) {
			c.given(before+name, m, hidden)
		}
	}
}
