package platforms

import (
	"io/fs"
	"path"

	"github.com/djgate/djgate/inputs/document"
)

// Fly.io: fly.toml (fly.io/docs/reference/configuration). Secrets are kept by
// `fly secrets`, and win over [env].

func isFly(file string) bool { return named(file, "fly", ".toml") }

func readFly(l *loader, app *App, files []string) {
	root := l.open(files[0])
	if root == nil {
		return
	}
	f := &fly{root: root, app: app, at: document.Location{File: files[0], Line: 1, Column: 1}}
	f.build(l.fsys)
	f.edge()
	processes := root.get("processes").members()
	if len(processes) == 0 && f.image == "" && f.built == nil {
		app.Each = f.workload("", f.at)
		return
	}
	if len(processes) == 0 {
		app.Workloads = append(app.Workloads, f.workload("app", f.at))
	}
	for _, p := range processes {
		w := f.workload(p.key, p.at)
		w.Command = words(p.value.value())
		app.Workloads = append(app.Workloads, w)
	}
	if release := root.get("deploy", "release_command"); release != nil {
		w := f.workload("release", release.at)
		w.Command, w.Job = words(release.text), true
		app.Workloads = append(app.Workloads, w)
	}
}

type fly struct {
	root  *node
	app   *App
	at    document.Location
	image string
	built *document.Build
}

// build finds the Dockerfile: named, or that of the folder. Builders of Cloud
// Native Buildpacks run a Procfile.
func (f *fly) build(fsys fs.FS) {
	b := f.root.get("build")
	f.image = b.get("image").value()
	file := path.Join(f.app.Dir, "Dockerfile")
	if named := b.get("dockerfile"); named != nil {
		file = within(f.app.Dir, named.text)
	}
	if _, err := fs.Stat(fsys, file); err == nil && f.image == "" && b.get("builder") == nil {
		f.built = &document.Build{Context: f.app.Dir, Dockerfile: file, Target: b.get("build-target").value(), At: b.place(f.at)}
	}
}

func (f *fly) workload(name string, at document.Location) *document.Workload {
	env := environment{}
	env.put(given("Fly.io", f.at, map[string]string{"FLY_APP_NAME": f.root.get("app").value(), "FLY_REGION": "", "FLY_MACHINE_ID": "", "FLY_ALLOC_ID": "",
		"FLY_IMAGE_REF": "", "FLY_PRIVATE_IP": "", "FLY_PUBLIC_IP": "", "FLY_PROCESS_GROUP": name, "PRIMARY_REGION": f.root.get("primary_region").value()})...)
	env.table(f.root.get("env"))
	w := &document.Workload{Kind: "fly", Name: name, At: at, Image: f.image, Build: f.built, Env: env.sorted(),
		OpenBecause: "the secrets of Fly.io are variables too"}
	port(w, f.root.get("http_service", "internal_port"))
	for _, m := range append(f.root.get("mounts").elements(), f.root.get("mounts")) {
		if to := m.get("destination"); to != nil {
			w.Mounts = append(w.Mounts, document.Mount{Source: m.get("source").value(), Target: to.text, At: to.at})
		}
	}
	for _, s := range f.root.get("statics").elements() {
		if prefix := s.get("url_prefix"); prefix != nil {
			w.Statics = append(w.Statics, document.Static{Prefix: prefix.text, At: prefix.at})
		}
	}
	return w
}

// edge finds whether HTTP is led to HTTPS: force_https of the service or, of
// [[services]], of the port that takes plain HTTP.
func (f *fly) edge() {
	if s := f.root.get("http_service"); s != nil {
		f.app.Edge = true
		force := s.get("force_https")
		f.app.Redirect = document.Told(force.is("true"), force.place(s.at))
	}
	for _, s := range f.root.get("services").elements() {
		for _, p := range s.get("ports").elements() {
			handlers := p.get("handlers").words()
			if len(handlers) == 1 && handlers[0] == "http" {
				force := p.get("force_https")
				f.app.Edge, f.app.Redirect = true, document.Told(force.is("true"), force.place(p.at))
			}
		}
	}
}
