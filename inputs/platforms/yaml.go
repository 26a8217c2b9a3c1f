package platforms

import (
	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/tree"
)

// parseYAML reads the first document of a file. line is where it breaks off; 0: nowhere.
func parseYAML(file string, src []byte) (n *node, line int) {
	var root yaml.Node
	if err := yaml.Unmarshal(src, &root); err != nil {
		return nil, tree.LineOf(err)
	}
	if len(root.Content) == 0 {
		return nil, 0
	}
	c := &converter{file: file, left: maxNodes}
	return c.convert(root.Content[0], 0), 0
}

// converter follows aliases and merge keys, as long as there is budget.
type converter struct {
	file string
	left int
}

func (c *converter) at(y *yaml.Node) document.Location {
	return document.Location{File: c.file, Line: y.Line, Column: y.Column}
}

func (c *converter) convert(y *yaml.Node, depth int) *node {
	c.left--
	if c.left < 0 || depth > maxDepth {
		return nil
	}
	if y.Kind == yaml.AliasNode {
		return c.convert(y.Alias, depth+1)
	}
	n := &node{at: c.at(y)}
	switch y.Kind {
	case yaml.MappingNode:
		n.kind = mapping
		c.mapping(n, y, depth)
	case yaml.SequenceNode:
		n.kind = sequence
		for _, item := range y.Content {
			n.items = append(n.items, c.convert(item, depth+1))
		}
	case yaml.ScalarNode:
		n.kind, n.text = scalarKind(y), y.Value
	}
	return n
}

func scalarKind(y *yaml.Node) kind {
	switch y.ShortTag() {
	case "!!null":
		return null
	case "!!bool":
		return truth
	case "!!int", "!!float":
		return number
	}
	return text
}

// mapping reads the pairs: those merged by << first, so that its own come after.
func (c *converter) mapping(n *node, y *yaml.Node, depth int) {
	for i := 0; i+1 < len(y.Content); i += 2 {
		if y.Content[i].Tag != "!!merge" {
			continue
		}
		merged := c.convert(y.Content[i+1], depth+1)
		n.pairs = append(n.pairs, merged.members()...)
		for i := len(merged.elements()) - 1; i >= 0; i-- {
			n.pairs = append(n.pairs, merged.items[i].members()...)
		}
	}
	for i := 0; i+1 < len(y.Content); i += 2 {
		if key := y.Content[i]; key.Tag != "!!merge" {
			n.pairs = append(n.pairs, pair{key.Value, c.at(key), c.convert(y.Content[i+1], depth+1)})
		}
	}
}
