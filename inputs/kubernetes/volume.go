package kubernetes

import (
	"path"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
)

// This file reads volumes and where containers mount them (core/v1 Volume and
// VolumeMount): of a ConfigMap or a Secret each key is a file.

// mounts reads volumeMounts.
func (l *loader) mounts(o *object, spec, c *yaml.Node, w *document.Workload) {
	volumes := map[string]*yaml.Node{}
	for _, v := range items(get(spec, "volumes")) {
		volumes[textOf(get(v, "name"))] = plain(v)
	}
	for _, m := range items(get(c, "volumeMounts")) {
		v, target := volumes[textOf(get(m, "name"))], textOf(get(m, "mountPath"))
		if target == "" {
			continue
		}
		mount := document.Mount{Target: target, At: l.place(o, get(m, "mountPath"))}
		switch {
		case get(v, "persistentVolumeClaim") != nil:
			mount.Source = within(textOf(get(v, "persistentVolumeClaim", "claimName")), m)
		case get(v, "hostPath") != nil:
			mount.Source, mount.Bind = within(textOf(get(v, "hostPath", "path")), m), true
		case get(v, "emptyDir") != nil || get(v, "downwardAPI") != nil || get(v, "ephemeral") != nil:
			mount.Tmpfs = true // gone with the pod
		default:
			if volume := l.volume(o, v); volume != nil {
				volume.mount(w, target, m, mount.At)
				continue
			} // else a disk, of a claim that a StatefulSet makes, or of another kind
		}
		w.Mounts = append(w.Mounts, mount)
	}
}

// within is the part of a volume that a container mounts; empty where its own
// variables name it.
func within(source string, m *yaml.Node) string {
	if get(m, "subPathExpr") != nil {
		return ""
	}
	return path.Join(source, textOf(get(m, "subPath")))
}

// volume is the files that the API server writes into one.
type volume struct {
	files []document.Placed // Target is the path in the volume
	open  bool              // there are more, or may be
}

// volume reads one of a ConfigMap, of a Secret, or of several; nil for any other.
func (l *loader) volume(of *object, n *yaml.Node) *volume {
	v := &volume{}
	if !v.add(l, of, n, "secretName") {
		projected := get(n, "projected")
		if projected == nil {
			return nil
		}
		for _, source := range items(get(projected, "sources")) {
			v.open = !v.add(l, of, plain(source), "name") || v.open
		}
	}
	return v
}

// add adds the files of a ConfigMap or a Secret, whose name stands under the key
// secretName; false for any other source.
func (v *volume) add(l *loader, of *object, n *yaml.Node, secretName string) bool {
	kind, from, name := "ConfigMap", get(n, "configMap"), get(n, "configMap", "name")
	if from == nil {
		kind, from, name = "Secret", get(n, "secret"), get(n, "secret", secretName)
	}
	if from == nil {
		return false
	}
	o := l.find(kind, textOf(name), of)
	if o == nil || l.placed > maxPlaced {
		v.open = true
		return true
	}
	v.open = v.open || o.open != "" || o.doubt != ""
	paths := map[string][]string{}
	for _, item := range items(get(from, "items")) {
		key := textOf(get(item, "key"))
		paths[key] = append(paths[key], textOf(get(item, "path")))
	}
	for _, e := range l.entriesOf(o) {
		if get(from, "items") == nil {
			paths[e.key] = []string{e.key}
		}
		for _, name := range paths[e.key] {
			v.put(l.file(o, e, name))
			l.placed++
		}
	}
	return true
}

// put adds a file; of those at one path the last counts.
func (v *volume) put(file document.Placed) {
	for i := range v.files {
		if v.files[i].Target == file.Target {
			v.files[i] = file
			return
		}
	}
	v.files = append(v.files, file)
}

// file is the file that a key makes, at a path of a volume.
func (l *loader) file(o *object, e entry, name string) document.Placed {
	out := document.Placed{Target: path.Clean(name), Source: e.source}
	known := e.broken == "" || e.broken == filledIn && e.ownMarks(name)
	if !known || e.source != "" {
		return out
	}
	words := []string{o.kind + " " + strings.TrimPrefix(o.namespace+"."+o.name, "."), e.key}
	if base := path.Base(name); base != e.key {
		words = append(words, base)
	}
	if out.Inset = document.NewInset(e.text, e.at, words...); out.Inset != nil {
		out.Source, out.Inset.Secret = out.Inset.Name, o.kind == "Secret"
		if e.block {
			out.Inset.Block(l.lines[e.at.File])
		}
	}
	return out
}

// ownMarks tells whether what looks like the mark of a template, ${NAME}, is a variable
// to the program that reads the file: a shell, a proxy, a reader of env files.
func (e entry) ownMarks(name string) bool {
	switch path.Ext(name) {
	case ".sh", ".bash", ".conf", ".template", ".env":
	default:
		if !strings.HasPrefix(e.text, "#!") {
			return false
		}
	}
	return !strings.Contains(e.text, "{{")
}

// mount puts the files of a volume where a container mounts it: the whole, or what
// subPath names of it. The whole hides what the image has there.
func (v *volume) mount(w *document.Workload, target string, m *yaml.Node, at document.Location) {
	sub := textOf(get(m, "subPath"))
	whole, one := sub == "", false
	for _, file := range v.files {
		rest, below := file.Target, true
		if sub != "" {
			rest, below = strings.CutPrefix(file.Target+"/", path.Clean(sub)+"/")
		}
		if !below || get(m, "subPathExpr") != nil {
			continue
		}
		one, whole = one || rest == "", whole || rest != ""
		file.Target, file.At = path.Join(target, rest), at
		w.Placed = append(w.Placed, file)
	}
	switch {
	case get(m, "subPathExpr") != nil || !whole && !one:
		w.Placed = append(w.Placed, document.Placed{Target: path.Clean(target), At: at})
	case whole:
		w.Filled = append(w.Filled, document.Filled{Target: path.Clean(target), Open: v.open, At: at})
	}
}
