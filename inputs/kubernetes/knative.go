package kubernetes

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
)

// This file reads Services of Knative (serving.knative.dev/v1), which Cloud Run takes
// too (cloud.google.com/run/docs/reference/yaml/v1).

func (o *object) isKnative() bool {
	return o.kind == "Service" && strings.HasPrefix(textOf(get(o.node, "apiVersion")), "serving.knative.dev/")
}

// isCloudRun tells a Service that is for Cloud Run, by its annotations and labels.
func (o *object) isCloudRun() bool {
	found := get(o.node, "metadata", "labels", "cloud.googleapis.com/location") != nil
	own := func(key, _ *yaml.Node) { found = found || strings.HasPrefix(key.Value, "run.googleapis.com/") }
	pairs(get(o.node, "metadata", "annotations"), own)
	pairs(get(o.node, "spec", "template", "metadata", "annotations"), own)
	return found
}

// knative adds what Knative gives a container (knative.dev, "Runtime contract": port
// and environment), and puts its way in before it.
func (l *loader) knative(o *object, w *document.Workload, env *environment) {
	port := "8080"
	if len(w.Expose) > 0 && w.Expose[0] != "" {
		port = w.Expose[0]
	}
	for name, text := range map[string]string{"PORT": port, "K_SERVICE": o.name, "K_CONFIGURATION": o.name, "K_REVISION": ""} {
		env.variables[name] = document.GivenBy("Knative", name, text, o.at)
	}
	w.Env = env.sorted()
	in := document.Listener{Name: "Service " + o.name, Port: 80, Protocol: "HTTP", At: o.at, Redirect: doubt("the configuration of Knative decides, which is not among the manifests", o.at)}
	if o.isCloudRun() {
		in.By, in.Redirect = "Cloud Run", known(true, o.at)
	}
	w.Listeners = append(w.Listeners, in)
}
