package kubernetes

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/tree"
)

// This file reads kustomizations as far as they name things: resources, images,
// the ConfigMaps and Secrets that they generate, and what they patch. Overlays are
// not built: a workload that a patch changes may have other variables.

// kustomization is what a root and the folders that it builds on say together.
type kustomization struct {
	generated []*object
	images    []image
	patches   []patch
}

type image struct{ name, newName, newTag string }

// patch is one patch and the objects that it may change.
type patch struct {
	kind, name string // "" where a selector or a pattern decides
	env        bool   // it may change the environment, and how is not known
	file       string
	containers []*yaml.Node // what it merges into containers
}

func (p patch) isFor(o *object) bool {
	return (p.kind == "" || p.kind == o.kind) && (p.name == "" || p.name == o.name)
}

func isKustomization(file string) bool {
	switch path.Base(file) {
	case "kustomization.yaml", "kustomization.yml", "Kustomization":
		return true
	}
	return false
}

// Sets groups manifests: what each kustomization names that no other builds on,
// and the others by folder.
func Sets(fsys fs.FS, files []string) []Set {
	builds := map[string]*build{}
	for _, file := range files {
		if isKustomization(file) {
			builds[path.Dir(file)] = &build{file: file}
		}
	}
	l := newLoader(fsys)
	used := map[string]bool{}
	for dir, b := range builds {
		b.read(l, dir)
		for _, base := range b.bases {
			used[base] = true
		}
	}
	var out []Set
	taken := map[string]bool{}
	for _, file := range files {
		dir := path.Dir(file)
		if !isKustomization(file) {
			continue
		}
		s := Set{Dir: dir}
		collect(builds, dir, &s, 0)
		s.Files, s.Kustomizations = sortedFiles(s.Files), sortedFiles(s.Kustomizations)
		for _, f := range s.Files {
			taken[f] = true
		}
		for _, f := range builds[dir].patched {
			taken[f] = true
		}
		if !used[dir] {
			out = append(out, s)
		}
	}
	return append(out, loose(fsys, files, taken)...)
}

// build is what one kustomization.yaml names.
type build struct {
	file             string
	resources, bases []string
	patched          []string // files of patches
}

func (b *build) read(l *loader, dir string) {
	for _, n := range l.documents(b.file) {
		for _, key := range builtOn {
			for _, name := range texts(get(n, key)) {
				target := path.Join(dir, name)
				if isRemote(name) || strings.HasPrefix(target, "..") || path.IsAbs(name) {
					continue // not of the project
				}
				if info, err := fs.Stat(l.fsys, target); err == nil && info.IsDir() {
					b.bases = append(b.bases, target)
				} else if err == nil {
					b.resources = append(b.resources, target)
				}
			}
		}
		for _, name := range texts(get(n, "patchesStrategicMerge")) {
			b.patched = append(b.patched, path.Join(dir, name))
		}
		for _, key := range []string{"patches", "patchesJson6902"} {
			for _, p := range items(get(n, key)) {
				if name := textOf(get(p, "path")); name != "" {
					b.patched = append(b.patched, path.Join(dir, name))
				}
			}
		}
	}
}

// collect adds what a folder and those that it builds on name.
func collect(builds map[string]*build, dir string, s *Set, depth int) {
	b := builds[dir]
	if b == nil || depth > 20 || slices.Contains(s.Kustomizations, b.file) {
		return
	}
	s.Files = append(s.Files, b.resources...)
	for _, base := range b.bases {
		collect(builds, base, s, depth+1)
	}
	s.Kustomizations = append(s.Kustomizations, b.file)
}

// loose are the manifests that no kustomization names, by folder. A file that is too
// large to tell what it is counts where others of its folder are manifests.
func loose(fsys fs.FS, files []string, taken map[string]bool) []Set {
	charts := Templates(files)
	var out []Set
	var large []string
	for _, file := range files {
		if taken[file] || inChart(file, charts) {
			continue
		}
		if !IsManifest(fsys, file) {
			if isLarge(fsys, file) {
				large = append(large, file)
			}
			continue
		}
		dir := path.Dir(file)
		i := slices.IndexFunc(out, func(s Set) bool { return s.Dir == dir })
		if i < 0 {
			out = append(out, Set{Dir: dir})
			i = len(out) - 1
		}
		out[i].Files = append(out[i].Files, file)
	}
	for _, file := range large {
		if i := slices.IndexFunc(out, func(s Set) bool { return s.Dir == path.Dir(file) }); i >= 0 {
			out[i].Files = append(out[i].Files, file)
		}
	}
	return out
}

func isLarge(fsys fs.FS, file string) bool {
	info, err := fs.Stat(fsys, file)
	return err == nil && info.Mode().IsRegular() && info.Size() > maxFile && !isKustomization(file)
}

// kustomize reads generators, images and patches, those of bases first.
func (l *loader) kustomize(files []string) *kustomization {
	k := &kustomization{}
	for _, file := range files {
		for _, n := range l.documents(file) {
			for kind, key := range map[string]string{"ConfigMap": "configMapGenerator", "Secret": "secretGenerator"} {
				for _, g := range items(get(n, key)) {
					k.generate(l, file, kind, plain(g))
				}
			}
			for _, i := range items(get(n, "images")) {
				k.images = append(k.images, image{textOf(get(i, "name")), textOf(get(i, "newName")), textOf(get(i, "newTag"))})
			}
			l.readPatches(k, file, n)
		}
	}
	return k
}

// generate makes the object of a generator; behavior merge adds to an earlier one.
func (k *kustomization) generate(l *loader, file, kind string, g *yaml.Node) {
	name := get(g, "name")
	if name == nil {
		return
	}
	o := &object{file: file, kind: kind, name: textOf(name), namespace: textOf(get(g, "namespace")), at: placeOf(file, name)}
	if textOf(get(g, "behavior")) == "merge" {
		for _, have := range k.generated {
			if have.kind == kind && have.name == o.name {
				o.entries = append(o.entries, have.entries...)
			}
		}
	}
	k.generated = slices.DeleteFunc(k.generated, func(have *object) bool { return have.kind == kind && have.name == o.name })
	for _, n := range items(get(g, "literals")) {
		key, value, ok := strings.Cut(textOf(n), "=")
		if ok {
			o.put(entry{key: key, text: unquoted(value), at: placeOf(file, n), chain: document.Step{Kind: document.StepFile, At: placeOf(file, n), Name: key, Note: kind + " " + o.name}})
		}
	}
	envs := texts(get(g, "envs"))
	if one := textOf(get(g, "env")); one != "" {
		envs = append(envs, one)
	}
	for _, env := range envs {
		o.putFile(l, path.Join(path.Dir(file), env), placeOf(file, name))
	}
	for _, n := range texts(get(g, "files")) {
		o.putWhole(l, n)
	}
	if o.entries == nil {
		o.entries = []entry{}
	}
	k.generated = append(k.generated, o)
}

func (o *object) put(e entry) {
	o.entries = slices.DeleteFunc(o.entries, func(have entry) bool { return have.key == e.key })
	o.entries = append(o.entries, e)
}

// putFile adds the lines of an env file: NAME=VALUE as it is written, as kustomize reads them.
func (o *object) putFile(l *loader, file string, at document.Location) {
	src, err := tree.ReadRegular(l.fsys, file, maxFile)
	if err != nil {
		l.report("warning", CodeReference, at, file+" cannot be read: the variables in it are not known")
		return
	}
	l.result.Files = append(l.result.Files, file)
	entries, diagnostics := dotenv.Parse(dotenv.DockerRun, file, src, nil)
	l.diagnostics = append(l.diagnostics, diagnostics...)
	for _, e := range entries {
		made := entry{key: e.Name, text: e.Value.Reveal(), at: e.At, chain: document.Step{Kind: document.StepEnvFile, At: e.At, Name: e.Name, Note: "read for " + o.kind + " " + o.name}}
		if !e.HasValue {
			made.broken = "the machine that runs kustomize gives it"
		}
		o.put(made)
	}
}

// putWhole adds a file as a key: NAME=PATH, or a path, which ends in its name.
func (o *object) putWhole(l *loader, spec string) {
	key, file, named := strings.Cut(spec, "=")
	if !named {
		key, file = path.Base(spec), spec
	}
	e := entry{key: key, broken: "it is a file", at: o.at, chain: document.Step{Kind: document.StepFile, At: o.at, Name: key, Note: o.kind + " " + o.name}}
	source := path.Join(path.Dir(o.file), file)
	if info, err := fs.Stat(l.fsys, source); err == nil && info.Mode().IsRegular() && !path.IsAbs(file) {
		e.source, e.broken = source, ""
	}
	o.put(e)
}

// unquoted takes the quotes of a literal away, as kustomize does.
func unquoted(s string) string {
	if len(s) > 1 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1]
	}
	return s
}

// image applies images: of the kustomization.
func (k *kustomization) image(name string) string {
	for _, i := range k.images {
		base, tag := name, ""
		if at := strings.LastIndexByte(name, ':'); at > strings.LastIndexByte(name, '/') {
			base, tag = name[:at], name[at+1:]
		}
		if base != i.name || base == "" {
			continue
		}
		if i.newName != "" {
			base = i.newName
		}
		if i.newTag != "" {
			tag = i.newTag
		}
		name = strings.TrimSuffix(base+":"+tag, ":")
	}
	return name
}

// readPatches notes the patches of a kustomization.
func (l *loader) readPatches(k *kustomization, file string, n *yaml.Node) {
	for _, each := range items(get(n, "patchesStrategicMerge")) {
		l.patchFile(k, file, textOf(each), nil)
	}
	for _, key := range []string{"patches", "patchesJson6902"} {
		for _, each := range items(get(n, key)) {
			p := plain(each)
			if name := textOf(get(p, "path")); name != "" {
				l.patchFile(k, file, name, get(p, "target"))
				continue
			}
			var inline yaml.Node
			text := get(p, "patch")
			if text == nil || yaml.Unmarshal([]byte(text.Value), &inline) != nil || len(inline.Content) == 0 {
				continue
			}
			k.patches = append(k.patches, patchOf("", inline.Content[0], get(p, "target")))
		}
	}
}

func (l *loader) patchFile(k *kustomization, file, name string, target *yaml.Node) {
	patched := path.Join(path.Dir(file), name)
	if _, err := tree.ReadRegular(l.fsys, patched, maxFile); err != nil {
		k.patches = append(k.patches, patch{env: true})
		return
	}
	for _, n := range l.documents(patched) {
		k.patches = append(k.patches, patchOf(patched, n, target))
	}
}

// patchOf reads a patch: a mapping is a strategic merge, a list JSON's operations.
// file is "" for one that stands in the kustomization itself.
func patchOf(file string, n, target *yaml.Node) patch {
	p := patch{kind: literalOf(get(target, "kind")), name: literalOf(get(target, "name")), file: file}
	if n = plain(n); n.Kind == yaml.SequenceNode {
		for _, operation := range n.Content {
			where := textOf(get(operation, "path"))
			p.env = p.env || strings.Contains(where, "/env") || strings.HasSuffix(where, "/containers") || strings.HasSuffix(where, "/spec") || where == ""
		}
		return p
	}
	if target == nil {
		p.kind, p.name = textOf(get(n, "kind")), textOf(get(n, "metadata", "name"))
	}
	if where, ok := podSpecs[p.kind]; ok && isPlainTarget(target) {
		spec := get(get(n, where.path...), "spec")
		containers := items(get(spec, "containers"))
		if file != "" && isPlainMerge(spec, containers) {
			p.containers = containers
			return p
		}
		for _, c := range containers {
			p.env = p.env || get(c, "env") != nil || get(c, "envFrom") != nil
		}
		return p
	}
	p.env = target != nil || p.kind == "ConfigMap" || p.kind == "Secret"
	return p
}

// patched says why a workload may have other variables than its manifest gives it.
func (k *kustomization) patched(o *object) string {
	for _, p := range k.patches {
		if p.env && p.isFor(o) {
			return "a patch of the kustomization changes it"
		}
	}
	return ""
}

// patch makes what a patch changes of ConfigMaps and of the environment unknown:
// which value is applied, only kustomize could tell.
func (l *loader) patch(k *kustomization) {
	for _, o := range l.objects {
		if o.kind != "ConfigMap" && o.kind != "Secret" || o.node == nil || k.patched(o) == "" {
			continue
		}
		entries := l.entriesOf(o)
		for i := range entries {
			entries[i].broken = "a patch of the kustomization may change it"
		}
		o.node, o.entries = nil, append([]entry{}, entries...)
	}
}
