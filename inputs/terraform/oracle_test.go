package terraform_test

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/terraform"
	"golang.org/x/tools/txtar"
)

// values is a module without providers, over which expressions are compared.
const values = `-- main.tf --
variable "text" { default = "Café, (ok)" }
variable "hosts" {
  type    = list(string)
  default = ["a.example", "b.example", ""]
}
variable "number" {
  type    = string
  default = 8000
}
variable "numbers" { default = [3, 1.50, 2] }
variable "debug" {
  type    = bool
  default = "false"
}
variable "env" {
  type    = map(string)
  default = { B = true, A = 1.0 }
}
variable "service" {
  type = object({
    name = string
    port = optional(number, 80)
    tags = optional(set(string), ["b", "a"])
  })
}
variable "file" { default = "default" }
locals {
  list   = [for i, h in var.hosts : "${i}=${h}" if h != ""]
  nested = { a = { b = [1, { c = null }] } }
}
-- terraform.tfvars --
service = { name = "web" }
file    = "tfvars"
-- b.auto.tfvars --
file = "b"
-- a.auto.tfvars --
file = "a"
-- b.auto.tfvars.json --
{"file": "json"}
-- note.txt --
line one
-- page.tpl --
%{ for h in hosts ~}
<${h}>
%{ endfor ~}
`

var expressions = []string{
	`var.text`, `upper(var.text)`, `length(var.text)`, `length(var.hosts)`, `length(var.env)`, `var.number`, `var.debug`, `var.env`,
	`var.service`, `var.file`, `local.list`, `local.nested.a.b[0]`, `"${var.debug ? "yes" : "no"}-${1.10}-${true}"`,
	`join(",", compact(var.hosts))`, `split(",", "a,b,,c")`, `concat(var.hosts, ["z"])`, `contains(var.hosts, "a.example")`,
	`coalesce("", null, "x")`, `coalesce(null, "", 5)`, `coalescelist([], ["a"])`, `distinct(["a", "b", "a"])`, `element(var.hosts, 4)`,
	`flatten([["a"], [], [["b"]]])`, `index(var.hosts, "b.example")`, `keys(var.env)`, `values(var.env)`, `lookup(var.env, "A", "none")`,
	`lookup(var.env, "C", "none")`, `merge(var.env, { C = "3" })`, `reverse(var.hosts)`, `slice(var.hosts, 0, 1)`, `sort(var.hosts)`,
	`zipmap(["a", "b"], [1, 2])`, `range(3)`, `sum([1, 2.5])`, `max(1, 3, 2)`, `min(4, 2)`, `abs(-2)`, `ceil(1.2)`, `floor(1.8)`,
	`parseint("ff", 16)`, `pow(2, 10)`, `signum(-3)`, `log(8, 2)`, `alltrue([true, "true"])`, `alltrue([])`, `anytrue([false])`, `one([])`, `one(["x"])`,
	`setunion(["a"], ["b", "a"])`, `setintersection(["a", "b"], ["b"])`, `setsubtract(["a", "b"], ["b"])`, `setproduct(["a", "b"], ["c"])`,
	`toset(["b", "a", "b"])`, `tolist(toset(["b", "a"]))`, `tomap({ a = 1 })`, `tostring(1.0)`, `tonumber("10")`, `tobool("true")`,
	`transpose({ a = ["x", "y"], b = ["x"] })`, `matchkeys(["i", "j"], ["a", "b"], ["b"])`, `chunklist(["a", "b", "c"], 2)`,
	`format("%s-%05d-%.2f-%v", "a", 7, 1.5, [1])`, `formatlist("%s!", ["a", "b"])`, `replace("a.b.c", ".", "-")`, `replace("abc", "/[ab]/", "x")`,
	`replace("ab", "/(a)(b)/", "$2$1")`, `regex("[a-z]+", "12ab")`, `regexall("[0-9]", "a1b2")`, `substr("hello", 1, 3)`, `title("ab cd")`, `trim("--a--", "-")`,
	`trimprefix("abc", "a")`, `trimsuffix("abc", "c")`, `trimspace("  a ")`, `strrev("abc")`, `indent(2, "a\nb")`, `chomp("a\n")`,
	`startswith("abc", "ab")`, `endswith("abc", "bc")`, `strcontains("abc", "b")`, `base64encode(var.text)`, `base64decode("YQ==")`, `urlencode("a b&é")`,
	`md5("a")`, `sha1("a")`, `sha256("a")`, `sha512("a")`, `jsondecode("{\"a\": [1, null]}")`, `jsonencode({ a = "<&>" })`, `csvdecode("a,b\n1,2\n")`,
	`formatdate("YYYY-MM-DD", "2025-01-02T03:04:05Z")`, `timeadd("2025-01-02T03:04:05Z", "1h")`, `try(var.service.none, "b")`, `can(var.service.none)`, `can(var.text)`,
	`try({ a = local.nested.none }.a, "b")`, `basename("a/b.txt")`, `dirname("a/b.txt")`, `file("note.txt")`, `file("${path.module}/note.txt")`, `fileexists("note.txt")`,
	`templatefile("page.tpl", { hosts = ["x", "y"] })`, `{ for k, v in var.env : lower(k) => v }`, `{ for h in ["a", "b", "a"] : h => 1... }`, `var.hosts[*]`, `[for s in [var.service] : s.port]`,
	`1 + 2 * 3`, `7 % 4`, `!var.debug && 1 < 2`, `var.number == "8000"`, `var.number == 8000`, `null`, `[1, "a", null]`, `"%{ if var.debug }on%{ else }off%{ endif }"`,
	`[for k, v in { b = 1, a = 2 } : k]`, `substr("héllo", 0, 2)`, `join(",", var.numbers)`, `"${var.numbers[1]}"`,
}

// TestTerraform compares with the program itself, where it is installed. An
// expression that has a value there must have the same here.
func TestTerraform(t *testing.T) {
	binary, err := exec.LookPath("terraform")
	if err != nil {
		t.Skip("terraform is not installed: the values are not compared with its own")
	}
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(values)).Files {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for i, want := range console(t, binary, dir) {
		fsys := files(t, values+"-- task.tf --\n"+task(`{ name = "X", value = jsonencode(`+expressions[i]+`) }`))
		m, _ := terraform.Read(fsys, ".", terraform.Options{})
		v := variable(t, m, "X")
		if got := v.Text.Reveal(); v.State != document.Known || got != want {
			t.Errorf("%s: got %s (%s %s), terraform says %s", expressions[i], got, v.State, v.Because, want)
		}
	}
}

// console evaluates the expressions with terraform console, each to JSON.
func console(t *testing.T, binary, dir string) []string {
	t.Helper()
	cmd := exec.Command(binary, "console")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TF_CLI_CONFIG_FILE="+os.DevNull, "CHECKPOINT_DISABLE=1")
	cmd.Stdin = strings.NewReader("base64encode(jsonencode([jsonencode(" + strings.Join(expressions, "), jsonencode(") + ")]))\n")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("terraform console: %v\n%s", err, out)
	}
	text, err := base64.StdEncoding.DecodeString(strings.Trim(string(out), "\"\n"))
	if err != nil {
		t.Fatalf("terraform console wrote %s", out)
	}
	var results []string
	if err := json.Unmarshal(text, &results); err != nil {
		t.Fatalf("terraform console wrote %s", text)
	}
	if len(results) != len(expressions) {
		t.Fatalf("%d results for %d expressions", len(results), len(expressions))
	}
	return results
}
