package terraform_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/terraform"
)

// BenchmarkRead reads a root module of six services of one local module, with 20
// variables each.
func BenchmarkRead(b *testing.B) {
	var env strings.Builder
	for i := range 20 {
		fmt.Fprintf(&env, "    VARIABLE_%d = \"${var.stage}-${aws_db_instance.main.address}-%d\"\n", i, i)
	}
	var calls strings.Builder
	for i := range 6 {
		fmt.Fprintf(&calls, "module \"s%d\" {\n  source = \"./service\"\n  name   = \"s%d\"\n  env    = merge(local.env, { NAME = \"s%d\" })\n}\n", i, i, i)
	}
	fsys := fstest.MapFS{
		"main.tf":           {Data: []byte("variable \"stage\" {}\nresource \"aws_db_instance\" \"main\" { db_name = \"shop\" }\nlocals {\n  env = {\n" + env.String() + "  }\n}\n" + calls.String())},
		"terraform.tfvars":  {Data: []byte("stage = \"production\"\n")},
		"service/main.tf":   {Data: []byte("variable \"name\" { type = string }\nvariable \"env\" { type = map(string) }\nresource \"aws_ecs_task_definition\" \"main\" {\n  container_definitions = jsonencode([{ name = var.name, environment = [for k, v in var.env : { name = k, value = v }] }])\n}\n")},
		"service/output.tf": {Data: []byte("output \"arn\" { value = aws_ecs_task_definition.main.arn }\n")},
	}
	for b.Loop() {
		if m, _ := terraform.Read(fsys, ".", terraform.Options{}); len(m.Workloads) != 6 {
			b.Fatalf("%d workloads", len(m.Workloads))
		}
	}
}

// What a module names is evaluated once, and a template that it renders for each of many
// members is parsed once: how long that is does not count again for each.
func TestTemplatesAreParsedOnce(t *testing.T) {
	allocations := func(members, lines int) float64 {
		fsys := fstest.MapFS{
			"main.tf":  {Data: fmt.Appendf(nil, "locals {\n  all = join(\"\", [for i in range(%d) : templatefile(\"page.tpl\", { i = i, on = false })])\n}\n", members)},
			"page.tpl": {Data: []byte("${i}%{ if on }" + strings.Repeat("a line\n", lines) + "%{ endif }")},
		}
		return testing.AllocsPerRun(1, func() { terraform.Read(fsys, ".", terraform.Options{}) })
	}
	short := allocations(80, 1) - allocations(40, 1)
	if long := allocations(80, 200) - allocations(40, 200); long > 2*short {
		t.Errorf("forty more members of a template make %v allocations, and %v where the template is longer", short, long)
	}
}
