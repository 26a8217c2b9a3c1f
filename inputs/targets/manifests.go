package targets

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/kubernetes"
	"github.com/djgate/djgate/inputs/proxy"
)

// manifests makes a deployment of each set of Kubernetes manifests: a
// kustomization that no other builds on, or a folder.
func (f *finder) manifests() []deployment {
	var files []string
	for _, file := range f.plan.files {
		if mayBeManifest(file) {
			files = append(files, file)
		}
	}
	var out []deployment
	environment := func(dir string) string {
		_, word := folderClass(path.Join(dir, "manifest.yaml"))
		return word
	}
	for _, s := range kubernetes.Together(f.fsys, kubernetes.Sets(f.fsys, files), environment) {
		r, diags := kubernetes.Read(f.fsys, s)
		if len(r.Workloads) == 0 {
			f.unreadable(diags)
			continue
		}
		f.plan.Diagnostics = append(f.plan.Diagnostics, diags...)
		d := inFolder("kubernetes", path.Join(s.Dir, "manifest.yaml"), "Kubernetes runs the manifests of "+s.Dir)
		d.files, d.workloads, d.infra, d.literals = r.Files, r.Workloads, r.Infra, r.Literals
		d.enter()
		out = append(out, d)
	}
	f.unbuilt()
	return out
}

// unreadable notes the manifests of a set that could not be read, and that therefore
// runs nothing.
func (f *finder) unreadable(diags []document.Diagnostic) {
	for _, d := range diags {
		if d.Code == kubernetes.CodeRead || d.Code == kubernetes.CodeSyntax || d.Code == kubernetes.CodeTemplated {
			f.unread("Kubernetes manifest", d.Message, d.At, true)
		}
	}
}

// enter gathers the ways in that lead to what may run Django or stand before it: one
// that leads to another program alone is none of its.
func (d *deployment) enter() {
	for _, w := range d.workloads {
		for _, l := range w.Listeners {
			same := func(have document.Listener) bool { return have.At == l.At && have.Port == l.Port }
			if (program(w.Image) == "" || proxy.KindOf(w.Image) != "") && !slices.ContainsFunc(d.infra.Listeners, same) {
				d.infra.Listeners = append(d.infra.Listeners, l)
			}
		}
		w.Listeners = nil
	}
}

// mayBeManifest tells files whose names say that they are something else.
func mayBeManifest(file string) bool {
	base := path.Base(file)
	switch ext := path.Ext(base); {
	case base == "Kustomization":
		return true
	case ext != ".yaml" && ext != ".yml":
		return false
	}
	return !strings.HasPrefix(base, "docker-compose") && !strings.HasPrefix(base, "compose") && !strings.HasPrefix(file, ".github/") && !template(file)
}

// unbuilt notes what another program would have to make manifests of: what it runs
// is not known.
func (f *finder) unbuilt() {
	files := slices.DeleteFunc(slices.Clone(f.plan.files), func(file string) bool { return strings.HasPrefix(file, ".github/") || template(file) })
	for _, u := range kubernetes.FindUnbuilt(f.fsys, files) {
		f.unread(u.What, u.Because, u.At, u.Edge)
	}
}
