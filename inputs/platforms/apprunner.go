package platforms

import "github.com/djgate/djgate/inputs/document"

// AWS App Runner: apprunner.yaml (docs.aws.amazon.com/apprunner/latest/dg/config-file-ref.html).
// A service that reads the file takes its variables from nowhere else.

func isAppRunner(file string) bool { return named(file, "apprunner", ".yaml", ".yml") }

func readAppRunner(l *loader, app *App, files []string) {
	root := l.open(files[0])
	run := root.get("run")
	start := run.get("command")
	if start == nil {
		return
	}
	network := run.get("network")
	env := environment{}
	env.put(given("App Runner", run.at, map[string]string{"AWS_REGION": "", "AWS_DEFAULT_REGION": ""})...)
	if name := network.get("env").value(); name != "" {
		env.put(given("App Runner", network.at, map[string]string{name: network.get("port").value()})...)
	}
	for _, e := range run.get("env").elements() {
		if name := e.get("name"); name != nil {
			env.put(variable(name.text, name.at, e.get("value")))
		}
	}
	for _, e := range run.get("secrets").elements() {
		if name := e.get("name"); name != nil {
			env.put(stored(variable(name.text, name.at, e.get("value-from")), "the platform reads it from its secret store at start"))
		}
	}
	w := &document.Workload{Kind: "app-runner", Name: "app", At: start.at, Env: env.sorted(), Command: command(start.text)}
	port(w, network.get("port"))
	app.Workloads, app.Edge = []*document.Workload{w}, true
}
