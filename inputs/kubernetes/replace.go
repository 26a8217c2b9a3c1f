package kubernetes

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// This file does the replacements of a kustomization: a field of one object is
// written into those of others (kustomize, api/filters/replacement).

func (k *kustomization) replace() {
	for n := range k.entries("replacements") {
		if name := textOf(get(n, "path")); name != "" {
			for _, doc := range k.patchesOf(path.Join(path.Dir(k.file), name)) {
				for _, each := range append(items(doc), doc) {
					if k.spend(len(k.objects)); !k.spent() {
						k.replacement(plain(each))
					}
				}
			}
			continue
		}
		k.replacement(n)
	}
}

// replacement copies one value to all of its targets.
func (k *kustomization) replacement(n *yaml.Node) {
	value, from := k.source(n)
	for _, target := range items(get(n, "targets")) {
		found, err := k.targets(target)
		if err != nil {
			k.doubt(k.objects, "a replacement of the kustomization cannot be read")
			continue
		}
		paths := texts(get(target, "fieldPaths"))
		if paths == nil {
			paths = []string{"metadata.name"}
		}
		for _, o := range found {
			if o == from && get(target, "options", "delimiter") != nil {
				value = k.unreplaced(n) // kustomize changes it while it copies it
			}
			for _, p := range paths {
				k.write(o, p, value, get(target, "options"))
			}
		}
	}
}

// targets are the objects that a target selects, without those that it rejects.
func (k *kustomization) targets(target *yaml.Node) ([]*object, error) {
	s, err := selectorOf(get(target, "select"))
	if err != nil {
		return nil, err
	}
	found := those(k.objects, s.selects)
	for _, n := range items(get(target, "reject")) {
		rejects, err := selectorOf(plain(n))
		if err != nil {
			return nil, err
		}
		found = slices.DeleteFunc(found, rejects.selects)
	}
	return found, nil
}

// unreplaced is what a field becomes whose new value is not known.
func (k *kustomization) unreplaced(n *yaml.Node) *yaml.Node {
	return k.value(entry{broken: "a replacement of the kustomization sets it, to what is not known", at: k.at(n)})
}

// source is the value that a replacement copies, and the object that it is of.
func (k *kustomization) source(n *yaml.Node) (*yaml.Node, *object) {
	if value := get(n, "sourceValue"); value != nil {
		return value, nil
	}
	from := get(n, "source")
	s, err := selectorOf(from)
	if from == nil || err != nil {
		return k.unreplaced(n), nil
	}
	found := those(k.objects, s.selects)
	if len(found) != 1 || found[0].doubt != "" {
		return k.unreplaced(n), nil
	}
	field := cmp.Or(textOf(get(from, "fieldPath")), "metadata.name")
	var value *yaml.Node
	k.reach(found[0].node, fieldPath(field), func(n *yaml.Node) *yaml.Node {
		value = n
		return n
	})
	if value == nil {
		k.refuse(k.at(n), "the source of the replacement has no "+field, k.objects...)
	}
	if value == nil || value.Kind != yaml.ScalarNode || k.isOpen(value) || found[0].kind == "Secret" {
		return k.unreplaced(n), found[0]
	}
	delimiter := textOf(get(from, "options", "delimiter"))
	if delimiter == "" {
		return value, found[0]
	}
	parts, i := strings.Split(value.Value, delimiter), intOf(get(from, "options", "index"))
	if i < 0 || i >= len(parts) {
		return k.unreplaced(n), found[0]
	}
	return k.instead(value, parts[i]), found[0]
}

// isOpen tells values that a kustomization makes of what is not known, or of a file.
func (b *builder) isOpen(n *yaml.Node) bool {
	made := b.made[n]
	return made.broken != "" || made.source != ""
}

func intOf(n *yaml.Node) int {
	i, _ := strconv.Atoi(textOf(n))
	return i
}

// write sets a field. One that is not there is made where it may be, else kustomize
// refuses: neither is followed.
func (k *kustomization) write(o *object, field string, value, options *yaml.Node) {
	found := false
	node := k.reach(o.node, fieldPath(field), func(have *yaml.Node) *yaml.Node {
		found = true
		return k.overwrite(have, value, options)
	})
	if !found || node == nil {
		k.doubt([]*object{o}, "a replacement of the kustomization may change it")
		return
	}
	o.remember()
	o.node, o.name = node, textOf(get(node, "metadata", "name"))
}

// overwrite is the value that a field gets: with a delimiter, one part of it.
func (k *kustomization) overwrite(have, value, options *yaml.Node) *yaml.Node {
	delimiter := textOf(get(options, "delimiter"))
	if k.isOpen(value) || have.Kind != yaml.ScalarNode {
		return value
	}
	if k.isOpen(have) && delimiter != "" {
		return k.unreplaced(value)
	}
	text := value.Value
	if delimiter != "" {
		parts, i := strings.Split(have.Value, delimiter), intOf(get(options, "index"))
		switch {
		case i < 0:
			parts = slices.Insert(parts, 0, text)
		case i >= len(parts):
			parts = append(parts, text)
		default:
			parts[i] = text
		}
		text = strings.Join(parts, delimiter)
	}
	out := k.instead(value, text)
	out.Tag = have.Tag
	if _, own := k.origins[value]; !own {
		k.origins[out] = k.file
	}
	return out
}

// reach gives the fields behind a path another value. A step is a key, an index, "*",
// or [key=value], which picks elements.
func (k *kustomization) reach(n *yaml.Node, steps []string, f func(*yaml.Node) *yaml.Node) *yaml.Node {
	n = plain(n)
	if n == nil || k.spent() || len(steps) > maxNesting {
		return n
	}
	if len(steps) == 0 {
		return f(n)
	}
	step := steps[0]
	switch n.Kind {
	case yaml.MappingNode:
		below := get(n, step)
		if below == nil {
			return n
		}
		return k.with(n, step, k.reach(below, steps[1:], f))
	case yaml.SequenceNode:
		out := k.fork(n)
		for i, each := range out.Content {
			if picks(step, i, each) {
				out.Content[i] = k.reach(each, steps[1:], f)
			}
		}
		return out
	}
	return n
}

func picks(step string, i int, element *yaml.Node) bool {
	if inner, ok := strings.CutPrefix(step, "["); ok {
		key, value, _ := strings.Cut(strings.TrimSuffix(inner, "]"), "=")
		return textOf(get(element, key)) == strings.Trim(value, `"'`)
	}
	return step == "*" || step == strconv.Itoa(i)
}

// fieldPath cuts a path at its dots, but for those behind a backslash and in brackets.
func fieldPath(text string) []string {
	var out []string
	var b strings.Builder
	depth := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text) && text[i+1] == '.':
			b.WriteByte('.')
			i++
		case c == '.' && depth == 0:
			if b.Len() > 0 {
				out = append(out, b.String())
			}
			b.Reset()
		default:
			if c == '[' {
				depth++
			} else if c == ']' {
				depth--
			}
			b.WriteByte(c)
		}
	}
	if b.Len() > 0 {
		out = append(out, b.String())
	}
	return out
}
