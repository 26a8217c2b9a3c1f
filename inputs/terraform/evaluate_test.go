package terraform_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/terraform"
	"github.com/google/go-cmp/cmp"
)

// evaluated is what the variable X of a module's container is, as written gives it.
func evaluated(t *testing.T, archive string, o terraform.Options) document.Variable {
	t.Helper()
	fsys := files(t, archive)
	dir := "."
	if _, err := fs.Stat(fsys, "main.tf"); err != nil {
		dir = "infra"
	}
	m, _ := terraform.Read(fsys, dir, o)
	return variable(t, m, "X")
}

// x is a module whose container has the variable X of a value.
func x(value string) string { return "-- main.tf --" + task(`{ name = "X", value = `+value+` }`) }

func TestReferences(t *testing.T) {
	const repeated = `
resource "aws_a" "one" { name = "one" }
resource "aws_a" "counted" {
  count = 2
  name  = "n${count.index}"
}
resource "aws_a" "keyed" {
  for_each = { a = "1", b = "2" }
  name     = "${each.key}=${each.value}"
}
resource "aws_a" "set" {
  for_each = toset(["x", "y"])
  name     = each.value
}
resource "aws_a" "none" { count = 0 }
resource "aws_a" "open" {
  count = var.open
  name  = "open"
}
resource "aws_a" "null" { name = null }
variable "open" {}
data "aws_b" "given" { name = "given" }
locals { all = aws_a.counted }
`
	const applied = "<unknown: a resource (aws_a) gives it, at the time of an apply> needs [X]"
	tests := []struct{ name, value, want string }{
		{"an argument", `aws_a.one.name`, "one"},
		{"an attribute of the provider", `aws_a.one.arn`, applied},
		{"an argument that is null", `aws_a.null.name`, applied},
		{"of one that is counted", `aws_a.counted[1].name`, "n1"},
		{"of a key", `aws_a.keyed["b"].name`, "b=2"},
		{"of a key that is computed", `aws_a.keyed[lower("A")].name`, "a=1"},
		{"a splat", `join(",", aws_a.counted[*].name)`, "n0,n1"},
		{"a legacy splat", `join(",", aws_a.counted.*.name)`, "n0,n1"},
		{"a splat of one", `join(",", aws_a.one[*].name)`, "one"},
		{"values of a map of resources", `join(",", values(aws_a.keyed)[*].name)`, "a=1,b=2"},
		{"a loop", `join(",", [for k, r in aws_a.keyed : "${k}:${r.name}"])`, "a:a=1,b:b=2"},
		{"through a local", `local.all[0].name`, "n0"},
		{"a set", `join(",", [for r in aws_a.set : r.name])`, "x,y"},
		{"how many", `tostring(length(aws_a.counted))`, "2"},
		{"one of none", `try(aws_a.none[0].name, "fallback")`, "fallback"},
		{"one()", `one(aws_a.none[*].name) == null ? "none" : "some"`, "none"},
		{"one() of one", `one([for r in [aws_a.one] : r.name])`, "one"},
		{"of an unknown number", `aws_a.open[0].name`, "<unknown: nothing sets the Terraform variable open> needs [TF_VAR_open]"},
		{"merge makes another value", `merge(aws_a.one, { name = "two" }).name`, "<unknown: a resource (aws_a) gives it, at the time of an apply> needs [X]"},
		{"try never takes what a provider may give for an error", `try(aws_a.one.none.at.all, "b")`, applied},
		{"try of what is known", `try(aws_a.one.name, "b")`, "one"},
		{"try of a variable that nothing sets", `try(var.open.a, "b")`, "<unknown: nothing sets the Terraform variable open> needs [TF_VAR_open]"},
		{"a data source", `data.aws_b.given.name`, "given"},
		{"what a data source gives", `data.aws_b.given.arn`, "<unknown: a data source gives it, at the time of an apply> needs [X]"},
		{"a data source that is not there", `data.aws_b.none.arn`, "<unknown: a data source gives it, at the time of an apply> needs [X]"},
		{"a name that a loop hides", `join(",", [for aws_a in [{ one = { name = "hidden" } }] : aws_a.one.name])`, "hidden"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := written(evaluated(t, x(tt.value)+repeated, terraform.Options{})); got != tt.want {
				t.Errorf("%s is %s, want %s", tt.value, got, tt.want)
			}
		})
	}
}

func TestDataSources(t *testing.T) {
	tests := []struct{ name, archive, want string }{
		{"template_file", x(`data.template_file.t.rendered`) + `
data "template_file" "t" {
  template = file("t.tpl")
  vars     = { a = "1" }
}
-- t.tpl --
a=${a}`, "a=1\n"},
		{"a template in place", x(`data.template_file.t.rendered`) + `
data "template_file" "t" {
  template = "a=$${a}"
  vars     = { a = aws_x.y.z }
}
`, "<unknown: a resource (aws_x) gives it, at the time of an apply> needs [X]"},
		{"local_file", x(`data.local_file.t.content`) + `
data "local_file" "t" { filename = "${path.module}/t.txt" }
-- t.txt --
text
`, "text\n"},
		{"terraform_data", x(`terraform_data.t.output`) + "resource \"terraform_data\" \"t\" { input = \"in\" }\n", "in"},
		{"random_password", x(`random_password.p.result`) + "resource \"random_password\" \"p\" { length = 9 }\n",
			"<unknown: a resource (random_password) gives it, at the time of an apply> needs [X] (secret)"},
		{"a secret that is fetched", x(`"a${data.aws_ssm_parameter.p.value}"`) + "data \"aws_ssm_parameter\" \"p\" { name = \"p\" }\n",
			"<unknown: a data source gives it, at the time of an apply> needs [X] (secret)"},
		{"remote state", x(`data.terraform_remote_state.s.outputs.host`) + "data \"terraform_remote_state\" \"s\" { backend = \"s3\" }\n",
			"<unknown: a data source gives it, at the time of an apply> needs [X]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := written(evaluated(t, tt.archive, terraform.Options{})); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// called is a root module in infra that calls one beside it.
func called(call, module string) string {
	return "-- infra/main.tf --\n" + call + "\n-- modules/app/main.tf --" + task(`{ name = "X", value = var.x }`) + module
}

func TestModules(t *testing.T) {
	const call = `module "app" {
  source = "../modules/app"
  x      = "on"
}
`
	tests := []struct{ name, archive, want, at string }{
		{"an input", called(call, `variable "x" {}`), "on", `infra/main.tf: x      = |"on"`},
		{"the default of an input", called(`module "app" { source = "../modules/app" }`, `variable "x" { default = "d" }`), "d", `modules/app/main.tf: default = |"d"`},
		{"an input of a type", called(strings.Replace(call, `"on"`, `1.50`, 1), `variable "x" { type = string }`), "1.5", `infra/main.tf: x      = |1.50`},
		{"an input that nothing sets", called(`module "app" { source = "../modules/app" }`, `variable "x" {}`),
			"<unknown: the call of the module sets no x> needs [X]", `modules/app/main.tf: value = |var.x`},
		{"an input through a variable of the root", called(strings.Replace(call, `"on"`, `var.y`, 1)+`variable "y" { default = "r" }`, `variable "x" {}`),
			"r", `infra/main.tf: default = |"r"`},
		{"the empty default of an input", called(`module "app" { source = "../modules/app" }`, `variable "x" { default = "" }`), "", `modules/app/main.tf: default = |""`},
		{"TF_VAR is for the root alone", called(`module "app" { source = "../modules/app" }`, `variable "x" { default = "d" }`), "d", `modules/app/main.tf: default = |"d"`},
		{"a file beside the module", called(call, "") + "-- modules/app/variables.tf --\nvariable \"x\" {}\n", "on", `infra/main.tf: x      = |"on"`},
		{"a sensitive input", called(call, "variable \"x\" {\n  sensitive = true\n}"), "on (secret)", `infra/main.tf: x      = |"on"`},
	}
	outside := terraform.Options{Lookup: func(name string) (document.Variable, bool) {
		return document.Variable{Name: name, State: document.Known, Text: document.NewText("outside")}, name == "TF_VAR_x"
	}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := evaluated(t, tt.archive, outside)
			if got, want := written(v)+" "+spot(v.At), tt.want+" "+where(t, files(t, tt.archive), tt.at); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

func TestOutputs(t *testing.T) {
	const module = `
-- m/main.tf --
variable "in" { default = "in" }
variable "loop" { default = null }
resource "aws_a" "a" {
  name = "name-${var.in}"
}
output "in" { value = var.in }
output "loop" { value = var.loop }
output "name" { value = aws_a.a.name }
output "arn" { value = aws_a.a.arn }
output "json" { value = jsonencode({ a = aws_a.a.arn, b = "known" }) }
output "path" { value = "${path.module} ${path.root} ${file("${path.module}/f.txt")}" }
output "hidden" {
  value     = var.in
  sensitive = true
}
-- m/f.txt --
text`
	tests := []struct{ name, value, calls, want string }{
		{"an output", `module.m.in`, `module "m" { source = "./m" }`, "in"},
		{"an argument in the module", `module.m.name`, `module "m" { source = "./m" }`, "name-in"},
		{"what its provider gives", `module.m.arn`, `module "m" { source = "./m" }`, "<unknown: a resource (aws_a) gives it, at the time of an apply> needs [X]"},
		{"a sensitive output", `module.m.hidden`, `module "m" { source = "./m" }`, "in (secret)"},
		{"no such output", `module.m.none`, `module "m" { source = "./m" }`, "<unknown: the module has no output of that name> needs [X]"},
		{"its paths", `trimspace(module.m.path)`, `module "m" { source = "./m" }`, "m . text"},
		{"counted", `join(",", module.m[*].in)`, "module \"m\" {\n source = \"./m\"\n count = 2\n in = \"i${count.index}\"\n}", "i0,i1"},
		{"keyed", `module.m["b"].in`, "module \"m\" {\n source = \"./m\"\n for_each = { a = 1, b = 2 }\n in = \"${each.key}${each.value}\"\n}", "b2"},
		{"one into the other", `module.n.in`, "module \"m\" { source = \"./m\" }\nmodule \"n\" {\n source = \"./m\"\n in = module.m.name\n}", "name-in"},
		{"crosswise", `module.n.loop`, "module \"m\" {\n source = \"./m\"\n loop = module.n.in\n}\nmodule \"n\" {\n source = \"./m\"\n loop = module.m.loop\n}", "in"},
		{"in a circle", `module.n.loop`, "module \"m\" {\n source = \"./m\"\n loop = module.n.loop\n}\nmodule \"n\" {\n source = \"./m\"\n loop = module.m.loop\n}",
			"<unknown: output.loop is defined by itself> needs [X]"},
		{"of the registry", `module.m.in`, `module "m" { source = "terraform-aws-modules/vpc/aws" }`,
			"<unknown: a module (terraform-aws-modules/vpc/aws) gives it that is fetched from elsewhere> needs [X]"},
		{"of git", `module.m.in`, `module "m" { source = "git::https://user:canary@git.example/m.git" }`,
			"<unknown: a module gives it that is fetched from elsewhere> needs [X]"},
		{"not there", `module.m.in`, `module "m" { source = "./none" }`, "<unknown: a module gives it that is not here> needs [X]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := written(evaluated(t, x(tt.value)+tt.calls+module, terraform.Options{})); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// One value that only an apply tells hides no other in a text of JSON.
func TestTextOfJSON(t *testing.T) {
	const module = `
-- main.tf --
%s
variable "env" { default = { W = "1", X = "on" } }
locals {
  json    = jsonencode([{ name = "web", environment = [{ name = "W", value = aws_x.y.z }, { name = "X", value = "on" }] }])
  one     = { name = "web", environment = [{ name = "X", value = "on" }, { name = "W", value = aws_x.y.z }] }
  wrapped = [local.one]
}
resource "aws_ecs_task_definition" "web" {
  container_definitions = %s
}
-- loop.tpl --
[{"name": "web", "environment": [
%%{ for k, v in env ~}
  {"name": "${k}", "value": "${v}"}%%{ if k != "X" },%%{ endif }
%%{ endfor ~}
]}]
-- plain.json --
[{"name": "web", "environment": [{"name": "X", "value": "on"}]}]
-- m/main.tf --
variable "x" {}
output "json" { value = jsonencode([{ name = "web", environment = [{ name = "W", value = aws_x.y.z }, { name = "X", value = var.x }] }]) }
`
	tests := []struct{ name, more, value string }{
		{"a local", "", `local.json`},
		{"a template around a value", "", `"[${jsonencode(local.one)}]"`},
		{"a name in a template", "", `"${local.json}"`},
		{"a module", "module \"m\" {\n  source = \"./m\"\n  x      = \"on\"\n}", `module.m.json`},
		{"a condition", "", `true ? local.json : "[]"`},
		{"an argument of a resource", `resource "terraform_data" "d" { input = local.json }`, `terraform_data.d.output`},
		{"sensitive", "", `nonsensitive(sensitive(local.json))`},
		{"a loop in a template", "", `templatefile("loop.tpl", { env = { W = aws_x.y.z, X = "on" } })`},
		{"a loop over what is known", "", `templatefile("loop.tpl", { env = var.env })`},
		{"template_file", "data \"template_file\" \"t\" {\n  template = file(\"loop.tpl\")\n  vars = { env = { W = aws_x.y.z, X = \"on\" } }\n}", `data.template_file.t.rendered`},
		{"a file", "", `file("plain.json")`},
		{"a heredoc", "", "<<-EOT\n  [{\"name\": \"web\", \"environment\": ${jsonencode(local.one.environment)}}]\n  EOT\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := written(evaluated(t, fmt.Sprintf(module, tt.more, tt.value), terraform.Options{})); got != "on" {
				t.Errorf("X is %s", got)
			}
		})
	}
}

func TestConditions(t *testing.T) {
	const module = `
variable "stage" {}
variable "password" { default = "tiger" }
variable "empty" { default = "" }
`
	tests := []struct{ name, value, want string }{
		{"two words", `var.stage == "prod" ? "False" : "True"`, `<unknown: it is "False" or "True", as the Terraform variable stage decides, which nothing sets> needs [TF_VAR_stage]`},
		{"three words", `var.stage == "prod" ? "off" : var.stage == "dev" ? "on" : ""`, `<unknown: it is "" or "off" or "on", as the Terraform variable stage decides, which nothing sets> needs [TF_VAR_stage]`},
		{"the same on both sides", `var.stage == "prod" ? "x" : "x"`, "<unknown: nothing sets the Terraform variable stage> needs [TF_VAR_stage]"},
		{"what may be a secret", `var.stage == "prod" ? "canary" : "x"`, "<unknown: nothing sets the Terraform variable stage> needs [TF_VAR_stage]"},
		{"not", `tostring(!(var.stage == "prod"))`, "<unknown: nothing sets the Terraform variable stage> needs [TF_VAR_stage]"},
		{"the side that is not taken hides the value", `true ? "x" : var.password`, "x (secret)"},
		{"the side that is not taken needs nothing", `true ? "x" : var.stage`, "x"},
		{"the empty default of a variable", `var.empty`, " assumes [TF_VAR_empty]"},
		{"what is made of it", `"a${var.empty}"`, "a assumes [TF_VAR_empty]"},
		{"what it decides", `var.empty == "" ? "a" : "b"`, "a assumes [TF_VAR_empty]"},
		{"another default", `var.password`, "tiger (secret)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := written(evaluated(t, x(tt.value)+module, terraform.Options{})); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestConfigurationFiles(t *testing.T) {
	tests := []struct{ name, archive, want, at string }{
		{"JSON", x(`var.x`) + "-- v.tf.json --\n{\"variable\": {\"x\": {\"default\": \"${j}\"}}}\n", "${j}", `v.tf.json: "default": |"${j}`},
		{"a local in JSON", x(`local.l`) + "-- v.tf.json --\n{\"locals\": [{\"m\": {\"k\": \"a\\u0041\"}}, {\"l\": \"${lookup(local.m, \\\"k\\\")}!\"}]}\n", "aA!", `v.tf.json: "l": |"${`},
		{"a type in JSON", x(`join(",", var.x)`) + "-- v.tf.json --\n{\"variable\": {\"x\": {\"type\": \"set(string)\", \"default\": [\"b\", \"a\"]}}}\n", "a,b", `main.tf: value = |join`},
		{"a resource in JSON", `-- main.tf.json --
{"resource": {"aws_ecs_task_definition": {"web": {
  "container_definitions": "${jsonencode([{\"name\": \"web\", \"environment\": [{\"name\": \"X\", \"value\": local.x}]}])}"
}}}, "locals": {"x": "on"}}
-- main.tf --
`, "on", `main.tf.json: "x": |"on"`},
		{"an override in JSON", x(`var.x`) + "variable \"x\" { default = \"1\" }\n-- x_override.tf.json --\n{\"variable\": {\"x\": {\"default\": \"2\"}}}\n", "2", `x_override.tf.json: "default": |"2"`},
		{"overrides in order of name", x(`local.x`) + "locals { x = \"1\" }\n-- b_override.tf --\nlocals { x = \"3\" }\n-- a_override.tf --\nlocals { x = \"2\" }\n", "3", `b_override.tf: x = |"3"`},
		{"OpenTofu's own", x(`local.x`) + "-- l.tf --\nlocals { x = \"tf\" }\n-- l.tofu --\nlocals { x = \"tofu\" }\n", "tofu", `l.tofu: x = |"tofu"`},
		{"a byte order mark", "-- main.tf --\n\ufeff" + strings.TrimPrefix(x(`"on"`), "-- main.tf --\n"), "on", `main.tf: value = |"on"`},
		{"line ends of Windows", strings.ReplaceAll(x(`"on"`), "\n", "\r\n"), "on", `main.tf: value = |"on"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := evaluated(t, tt.archive, terraform.Options{})
			if got, want := written(v)+" "+spot(v.At), tt.want+" "+where(t, files(t, tt.archive), tt.at); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

// The place of a key is not that of what stands under it.
func TestKeys(t *testing.T) {
	archive := x(`local.env["X"]`) + `
variable "key" { default = "Y" }
locals { env = { (var.key) = "y", X = "x" } }
`
	if got, want := spot(evaluated(t, archive, terraform.Options{}).At), where(t, files(t, archive), `main.tf: X = |"x"`); got != want {
		t.Errorf("at %s, want %s", got, want)
	}
}

func TestWorkspace(t *testing.T) {
	value := x(`"a-${terraform.workspace}"`)
	if got, want := written(evaluated(t, value, terraform.Options{})), "<unknown: nothing says which workspace it is for (TF_WORKSPACE)> needs [TF_WORKSPACE]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	lookup := func(name string) (document.Variable, bool) {
		return document.Variable{Name: name, State: document.Known, Text: document.NewText("prod")}, name == "TF_WORKSPACE"
	}
	if got, want := written(evaluated(t, value, terraform.Options{Lookup: lookup})), "a-prod"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Where nobody knows whether one member is there, the others are.
func TestUncertainMembers(t *testing.T) {
	tests := []struct{ name, archive string }{
		{"a list", `-- main.tf --
resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode([{
    name        = "web"
    environment = [for k, v in { W = var.z, X = "on" } : { name = k, value = v } if v != "off"]
  }])
}
`},
		{"dynamic blocks", `-- main.tf --
resource "google_cloud_run_v2_service" "web" {
  template {
    containers {
      dynamic "env" {
        for_each = { for k, v in { W = var.z, X = "on" } : k => v if v != "off" }
        content {
          name  = env.key
          value = env.value
        }
      }
    }
  }
}
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, _ := terraform.Read(files(t, tt.archive+"variable \"z\" {}\n"), ".", terraform.Options{})
			if got := written(variable(t, m, "X")); got != "on" {
				t.Errorf("X is %s", got)
			}
			if w := m.Workloads[0]; w.OpenBecause != "nothing sets the Terraform variable z" || len(fromFiles(w)) != 1 {
				t.Errorf("the environment is %v, open because %q", w.Env, w.OpenBecause)
			}
		})
	}
}

// Every instance of a resource has its address.
func TestInstances(t *testing.T) {
	m, _ := terraform.Read(files(t, `-- main.tf --
module "app" {
  source   = "./app"
  for_each = toset(["a", "b"])
  name     = each.key
}
-- app/main.tf --
variable "name" {}
resource "aws_ecs_task_definition" "web" {
  count                 = 2
  container_definitions = jsonencode([{ name = "${var.name}${count.index}", environment = [{ name = "N", value = "i${count.index}" }] }])
}
`), ".", terraform.Options{})
	var got []string
	for _, w := range m.Workloads {
		got = append(got, w.Name+"="+fromFiles(w)[0].Text.Reveal())
	}
	if diff := cmp.Diff([]string{"a0=i0", "a1=i1", "b0=i0", "b1=i1"}, got); diff != "" {
		t.Errorf("workloads (-want +got):\n%s", diff)
	}
}

// Of a value that only an apply tells, it may be known that it is not empty, and how it begins.
func TestPartsOfWhatAnApplyTells(t *testing.T) {
	const declared = `
resource "aws_db" "d" { count = 1 }
resource "aws_db" "one" {}
resource "aws_db" "other" {}
variable "open" {}
locals { host = aws_db.one.address }
`
	for value, want := range map[string]string{
		`aws_db.one.address`:                                        "filled",
		`aws_db.d[0].address`:                                       "filled",
		`local.host`:                                                "filled",
		`"${aws_db.one.address}"`:                                   "filled",
		`"${aws_db.one.tag}:5432"`:                                  "filled",
		`"postgres://u:${var.open}@${local.host}/d"`:                "filled postgres://u:",
		`aws_db.one.tag`:                                            "",
		`"${aws_db.one.tag}${aws_db.other.tag}"`:                    "",
		`var.open`:                                                  "",
		`replace(aws_db.one.address, "a", "")`:                      "",
		`split(":", aws_db.one.endpoint)[1]`:                        "",
		`var.open == "" ? aws_db.one.address : ""`:                  "",
		`lookup(var.open, "a", aws_db.one.address)`:                 "",
		`try(var.open.x, aws_db.one.address)`:                       "",
		`one([var.open])`:                                           "",
		`coalesce(var.open, "")`:                                    "",
		`join("", [aws_db.one.tag, trimspace(aws_db.one.address)])`: "",
	} {
		v := evaluated(t, x(value)+declared, terraform.Options{})
		if got := parts(v); got != want {
			t.Errorf("%s: %q, want %q (%s)", value, got, want, written(v))
		}
	}
	for value, want := range map[string]string{
		`${url}`:          "filled",
		`redis://${url}/`: "filled redis://",
		`${open}/x`:       "",
		`a\u0041${open}`:  "filled aA",
	} {
		archive := "-- main.tf --" + declared + `resource "aws_ecs_task_definition" "web" {
  container_definitions = templatefile("${path.module}/web.json.tpl", { url = aws_db.one.address, open = var.open })
}
-- web.json.tpl --
[{"name": "web", "environment": [{"name": "X", "value": "` + value + `"}]}]
`
		if got := parts(evaluated(t, archive, terraform.Options{})); got != want {
			t.Errorf("%s: %q, want %q", value, got, want)
		}
	}
}

func parts(v document.Variable) string {
	if !v.Filled {
		return v.Begins.Reveal()
	}
	return strings.TrimSpace("filled " + v.Begins.Reveal())
}
