package kubernetes

import (
	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
)

// This file reads YAML nodes. Aliases and merge keys are followed where they are
// read, so that what a file repeats costs nothing.

const maxAliases = 20 // behind each other

// plain follows aliases.
func plain(n *yaml.Node) *yaml.Node {
	for range maxAliases {
		if n == nil || n.Kind != yaml.AliasNode {
			return n
		}
		n = n.Alias
	}
	return nil
}

// get follows keys of mappings; nil where there is nothing.
func get(n *yaml.Node, keys ...string) *yaml.Node {
	for _, key := range keys {
		n = member(plain(n), key, 0)
	}
	if n = plain(n); n == nil || n.Tag == "!!null" {
		return nil
	}
	return n
}

func member(n *yaml.Node, key string, depth int) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode || depth > maxAliases {
		return nil
	}
	var merged *yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		switch k := n.Content[i]; {
		case k.Value == key && k.Tag != "!!merge":
			return n.Content[i+1]
		case k.Tag == "!!merge" && merged == nil:
			merged = mergedMember(plain(n.Content[i+1]), key, depth)
		}
	}
	return merged
}

// mergedMember looks a key up in what << names: a mapping, or several.
func mergedMember(n *yaml.Node, key string, depth int) *yaml.Node {
	if n == nil || n.Kind != yaml.SequenceNode {
		return member(n, key, depth+1)
	}
	for _, each := range n.Content {
		if found := member(plain(each), key, depth+1); found != nil {
			return found
		}
	}
	return nil
}

// items are the elements of a sequence.
func items(n *yaml.Node) []*yaml.Node {
	if n = plain(n); n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	return n.Content
}

// pairs calls f with each key and value of a mapping.
func pairs(n *yaml.Node, f func(key, value *yaml.Node)) {
	if n = plain(n); n == nil || n.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Tag != "!!merge" {
			f(n.Content[i], plain(n.Content[i+1]))
		}
	}
}

// textOf is the text of a scalar; "" for anything else.
func textOf(n *yaml.Node) string {
	if n = plain(n); n == nil || n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		return ""
	}
	return n.Value
}

// isText tells a scalar that is a string of YAML from a number, a truth and so on.
func isText(n *yaml.Node) bool { return n != nil && n.Kind == yaml.ScalarNode && n.Tag == "!!str" }

func isTrue(n *yaml.Node) bool { return textOf(n) == "true" }

// texts are the scalars of a sequence; nil where it is none.
func texts(n *yaml.Node) []string {
	if n = plain(n); n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	out := []string{}
	for _, each := range n.Content {
		out = append(out, textOf(each))
	}
	return out
}

func placeOf(file string, n *yaml.Node) document.Location {
	return document.Location{File: file, Line: n.Line, Column: n.Column}
}
