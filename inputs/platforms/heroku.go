package platforms

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// Heroku: app.json (devcenter.heroku.com/articles/app-json-schema), whose env is
// what an app begins with and config vars change later, so its values are assumed;
// and heroku.yml (devcenter.heroku.com/articles/build-docker-images-heroku-yml).

func isHeroku(file string) bool {
	return path.Base(file) == "app.json" || path.Base(file) == "heroku.yml"
}

func readHeroku(l *loader, app *App, files []string) {
	env := environment{}
	var each *document.Workload
	for _, file := range files {
		root := l.open(file)
		at := document.Location{File: file, Line: 1, Column: 1}
		if path.Base(file) == "heroku.yml" {
			app.Edge = true
			app.Workloads = containers(root, app.Dir)
			continue
		}
		if !isManifest(root) {
			continue
		}
		app.Edge = app.Edge || namesHeroku(root)
		for _, p := range root.get("env").members() {
			if !p.value.get("required").is("false") || p.value.get("value") != nil {
				env.put(hint(p))
			}
		}
		each = &document.Workload{Kind: "heroku", At: root.get("env").place(at)}
	}
	if len(app.Workloads) == 0 && each != nil {
		app.Each = each
		each.Env, each.OpenBecause = env.with(given("Heroku", each.At, dyno)...).sorted(), configVars
	}
	for _, w := range app.Workloads {
		w.Env, w.OpenBecause = env.with(given("Heroku", w.At, dyno)...).sorted(), configVars
	}
}

const configVars = "config vars are variables too"

// dyno are Heroku's own variables (devcenter.heroku.com/articles/dynos).
var dyno = map[string]string{"DYNO": "", "PORT": ""}

// isManifest tells an app.json of Heroku from that of another program.
func isManifest(root *node) bool {
	return root.get("expo") == nil && slices.ContainsFunc([]string{"env", "formation", "stack", "buildpacks", "addons", "scripts"}, func(key string) bool { return root.get(key) != nil })
}

// namesHeroku tells whether anything in it is of Heroku alone: Dokku reads app.json as well.
func namesHeroku(root *node) bool {
	heroku := func(n *node) bool {
		return strings.Contains(n.value(), "heroku") || strings.Contains(n.get("plan").value(), "heroku") || strings.Contains(n.get("url").value(), "heroku")
	}
	return heroku(root.get("stack")) || slices.ContainsFunc(root.get("addons").elements(), heroku) || slices.ContainsFunc(root.get("buildpacks").elements(), heroku)
}

// hint is a variable of env: a text, or an object with value or generator. One
// without is asked for when the app is made.
func hint(p pair) document.Variable {
	v := variable(p.key, p.at, p.value)
	if p.value != nil && p.value.kind == mapping {
		v = variable(p.key, p.at, p.value.get("value"))
		switch {
		case p.value.get("generator").is("secret"):
			return generated(v, "Heroku")
		case p.value.get("value") == nil:
			return unknown(v, "it is asked for when the app is made")
		}
	}
	if v.State == document.Known {
		v.Assumes = []string{v.Name}
		v.Chain[0].Note = "what an app begins with"
	}
	return v
}

// containers are the processes of heroku.yml.
func containers(root *node, dir string) []*document.Workload {
	var out []*document.Workload
	builds := map[string]*document.Build{}
	for _, p := range root.get("build", "docker").members() {
		b := &document.Build{At: p.at, Dockerfile: within(dir, p.value.value())}
		if p.value != nil && p.value.kind == mapping {
			b.Dockerfile, b.Target = within(dir, p.value.get("dockerfile").value()), p.value.get("target").value()
		}
		if b.Dockerfile == "" || b.Dockerfile == dir {
			continue
		}
		b.Context = path.Dir(b.Dockerfile)
		builds[p.key] = b
		if root.get("run", p.key) == nil {
			out = append(out, &document.Workload{Kind: "heroku", Name: p.key, At: p.at, Build: b})
		}
	}
	process := func(p pair, job bool) {
		if p.value == nil {
			return
		}
		w := &document.Workload{Kind: "heroku", Name: p.key, At: p.at, Job: job, Build: builds[p.key], Command: command(p.value.value())}
		if line := p.value.get("command"); line != nil {
			w.Command = command(strings.TrimSpace(strings.Join(append(line.words(), line.value()), " ")))
		}
		if image := p.value.get("image"); image != nil {
			w.Build = builds[image.text]
		}
		out = append(out, w)
	}
	for _, p := range root.get("run").members() {
		process(p, false)
	}
	if release := root.get("release"); release != nil {
		process(pair{"release", release.at, release}, true)
	}
	return out
}
