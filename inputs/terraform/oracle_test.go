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
variable "deep" {
  type = map(object({
    port  = optional(number, 80)
    hosts = optional(list(object({ name = string, on = optional(bool, true) })), [])
    extra = optional(string)
  }))
  default = { web = { hosts = [{ name = 1 }, { name = "b", on = "false" }] }, db = { port = "5432", none = 1 } }
}
variable "any" {
  type    = any
  default = { a = [1, "b"], c = null }
}
variable "tuple" {
  type    = tuple([string, number, bool])
  default = [1, "2", "true"]
}
variable "setting" {
  type     = string
  nullable = false
  default  = "kept"
}
locals {
  template = "${"$"}{name}:%%{ for l in list }${"$"}{l}%%{ endfor }"
  heredoc  = <<EOT
  a ${var.text}
	b "q" \\n $${x}
EOT
  indented = <<-EOT
      a
        %{ if var.debug }no%{ else }yes%{ endif ~}

      b
    EOT
  list   = [for i, h in var.hosts : "${i}=${h}" if h != ""]
  nested = { a = { b = [1, { c = null }] } }
}
-- terraform.tfvars --
service = { name = "web" }
file    = "tfvars"
setting = null
-- b.auto.tfvars --
file = "b"
-- a.auto.tfvars --
file = "a"
-- b.auto.tfvars.json --
{"file": "json"}
-- note.txt --
line one
-- loop.tpl --
{%{ for k, v in env ~}
"${k}": ${jsonencode(v)},
%{ endfor ~}}
-- wrap.tpl --
${x}
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
	`cidrhost("10.0.0.0/8", 5)`, `cidrhost("10.1.2.3/16", -2)`, `cidrhost("fd00::/64", 300)`, `cidrnetmask("172.16.0.0/12")`, `cidrsubnet("10.0.0.0/16", 8, 2)`,
	`cidrsubnet("fd00::/56", 8, 255)`, `cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)`, `cidrsubnets("10.0.0.0/8")`, `timecmp("2025-01-02T03:04:05Z", "2025-01-02T04:04:05+01:00")`,
	`base64sha256("a")`, `base64sha512("a")`, `filemd5("note.txt")`, `filesha1("note.txt")`, `filesha256("note.txt")`, `filesha512("note.txt")`, `filebase64("note.txt")`,
	`filebase64sha256("note.txt")`, `filebase64sha512("note.txt")`, `yamlencode({ a = [1, "b", null, true], c = { d = "x: y" }, e = [], f = "1" })`,
	`yamldecode("a: [1, ~, yes, 'x']\nb: {c: 0x1F}\n")`, `yamldecode("1.0")`, `yamlencode("a\nb\n")`, `issensitive(sensitive("x"))`, `issensitive("x")`, `nonsensitive(sensitive("x"))`,
	`lookup(var.env, "C", 5)`, `lookup({ a = 1 }, "b", "c")`, `lookup({ a = 1, b = "x" }, "b")`, `one(toset(["x"]))`, `one([null])`, `coalesce(var.hosts...)`, `max([1, 2]...)`,
	`replace("a//b", "//", "-")`, `replace("abc", "", "-")`, `replace("a.b", "/\\./", "$0$0")`, `join("-", ["a"], ["b", "c"])`, `join(",", [true, 1.50, "x"])`,
	`merge({ a = { b = 1 } }, { a = { c = 2 } })`, `merge(null, { a = 1 })`, `concat([1], ["a"])`, `flatten([["a", ["b"]], []])`, `keys({ b = 1, a = 2 })`, `values({ b = 1, a = 2 })`,
	`length("é👩‍👩‍👧")`, `substr("abc", -2, -1)`, `substr("abc", 1, 10)`, `format("%q %#v %t %x %e %g", "a\"", { a = 1 }, true, 255, 12345.678, 0.1)`, `format("%[2]s %[1]s %%", "a", "b")`,
	`format("%5s|%-5s|%05.1f|%+d", "a", "b", 3.14159, 4)`, `format("%v %v", [1, "a"], 1.0)`, `formatlist("%s-%s", ["a", "b"], "c")`, `title("the qUick")`, `trim("  x ", " ")`,
	`tostring(12345678901234567890)`, `tostring(0.1)`, `tostring(1e21)`, `"${1e6}"`, `"${1/3}"`, `tonumber("1e3")`, `tobool(null)`, `tolist([1, "a"])`, `toset([1, 1.0, 2])`, `tomap({ a = 1, b = "x" })`,
	`jsonencode({ z = 1, a = [null, true, "é <>&"], n = 1.50 })`, `jsondecode("[1.0, 1e2, \"\\u00e9\", {\"b\": {}}]")`, `jsonencode("a\u2028b")`, `csvdecode("a,b\n\"x,y\",2\n")[0].a`,
	`setproduct(["a"], [1, 2])`, `setsubtract([1, 2], [2])`, `chunklist([], 2)`, `chunklist([1], 0)`, `index([1, 2], 2)`, `reverse([])`, `slice(["a", "b", "c"], 1, 3)`,
	`range(1, 10, 3)`, `range(5, 0)`, `sort(["b", "A", "a"])`, `distinct([1, 1.0, "1"])`, `compact(["a", "", null])`, `contains(toset(["a"]), "a")`, `transpose({})`, `zipmap([], [])`,
	`formatdate("EEE, DD MMM YYYY hh:mm:ss ZZZ", "2025-01-02T03:04:05+01:00")`, `formatdate("h'h'mm aa", "2025-01-02T15:04:05Z")`, `timeadd("2025-01-02T03:04:05Z", "-30m")`,
	`parseint("-Z", 36)`, `pow(4, 0.5)`, `log(100, 10)`, `signum(0)`, `floor(-1.5)`, `ceil(-1.5)`, `abs(-0.5)`, `sum([0.1, 0.2])`, `5 / 2`, `-7 % 3`, `2 * 0.5`, `!true`, `-(1)`, `1 == 1.0`, `"1" == 1`,
	`[1] == tolist([1])`, `{ a = 1 } == { a = 1 }`, `null == null`, `true || null == 1`, `1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 3 && 1 != 2`, `var.hosts[0]`, `var.hosts["1"]`, `var.env["A"]`, `var.service.tags`,
	`[for s in var.hosts : upper(s) if s != ""]`, `{ for i, h in var.hosts : h => i if h != "" }`, `{ for h in ["a1", "a2", "b1"] : substr(h, 0, 1) => h... }`, `[for i, _ in ["x", "y"] : i]`,
	`[{ a = 1 }, { a = 2 }][*].a`, `[{ a = [1, 2] }].*.a`, `var.text[*]`, `null[*]`, `[for x in [[1, 2], [3]] : x[*]]`, `{ "a-b" = 1, (var.number) = 2, c : 3 }`, `{ a = 1, b = 2 }.b`, `[[1, 2], [3]][1][0]`,
	`true ? 1 : "a"`, `false ? [] : ["x"]`, `var.debug ? null : "x"`, `true ? { a = 1 } : { a = 2 }`, `"a${"b${"c"}"}"`, `"$${a} %%{b} \u00e9 \t"`, `"${true}"`, `"${[1, 2][0]}"`, `"${null == null}x"`,
	`"%{ for h in var.hosts }${h};%{ endfor }"`, `"%{ for i, h in ["a", "b"] ~}\n  ${i}=${h}\n%{ endfor ~}\n"`, `"x %{~ if false ~} a %{~ else ~} b %{~ endif ~} y"`, `"  ${~ "a" ~}  b"`,
	`templatestring(local.template, { name = "x", list = ["a"] })`, `templatefile("loop.tpl", { env = { A = "1", B = "2" } })`, `templatefile("wrap.tpl", { x = "text" })`, `basename("/a/b/")`, `dirname("/a")`, `basename("")`,
	`dirname("")`, `trimsuffix("a.b.b", ".b")`, `regex("(?P<y>[0-9]+)-(?P<m>[0-9]+)", "2025-01")`, `regex("([a-z])([0-9])", "a1")`, `regexall("([a-z])([0-9])", "a1b2")`, `strcontains("", "")`, `split("", "ab")`, `split(",", "")`,
	`chomp("a\r\n\n")`, `indent(4, "a\n\nb")`, `urlencode("a+b/c?d=é~-_.")`, `base64decode(base64encode("é"))`, `upper("straße")`, `lower("ÀÉ")`, `try(var.service.x.y, local.nested.z, "last")`, `can(tonumber("x"))`,
	`try(tonumber("x"), "fallback")`, `can(regex("^a", "b"))`, `coalesce(1, "a")`, `coalescelist([], [], [1])`, `alltrue([true, null])`, `anytrue([null, true])`, `local.heredoc`, `local.indented`, `var.deep`, `var.any`, `var.tuple`, `var.setting`,
	`length(local.heredoc)`, `ephemeralasnull("a")`, `matchkeys(["i", "j", "k"], ["a", "b", "a"], ["a"])`, `matchkeys(["i"], ["a"], ["z"])`, `element([[1], [2]], 3)`,
	`[for k, v in { b = 1, a = 2 } : k]`, `substr("héllo", 0, 2)`, `join(",", var.numbers)`, `"${var.numbers[1]}"`,
}

// TestTerraform compares with the program itself, where it is installed. An
// expression that has a value there must have the same here, and one that is
// refused there must have none.
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
		switch got := v.Text.Reveal(); {
		case want == nil && v.State == document.Known:
			t.Errorf("%s: got %s, terraform refuses it", expressions[i], got)
		case want != nil && (v.State != document.Known || got != *want):
			t.Errorf("%s: got %s (%s %s), terraform says %s", expressions[i], got, v.State, v.Because, *want)
		}
	}
}

// console evaluates the expressions with terraform console, each to JSON; nil
// where it refuses one.
func console(t *testing.T, binary, dir string) []*string {
	t.Helper()
	cmd := exec.Command(binary, "console")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TF_CLI_CONFIG_FILE="+os.DevNull, "CHECKPOINT_DISABLE=1")
	cmd.Stdin = strings.NewReader("base64encode(jsonencode([try(jsonencode(" + strings.Join(expressions, "), null), try(jsonencode(") + "), null)]))\n")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("terraform console: %v\n%s", err, out)
	}
	text, err := base64.StdEncoding.DecodeString(strings.Trim(string(out), "\"\n"))
	if err != nil {
		t.Fatalf("terraform console wrote %s", out)
	}
	var results []*string
	if err := json.Unmarshal(text, &results); err != nil {
		t.Fatalf("terraform console wrote %s", text)
	}
	if len(results) != len(expressions) {
		t.Fatalf("%d results for %d expressions", len(results), len(expressions))
	}
	return results
}
