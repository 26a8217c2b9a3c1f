package platforms

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// App Engine: app.yaml (cloud.google.com/appengine/docs/standard/reference/app-yaml).
// Variables are given here alone.

func isAppEngine(file string) bool { return named(file, "app", ".yaml", ".yml") }

func readAppEngine(l *loader, app *App, files []string) {
	root := l.open(files[0])
	runtime := root.get("runtime")
	if runtime == nil || !strings.HasPrefix(runtime.text, "python") {
		return
	}
	service := root.get("service").value()
	if service == "" {
		service = "default"
	}
	env := environment{}
	env.put(given("App Engine", runtime.at, map[string]string{"GAE_APPLICATION": "", "GAE_DEPLOYMENT_ID": "", "GAE_ENV": gaeEnv(root), "GAE_INSTANCE": "",
		"GAE_MEMORY_MB": "", "GAE_RUNTIME": runtime.text, "GAE_SERVICE": service, "GAE_VERSION": "", "GOOGLE_CLOUD_PROJECT": "", "NODE_ENV": "production", "PORT": ""})...)
	env.table(root.get("env_variables"))
	w := &document.Workload{Kind: "app-engine", Name: service, At: runtime.at, Env: env.sorted(), Command: command(root.get("entrypoint").value())}
	if w.Command == nil { // the runtime's own
		w.Command = []string{"gunicorn", "main:app"}
	}
	if includes := root.get("includes"); includes != nil {
		w.OpenBecause = "the file includes others"
	}
	w.Statics = appEngineStatics(root.get("handlers").elements())
	app.Workloads, app.Edge = append(app.Workloads, w), true
	app.Redirect = appEngineRedirect(root)
}

func gaeEnv(root *node) string {
	if flexible := root.get("env"); flexible.is("flex") || flexible.is("flexible") {
		return ""
	}
	return "standard"
}

// appEngineStatics are the folders of the handlers, of which the first that fits answers.
func appEngineStatics(handlers []*node) []document.Static {
	var out []document.Static
	for _, h := range handlers {
		address := h.get("url").value()
		switch {
		case h.get("static_dir") != nil && !strings.ContainsAny(address, `.*+?()[]\`):
			out = append(out, document.Static{Prefix: address, At: h.get("url").place(h.at)})
		case h.get("static_dir") == nil && h.get("static_files") == nil:
			return out
		}
	}
	return out
}

// appEngineRedirect: the handler of all requests that scripts answer decides.
func appEngineRedirect(root *node) *document.Node {
	handlers := root.get("handlers").elements()
	dynamic := slices.DeleteFunc(slices.Clone(handlers), func(h *node) bool { return h.get("static_dir") != nil || h.get("static_files") != nil })
	if len(dynamic) == 0 {
		return document.Told(false, root.get("runtime").at)
	}
	last := dynamic[len(dynamic)-1]
	return document.Told(last.get("secure").is("always"), last.get("secure").place(last.at))
}
