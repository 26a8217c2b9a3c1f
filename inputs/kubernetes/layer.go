package kubernetes

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// This file lays the strategic merge patches of a kustomization over containers, as
// the API server merges lists: containers and env by name; another list, such as
// envFrom, takes the place of the one below it.

// layer is a container as one file writes it: the manifest, or a patch over it.
type layer struct {
	file string
	node *yaml.Node
}

// layers are a container and the patches over it, in order.
func (k *kustomization) layers(o *object, c *yaml.Node) []layer {
	out := []layer{{o.file, c}}
	for _, p := range k.patches {
		if !p.isFor(o) {
			continue
		}
		for _, over := range p.containers {
			if textOf(get(over, "name")) == textOf(get(c, "name")) {
				out = append(out, layer{p.file, plain(over)})
			}
		}
	}
	return out
}

// top is the last layer that has a key; the lowest where none has.
func top(layers []layer, key string) layer {
	for _, l := range slices.Backward(layers) {
		if get(l.node, key) != nil {
			return l
		}
	}
	return layers[0]
}

// mergedEnv are the entries of env as kustomize orders them: those of a patch before
// the ones that it leaves of what it lies over.
func mergedEnv(layers []layer) []layer {
	var out []layer
	above := map[string]bool{} // names of patches
	for _, l := range slices.Backward(layers) {
		var names []string
		for _, env := range items(get(l.node, "env")) {
			name := textOf(get(env, "name"))
			if names = append(names, name); !above[name] && get(env, "$patch") == nil {
				out = append(out, layer{l.file, plain(env)})
			}
		}
		for _, name := range names {
			above[name] = true
		}
	}
	return out
}

// isPlainMerge tells whether the containers of a patch hold no directive ($patch,
// $retainKeys) but the one that takes a variable away.
func isPlainMerge(spec *yaml.Node, containers []*yaml.Node) bool {
	return get(spec, "$patch") == nil && !slices.ContainsFunc(containers, func(c *yaml.Node) bool {
		return textOf(get(c, "name")) == "" || get(c, "$patch") != nil || slices.ContainsFunc(items(get(c, "env")), func(e *yaml.Node) bool {
			directive := get(e, "$patch")
			return textOf(get(e, "name")) == "" || directive != nil && textOf(directive) != "delete"
		})
	})
}

// isPlainTarget tells whether a target names objects by kind and name alone, and
// neither is a pattern.
func isPlainTarget(target *yaml.Node) bool {
	plain := true
	pairs(target, func(key, value *yaml.Node) {
		known := slices.Contains([]string{"group", "version", "kind", "name"}, key.Value)
		plain = plain && known && literalOf(value) == textOf(value)
	})
	return plain
}

// literalOf is the kind or name of a target; "" for a pattern.
func literalOf(n *yaml.Node) string {
	if text := textOf(n); !strings.ContainsAny(text, `*+?.|()[]{}^$\`) {
		return text
	}
	return ""
}
