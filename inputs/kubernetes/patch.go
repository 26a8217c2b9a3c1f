package kubernetes

import (
	"bytes"
	"errors"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/tree"
)

// This file finds the objects that the patches of a kustomization are for.

// strategicMerges are patchesStrategicMerge: names of files, or patches themselves.
func (k *kustomization) strategicMerges() {
	for n := range k.entries("patchesStrategicMerge") {
		if strings.Contains(n.Value, "\n") {
			k.patch(n, nil, n, nil)
		} else {
			k.patch(n, n, nil, nil)
		}
	}
}

// patches are strategic merges and JSON patches alike; operations JSON patches alone.
func (k *kustomization) patches() { k.patchesUnder("patches") }

func (k *kustomization) operations() { k.patchesUnder("patchesJson6902") }

func (k *kustomization) patchesUnder(key string) {
	for n := range k.entries(key) {
		k.patch(n, get(n, "path"), get(n, "patch"), get(n, "target"))
	}
}

// patch applies what a file, or a text of the kustomization, holds.
func (k *kustomization) patch(at, file, text, target *yaml.Node) {
	docs, ok := k.read(at, file, text)
	if !ok {
		k.doubt(k.objects, "a patch of the kustomization cannot be read")
		return
	}
	s, err := selectorOf(target)
	if err != nil {
		k.refuse(k.at(target), "the target has a pattern that cannot be read", k.objects...)
		return
	}
	for _, doc := range docs {
		if k.spend(len(k.objects)); k.spent() {
			return
		}
		switch {
		case doc.Kind == yaml.SequenceNode && target != nil:
			for _, o := range those(k.objects, s.selects) {
				k.change(o, doc, k.operate)
			}
		case doc.Kind == yaml.SequenceNode:
			k.refuse(k.at(at), "a JSON patch has no target", k.objects...)
		case target != nil:
			for _, o := range those(k.objects, s.selects) {
				k.change(o, doc, k.strategic)
			}
		default:
			k.merge(doc)
		}
	}
	k.objects = those(k.objects, func(o *object) bool { return o.node != nil })
}

// read gives the documents of a patch.
func (k *kustomization) read(at, file, text *yaml.Node) ([]*yaml.Node, bool) {
	if text != nil {
		docs, err := k.inline(text)
		return docs, err == nil
	}
	name := path.Join(path.Dir(k.file), textOf(file))
	if textOf(file) == "" || isRemote(textOf(file)) || !tree.IsRegular(k.fsys, name) {
		k.report("warning", CodeReference, k.at(at), name+" cannot be read: what it patches is not known")
		return nil, false
	}
	docs := k.patchesOf(name)
	return docs, len(docs) > 0
}

// merge lays a strategic merge over the object that it names.
func (k *kustomization) merge(doc *yaml.Node) {
	name := get(doc, "metadata", "name")
	id := identity{textOf(get(doc, "kind")), "default", textOf(name)}
	if namespace := textOf(get(doc, "metadata", "namespace")); namespace != "" {
		id.namespace = namespace
	}
	version := textOf(get(doc, "apiVersion"))
	found := those(k.objects, func(o *object) bool {
		return o.isCalled(id) && (version == "" || version == o.apiVersion())
	})
	switch {
	case len(found) == 1:
		k.change(found[0], doc, k.strategic)
	case name == nil:
		k.doubt(k.objects, "a patch of the kustomization names no object")
	case len(found) == 0 && k.absent:
		k.doubt(k.called(id), "a patch of the kustomization may change it")
	default:
		k.refuse(placeOf(k.origins[name], name), "the patch of "+id.kind+" "+id.name+" is for no object of that version, namespace and name", k.called(id)...)
	}
}

// called are the objects of a kind that have or had a name, in any namespace.
func (k *kustomization) called(id identity) []*object {
	return those(k.objects, func(o *object) bool {
		return o.kind == id.kind && (o.name == id.name || slices.ContainsFunc(o.former, func(had identity) bool { return had.name == id.name }))
	})
}

// change applies one patch to one object.
func (k *kustomization) change(o *object, doc *yaml.Node, apply func(o *object, doc *yaml.Node) (*yaml.Node, error)) {
	k.spend(len(k.objects) / 16)
	changed, err := apply(o, doc)
	if err != nil && o.doubt != "" {
		return
	}
	if errors.Is(err, errUnfollowed) {
		k.doubt([]*object{o}, "a patch of the kustomization changes it: "+err.Error())
		return
	}
	if err != nil {
		k.refuse(placeOf(k.origins[doc], doc), "the patch does not fit "+o.kind+" "+o.name+": "+err.Error(), o)
		return
	}
	o.remember()
	if o.node = changed; changed != nil {
		o.name = textOf(get(changed, "metadata", "name"))
	}
}

// selector is a target: patterns of names, and labels.
type selector struct {
	kind, name, namespace, group, version *regexp.Regexp
	labels, annotations                   *yaml.Node
}

func selectorOf(target *yaml.Node) (*selector, error) {
	s := &selector{labels: get(target, "labelSelector"), annotations: get(target, "annotationSelector")}
	for key, to := range map[string]**regexp.Regexp{"kind": &s.kind, "name": &s.name, "namespace": &s.namespace, "group": &s.group, "version": &s.version} {
		text := textOf(get(target, key))
		if text == "" {
			continue
		}
		p, err := regexp.Compile("^(?:" + text + ")$")
		if err != nil {
			return nil, err
		}
		*to = p
	}
	return s, nil
}

// selects tells whether an object is one of the target's: by its first name or the
// one that it has now (kustomize, api/resmap Select).
func (s *selector) selects(o *object) bool {
	group, version := groupOf(o.apiVersion())
	first, now := o.original(), o.id()
	fits := func(p *regexp.Regexp, texts ...string) bool {
		return p == nil || slices.ContainsFunc(texts, p.MatchString)
	}
	return fits(s.kind, o.kind) && fits(s.group, group) && fits(s.version, version) &&
		fits(s.name, first.name, now.name) && fits(s.namespace, first.namespace, now.namespace) &&
		matches(textOf(s.labels), get(o.node, "metadata", "labels")) && matches(textOf(s.annotations), get(o.node, "metadata", "annotations"))
}

func groupOf(apiVersion string) (group, version string) {
	if group, version, ok := strings.Cut(apiVersion, "/"); ok {
		return group, version
	}
	return "", apiVersion
}

// matches tells whether labels are as a selector says: a=b, a==b, a!=b, a, !a,
// a in (b, c), a notin (b) (Kubernetes, "Labels and Selectors").
func matches(selector string, labels *yaml.Node) bool {
	for _, one := range requirements(selector) {
		if !requires(one, labels) {
			return false
		}
	}
	return true
}

// requirements cuts a selector at the commas that stand in no parentheses.
func requirements(selector string) []string {
	var out []string
	depth, from := 0, 0
	for i, c := range selector {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			out, from = append(out, selector[from:i]), i+1
		}
	}
	if strings.TrimSpace(selector[from:]) != "" {
		out = append(out, selector[from:])
	}
	return out
}

func requires(one string, labels *yaml.Node) bool {
	one = strings.TrimSpace(one)
	if list, negated, key := inList(one); list != nil {
		have := get(labels, key)
		return (have != nil && slices.Contains(list, textOf(have))) != negated
	}
	if key, value, ok := strings.Cut(one, "!="); ok {
		have := get(labels, strings.TrimSpace(key))
		return have == nil || textOf(have) != strings.TrimSpace(value)
	}
	if key, value, ok := strings.Cut(one, "="); ok {
		have := get(labels, strings.TrimSpace(key))
		return have != nil && textOf(have) == strings.TrimSpace(strings.TrimPrefix(value, "="))
	}
	if key, ok := strings.CutPrefix(one, "!"); ok {
		return get(labels, strings.TrimSpace(key)) == nil
	}
	return get(labels, one) != nil
}

// inList reads "key in (a, b)" and "key notin (a, b)"; no list for anything else.
func inList(one string) (list []string, negated bool, key string) {
	head, tail, ok := strings.Cut(one, "(")
	words := strings.Fields(head)
	if !ok || len(words) != 2 {
		return nil, false, ""
	}
	list = strings.Split(strings.TrimSuffix(strings.TrimSpace(tail), ")"), ",")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list, words[1] == "notin", words[0]
}

// decodeAll parses the documents of a text.
func decodeAll(src []byte) ([]*yaml.Node, error) {
	var out []*yaml.Node
	for dec := yaml.NewDecoder(bytes.NewReader(src)); len(out) < maxDocuments; {
		var n yaml.Node
		if err := dec.Decode(&n); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		if len(n.Content) > 0 {
			out = append(out, n.Content[0])
		}
	}
	return out, nil
}
