package targets

import "testing"

// The development server in a cluster is a deployment's, where the cluster takes the
// image from a registry; else it may be one on a developer's machine.
func TestRunserverInClusters(t *testing.T) {
	for image, unclear := range map[string]bool{"registry.example.net/shop:1": false, "shop:1": true} {
		p := plan(t, hostedProject+"-- k8s/web.yaml --\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: web, image: '"+image+
			"', command: [python, manage.py, runserver]}]}}}\n", Options{})
		if target := p.Targets[0]; target.Class != Production || target.Unclear != unclear || target.Services[0] != "web" {
			t.Errorf("%s: %s, unclear %v", image, target.Class, target.Unclear)
		}
	}
}
