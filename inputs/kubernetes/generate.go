package kubernetes

import (
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/tree"
)

// This file makes the ConfigMaps and Secrets of a kustomization's generators
// (kustomize, api/kv). Each is an object like those of manifests, but for its values,
// which know where they come from (builder.made).

func (k *kustomization) generators() {
	for _, g := range []struct{ key, kind string }{{"configMapGenerator", "ConfigMap"}, {"secretGenerator", "Secret"}} {
		for n := range k.entries(g.key) {
			if name := get(n, "name"); name != nil && len(k.objects) < maxObjects {
				k.absorb(k.generate(g.kind, n, name), textOf(get(n, "behavior")))
			}
		}
	}
}

// generate makes the object of a generator.
func (k *kustomization) generate(kind string, g, name *yaml.Node) *object {
	at := k.at(name)
	o := &object{file: k.file, kind: kind, name: textOf(name), namespace: textOf(get(g, "namespace")), at: at}
	data := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: at.Line, Column: at.Column}
	places := map[string]int{}
	put := func(e entry) {
		i, there := places[e.key]
		if !there {
			i = len(data.Content) + 1
			places[e.key] = i
			data.Content = append(data.Content, scalar(e.key), nil)
		}
		data.Content[i] = k.value(e)
	}
	for _, n := range append(items(get(g, "envs")), get(g, "env")) {
		if file := textOf(n); file != "" {
			k.envFile(o, path.Join(path.Dir(k.file), file), k.at(n), put)
		}
	}
	for _, n := range items(get(g, "literals")) {
		if key, value, ok := strings.Cut(textOf(n), "="); ok {
			put(entry{key: key, text: unquoted(value), at: k.at(n), chain: o.step(document.StepFile, key, k.at(n))})
		}
	}
	for _, n := range items(get(g, "files")) {
		put(k.whole(o, textOf(n), k.at(n)))
	}
	o.node = &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: at.Line, Column: at.Column, Content: []*yaml.Node{
		scalar("apiVersion"), scalar("v1"), scalar("kind"), scalar(kind), scalar("data"), data}}
	o.node = k.set(o.node, name, "metadata", "name")
	return o
}

func (o *object) step(kind, key string, at document.Location) document.Step {
	return document.Step{Kind: kind, At: at, Name: key, Note: o.kind + " " + o.name}
}

// value is a node for what a generator makes.
func (b *builder) value(e entry) *yaml.Node {
	n := scalar(e.text)
	n.Line, n.Column = e.at.Line, e.at.Column
	b.origins[n], b.made[n] = e.at.File, e
	return n
}

// absorb adds what a generator makes: a new object, or the values of one that is there.
func (k *kustomization) absorb(o *object, behavior string) {
	found := those(k.objects, func(have *object) bool { return have.isCalled(o.id()) })
	merges := behavior == "merge" || behavior == "replace"
	switch {
	case len(found) == 0:
		if merges && !k.absent {
			k.refuse(o.at, "there is no "+o.kind+" "+o.name+" of that namespace to "+behavior, append(k.called(o.id()), o)...)
		}
		if merges {
			o.open = "what the kustomization adds it to is not in the project"
		}
		o.remember() // its name ends in a hash of its values
		k.objects = append(k.objects, o)
		return
	case len(found) > 1 || !merges:
		k.refuse(o.at, "there are two objects "+o.kind+" "+o.name, found...)
		return
	}
	have, data := found[0], get(o.node, "data")
	if behavior == "merge" {
		pairs(data, func(key, value *yaml.Node) {
			have.node = k.set(have.node, value, "data", key.Value)
			for _, other := range []string{"stringData", "binaryData"} {
				if get(have.node, other, key.Value) != nil {
					have.node = k.set(have.node, nil, other, key.Value)
				}
			}
		})
	} else {
		have.node = k.set(have.node, data, "data")
		have.node, have.open = k.with(k.with(have.node, "stringData", nil), "binaryData", nil), ""
	}
	if o.open != "" {
		have.open = o.open
	}
	have.remember()
}

// envFile adds the lines of an env file: NAME=VALUE as it is written, as kustomize reads them.
func (b *builder) envFile(o *object, file string, at document.Location, put func(entry)) {
	src, err := tree.ReadRegular(b.fsys, file, maxFile)
	if err != nil {
		b.report("warning", CodeReference, at, file+" cannot be read: the variables in it are not known")
		o.open = "the file " + file + " of the " + o.kind + " " + o.name + " is not in the project"
		return
	}
	b.result.Files = append(b.result.Files, file)
	entries, diagnostics := dotenv.Parse(dotenv.DockerRun, file, src, nil)
	b.diagnostics = append(b.diagnostics, diagnostics...)
	for _, e := range entries {
		made := entry{key: e.Name, text: e.Value.Reveal(), at: e.At, chain: document.Step{Kind: document.StepEnvFile, At: e.At, Name: e.Name, Note: "read for " + o.kind + " " + o.name}}
		if !e.HasValue {
			made.broken = "the machine that runs kustomize gives it"
		}
		put(made)
	}
}

// whole is a file as a key: NAME=PATH, or a path, which ends in its name.
func (b *builder) whole(o *object, spec string, at document.Location) entry {
	key, file, named := strings.Cut(spec, "=")
	if !named {
		key, file = path.Base(spec), spec
	}
	source := path.Join(path.Dir(o.file), file)
	e := entry{key: key, at: at, chain: o.step(document.StepFile, key, at)}
	if tree.IsRegular(b.fsys, source) && !path.IsAbs(file) {
		e.source = source
	} else {
		e.broken = "the file " + file + " is not in the project"
	}
	return e
}

// unquoted takes the quotes of a literal away, as kustomize does.
func unquoted(s string) string {
	if len(s) > 1 && slices.Contains([]byte{'"', '\''}, s[0]) && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1]
	}
	return s
}
