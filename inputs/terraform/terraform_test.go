package terraform_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/terraform"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// files makes a file system of an archive.
func files(t *testing.T, archive string) fs.FS {
	t.Helper()
	fsys, err := txtar.FS(txtar.Parse([]byte(archive)))
	if err != nil {
		t.Fatal(err)
	}
	return fsys
}

// where finds a place in a file: "main.tf: debug = |true" is where the bar stands.
func where(t *testing.T, fsys fs.FS, spec string) string {
	t.Helper()
	name, needle, _ := strings.Cut(spec, ": ")
	before, after, ok := strings.Cut(needle, "|")
	if !ok {
		t.Fatalf("%q: no bar", spec)
	}
	src, err := fs.ReadFile(fsys, name)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(src), before+after); n != 1 {
		t.Fatalf("%q is %d times in %s", before+after, n, name)
	}
	upto, _, _ := strings.Cut(string(src), before+after)
	upto += before
	line := 1 + strings.Count(upto, "\n")
	column := 1 + utf8.RuneCountInString(upto[strings.LastIndexByte(upto, '\n')+1:])
	return fmt.Sprintf("%s:%d:%d", name, line, column)
}

func spot(at document.Location) string { return fmt.Sprintf("%s:%d:%d", at.File, at.Line, at.Column) }

// written is a variable as tests compare it: its value, or why it has none.
func written(v document.Variable) string {
	out := v.Text.Reveal()
	if v.State != document.Known {
		out = fmt.Sprintf("<%s: %s>", v.State, v.Because)
	}
	if len(v.Needs) > 0 {
		out += fmt.Sprint(" needs ", v.Needs)
	}
	if len(v.Assumes) > 0 {
		out += fmt.Sprint(" assumes ", v.Assumes)
	}
	if v.Secret {
		out += " (secret)"
	}
	return out
}

func variable(t *testing.T, m *terraform.Module, name string) document.Variable {
	t.Helper()
	for _, w := range m.Workloads {
		for _, v := range w.Env {
			if v.Name == name {
				return v
			}
		}
	}
	t.Fatalf("no variable %s in %d workloads", name, len(m.Workloads))
	return document.Variable{}
}

// fromFiles are the variables that the files set, without those of the platform.
func fromFiles(w *document.Workload) []document.Variable {
	return slices.DeleteFunc(slices.Clone(w.Env), func(v document.Variable) bool { return v.Given })
}

// task wraps entries of an environment in a module.
func task(entries string) string {
	return `
resource "aws_ecs_task_definition" "web" {
  family = "shop"
  container_definitions = jsonencode([{
    name        = "web"
    environment = [` + entries + `]
  }])
}
`
}

func TestValues(t *testing.T) {
	tests := []struct {
		name, archive string
		options       terraform.Options
		want, at      string
		chain         []string // "kind place", down from the process
	}{
		{
			name:    "a literal",
			archive: "-- main.tf --" + task(`{ name = "X", value = "off" }`),
			want:    "off", at: `main.tf: value = |"off"`,
			chain: []string{`terraform main.tf: value = |"off"`},
		},
		{
			name:    "the default of a variable",
			archive: "-- main.tf --" + task(`{ name = "X", value = var.x }`) + `variable "x" { default = "off" }`,
			want:    "off", at: `main.tf: default = |"off"`,
			chain: []string{`terraform main.tf: value = |var.x`, `default main.tf: default = |"off"`},
		},
		{
			name: "terraform.tfvars over the default",
			archive: "-- main.tf --" + task(`{ name = "X", value = var.x }`) + `variable "x" { default = "off" }
-- terraform.tfvars --
x = "on"
`,
			want: "on", at: `terraform.tfvars: x = |"on"`,
			chain: []string{`terraform main.tf: value = |var.x`, `tfvars terraform.tfvars: x = |"on"`},
		},
		{
			name: "files of values in their order",
			archive: "-- main.tf --" + task(`{ name = "X", value = "${var.a}${var.b}${var.c}${var.d}" }`) + `
variable "a" {}
variable "b" {}
variable "c" {}
variable "d" {}
-- terraform.tfvars --
a = "1"
b = "1"
c = "1"
d = "1"
-- b.auto.tfvars --
b = "2"
c = "2"
d = "2"
-- b.auto.tfvars.json --
{"c": "3", "d": "3"}
-- prod.tfvars --
d = "4"
`,
			options: terraform.Options{VarFiles: []string{"prod.tfvars"}},
			want:    "1234", at: `main.tf: value = |"${var.a}`,
		},
		{
			name: "a local that names a variable",
			archive: "-- main.tf --" + task(`{ name = "X", value = local.hosts }`) + `
variable "hosts" { type = list(string) }
locals { hosts = join(",", var.hosts) }
-- prod.tfvars --
hosts = ["a.example", "b.example"]
`,
			options: terraform.Options{VarFiles: []string{"prod.tfvars"}},
			want:    "a.example,b.example", at: `main.tf: hosts = |join`,
			chain: []string{`terraform main.tf: value = |local.hosts`, `variable main.tf: hosts = |join`, `tfvars prod.tfvars: hosts = |["a.ex`},
		},
		{
			name: "an entry of a map in a file of values",
			archive: "-- main.tf --" + `
variable "env" { type = map(string) }
resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode([{
    name        = "web"
    environment = [for k, v in merge(var.env, { B = "2" }) : { name = k, value = v }]
  }])
}
-- terraform.tfvars --
env = {
  A = "1"
  X = "é", Y = "2"
}
`,
			want: "é", at: `terraform.tfvars: X = |"é"`,
			chain: []string{`terraform main.tf: value = |v `, `tfvars terraform.tfvars: X = |"é"`},
		},
		{
			name:    "a condition that is known",
			archive: "-- main.tf --" + task(`{ name = "X", value = var.stage == "prod" ? "False" : "True" }`) + `variable "stage" { default = "prod" }`,
			want:    "False", at: `main.tf: value = |var.stage`,
		},
		{
			name:    "a number becomes text in a template as Terraform writes it",
			archive: "-- main.tf --" + task(`{ name = "X", value = "${1.10}/${true}" }`),
			want:    "1.1/true", at: `main.tf: value = |"${1.10}`,
		},
		{
			name:    "a number alone is refused by the platform",
			archive: "-- main.tf --" + task(`{ name = "X", value = 1 }`),
			want:    "<unknown: its value is no text, which the platform refuses>", at: `main.tf: value = |1`,
		},
		{
			name:    "a variable that nothing sets",
			archive: "-- main.tf --" + task(`{ name = "X", value = "p-${var.x}" }`) + `variable "x" {}`,
			want:    "<unknown: nothing sets the Terraform variable x> needs [TF_VAR_x]", at: `main.tf: value = |"p-`,
		},
		{
			name:    "a variable from outside",
			archive: "-- main.tf --" + task(`{ name = "X", value = join("+", var.x) }`) + `variable "x" { type = list(string) }`,
			options: terraform.Options{Lookup: func(name string) (document.Variable, bool) {
				return document.Variable{Name: name, State: document.Known, Text: document.NewText(`["a", "b"]`), Secret: true}, name == "TF_VAR_x"
			}},
			want: "a+b (secret)", at: `main.tf: value = |join`,
		},
		{
			name: "a variable from outside never overrides a file of values",
			archive: "-- main.tf --" + task(`{ name = "X", value = var.x }`) + `variable "x" { default = "default" }
-- terraform.tfvars --
x = "file"
`,
			options: terraform.Options{Lookup: func(name string) (document.Variable, bool) {
				return document.Variable{Name: name, State: document.Known, Text: document.NewText("outside")}, true
			}},
			want: "file", at: `terraform.tfvars: x = |"file"`,
		},
		{
			name:    "an attribute of a resource",
			archive: "-- main.tf --" + task(`{ name = "X", value = "postgres://u:${random_password.db.result}@${aws_db_instance.main.address}/x" }, { name = "Y", value = "known" }`),
			want:    "<unknown: a resource (aws_db_instance) gives it, at the time of an apply> needs [X]", at: `main.tf: value = |"postgres`,
		},
		{
			name: "a map made by a for expression",
			archive: "-- main.tf --" + `
variable "region" { default = "eu" }
locals { env = { for n in ["X"] : n => "${var.region}/${n}" } }
resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode([{
    name        = "web"
    environment = [for n, v in local.env : { name = n, value = v }]
  }])
}
`,
			want: "eu/X", at: `main.tf: n => |"${var`,
		},
		{
			name: "an argument of a resource",
			archive: "-- main.tf --" + task(`{ name = "X", value = aws_db_instance.main.db_name }`) + `
resource "aws_db_instance" "main" { db_name = var.name }
-- terraform.tfvars --
name = "shop"
-- variables.tf --
variable "name" {}
`,
			want: "shop", at: `terraform.tfvars: name = |"shop"`,
		},
		{
			name: "a resource that names itself",
			archive: "-- main.tf --" + task(`{ name = "X", value = aws_x.y.a }`) + `
resource "aws_x" "y" { a = aws_x.y.a }
`,
			want: "<unknown: aws_x.y.a is defined by itself> needs [X]", at: `main.tf: { a = |aws_x.y.a }`,
		},
		{
			name:    "sensitive",
			archive: "-- main.tf --" + task(`{ name = "X", value = lower(var.x) }`) + "variable \"x\" {\n default = \"ABC\"\n sensitive = true\n}",
			want:    "abc (secret)", at: `main.tf: value = |lower`,
		},
		{
			name:    "one entry that is wrong harms no other",
			archive: "-- main.tf --" + task(`{ name = "W", value = var.nothing.at.all }, { name = "X", value = "x" }`),
			want:    "x", at: `main.tf: value = |"x"`,
		},
		{
			name:    "try sees the errors of its arguments",
			archive: "-- main.tf --" + task(`{ name = "X", value = try({ a = local.o.none }.a, "b") }`) + "locals {\n  o = {}\n}\n",
			want:    "b", at: `main.tf: value = |try`,
		},
		{
			name:    "try of a function that is not computed",
			archive: "-- main.tf --" + task(`{ name = "X", value = try(rsadecrypt("a", "b"), "b") }`),
			want:    "<unknown: the result of rsadecrypt() is not computed> needs [X]", at: `main.tf: value = |try`,
		},
		{
			name:    "locals in a circle",
			archive: "-- main.tf --" + task(`{ name = "X", value = local.a }`) + "locals {\n  a = local.b\n  b = local.a\n}\n",
			want:    "<unknown: local.a is defined by itself> needs [X]", at: `main.tf: b = |local.a`,
		},
		{
			name: "an override file",
			archive: "-- main.tf --" + task(`{ name = "X", value = var.x }`) + `variable "x" { default = "1" }
-- main_override.tf --
variable "x" { default = "2" }
`,
			want: "2", at: `main_override.tf: default = |"2"`,
		},
		{
			name: "null takes the default where null is not allowed",
			archive: "-- main.tf --" + task(`{ name = "X", value = var.x }`) + `variable "x" {
  default  = "d"
  nullable = false
}
-- terraform.tfvars --
x = null
`,
			want: "d", at: `main.tf: default  = |"d"`,
		},
		{
			name: "a heredoc",
			archive: `-- main.tf --
variable "x" { default = "on" }
resource "aws_ecs_task_definition" "web" {
  container_definitions = <<-EOT
    [
      {
        "name": "web",
        "environment": [
          {"name": "W", "value": "a${var.x}"}, {"name": "X", "value": "${var.x}"}
        ]
      }
    ]
  EOT
}
`,
			want: "on", at: `main.tf: default = |"on"`,
			chain: []string{`terraform main.tf: "X", "value": |"${var.x}"`, `default main.tf: default = |"on"`},
		},
		{
			name: "a heredoc with what only an apply tells",
			archive: `-- main.tf --
resource "aws_ecs_task_definition" "web" {
  container_definitions = <<EOT
[{"name": "web", "image": "${aws_ecr.x.url}:1", "memory": ${var.none}, "environment": [
  {"name": "W", "value": "${aws_db.x.url}"},
  {"name": "X", "value": "on"}
]}]
EOT
}
`,
			want: "on", at: `main.tf: "X", "value": |"on"`,
		},
		{
			name: "a template file",
			archive: `-- infra/main.tf --
resource "aws_ecs_task_definition" "web" {
  container_definitions = templatefile("${path.module}/tasks/web.json.tpl", { debug = "True", url = aws_db.x.url })
}
-- infra/tasks/web.json.tpl --
[{"name": "web", "environment": [
  {"name": "URL", "value": "${url}"},
  {"name": "X", "value": "${debug}"}
]}]
`,
			want: "True", at: `infra/main.tf: debug = |"True"`,
			chain: []string{`terraform infra/tasks/web.json.tpl: "X", "value": |"${debug}"`, `terraform infra/main.tf: debug = |"True"`},
		},
		{
			name: "a file of JSON",
			archive: `-- main.tf --
locals { defs = file("web.json") }
resource "aws_ecs_task_definition" "web" {
  container_definitions = local.defs
}
-- web.json --
[{"name": "web", "environment": [{"name": "X", "value": "a\u0041"}]}]
`,
			want: "aA", at: `web.json: "value": |"a`,
		},
		{
			name: "a secret of the platform",
			archive: `-- main.tf --
resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode([{
    name    = "web"
    secrets = [{ name = "X", valueFrom = aws_secretsmanager_secret.x.arn }]
  }])
}
`,
			want: "<unknown: the platform reads it from its secret store at start> needs [X] (secret)", at: `main.tf: valueFrom = |aws_`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := files(t, tt.archive)
			dir := "."
			if _, err := fs.Stat(fsys, "infra"); err == nil {
				dir = "infra"
			}
			m, _ := terraform.Read(fsys, dir, tt.options)
			v := variable(t, m, "X")
			if got := written(v); got != tt.want {
				t.Errorf("value %s, want %s", got, tt.want)
			}
			if got, want := spot(v.At), where(t, fsys, tt.at); got != want {
				t.Errorf("at %s, want %s", got, want)
			}
			if tt.chain == nil {
				return
			}
			var got, want []string
			for _, s := range v.Chain {
				got = append(got, s.Kind+" "+spot(s.At))
			}
			for _, c := range tt.chain {
				kind, at, _ := strings.Cut(c, " ")
				want = append(want, kind+" "+where(t, fsys, at))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("chain (-want +got):\n%s", diff)
			}
		})
	}
}

func TestContainer(t *testing.T) {
	fsys := files(t, `-- main.tf --
locals {
  common = [{ name = "A", value = "1" }]
}
variable "workers" { default = 0 }
resource "aws_ecs_task_definition" "web" {
  network_mode = "awsvpc"
  container_definitions = jsonencode([
    {
      Name         = "app"
      image        = "registry.example/shop:1"
      entryPoint   = ["/entrypoint.sh"]
      command      = ["gunicorn", "config.wsgi"]
      portMappings = [{ containerPort = 8000, hostPort = 8000 }]
      environment  = concat([{ name = "B", value = "2" }], local.common)
    },
    { name = "cron", image = "${var.registry}/x", command = ["a", aws_x.y], environment = var.env },
  ])
}
resource "aws_ecs_task_definition" "worker" {
  network_mode = "bridge"
  container_definitions = jsonencode([{
    name             = "app"
    portMappings     = [{ containerPort = 8000, hostPort = 80 }]
    environmentFiles = [{ type = "s3", value = "arn:aws:s3:::env/prod.env" }]
  }])
}
resource "aws_ecs_task_definition" "absent" {
  count                 = var.workers
  container_definitions = jsonencode([{ name = "absent" }])
}
`)
	m, diags := terraform.Read(fsys, ".", terraform.Options{})
	type workload struct {
		Name, Image    string
		Entry, Command []string
		Ports, Env     []string
		EnvFiles, Open string
	}
	var got []workload
	for _, w := range m.Workloads {
		x := workload{Name: w.Name, Image: w.Image, Entry: w.Entrypoint, Command: w.Command, Open: w.OpenBecause}
		for _, p := range w.Ports {
			x.Ports = append(x.Ports, p.Published+":"+p.Container+" "+spot(p.At))
		}
		for _, v := range fromFiles(w) {
			x.Env = append(x.Env, v.Name)
		}
		for _, f := range w.EnvFiles {
			x.EnvFiles += f.Path + " " + f.State
		}
		got = append(got, x)
	}
	want := []workload{
		{Name: "web/app", Image: "registry.example/shop:1", Entry: []string{"/entrypoint.sh"}, Command: []string{"gunicorn", "config.wsgi"},
			Ports: []string{":8000 " + where(t, fsys, "main.tf: [{ containerPort = |8000, hostPort = 8000")}, Env: []string{"A", "B"}},
		{Name: "cron", Open: "no file here declares the variable env"},
		{Name: "worker/app", Ports: []string{"80:8000 " + where(t, fsys, "main.tf: [{ containerPort = |8000, hostPort = 80 ")},
			EnvFiles: "arn:aws:s3:::env/prod.env refused"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("workloads (-want +got):\n%s", diff)
	}
	if len(diags) > 0 {
		t.Errorf("diagnostics: %v", diags)
	}
	if got, want := spot(m.Workloads[0].At), where(t, fsys, `main.tf: Name         = |"app"`); got != want {
		t.Errorf("the workload is at %s, want %s", got, want)
	}
}

func TestLiterals(t *testing.T) {
	fsys := files(t, `-- main.tf --
variable "db_password" { default = "tiger-1" }
variable "key_name" { default = "bastion" }
variable "api_key" {}
variable "debug" { default = "x" }
variable "bot_token_suffix" { default = "T0123" }
locals {
  runtime_secrets = ["DJANGO_SECRET_KEY", "database-url"]
  granted_secrets = toset(["SENTRY_DSN"])
  tokens          = ["Literal-8"]
  secrets_exclude = toset(["client-x"])
  renamed         = { CLIENT_SECRET = "DJANGO_CLIENT_SECRET" }
  credentials     = jsonencode({ SCAN_URL = "https://scan.example", SCAN_TOKEN = "literal-9" })
}
variable "admin_password" { default = "it is kept elsewhere" }
variable "superuser" { default = "admin" }
module "superuser" {
  source      = "./run"
  secrets     = {}
  secret_data = var.superuser
}
resource "google_secret_manager_secret_version" "superuser" { secret_data = var.superuser }
resource "aws_kms_key" "main" {
  customer_master_key_spec = "SYMMETRIC_DEFAULT"
  key_usage                = "ENCRYPT_DECRYPT"
}
resource "random_password" "db" { length = 32 }
resource "aws_db_instance" "main" {
  username = "shop"
  password = var.db_password
}
resource "aws_db_instance" "other" {
  password = random_password.db.result
}
resource "aws_rds_cluster" "third" {
  master_password             = "literal-1"
  manage_master_user_password = true
  secret_arn                  = "x"
  tags                        = { key = "Name" }
}
resource "azurerm_key_vault" "v" {
  access_policy { secret_permissions = ["Get"] }
}
resource "aws_dynamodb_table" "lock" { hash_key = "LockID" }
resource "aws_efs_file_system" "media" { creation_token = "shop-media" }
resource "aws_instance" "bastion" {
  metadata_options { http_tokens = "required" }
}
resource "aws_cloudwatch_log_metric_filter" "made" {
  metric_transformation {
    name  = "SecretKey"
    value = "1"
  }
}
resource "aws_ssm_parameter" "plain" {
  type  = "String"
  value = "plain"
}
resource "google_secret_manager_secret_version" "superuser_name" { secret_data = "admin" }
resource "google_secret_manager_secret_version" "broker_url" { secret_data = "amqp://shop:pw@mq/0" }
resource "aws_ssm_parameter" "hidden" {
  type  = "SecureString"
  value = "literal-2"
}
resource "aws_ssm_parameter" "later" {
  type  = "SecureString"
  value = "changeme"
  lifecycle { ignore_changes = [value] }
}
provider "example" { token = "literal-3" }
resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode([{
    name = "web"
    environment = [
      { name = "SECRET_KEY", value = "literal-4" },
      { name = "DATABASE_URL", value = "postgres://shop:pw@db/shop" },
      { name = "API_KEY", value = var.api_key },
      { name = "DB_PASSWORD", value = var.db_password },
      { name = "EMPTY_PASSWORD", value = "" },
      { name = "DEBUG", value = var.debug },
    ]
    secrets = [{ name = "OTHER_SECRET", valueFrom = "arn:aws:ssm:eu-west-1:1:parameter/x" }]
  }])
}
resource "google_secret_manager_secret_version" "each" {
  for_each    = { DEBUG = "0", DATABASE_NAME = "shop", MAIL_PASSWORD = "literal-7", CACHE_URL = "redis://:pw@cache/0" }
  secret_data = each.value
}
module "run" {
  source  = "./run"
  secrets = { SIGNING_KEY = "latest" }
}
resource "aws_lambda_function" "f" {
  environment { variables = { STRIPE_KEY = "literal-5", LEVEL = "info" } }
}
-- run/main.tf --
variable "secrets" {}
variable "secret_data" {}
-- terraform.tfvars --
api_key = "literal-6"
`)
	m, _ := terraform.Read(fsys, ".", terraform.Options{})
	var got []string
	for _, l := range m.Literals {
		got = append(got, fmt.Sprintf("%s %s %t", l.Name, spot(l.At), l.Default))
	}
	at := func(spec string) string { return where(t, fsys, spec) }
	want := []string{
		"DB_PASSWORD " + at(`main.tf: default = |"tiger-1"`) + " true",
		"tokens " + at(`main.tf: |["Literal-8"`) + " false",
		"SCAN_TOKEN " + at(`main.tf: |"literal-9"`) + " false",
		"master_password " + at(`main.tf: |"literal-1"`) + " false",
		"google_secret_manager_secret_version.broker_url.secret_data " + at(`main.tf: |"amqp://`) + " false",
		"aws_ssm_parameter.hidden.value " + at(`main.tf: |"literal-2"`) + " false",
		"token " + at(`main.tf: |"literal-3"`) + " false",
		"SECRET_KEY " + at(`main.tf: |"literal-4"`) + " false",
		"DATABASE_URL " + at(`main.tf: |"postgres://`) + " false",
		"MAIL_PASSWORD " + at(`main.tf: |"literal-7"`) + " false",
		"CACHE_URL " + at(`main.tf: |"redis://`) + " false",
		"STRIPE_KEY " + at(`main.tf: |"literal-5"`) + " false",
		"API_KEY " + at(`terraform.tfvars: |"literal-6"`) + " false",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("literals (-want +got):\n%s", diff)
	}
}

// A text that Terraform hides stands nowhere but in the value of a variable.
func TestSensitiveIsNotShown(t *testing.T) {
	m, diags := terraform.Read(files(t, `-- main.tf --
variable "token" {
  sensitive = true
  default   = "canary"
}
locals { text = file("x/${var.token}") }
resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode([{
    name             = "web"
    image            = "x:${var.token}"
    command          = ["run", "--token", var.token]
    environmentFiles = [{ value = var.token }]
    environment      = [{ name = "TEXT", value = local.text }, { name = "TOKEN", value = var.token }]
  }])
}
`), ".", terraform.Options{})
	if v := variable(t, m, "TOKEN"); v.Text.Reveal() != "canary" || !v.Secret {
		t.Errorf("TOKEN is %s", written(v))
	}
	if all := fmt.Sprintf("%+v %+v %+v %+v", *m, diags, *m.Workloads[0], m.Literals); strings.Contains(all, "canary") {
		t.Errorf("the text is shown: %s", all)
	}
}

func TestDiagnostics(t *testing.T) {
	tests := []struct{ name, archive, want string }{
		{"syntax", "-- a.tf --\nvariable \"x\" {\n  default = \"canary\n}\n", "error terraform-syntax a.tf:2"},
		{"binary", "-- a.tf --\n\x00\x01\x02\n", "error terraform-syntax a.tf:1"},
		{"deep", "-- a.tf --\nlocals {\n  a = " + strings.Repeat("(", 100_000) + "\n}\n", "error terraform-syntax a.tf:2"},
		{"long", "-- a.tf --\nlocals {\n  a = " + strings.Repeat("!", 100_000) + "true\n}\n", "error terraform-syntax a.tf:2"},
		{"chained", "-- a.tf --\nlocals {\n  a = " + strings.Repeat("true ? 1 : ", 50_000) + "1\n}\n", "error terraform-syntax a.tf:2"},
		{"large", "-- a.tf --\n" + strings.Repeat("#", 1<<20+1) + "\n", "error terraform-unread a.tf:0"},
		{"module", "-- a.tf --\n\nmodule \"db\" { source = \"./db\" }\n", "warning terraform-module a.tf:2"},
		{"json", "-- a.tf --\n-- b.tf.json --\n{\"locals\":\n}\n", "error terraform-syntax b.tf.json:2"},
		{"type", "-- a.tf --\nvariable \"x\" {\n  type = number\n  default = \"canary\"\n}\n", "warning terraform-variable a.tf:1"},
		{"task", "-- a.tf --\nresource \"aws_ecs_task_definition\" \"x\" {\n  container_definitions = module.x.json\n}\n", "warning terraform-unresolved a.tf:1"},
		{"doubling", "-- a.tf --\nlocals {\n  a0 = [\"canary\"]\n" + doubling(40) + "}\n", "warning terraform-limit .:0"},
		{"ranges", "-- a.tf --\nlocals {\n a = [for i in range(1024) : [for j in range(1024) : [for k in range(1024) : \"${i}-${j}-${k}\"]]]\n}\n", "warning terraform-limit .:0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, diags := terraform.Read(files(t, tt.archive), ".", terraform.Options{})
			var got []string
			for _, d := range diags {
				got = append(got, fmt.Sprintf("%s %s %s:%d", d.Severity, d.Code, d.At.File, d.At.Line))
				if strings.Contains(d.Message, "canary") {
					t.Errorf("the message holds a value: %s", d.Message)
				}
			}
			if strings.Join(got, "\n") != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func doubling(n int) string {
	var b strings.Builder
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, "  a%d = concat(local.a%d, local.a%d)\n", i, i-1, i-1)
	}
	return b.String()
}

func TestDiscover(t *testing.T) {
	fsys := files(t, `-- infra/main.tf --
module "db" { source = "./modules/db" }
module "vpc" { source = "terraform-aws-modules/vpc/aws" }
-- infra/terraform.tfvars --
-- infra/z.auto.tfvars --
-- infra/production.tfvars --
-- infra/staging.tfvars.example --
-- infra/envs/staging/terraform.tfvars --
-- infra/modules/db/main.tf --
-- infra/modules/db/test.tfvars --
-- docs/readme.md --
`)
	got, ok := terraform.Discover(fsys, "infra")
	want := terraform.Root{
		Dir: "infra", Files: []string{"infra/main.tf"},
		Auto: []string{"infra/terraform.tfvars", "infra/z.auto.tfvars"},
		Environments: []terraform.Environment{
			{Name: "production", VarFiles: []string{"infra/production.tfvars"}},
			{Name: "staging", VarFiles: []string{"infra/envs/staging/terraform.tfvars"}},
		},
	}
	if diff := cmp.Diff(want, got); !ok || diff != "" {
		t.Errorf("found %t (-want +got):\n%s", ok, diff)
	}
	if _, ok := terraform.Discover(fsys, "docs"); ok {
		t.Error("docs is no module")
	}
}

func TestCalled(t *testing.T) {
	for _, tt := range []struct {
		file, text string
		want       []string
	}{
		{"main.tf", `module "db" { source = "./modules/db" }`, []string{"infra/modules/db"}},
		{"main.tf", "module\"db\"{\n  source = \"./db\"\n}\n/* again */ module web {\n  source = \"../web\"\n}\n", []string{"infra/db", "web"}},
		{"main.tf", `locals { db = "db" }` + "\nmodule \"db\" {\n  source = \"./${local.db}\"\n}\n", []string{"infra/db"}},
		{"main.tf", "locals { a = path.module }\nresource \"my_module\" \"x\" { b = module.db.address }\n", nil},
		{"main.tf", `module "vpc" { source = "terraform-aws-modules/vpc/aws" }`, nil},
		{"main.tf", "# module\nmodule", nil},
		{"main.tf.json", `{"\u006dodule": {"db": {"source": "./db"}}}`, []string{"infra/db"}},
	} {
		fsys := fstest.MapFS{"infra/" + tt.file: {Data: []byte(tt.text)}}
		if got := terraform.Called(fsys, "infra"); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.text, got, tt.want)
		}
	}
}
