package platforms

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// Cloud Foundry: manifest.yml (docs.cloudfoundry.org/devguide/deploy-apps/manifest-attributes.html).

func isCloudFoundry(file string) bool { return named(file, "manifest", ".yml", ".yaml") }

func readCloudFoundry(l *loader, app *App, files []string) {
	root := l.open(files[0])
	for _, a := range root.get("applications").elements() {
		if a.get("name") == nil || !runsPython(a) {
			continue
		}
		each := foundryApp(root, a)
		if len(a.get("processes").elements()) == 0 && each.Command == nil && each.Image == "" {
			app.Each = each
			continue
		}
		for _, p := range a.get("processes").elements() {
			w := *each
			w.Name, w.At = each.Name+"-"+p.get("type").value(), p.at
			if line := p.get("command"); line != nil {
				w.Command = command(line.text)
			}
			if w.Command != nil {
				app.Workloads = append(app.Workloads, &w)
			}
		}
		if len(a.get("processes").elements()) == 0 {
			app.Workloads = append(app.Workloads, each)
		}
	}
}

// runsPython tells whether an app may be one of Python: no buildpack is named, or its own.
func runsPython(a *node) bool {
	names := append(a.get("buildpacks").words(), a.get("buildpack").value())
	names = slices.DeleteFunc(names, func(name string) bool { return name == "" })
	return len(names) == 0 || slices.ContainsFunc(names, func(name string) bool { return strings.Contains(name, "python") || strings.HasPrefix(name, "((") })
}

// foundryApp is an application without its processes. Attributes at the top are
// those of every application in manifests of the older form.
func foundryApp(root, a *node) *document.Workload {
	env := environment{}
	env.put(given("Cloud Foundry", a.at, map[string]string{"VCAP_APPLICATION": "", "VCAP_SERVICES": "", "PORT": "", "CF_INSTANCE_INDEX": "",
		"CF_INSTANCE_GUID": "", "CF_INSTANCE_ADDR": "", "MEMORY_LIMIT": "", "INSTANCE_INDEX": ""})...)
	env.table(root.get("env"))
	env.table(a.get("env"))
	w := &document.Workload{Kind: "cloud-foundry", Name: a.get("name").value(), At: a.get("name").place(a.at), Image: a.get("docker", "image").value(),
		Env: env.sorted(), OpenBecause: "cf set-env and bound services set variables too"}
	if line := a.get("command"); line != nil {
		w.Command = command(line.text)
	}
	return w
}
