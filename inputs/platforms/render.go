package platforms

import (
	"path"
	"slices"

	"github.com/djgate/djgate/inputs/document"
)

// Render: render.yaml (render.com/docs/blueprint-spec).

func isRender(file string) bool { return named(file, "render", ".yaml", ".yml") }

func readRender(l *loader, app *App, files []string) {
	root := l.open(files[0])
	r := &render{root: root, dir: app.Dir}
	scopes := []*node{root}
	for _, project := range root.get("projects").elements() {
		scopes = append(scopes, project.get("environments").elements()...)
	}
	for _, scope := range scopes {
		for _, s := range scope.get("services").elements() {
			if w := r.service(s); w != nil {
				app.Workloads = append(app.Workloads, w)
				app.Edge = app.Edge || s.get("type").is("web")
			}
		}
	}
}

type render struct {
	root *node
	dir  string
}

// service is one process; nil for what is of another language, or a store.
func (r *render) service(s *node) *document.Workload {
	runtime := s.get("runtime")
	if runtime == nil {
		runtime = s.get("env")
	}
	if s == nil || !slices.Contains([]string{"python", "docker", "image"}, runtime.value()) {
		return nil
	}
	w := &document.Workload{Kind: "render", Name: s.get("name").value(), At: s.at, OpenBecause: dashboard,
		Job: s.get("type").is("cron"), Image: s.get("image", "url").value()}
	env := environment{}
	env.put(r.given(s, runtime)...)
	for _, e := range s.get("envVars").elements() {
		r.add(env, w, e)
	}
	w.Env = env.sorted()
	dir := within(r.dir, s.get("rootDir").value())
	if runtime.is("docker") {
		w.Build = &document.Build{Context: within(dir, s.get("dockerContext").value()), Dockerfile: path.Join(dir, "Dockerfile"), At: s.at}
		if file := s.get("dockerfilePath"); file != nil {
			w.Build.Dockerfile = within(dir, file.text)
		}
		w.Command = command(s.get("dockerCommand").value())
	} else {
		w.Command, w.Dir = command(s.get("startCommand").value()), dir
	}
	return w
}

// given are Render's own variables (render.com/docs/environment-variables).
func (r *render) given(s, runtime *node) []document.Variable {
	texts := map[string]string{"RENDER": "true", "RENDER_SERVICE_ID": "", "RENDER_SERVICE_NAME": "", "RENDER_INSTANCE_ID": "", "RENDER_GIT_BRANCH": "",
		"RENDER_GIT_COMMIT": "", "RENDER_GIT_REPO_SLUG": "", "RENDER_SERVICE_TYPE": s.get("type").value(), "IS_PULL_REQUEST": ""}
	if s.get("type").is("web") {
		texts["RENDER_EXTERNAL_HOSTNAME"], texts["RENDER_EXTERNAL_URL"], texts["RENDER_DISCOVERY_SERVICE"], texts["PORT"] = "", "", "", ""
	}
	if runtime.is("python") {
		texts["PYTHON_VERSION"], texts["WEB_CONCURRENCY"] = "", ""
	}
	return given("Render", s.at, texts)
}

// add adds an entry of envVars.
func (r *render) add(env environment, w *document.Workload, e *node) {
	if group := e.get("fromGroup"); group != nil {
		r.group(env, w, group)
		return
	}
	key := e.get("key")
	if key == nil {
		return
	}
	v := variable(key.text, key.at, e.get("value"))
	switch {
	case e.get("generateValue").is("true"):
		v = generated(v, "Render")
	case e.get("fromDatabase") != nil:
		v = stored(v, "it comes from the database "+e.get("fromDatabase", "name").value())
	case e.get("fromService") != nil:
		v = unknown(v, "it comes from the service "+e.get("fromService", "name").value())
	case e.get("value") == nil:
		v = unknown(v, "it is given in the dashboard")
	}
	env.put(v)
}

// group adds the variables of a group of the file. Groups cannot hold groups.
func (r *render) group(env environment, w *document.Workload, name *node) {
	for _, g := range r.root.get("envVarGroups").elements() {
		if g.get("name").is(name.text) {
			for _, e := range g.get("envVars").elements() {
				if e.get("fromGroup") == nil {
					r.add(env, w, e)
				}
			}
			return
		}
	}
	w.OpenBecause = "the environment group " + name.text + " is not in the file"
}
