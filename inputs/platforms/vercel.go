package platforms

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/tree"
)

// Vercel: vercel.json (vercel.com/docs/project-configuration). An application of Python
// is a function: a file whose app, or application, answers requests
// (vercel.com/docs/functions/runtimes/python).

func isVercel(file string) bool { return path.Base(file) == "vercel.json" }

func readVercel(l *loader, app *App, files []string) {
	root := l.open(files[0])
	env := environment{}
	env.put(vercelGiven(root.place(document.Location{File: files[0]}))...)
	for _, p := range root.get("env").members() {
		v := variable(p.key, p.at, p.value)
		if strings.HasPrefix(p.value.value(), "@") { // the name of a secret
			v = stored(v, "the platform reads it from its secret store at start")
		}
		env.put(v)
	}
	for _, f := range vercelFunctions(l.fsys, app.Dir, root) {
		module := strings.ReplaceAll(strings.TrimSuffix(f.file, ".py"), "/", ".")
		app.Workloads = append(app.Workloads, &document.Workload{Kind: "vercel", Name: strings.TrimSuffix(path.Base(f.file), ".py"), At: f.at, Env: env.sorted(),
			OpenBecause: dashboard, Command: []string{"vercel", module + ":app"}})
	}
	app.Edge = true
}

// vercelFunction is a file below the folder of vercel.json, and where it is named.
type vercelFunction struct {
	file string
	at   document.Location
}

// vercelFunctions are the functions of Python: those that are built where the file says
// what is built, else those below api/ that requests are sent to, or that are configured.
func vercelFunctions(fsys fs.FS, dir string, root *node) []vercelFunction {
	var out []vercelFunction
	add := func(n *node, at document.Location, name string) {
		name = path.Join(".", strings.TrimPrefix(name, "/"))
		if !strings.HasSuffix(name, ".py") || slices.ContainsFunc(out, func(f vercelFunction) bool { return f.file == name }) {
			return
		}
		if tree.IsRegular(fsys, path.Join(dir, name)) {
			out = append(out, vercelFunction{name, n.place(at)})
		}
	}
	if builds := root.get("builds"); builds != nil {
		for _, b := range builds.elements() {
			add(b.get("src"), b.at, b.get("src").value())
		}
		return out
	}
	for _, key := range []string{"rewrites", "routes"} {
		for _, r := range root.get(key).elements() {
			to := r.get(map[string]string{"rewrites": "destination", "routes": "dest"}[key])
			if name := strings.TrimPrefix(to.value(), "/"); strings.HasPrefix(name, "api/") {
				add(to, r.at, strings.TrimSuffix(name, ".py")+".py")
			}
		}
	}
	for _, p := range root.get("functions").members() {
		add(nil, p.at, p.key)
	}
	return out
}

// vercelGiven are Vercel's own variables, as production has them
// (vercel.com/docs/environment-variables/system-environment-variables).
func vercelGiven(at document.Location) []document.Variable {
	return given("Vercel", at, map[string]string{"VERCEL": "1", "VERCEL_ENV": "production", "VERCEL_TARGET_ENV": "production", "VERCEL_URL": "", "VERCEL_BRANCH_URL": "",
		"VERCEL_PROJECT_PRODUCTION_URL": "", "VERCEL_REGION": "", "VERCEL_DEPLOYMENT_ID": "", "VERCEL_PROJECT_ID": "", "VERCEL_GIT_PROVIDER": "", "VERCEL_GIT_REPO_SLUG": "",
		"VERCEL_GIT_REPO_OWNER": "", "VERCEL_GIT_COMMIT_REF": "", "VERCEL_GIT_COMMIT_SHA": "", "VERCEL_GIT_COMMIT_MESSAGE": "", "VERCEL_GIT_COMMIT_AUTHOR_LOGIN": ""})
}
