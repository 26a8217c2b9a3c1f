package terraform_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/terraform"
)

// FuzzRead feeds any text as a module and as its values: no panic, and every
// place is one of the files.
func FuzzRead(f *testing.F) {
	f.Add(task(`{ name = "X", value = var.x }`)+`variable "x" { default = "off" }`, `x = "on"`, `[{"name": "web", "environment": [{"name": "X", "value": "${y}"}]}]`)
	f.Add(`resource "aws_ecs_task_definition" "w" { container_definitions = templatefile("t.json", { y = [for i in range(3) : format("%03d", i)] }) }`, `m = { a = 1 }`, `%{ for x in y }${x}%{ endfor }`)
	f.Add("locals {\n a = <<-EOT\n  x ${jsonencode({ b = try(local.c, null) })}\n EOT\n}", "a = [1, {}, null]", "")
	f.Add(`variable "x" { type = object({ a = optional(string, "b"), c = set(number) }) }`, `x = { c = [1, 2, 2] }`, `{`)
	f.Add(`resource "aws_lb_listener" "h" { default_action { type = "redirect" } }`, ``, ``)
	f.Fuzz(func(t *testing.T, module, values, file string) {
		fsys := fstest.MapFS{
			"main.tf":            {Data: []byte(module)},
			"terraform.tfvars":   {Data: []byte(values)},
			"a.auto.tfvars.json": {Data: []byte(file)},
			"t.json":             {Data: []byte(file)},
		}
		terraform.Discover(fsys, ".")
		terraform.Called(fsys, ".")
		m, diags := terraform.Read(fsys, ".", terraform.Options{})
		for _, d := range diags {
			if _, ok := fsys[d.At.File]; !ok && d.At.File != "." && !strings.HasPrefix(d.At.File, "main.tf") {
				t.Errorf("a diagnostic in %q", d.At.File)
			}
		}
		for _, w := range m.Workloads {
			for _, v := range w.Env {
				if _, ok := fsys[v.At.File]; !ok || v.At.Line < 1 || v.At.Column < 1 {
					t.Errorf("%s is at %+v", v.Name, v.At)
				}
			}
		}
		for _, l := range m.Literals {
			if _, ok := fsys[l.At.File]; !ok || l.At.Line < 1 {
				t.Errorf("the secret %s is at %+v", l.Name, l.At)
			}
		}
	})
}

// FuzzModule feeds any text as a module that another calls, in both forms of the
// language, and as a file that templates and functions read.
func FuzzModule(f *testing.F) {
	f.Add(`variable "x" {}`+"\n"+`output "o" { value = [for k, v in var.x : "${k}-${v}"] }`, `{"locals": {"a": "${jsonencode({a = var.x})}"}}`, `%{ for k, v in x ~} ${k} %{ endfor }`)
	f.Add("resource \"a_b\" \"c\" {\n for_each = var.x\n n = each.key\n dynamic \"d\" {\n for_each = var.x\n content { v = d.value }\n }\n}\noutput \"o\" { value = values(a_b.c)[*].n }", `{"resource": {"a_b": {"e": [{"count": "${length(var.x)}"}]}}}`, `[{"a": ${jsonencode(x)}}]`)
	f.Add("module \"n\" { source = \"../m\" }\nlocals { a = try(module.n.o, yamldecode(file(\"t\"))) }\noutput \"o\" { value = local.a }", `{"module": {"k": {"source": "./k"}}, "variable": {"x": {"type": "map(string)", "default": {}}}}`, "a: [1, {b: c}]")
	f.Fuzz(func(t *testing.T, hcl, json, file string) {
		fsys := fstest.MapFS{
			"main.tf":     {Data: []byte("module \"m\" {\n source = \"./m\"\n x = { a = 1, b = aws_x.y.z }\n}\n" + task(`{ name = "X", value = "${module.m.o}" }, { name = "Y", value = templatefile("t", { x = module.m }) }`))},
			"m/a.tf":      {Data: []byte(hcl)},
			"m/b.tf.json": {Data: []byte(json)},
			"t":           {Data: []byte(file)},
		}
		m, _ := terraform.Read(fsys, ".", terraform.Options{})
		for _, w := range m.Workloads {
			for _, v := range w.Env {
				if _, ok := fsys[v.At.File]; !ok || v.At.Line < 1 || v.At.Column < 1 {
					t.Errorf("%s is at %+v", v.Name, v.At)
				}
			}
		}
	})
}
