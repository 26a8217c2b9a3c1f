package terraform_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/terraform"
)

// known is a container that must be judged whatever stands beside it.
var known = task(`{ name = "X", value = "on" }`)

func big(expr string) string {
	return "locals {\n  big = \"" + strings.Repeat("x", 60_000) + "\"\n  out = " + expr + "\n}\n"
}

// Whatever a file asks for, the rest of the module is read, and what is wrong has a
// place and no value in its message.
func TestHostile(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		want  string // diagnostics, in order
	}{
		{"brackets", map[string]string{"a.tf": "locals {\n  a = " + strings.Repeat("[", 400_000) + "\n}\n"}, "error terraform-syntax a.tf:2"},
		{"a long list", map[string]string{"a.tf": "locals {\n  a = [\n" + strings.Repeat("1,", 500_000) + "]\n}\n"}, "error terraform-unread a.tf:3"},
		{"templates in templates", map[string]string{"a.tf": "locals {\n  a = " + strings.Repeat(`"${`, 100_000) + "\n}\n"}, "error terraform-syntax a.tf:2"},
		{"blocks in blocks", map[string]string{"a.tf": strings.Repeat("a {\n", 100_000)}, "error terraform-syntax a.tf:200"},
		{"JSON in JSON", map[string]string{"a.tf.json": strings.Repeat(`{"a":`, 100_000)}, "error terraform-syntax a.tf.json:1"},
		{"a deep text of JSON", map[string]string{"a.tf": "locals {\n  a = jsondecode(file(\"deep\"))\n b = yamldecode(file(\"deep\"))\n}\n", "deep": strings.Repeat("[", 400_000)}, ""},
		{"aliases", map[string]string{"a.tf": "locals { a = yamldecode(file(\"a.yaml\")) }\n", "a.yaml": aliases(60)}, ""},
		{"wide verbs", map[string]string{"a.tf": big(`format("%999999999s%*d", "x", 999999999, 1)`)}, ""},
		{"many verbs", map[string]string{"a.tf": big(`format(join("", [for i in range(1000) : "%[1]s"]), local.big)`)}, ""},
		{"long separators", map[string]string{"a.tf": big(`join(local.big, range(1000))`)}, ""},
		{"replaced text", map[string]string{"a.tf": big(`replace(local.big, "x", local.big)`)}, ""},
		{"a replaced pattern", map[string]string{"a.tf": big(`replace(local.big, "/.*?/", "$0$0$0$0$0$0")`)}, ""},
		{"split text", map[string]string{"a.tf": big(`split("", local.big)`)}, ""},
		{"products", map[string]string{"a.tf": big(`setproduct(` + strings.Repeat(`range(8), `, 30) + `range(8))`)}, ""},
		{"indented text", map[string]string{"a.tf": big(`indent(1000000000, "a\nb")`)}, ""},
		{"a long number", map[string]string{"a.tf": big(`"${1e600000000}${9e99999}"`)}, "warning terraform-limit .:0"},
		{"a power", map[string]string{"a.tf": big(`"${pow(1e300, 1e300)}"`)}, ""},
		{"many instances", map[string]string{"a.tf": "resource \"aws_a\" \"a\" { count = 1000000000 }\n"}, "warning terraform-limit .:0"},
		{"negative instances", map[string]string{"a.tf": "resource \"aws_a\" \"a\" { count = -1 }\n"}, ""},
		{"a module that calls itself", map[string]string{"a.tf": "module \"a\" { source = \"./.\" }\n"}, "error terraform-module a.tf:1"},
		{"modules in a circle", map[string]string{"a.tf": "module \"b\" { source = \"./b\" }\n", "b/b.tf": "\nmodule \"c\" { source = \"../c\" }\n", "c/c.tf": "module \"b\" { source = \"../b\" }\n"}, "error terraform-module c/c.tf:1"},
		{"modules that double", doublingModules(12), "warning terraform-limit .:0"},
		{"a module outside", map[string]string{"a.tf": "module \"a\" { source = \"../a\" }\nmodule \"b\" { source = \"/etc\" }\n"}, "warning terraform-module a.tf:1\nnote terraform-module a.tf:2"},
		{"files outside", map[string]string{"a.tf": "locals {\n a = file(\"/etc/passwd\")\n b = templatefile(\"../../etc/passwd\", {})\n c = filebase64(\"~/.ssh/id_rsa\")\n}\n"}, ""},
		{"arguments in a circle", map[string]string{"a.tf": "resource \"aws_a\" \"a\" { x = aws_b.b.y }\nresource \"aws_b\" \"b\" { y = aws_a.a.x }\n"}, ""},
		{"a count of itself", map[string]string{"a.tf": "resource \"aws_a\" \"a\" { count = length(aws_a.a) }\nmodule \"m\" {\n source = \"./m\"\n for_each = module.m\n}\n", "m/m.tf": ""}, ""},
		{"a chain of locals", map[string]string{"a.tf": chain(2000)}, ""},
		{"a large file", map[string]string{"a.tf": strings.Repeat("#\n", 1<<20)}, "error terraform-unread a.tf:0"},
		{"a null byte", map[string]string{"a.tf": "locals { a = \"\x00\" }\n"}, "error terraform-syntax a.tf:1"},
		{"cut off", map[string]string{"a.tf": "locals {\n  a = \"canary"}, "error terraform-syntax a.tf:2"},
		{"cut off in JSON", map[string]string{"a.tf.json": "{\"locals\": {\n\"a\": \"canary"}, "error terraform-syntax a.tf.json:2"},
		{"values that are no values", map[string]string{"terraform.tfvars": "canary", "a.auto.tfvars.json": "[1]"}, "error terraform-syntax terraform.tfvars:1\nerror terraform-syntax a.auto.tfvars.json:1"},
		{"a provider that nobody knows", map[string]string{"a.tf": "resource \"none_x\" \"a\" { y = provider::none::f(1) }\nprovider \"none\" { z = none(1) }\n"}, ""},
		{"a folder named as a file", map[string]string{"a.tf/b.txt": ""}, ""},
		{"one label too few", map[string]string{"a.tf": "resource \"aws_a\" { x = aws_a }\ndata {}\nmodule {}\nvariable {}\noutput {}\nlocals \"x\" {}\n"}, "warning terraform-module a.tf:3"},
		{"many places", map[string]string{"a.tf": places(5000)}, "warning terraform-limit .:0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := fstest.MapFS{"main.tf": {Data: []byte(known)}}
			for name, text := range tt.files {
				fsys[name] = &fstest.MapFile{Data: []byte(text)}
			}
			m, diags := terraform.Read(fsys, ".", terraform.Options{})
			if v := variable(t, m, "X"); v.Text.Reveal() != "on" {
				t.Errorf("X is %s", written(v))
			}
			if got := told(t, diags); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// told lists diagnostics with their places.
func told(t *testing.T, diags []document.Diagnostic) string {
	t.Helper()
	var out []string
	for _, d := range diags {
		out = append(out, fmt.Sprintf("%s %s %s:%d", d.Severity, d.Code, d.At.File, d.At.Line))
		if strings.Contains(d.Message, "canary") {
			t.Errorf("the message holds a value: %s", d.Message)
		}
	}
	return strings.Join(out, "\n")
}

func aliases(n int) string {
	var b strings.Builder
	b.WriteString("a0: &a0 [x]\n")
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [*a%d, *a%d]\n", i, i, i-1, i-1)
	}
	return b.String()
}

func chain(n int) string {
	var b strings.Builder
	b.WriteString("locals {\n  a0 = 1\n")
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, "  a%d = local.a%d\n", i, i-1)
	}
	return b.String() + "}\n"
}

// places is a map of so many members that each key would know all their places.
func places(n int) string {
	var b strings.Builder
	b.WriteString("locals {\n  many = {\n")
	for i := range n {
		fmt.Fprintf(&b, "    k%d = { a = %d }\n", i, i)
	}
	return b.String() + "  }\n  keys = [for k in keys(local.many) : \"${k}\"]\n  all = join(\",\", local.keys)\n}\n"
}

// doublingModules are modules of which each calls the next twice.
func doublingModules(n int) map[string]string {
	out := map[string]string{"a.tf": "module \"a\" { source = \"./m0\" }\n"}
	for i := range n {
		out[fmt.Sprintf("m%d/a.tf", i)] = fmt.Sprintf("module \"a\" { source = \"../m%d\" }\nmodule \"b\" { source = \"../m%d\" }\n", i+1, i+1)
	}
	out[fmt.Sprintf("m%d/a.tf", n)] = "locals { a = 1 }\n"
	return out
}

// A link that leads out of the root is a file that is not there.
func TestLinks(t *testing.T) {
	dir := t.TempDir()
	outside := filepath.Join(dir, "outside")
	inside := filepath.Join(dir, "inside")
	for _, d := range []string{outside, inside} {
		if err := os.Mkdir(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("outside/secret.txt", "canary")
	write("outside/a.tf", "output \"x\" { value = \"canary\" }")
	write("inside/main.tf", task(`{ name = "X", value = "${file("link.txt")}${module.m.x}" }`)+"module \"m\" { source = \"./m\" }\n")
	for from, to := range map[string]string{"link.txt": "../outside/secret.txt", "m": "../outside", "b.tf": "../outside/a.tf"} {
		if err := os.Symlink(to, filepath.Join(inside, from)); err != nil {
			t.Skip("links cannot be made here")
		}
	}
	root, err := os.OpenRoot(inside)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	m, diags := terraform.Read(root.FS(), ".", terraform.Options{})
	if v := variable(t, m, "X"); v.State == document.Known {
		t.Errorf("X is %s", written(v))
	}
	if got, want := told(t, diags), "error terraform-unread b.tf:0\nwarning terraform-module main.tf:9"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
