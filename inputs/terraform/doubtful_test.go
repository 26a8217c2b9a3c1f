package terraform_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/terraform"
)

// What a listener does that is perhaps not there is not known; one that is not there is
// none at all.
func TestListenersThatMayNotBeThere(t *testing.T) {
	listener := func(count string) string {
		return "resource \"aws_lb_listener\" \"http\" {\n" + count + "  port = 80\n  protocol = \"HTTP\"\n  default_action {\n    type = \"redirect\"\n    redirect {\n      protocol = \"HTTPS\"\n    }\n  }\n}\n"
	}
	module := func(count string) map[string]string {
		return map[string]string{"main.tf": "variable \"on\" {}\nmodule \"lb\" {\n  source = \"./lb\"\n" + count + "}\n", "lb/main.tf": listener("")}
	}
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"one":                      {map[string]string{"main.tf": listener("")}, "aws_lb_listener.http true"},
		"none":                     {map[string]string{"main.tf": "variable \"on\" { default = false }\n" + listener("  count = var.on ? 1 : 0\n")}, ""},
		"perhaps one":              {map[string]string{"main.tf": "variable \"on\" {}\n" + listener("  count = var.on ? 1 : 0\n")}, "aws_lb_listener.http <unknown: it is not known whether it is there> [TF_VAR_on]"},
		"perhaps some":             {map[string]string{"main.tf": "variable \"on\" {}\n" + listener("  for_each = var.on\n")}, "aws_lb_listener.http <unknown: it is not known whether it is there> [TF_VAR_on]"},
		"of a module":              {module("  count = 1\n"), "module.lb[0].aws_lb_listener.http true"},
		"of none":                  {module("  count = 0\n"), ""},
		"of what may be no module": {module("  count = var.on ? 1 : 0\n"), "module.lb.aws_lb_listener.http <unknown: it is not known whether it is there> [TF_VAR_on]"},
	} {
		fsys := fstest.MapFS{}
		for name, text := range c.files {
			fsys[name] = &fstest.MapFile{Data: []byte(text)}
		}
		m, _ := terraform.Read(fsys, ".", terraform.Options{})
		var got []string
		for _, l := range m.Infra.Listeners {
			got = append(got, fmt.Sprint(l.Name, " ", fact(l.Redirect)))
		}
		if text := strings.Join(got, ", "); text != c.want {
			t.Errorf("%s: %s, want %s", name, text, c.want)
		}
	}
}
