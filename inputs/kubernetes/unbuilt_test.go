package kubernetes

import (
	"fmt"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/tree/treetest"
)

func TestFindUnbuilt(t *testing.T) {
	for archive, want := range map[string]string{
		"-- chart/Chart.yaml --\nname: a\n-- chart/templates/web.yaml --\nkind: Deployment\n-- chart/charts/db/Chart.yaml --\nname: db\n-- chart/charts/db/templates/a.yaml --\nkind: StatefulSet\n": "Helm chart chart/Chart.yaml",
		"-- Chart.yaml --\nname: a\n-- templates/web.yaml --\n  {{- if .a }}\n  kind: Deployment\n-- templates/in.yaml --\nkind: Ingress\n":                                                          "Helm chart Chart.yaml, perhaps an edge",
		"-- lib/Chart.yaml --\nname: a\n-- lib/templates/a.yaml --\nkind: ConfigMap\n":                                                                                                               "",
		"-- a.jsonnet --\n{ kind: 'Deployment', metadata: {} }\n":                                                                                                                                    "Jsonnet a.jsonnet",
		"-- a.yaml --\n#@ load(\"@ytt:data\", \"data\")\nkind: Deployment\nmetadata: {name: #@ data.values.name\n}\n":                                                                                "template of ytt a.yaml",
		"-- a.yaml.j2 --\nkind: Deployment\n-- b.yaml.tmpl --\nkind: ConfigMap\n":                                                                                                                    "template a.yaml.j2",
		"-- k/kustomization.yaml --\nresources: [a.yaml, 'https://example.com/a.yaml', 'github.com/a/b//c?ref=v1', ../base]\n":                                                                       "kustomization k/kustomization.yaml, perhaps an edge; kustomization k/kustomization.yaml, perhaps an edge",
		"-- a.yaml --\nkind: Template\nobjects:\n- kind: ClowdApp\n-- b.yaml --\nkind: Template\nobjects:\n- kind: ConfigMap\n":                                                                      "template of OpenShift a.yaml",
		"-- a.yaml --\nkind: Deployment # @ me\n": "",
	} {
		fsys, names := treetest.Archive(t, archive)
		var got []string
		for _, u := range FindUnbuilt(fsys, names) {
			text := u.What + " " + u.At.File
			if u.Edge {
				text += ", perhaps an edge"
			}
			got = append(got, text)
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%s: %v, want %s", archive, got, want)
		}
	}
}

// A manifest that is called a template holds what is filled in before it is applied.
func TestManifestCalledATemplate(t *testing.T) {
	r, _ := read(t, deployment("\n\tenvFrom:\n\t- secretRef: {name: shop}\n")+
		"-- k8s/secrets_template.yml --\nkind: Secret\napiVersion: v1\nmetadata: {name: shop}\nstringData:\n  SECRET_KEY: \"\"\n  BROKER_URL: redis://cache/1\n")
	for _, v := range r.Workloads[0].Env {
		if v.State != document.Unknown || v.Because != "a template fills it in" {
			t.Errorf("%s: %s %s", v.Name, v.State, v.Because)
		}
	}
	if len(r.Workloads[0].Env) != 2 || len(r.Literals) != 0 {
		t.Errorf("%v %v", r.Workloads[0].Env, r.Literals)
	}
}

// What a template fills in is not known, and nobody is told that the API server would
// refuse it.
func TestPlaceholders(t *testing.T) {
	r, diagnostics := read(t, strings.Replace(deployment(`
	env:
	- {name: A, value: "{{ .Values.a }}"}
	- name: B
	  value: {{ .Values.b }}
	- {name: C, value: "${C}"}
	- {name: D, value: "${D:-x}"}
	- {name: E, value: $E}
	- {name: F, value: "p$ssword"}
	- {name: G, value: "$(A)/x"}
`), "image: shop:1", "image: {{ .Values.image }}", 1))
	w := r.Workloads[0]
	for _, v := range w.Env {
		if known := v.Name == "F"; known != (v.State == document.Known) || !known && v.Because != "a template fills it in" {
			t.Errorf("%s: %s %s", v.Name, v.State, v.Because)
		}
	}
	if len(diagnostics) != 0 || w.Image != "${image}" || len(w.Env) != 7 {
		t.Errorf("%q %v", w.Image, diagnostics)
	}
	fsys, names := treetest.Archive(t, "-- a.yaml --\nkind: Pod\napiVersion: v1\nmetadata:\n  name: #@ data.values.name\nspec: {containers: [{name: a}]}\n")
	r, diagnostics = Read(fsys, Set{Files: names})
	if len(r.Workloads) != 0 || len(diagnostics) != 1 || diagnostics[0].Code != CodeTemplated {
		t.Error(fmt.Sprint(r.Workloads, diagnostics))
	}
}

// Of an image that is filled in, what is written stays: its registry, its name.
func TestFilledImages(t *testing.T) {
	for image, want := range map[string]string{
		"gcr.io/${PROJECT}/shop:${TAG}":                     "gcr.io/${PROJECT}/shop:${TAG}",
		"'{{ .Values.registry }}/shop:{{ .Values.tag }}'":   "${image}/shop:${image}",
		"'registry.example/shop:{{ .Chart.AppVersion }}-a'": "registry.example/shop:${image}-a",
		"{{ .Values.image }}":                               "${image}",
		"${NAME:=registry.example/shop}:${TAG:-1}":          "${NAME}:${TAG}",
		"shop:1": "shop:1",
	} {
		r, _ := read(t, strings.Replace(deployment(""), "image: shop:1", "image: "+image, 1))
		if got := r.Workloads[0].Image; got != want {
			t.Errorf("%s: %s, want %s", image, got, want)
		}
	}
}
