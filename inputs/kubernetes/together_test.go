package kubernetes

import (
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/tree/treetest"
)

func TestTogether(t *testing.T) {
	web, in := "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n", "apiVersion: v1\nkind: Ingress\nmetadata: {name: in}\n"
	for name, c := range map[string]struct{ archive, want string }{
		"folders of one":            {"-- k8s/web/a.yaml --\n" + web + "-- k8s/ingress/b.yaml --\n" + in, "k8s: k8s/ingress/b.yaml k8s/web/a.yaml"},
		"a name with the word":      {"-- k8s_conf/web/a.yaml --\n" + web + "-- k8s_conf/ingress/b.yaml --\n" + in, "k8s_conf: k8s_conf/ingress/b.yaml k8s_conf/web/a.yaml"},
		"a folder and one below":    {"-- infra/a.yaml --\n" + web + "-- infra/edge/b.yaml --\n" + in, "infra: infra/a.yaml infra/edge/b.yaml"},
		"two clusters":              {"-- k8s/blue/a.yaml --\n" + web + "-- k8s/green/a.yaml --\n" + web, "k8s/blue: k8s/blue/a.yaml, k8s/green: k8s/green/a.yaml"},
		"names of environments":     {"-- k8s/staging/a.yaml --\n" + web + "-- k8s/production/b.yaml --\n" + in, "k8s/production: k8s/production/b.yaml, k8s/staging: k8s/staging/a.yaml"},
		"an environment of folders": {"-- k8s/staging/web/a.yaml --\n" + web + "-- k8s/staging/in/b.yaml --\n" + in, "k8s/staging: k8s/staging/in/b.yaml k8s/staging/web/a.yaml"},
		"folders of no one":         {"-- web/a.yaml --\n" + web + "-- ingress/b.yaml --\n" + in, "ingress: ingress/b.yaml, web: web/a.yaml"},
		"kustomizations are whole":  {"-- k8s/x/kustomization.yaml --\nresources: [a.yaml]\n-- k8s/x/a.yaml --\n" + web + "-- k8s/y/b.yaml --\n" + in, "k8s/x: k8s/x/a.yaml, k8s/y: k8s/y/b.yaml"},
	} {
		fsys, names := treetest.Archive(t, c.archive)
		environment := func(dir string) string {
			for _, name := range []string{"staging", "production"} {
				if slices.Contains(strings.Split(dir, "/"), name) {
					return name
				}
			}
			return ""
		}
		var got []string
		for _, s := range Together(fsys, Sets(fsys, names), environment) {
			got = append(got, s.Dir+": "+strings.Join(s.Files, " "))
		}
		slices.Sort(got)
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
}

// A file that is too large to be looked at is of the deployment whose folder it lies in.
func TestLargeFiles(t *testing.T) {
	fsys, names := treetest.Archive(t, "-- k8s/a.yaml --\napiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: c}]}\n-- k8s/b.yaml --\n"+strings.Repeat("# 12345678901234567890\n", maxFile/20)+"-- data/c.yaml --\n"+strings.Repeat("# 12345678901234567890\n", maxFile/20))
	sets := Sets(fsys, names)
	if len(sets) != 1 {
		t.Fatalf("%+v", sets)
	}
	r, diagnostics := Read(fsys, sets[0])
	if len(r.Workloads) != 1 || len(diagnostics) != 1 || diagnostics[0].Code != CodeRead || diagnostics[0].At.File != "k8s/b.yaml" {
		t.Errorf("%d workloads, %v", len(r.Workloads), diagnostics)
	}
}
