package targets

import (
	"path"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/kubernetes"
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
	for _, s := range kubernetes.Sets(f.fsys, files) {
		r, diags := kubernetes.Read(f.fsys, s)
		if len(r.Workloads) == 0 {
			continue
		}
		f.plan.Diagnostics = append(f.plan.Diagnostics, diags...)
		d := deployment{kind: "kubernetes", files: r.Files, workloads: r.Workloads, infra: r.Infra, literals: r.Literals,
			because: "Kubernetes runs the manifests of " + s.Dir}
		d.class, d.name = folderClass(path.Join(s.Dir, "manifest.yaml"))
		out = append(out, d)
	}
	f.charts(files)
	return out
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

// charts notes Helm charts: what they would run is not known.
func (f *finder) charts(files []string) {
	for _, dir := range kubernetes.Templates(files) {
		f.plan.Diagnostics = append(f.plan.Diagnostics, document.Diagnostic{Code: kubernetes.CodeTemplated, Severity: "note",
			At: document.Location{File: path.Join(dir, "Chart.yaml"), Line: 1}, Message: "a Helm chart: what it runs, Helm would have to fill in; it is not judged"})
	}
}
