package kubernetes

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// This file lays strategic merge patches over objects, as kustomize does (kyaml/yaml/
// merge2): mappings are merged, lists replaced but for those that have a merge key in
// the schema of Kubernetes, whose elements are merged by it, those of the patch first.

const maxNesting = 200 // of what a patch merges

var (
	errShapes = errors.New("it has another shape there")
	// What kustomize makes of these depends on its version, and on the order of elements.
	errUnfollowed = errors.New("not followed")
	errDuplicate  = fmt.Errorf("%w: a list has two elements of one name, or one of no name", errUnfollowed)
	errDirective  = fmt.Errorf("%w: a directive of the patch", errUnfollowed)
	errTooLarge   = fmt.Errorf("%w: the patch is too large", errUnfollowed)
)

// mergeKeys are the merge keys of the lists in pods and Services (Kubernetes API
// reference, "patch merge key"). Those of ports are beside their protocols.
var mergeKeys = map[string][]string{
	"containers": {"name"}, "initContainers": {"name"}, "ephemeralContainers": {"name"}, "env": {"name"}, "volumes": {"name"},
	"imagePullSecrets": {"name"}, "volumeMounts": {"mountPath"}, "volumeDevices": {"devicePath"}, "hostAliases": {"ip"},
	"topologySpreadConstraints": {"topologyKey"}, "ports": {"containerPort", "port"},
}

// strategic is an object with a patch over it; nil where the patch deletes it.
func (k *kustomization) strategic(o *object, doc *yaml.Node) (*yaml.Node, error) {
	m := merger{k.builder, hasSchema(o)}
	if m.schema && repeats(o) {
		return nil, errDuplicate
	}
	out, err := m.merge(o.node, doc, "", 0)
	if err != nil || out == nil {
		return nil, err
	}
	for _, keys := range [][]string{{"kind"}, {"metadata", "name"}, {"metadata", "namespace"}} { // a patch changes no names
		if have := get(o.node, keys...); have != nil {
			out = k.set(out, have, keys...)
		} else if parent := get(out, keys[:len(keys)-1]...); parent != nil && member(parent, keys[len(keys)-1], 0) != nil {
			out = k.set(out, nil, keys...)
		}
	}
	return out, nil
}

// repeats tells whether a container has two variables of one name: kustomize keeps one
// of them, even where a patch is for another container.
func repeats(o *object) bool {
	spec := get(get(o.node, podSpecs[o.kind].path...), "spec")
	return slices.ContainsFunc(slices.Concat(items(get(spec, "containers")), items(get(spec, "initContainers"))), func(c *yaml.Node) bool {
		env := get(c, "env")
		return env != nil && env.Kind == yaml.SequenceNode && hasTwice(env, mergeKeys["env"])
	})
}

// hasSchema tells kinds of Kubernetes itself from those of others, of which kustomize
// knows no merge keys.
func hasSchema(o *object) bool {
	group, version := groupOf(o.apiVersion())
	return o.apiVersion() == "" || slices.Contains([]string{"", "apps", "batch", "autoscaling", "policy"}, group) && !strings.Contains(version, "beta") || strings.HasSuffix(group, ".k8s.io")
}

// merger merges one object.
type merger struct {
	*builder
	schema bool // its lists have merge keys
}

// merge lays a value over another one, which stands under a key; nil for nothing.
func (m merger) merge(have, over *yaml.Node, key string, depth int) (*yaml.Node, error) {
	have, over = plain(have), plain(over)
	m.spend(1)
	switch {
	case depth > maxNesting || m.spent():
		return nil, errTooLarge
	case over == nil:
		return have, nil
	case over.Tag == "!!null":
		return nil, nil
	case have != nil && have.Tag == "!!null":
		have = nil
	}
	if have != nil && have.Kind != over.Kind {
		return nil, errShapes
	}
	switch over.Kind {
	case yaml.MappingNode:
		return m.mapping(have, over, depth)
	case yaml.SequenceNode:
		return m.sequence(have, over, key, depth)
	}
	return over, nil
}

func (m merger) mapping(have, over *yaml.Node, depth int) (*yaml.Node, error) {
	directive := textOf(get(over, "$patch"))
	switch {
	case directive == "delete":
		return nil, nil
	case directive != "" && directive != "replace" && directive != "merge":
		return nil, errDirective
	case have == nil || directive == "replace":
		have = &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: over.Line, Column: over.Column}
		m.origins[have] = m.origins[over]
	}
	out := m.fork(have)
	over = m.fork(over)
	for i := 0; i+1 < len(over.Content); i += 2 {
		name := over.Content[i]
		if name.Value == "$patch" {
			continue
		}
		if strings.HasPrefix(name.Value, "$") {
			return nil, errDirective
		}
		value, err := m.merge(member(out, name.Value, 0), over.Content[i+1], name.Value, depth+1)
		if err != nil {
			return nil, err
		}
		m.spend(len(out.Content))
		assign(out, name.Value, value)
	}
	return out, nil
}

func (m merger) sequence(have, over *yaml.Node, key string, depth int) (*yaml.Node, error) {
	keys := mergeKeys[key]
	if !m.schema || keys == nil {
		return over, nil
	}
	over, directive := m.directive(over)
	switch directive {
	case "delete":
		return nil, nil
	case "replace":
		have = nil
	}
	if have == nil {
		have = &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Line: over.Line, Column: over.Column}
	}
	rest := m.fork(have)
	if hasTwice(rest, keys) || hasTwice(over, keys) {
		return nil, errDuplicate
	}
	out := m.fork(over)
	out.Content = nil
	for _, element := range over.Content {
		i := slices.IndexFunc(rest.Content, func(n *yaml.Node) bool { return sameElement(n, element, keys) })
		m.spend(len(rest.Content))
		var below *yaml.Node
		if i >= 0 {
			if textOf(get(element, "$patch")) == "replace" {
				return nil, errDirective // kustomize keeps the element below
			}
			below = rest.Content[i]
		}
		merged, err := m.merge(below, element, "", depth+1)
		if err != nil {
			return nil, err
		}
		if i >= 0 && key == "ports" && merged != nil { // they keep their places
			rest.Content[i] = merged
			continue
		}
		if i >= 0 {
			rest.Content = slices.Delete(rest.Content, i, i+1)
		}
		if merged != nil {
			out.Content = append(out.Content, merged)
		}
	}
	out.Content = append(out.Content, rest.Content...)
	return out, nil
}

// directive takes the element out of a list that says what becomes of the whole list.
func (m merger) directive(list *yaml.Node) (*yaml.Node, string) {
	i := slices.IndexFunc(list.Content, func(n *yaml.Node) bool {
		n = plain(n)
		return get(n, "$patch") != nil && len(n.Content) == 2
	})
	if i < 0 {
		return list, ""
	}
	out := m.fork(list)
	out.Content = slices.Delete(out.Content, i, i+1)
	return out, textOf(get(list.Content[i], "$patch"))
}

// elementKey is the value by which an element is merged.
func elementKey(n *yaml.Node, keys []string) string {
	for _, key := range keys {
		if text := textOf(get(n, key)); text != "" {
			return text
		}
	}
	return ""
}

// sameElement tells whether two elements are merged: ports of two protocols are not.
func sameElement(a, b *yaml.Node, keys []string) bool {
	one, other := textOf(get(a, "protocol")), textOf(get(b, "protocol"))
	return elementKey(a, keys) == elementKey(b, keys) && (one == other || one == "" || other == "")
}

func hasTwice(list *yaml.Node, keys []string) bool {
	seen := map[string]bool{}
	for _, n := range list.Content {
		name := elementKey(n, keys)
		if protocol := textOf(get(n, "protocol")); protocol != "" && name != "" {
			name += "/" + protocol
		}
		if name == "" || seen[name] {
			return true
		}
		seen[name] = true
	}
	return false
}
