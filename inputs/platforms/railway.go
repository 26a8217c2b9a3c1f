package platforms

import (
	"io/fs"
	"path"

	"github.com/djgate/djgate/inputs/document"
)

// Railway: railway.toml and railway.json (docs.railway.com/reference/config-as-code).
// Variables are in no file.

func isRailway(file string) bool { return named(file, "railway", ".toml", ".json") }

func readRailway(l *loader, app *App, files []string) {
	root := l.open(files[0])
	if root == nil || root.get("build") == nil && root.get("deploy") == nil {
		return
	}
	app.Edge = true
	at := document.Location{File: files[0], Line: 1, Column: 1}
	build := root.get("build")
	w := &document.Workload{Kind: "railway", Name: "app", At: at, OpenBecause: "Railway keeps the variables",
		Job: root.get("deploy", "cronSchedule") != nil}
	file := path.Join(app.Dir, "Dockerfile")
	if named := build.get("dockerfilePath"); named != nil {
		file = within(app.Dir, named.text)
	}
	if _, err := fs.Stat(l.fsys, file); err == nil && (build.get("builder") == nil || build.get("builder").is("DOCKERFILE")) {
		w.Build = &document.Build{Context: app.Dir, Dockerfile: file, At: build.place(at)}
	}
	env := railwayGiven(at)
	start := root.get("deploy", "startCommand")
	if w.Build == nil {
		if packed := nixpacksBeside(l, app, env); start == nil {
			start = packed
		}
	}
	w.Env = env.sorted()
	if start == nil && w.Build == nil {
		app.Each = w
		return
	}
	if start != nil {
		w.At, w.Command = start.at, command(start.text)
	}
	app.Workloads = append(app.Workloads, w)
	if before := root.get("deploy", "preDeployCommand"); before != nil {
		line := before.value()
		if words := before.words(); len(words) > 0 {
			line = words[0]
		}
		app.Workloads = append(app.Workloads, &document.Workload{Kind: "railway", Name: "pre-deploy", At: before.at, OpenBecause: w.OpenBecause,
			Env: w.Env, Build: w.Build, Command: command(line), Job: true})
	}
}

// railwayGiven are Railway's own variables (docs.railway.com/reference/variables).
func railwayGiven(at document.Location) environment {
	env := environment{}
	env.put(given("Railway", at, map[string]string{"RAILWAY_PUBLIC_DOMAIN": "", "RAILWAY_PRIVATE_DOMAIN": "", "RAILWAY_PROJECT_NAME": "", "RAILWAY_PROJECT_ID": "",
		"RAILWAY_ENVIRONMENT": "", "RAILWAY_ENVIRONMENT_NAME": "", "RAILWAY_ENVIRONMENT_ID": "", "RAILWAY_SERVICE_NAME": "", "RAILWAY_SERVICE_ID": "",
		"RAILWAY_STATIC_URL": "", "PORT": ""})...)
	return env
}
