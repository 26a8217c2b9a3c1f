package kubernetes

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// This file changes YAML nodes as a kustomization does. A node is never changed in
// place, since aliases and other kustomizations share it: each change gives a copy of
// the nodes on the way to it, which costs no more where a file repeats itself.

// fork is a copy of a mapping or sequence that may be changed. Merge keys are laid out.
func (b *builder) fork(n *yaml.Node) *yaml.Node {
	out := &yaml.Node{Kind: n.Kind, Tag: n.Tag, Style: n.Style, Line: n.Line, Column: n.Column}
	if file, ok := b.origins[n]; ok {
		b.origins[out] = file
	}
	if !slices.ContainsFunc(n.Content, func(each *yaml.Node) bool { return n.Kind == yaml.MappingNode && each.Tag == "!!merge" }) {
		out.Content = slices.Clone(n.Content)
	} else {
		b.layOut(out, n, 0)
	}
	b.spend(len(out.Content))
	return out
}

// layOut puts the members of a mapping into another, those of merge keys below them.
func (b *builder) layOut(out, n *yaml.Node, depth int) {
	if n == nil || depth > maxAliases || b.spent() {
		return
	}
	var below []*yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		switch key, value := n.Content[i], plain(n.Content[i+1]); {
		case key.Tag != "!!merge":
			if member(out, key.Value, 0) == nil {
				out.Content = append(out.Content, key, n.Content[i+1])
			}
		case value != nil && value.Kind == yaml.SequenceNode:
			below = append(below, value.Content...)
		default:
			below = append(below, value)
		}
	}
	b.spend(len(n.Content))
	for _, each := range below {
		if each = plain(each); each != nil && each.Kind == yaml.MappingNode {
			b.layOut(out, each, depth+1)
		}
	}
}

// with is a mapping in which a key has another value; nil takes the key away.
func (b *builder) with(n *yaml.Node, key string, value *yaml.Node) *yaml.Node {
	out := b.fork(n)
	assign(out, key, value)
	return out
}

// assign changes a key of a fork; nil takes it away.
func assign(fork *yaml.Node, key string, value *yaml.Node) {
	i := 0
	for i < len(fork.Content) && fork.Content[i].Value != key {
		i += 2
	}
	switch there := i < len(fork.Content); {
	case there && value != nil:
		fork.Content[i+1] = value
	case there:
		fork.Content = slices.Delete(fork.Content, i, i+2)
	case value != nil:
		fork.Content = append(fork.Content, scalar(key), value)
	}
}

// set gives a value a place behind keys of mappings, which are made where they are
// not there. Where something else stands in the way, nothing is changed.
func (b *builder) set(n, value *yaml.Node, keys ...string) *yaml.Node {
	if n = plain(n); n == nil || n.Tag == "!!null" {
		n = &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: value.Line, Column: value.Column}
	}
	if n.Kind != yaml.MappingNode {
		return n
	}
	if len(keys) == 1 {
		return b.with(n, keys[0], value)
	}
	return b.with(n, keys[0], b.set(member(n, keys[0], 0), value, keys[1:]...))
}

// each replaces the values behind keys, in every element of the lists on the way.
func (b *builder) each(n *yaml.Node, keys []string, f func(*yaml.Node) *yaml.Node) *yaml.Node {
	n = plain(n)
	switch {
	case n == nil || b.spent():
		return n
	case n.Kind == yaml.SequenceNode:
		out := b.fork(n)
		for i := range out.Content {
			out.Content[i] = b.each(out.Content[i], keys, f)
		}
		return out
	case len(keys) == 0:
		return f(n)
	}
	if below := get(n, keys[0]); below != nil {
		return b.with(n, keys[0], b.each(below, keys[1:], f))
	}
	return n
}

func scalar(text string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text}
}

// instead is a scalar in the place of another node.
func (b *builder) instead(of *yaml.Node, text string) *yaml.Node {
	out := scalar(text)
	out.Line, out.Column = of.Line, of.Column
	if file, ok := b.origins[of]; ok {
		b.origins[out] = file
	}
	return out
}
