package kubernetes

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// This file applies JSON patches (RFC 6902), with what evanphx/json-patch, which
// kustomize uses, takes beyond them: a replacement may add a member, and an index may
// count from the end.

var (
	errPath      = errors.New("a path leads nowhere")
	errOperation = errors.New("an operation is none of JSON's patches")
	errTest      = errors.New("a test fails")
)

// operate applies the operations of a JSON patch to an object.
func (k *kustomization) operate(o *object, doc *yaml.Node) (*yaml.Node, error) {
	out := o.node
	for _, n := range items(doc) {
		k.spend(1)
		if k.spent() {
			return nil, errTooLarge
		}
		changed, err := k.operation(out, plain(n))
		if err != nil {
			return nil, err
		}
		out = changed
	}
	return out, nil
}

func (k *kustomization) operation(n, op *yaml.Node) (*yaml.Node, error) {
	path, err := jsonPointer(get(op, "path"))
	if err != nil {
		return nil, err
	}
	value := member(op, "value", 0)
	switch textOf(get(op, "op")) {
	case "add":
		return k.edit(n, path, value, k.insert)
	case "replace":
		return k.edit(n, path, value, k.put)
	case "remove":
		return k.edit(n, path, nil, k.remove)
	case "test":
		have, err := lookUp(n, path)
		if err != nil && value != nil && plain(value).Tag != "!!null" || !k.equal(have, value, 0) {
			return nil, errTest
		}
		return n, nil
	}
	from, err := jsonPointer(get(op, "from"))
	if err != nil {
		return nil, err
	}
	have, err := lookUp(n, from)
	if err != nil {
		return nil, err
	}
	switch textOf(get(op, "op")) {
	case "move":
		if n, err = k.edit(n, from, nil, k.remove); err != nil {
			return nil, err
		}
	case "copy":
	default:
		return nil, errOperation
	}
	return k.edit(n, path, have, k.insert)
}

// jsonPointer reads a JSON pointer (RFC 6901). The whole object is no place of a patch.
func jsonPointer(n *yaml.Node) ([]string, error) {
	text, ok := strings.CutPrefix(textOf(n), "/")
	if !ok {
		return nil, errPath
	}
	out := strings.Split(text, "/")
	for i := range out {
		out[i] = strings.ReplaceAll(strings.ReplaceAll(out[i], "~1", "/"), "~0", "~")
	}
	return out, nil
}

// edit gives the container that a path leads to another content.
func (k *kustomization) edit(n *yaml.Node, path []string, value *yaml.Node, f func(in *yaml.Node, key string, value *yaml.Node) error) (*yaml.Node, error) {
	n = plain(n)
	if n == nil || n.Kind != yaml.MappingNode && n.Kind != yaml.SequenceNode || len(path) > maxNesting {
		return nil, errPath
	}
	out := k.fork(n)
	if len(path) == 1 {
		if value == nil {
			value = &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null"}
		}
		return out, f(out, path[0], value)
	}
	below, err := lookUp(out, path[:1])
	if err != nil {
		return nil, err
	}
	changed, err := k.edit(below, path[1:], value, f)
	if err != nil {
		return nil, err
	}
	return out, k.put(out, path[0], changed)
}

// lookUp follows a path.
func lookUp(n *yaml.Node, path []string) (*yaml.Node, error) {
	for _, key := range path {
		switch n = plain(n); {
		case n != nil && n.Kind == yaml.MappingNode:
			if n = member(n, key, 0); n == nil {
				return nil, errPath
			}
		case n != nil && n.Kind == yaml.SequenceNode:
			i, err := indexOf(key, len(n.Content))
			if err != nil {
				return nil, err
			}
			n = n.Content[i]
		default:
			return nil, errPath
		}
	}
	return n, nil
}

// indexOf reads the index of an element, which may count from the end.
func indexOf(key string, length int) (int, error) {
	i, err := strconv.Atoi(key)
	if i < 0 {
		i += length
	}
	if err != nil || i < 0 || i >= length {
		return 0, errPath
	}
	return i, nil
}

// insert adds an element, or sets a member. It may change the node in place, as put
// and remove may: edit has made it.
func (k *kustomization) insert(in *yaml.Node, key string, value *yaml.Node) error {
	if in.Kind == yaml.MappingNode {
		return k.put(in, key, value)
	}
	i := len(in.Content)
	if key != "-" {
		var err error
		if i, err = indexOf(key, len(in.Content)+1); err != nil {
			return err
		}
	}
	in.Content = slices.Insert(in.Content, i, value)
	return nil
}

func (k *kustomization) put(in *yaml.Node, key string, value *yaml.Node) error {
	if in.Kind == yaml.MappingNode {
		assign(in, key, value)
		return nil
	}
	i, err := indexOf(key, len(in.Content))
	if err == nil {
		in.Content[i] = value
	}
	return err
}

func (k *kustomization) remove(in *yaml.Node, key string, _ *yaml.Node) error {
	if in.Kind == yaml.MappingNode {
		if member(in, key, 0) == nil {
			return errPath
		}
		assign(in, key, nil)
		return nil
	}
	i, err := indexOf(key, len(in.Content))
	if err == nil {
		in.Content = slices.Delete(in.Content, i, i+1)
	}
	return err
}

// equal tells whether two values are the same to JSON.
func (k *kustomization) equal(a, b *yaml.Node, depth int) bool {
	a, b = plain(a), plain(b)
	k.spend(1)
	if a == nil || b == nil || depth > maxNesting || k.spent() {
		return isNull(a) && isNull(b)
	}
	if a.Kind != b.Kind || a.Kind == yaml.ScalarNode && a.Tag != b.Tag {
		return false
	}
	if a.Kind == yaml.ScalarNode {
		return a.Value == b.Value || a.Tag == "!!null"
	}
	if len(a.Content) != len(b.Content) {
		return false
	}
	for i := range a.Content {
		other := b.Content[i]
		if a.Kind == yaml.MappingNode {
			if i%2 == 0 {
				continue
			}
			if other = member(b, a.Content[i-1].Value, 0); other == nil {
				return false
			}
		}
		if !k.equal(a.Content[i], other, depth+1) {
			return false
		}
	}
	return true
}

func isNull(n *yaml.Node) bool { return n == nil || n.Tag == "!!null" }
