package platforms

import (
	"path"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// DigitalOcean App Platform: .do/app.yaml and .do/deploy.template.yaml
// (docs.digitalocean.com/products/app-platform/reference/app-spec).

func isDigitalOcean(file string) bool {
	return path.Base(path.Dir(file)) == ".do" && (path.Ext(file) == ".yaml" || path.Ext(file) == ".yml")
}

func readDigitalOcean(l *loader, app *App, files []string) {
	app.Dir = path.Dir(app.Dir)
	root := l.open(files[0])
	if spec := root.get("spec"); spec != nil {
		root = spec
	}
	shared := environment{}
	for _, e := range root.get("envs").elements() {
		shared.add(e)
	}
	for _, kind := range []string{"services", "workers", "jobs"} {
		for _, s := range root.get(kind).elements() {
			if w := ocean(app.Dir, s, shared); w != nil {
				w.Job = kind == "jobs"
				app.Workloads = append(app.Workloads, w)
				app.Edge = app.Edge || kind == "services"
			}
		}
	}
}

// ocean is one component; nil for one of another language.
func ocean(dir string, s *node, shared environment) *document.Workload {
	if slug := s.get("environment_slug"); s == nil || slug != nil && slug.text != "python" {
		return nil
	}
	env := shared.with(given("DigitalOcean", s.at, map[string]string{"PORT": s.get("http_port").value()})...)
	for _, e := range s.get("envs").elements() {
		env.add(e)
	}
	w := &document.Workload{Kind: "digitalocean", Name: s.get("name").value(), At: s.get("name").place(s.at), Env: env.sorted(),
		Command: command(s.get("run_command").value()), OpenBecause: dashboard}
	if image := s.get("image"); image != nil {
		w.Image = strings.Trim(image.get("registry").value()+"/"+image.get("repository").value(), "/") + ":" + image.get("tag").value()
	}
	if file := s.get("dockerfile_path"); file != nil {
		w.Build = &document.Build{Context: within(dir, s.get("source_dir").value()), Dockerfile: within(dir, file.text), At: file.at}
	}
	if w.Build == nil && w.Image == "" {
		w.Dir = within(dir, s.get("source_dir").value())
	}
	port(w, s.get("http_port"))
	return w
}

// add adds an entry of envs. A secret is encrypted in the file.
func (e environment) add(n *node) {
	key, value := n.get("key"), n.get("value")
	if key == nil || n.get("scope").is("BUILD_TIME") {
		return
	}
	v := variable(key.text, key.at, value)
	switch {
	case n.get("type").is("SECRET") || strings.HasPrefix(value.value(), "EV["):
		v = stored(v, "its secret is encrypted")
	case value == nil:
		v = unknown(v, "it is given in the dashboard")
	case value.kind == text && isPlaceholder(value.text):
		v = unknown(v, "the platform fills it in")
	}
	e.put(v)
}
