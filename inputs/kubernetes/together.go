package kubernetes

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// This file joins folders of manifests that are applied together, as by
// "kubectl apply -R": k8s/web and k8s/ingress, or k8s and k8s/db.

// homes are the names of folders that hold the manifests of one deployment.
var homes = []string{"k8s", "kubernetes", "kube", "manifests", "deploy", "deployment", "openshift"}

// isHome tells whether a folder is called so, or as k8s_conf and shop-manifests are.
func isHome(name string) bool {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r == '-' || r == '_' || r == '.' })
	return slices.Contains(homes, name) || slices.ContainsFunc(words, func(w string) bool { return slices.Contains(homes[:4], w) })
}

// Together joins the sets of folders that lie in one, unless two of them hold an
// object of the same name: those are for different clusters. environment is what the
// folders' names say; those of different ones stay apart.
func Together(fsys fs.FS, sets []Set, environment func(dir string) string) []Set {
	type key struct{ home, environment string }
	groups := map[key][]Set{}
	var order []key
	var out []Set
	for _, s := range sets {
		if len(s.Kustomizations) > 0 {
			out = append(out, s)
			continue
		}
		k := key{home(s.Dir, sets), environment(s.Dir)}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], s)
	}
	for _, k := range order {
		if g := groups[k]; len(g) == 1 || clash(fsys, g) {
			out = append(out, g...)
			continue
		}
		joined := Set{Dir: groups[k][0].Dir}
		for _, s := range groups[k] {
			joined.Files = append(joined.Files, s.Files...)
		}
		if above := common(groups[k]); environment(above) == k.environment {
			joined.Dir = above
		}
		joined.Files = sortedFiles(joined.Files)
		out = append(out, joined)
	}
	return out
}

// common is the folder that holds those of all sets.
func common(sets []Set) string {
	dir := sets[0].Dir
	for dir != "." && slices.ContainsFunc(sets, func(s Set) bool { return s.Dir != dir && !below(s.Dir, dir) }) {
		dir = path.Dir(dir)
	}
	return dir
}

// home is the outermost folder above one that has manifests itself or the name of
// such a folder; else the folder itself.
func home(dir string, sets []Set) string {
	parts := strings.Split(dir, "/")
	for i := range parts {
		above := strings.Join(parts[:i+1], "/")
		holds := func(s Set) bool { return s.Dir == above && len(s.Kustomizations) == 0 }
		if isHome(path.Base(above)) || slices.ContainsFunc(sets, holds) {
			return above
		}
	}
	return dir
}

// clash tells whether two folders hold an object of one kind, namespace and name.
func clash(fsys fs.FS, sets []Set) bool {
	in := map[identity]string{}
	for _, s := range sets {
		l := newLoader(fsys)
		for _, file := range s.Files {
			l.readManifest(file)
		}
		for _, o := range l.objects {
			r := identity{o.kind, o.namespace, o.name}
			if dir, there := in[r]; there && dir != s.Dir {
				return true
			}
			in[r] = s.Dir
		}
	}
	return false
}
