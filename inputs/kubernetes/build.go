package kubernetes

import (
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/tree"
)

// This file builds kustomizations, in the order in which kustomize does (v5.8,
// api/internal/target): resources, generators, components, and then what changes
// all of them. What it cannot tell is a doubt of the objects that it is about.

// Bounds on hostile kustomizations.
const (
	maxLevels  = 20        // of kustomizations that build on another
	maxFolders = 500       // of one build
	maxSteps   = 2_000_000 // nodes that are copied or compared
)

// builder builds one kustomization with those that it builds on.
type builder struct {
	*loader
	way     []string // folders that are being built
	folders int
	steps   int
	absent  bool // it builds on what is not in the project
}

func (b *builder) spend(n int) { b.steps += n + 1 }
func (b *builder) spent() bool { return b.steps > maxSteps }

// build gives the objects of a folder's kustomization. A component changes those of
// the kustomization that takes it in.
func (b *builder) build(dir string, objects []*object) []*object {
	file := kustomizationIn(b.fsys, dir)
	b.folders++
	if file == "" || slices.Contains(b.way, dir) || len(b.way) > maxLevels || b.folders > maxFolders {
		b.absent = true
		return objects
	}
	b.way = append(b.way, dir)
	for _, n := range b.documents(file) {
		k := &kustomization{builder: b, file: file, node: n, objects: objects}
		k.build()
		objects = k.objects
	}
	b.way = b.way[:len(b.way)-1]
	return objects
}

func kustomizationIn(fsys fs.FS, dir string) string {
	for _, name := range []string{"kustomization.yaml", "kustomization.yml", "Kustomization"} {
		file := path.Join(dir, name)
		if tree.IsRegular(fsys, file) {
			return file
		}
	}
	return ""
}

// kustomization is one file that kustomize builds.
type kustomization struct {
	*builder
	file    string
	node    *yaml.Node
	objects []*object
}

func (k *kustomization) build() {
	for _, key := range []string{"resources", "bases"} {
		for _, n := range items(get(k.node, key)) {
			k.resource(plain(n))
		}
	}
	k.generators()
	for _, n := range items(get(k.node, "components")) {
		k.component(plain(n))
	}
	for _, step := range []func(*kustomization){
		(*kustomization).strategicMerges, (*kustomization).patches, (*kustomization).namespace, (*kustomization).rename,
		(*kustomization).label, (*kustomization).annotate, (*kustomization).operations, (*kustomization).replicas,
		(*kustomization).images, (*kustomization).replace, (*kustomization).plugins, (*kustomization).variables,
	} {
		step(k)
	}
	if k.spent() {
		k.doubt(k.objects, "the kustomization is too large to be built here")
	}
}

// entries are those of a list of the kustomization. Each may look at all objects, so
// that they end where the build has become too large.
func (k *kustomization) entries(key string) iter.Seq[*yaml.Node] {
	return func(yield func(*yaml.Node) bool) {
		for _, n := range items(get(k.node, key)) {
			k.spend(len(k.objects))
			if n = plain(n); k.spent() || n != nil && !yield(n) {
				return
			}
		}
	}
}

// resource adds a file of manifests, or the objects of another kustomization.
func (k *kustomization) resource(n *yaml.Node) {
	name := textOf(n)
	target := path.Join(path.Dir(k.file), name)
	info, err := fs.Stat(k.fsys, target)
	switch {
	case name == "" || isRemote(name) || path.IsAbs(name) || err != nil:
		k.absent = true
	case info.IsDir():
		k.take(k.builder.build(target, nil))
	default:
		k.take(k.manifests(target))
	}
}

// manifests are the objects of a file.
func (b *builder) manifests(file string) []*object {
	before := len(b.objects)
	b.readManifest(file)
	out := slices.Clone(b.objects[before:])
	b.objects = b.objects[:before]
	return out
}

// take adds objects; kustomize refuses a second one of the same name.
func (k *kustomization) take(objects []*object) {
	for _, o := range objects {
		if len(k.objects) >= maxObjects {
			return
		}
		if i := slices.IndexFunc(k.objects, func(have *object) bool { return have.id() == o.id() && have.apiVersion() == o.apiVersion() }); i >= 0 {
			k.refuse(o.at, "there are two objects "+o.kind+" "+o.name, k.objects[i])
			continue
		}
		k.objects = append(k.objects, o)
		k.spend(len(k.objects) / 16)
	}
}

// component lets a folder change the objects that are there so far.
func (k *kustomization) component(n *yaml.Node) {
	target := path.Join(path.Dir(k.file), textOf(n))
	if isRemote(textOf(n)) || kustomizationIn(k.fsys, target) == "" {
		k.absent = true
		k.doubt(k.objects, "a component of the kustomization is not in the project")
		return
	}
	k.objects = k.builder.build(target, k.objects)
}

// refuse says why kustomize does not build this, which leaves open what runs.
func (k *kustomization) refuse(at document.Location, why string, objects ...*object) {
	k.report("warning", CodeKustomize, at, "kustomize does not build this: "+why)
	k.doubt(objects, "kustomize does not build it: "+why)
}

// doubt says of objects why they may be other than they are here.
func (k *kustomization) doubt(objects []*object, because string) {
	for _, o := range objects {
		if o.doubt == "" {
			o.doubt = because
		}
	}
}

func (k *kustomization) at(n *yaml.Node) document.Location { return placeOf(k.file, plain(n)) }

// plugins are programs that change or make objects: what they do is not known.
func (k *kustomization) plugins() {
	if len(items(get(k.node, "transformers"))) > 0 {
		k.doubt(k.objects, "a transformer of the kustomization may change it")
	}
	for _, key := range []string{"generators", "helmCharts", "helmChartInflationGenerator"} {
		k.absent = k.absent || len(items(get(k.node, key))) > 0
	}
}

// variables are the names that kustomize puts into commands and environments where
// they stand as $(NAME).
func (k *kustomization) variables() {
	for _, n := range items(get(k.node, "vars")) {
		k.vars[textOf(get(n, "name"))] = true
	}
}

// patchesOf parses a patch in a file of its own. Its nodes know their file.
func (b *builder) patchesOf(file string) []*yaml.Node {
	docs := b.documents(file)
	for _, n := range docs {
		b.belong(n, file, nil)
	}
	return docs
}

// inline parses a patch that stands in the text of another file.
func (k *kustomization) inline(text *yaml.Node) ([]*yaml.Node, error) {
	docs, err := decodeAll([]byte(text.Value))
	if err != nil {
		return nil, err
	}
	move := func(n *yaml.Node) { n.Line, n.Column = text.Line, text.Column }
	if lines := k.lines[k.file]; text.Style&yaml.LiteralStyle != 0 && text.Line < len(lines) {
		indent := indentOf(lines[text.Line:])
		move = func(n *yaml.Node) { n.Line, n.Column = n.Line+text.Line, n.Column+indent }
	}
	for _, n := range docs {
		k.belong(n, k.file, move)
	}
	return docs, nil
}

// indentOf is the indentation of the first line that is not empty.
func indentOf(lines []string) int {
	for _, line := range lines {
		if text := strings.TrimLeft(line, " "); text != "" {
			return len(line) - len(text)
		}
	}
	return 0
}

// belong notes the file of a node and of those below it.
func (b *builder) belong(n *yaml.Node, file string, move func(*yaml.Node)) {
	if move != nil {
		move(n)
	}
	b.origins[n] = file
	for _, each := range n.Content {
		b.belong(each, file, move)
	}
}
