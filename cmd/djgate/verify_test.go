package main

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// scaffolded makes a policy in an empty project and returns its folder.
func scaffolded(t *testing.T, args ...string) string {
	t.Helper()
	dir := t.TempDir()
	if code, _, stderr := runProgram(t, append([]string{"new", "policy", "no-debugging", "--dir", dir}, args...)...); code != exitClean {
		t.Fatalf("%d %s", code, stderr)
	}
	return filepath.Join(dir, ownPolicies)
}

func rewrite(t *testing.T, file, old, new string) {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(src), old) {
		t.Fatalf("%s does not hold %q", file, old)
	}
	if err := os.WriteFile(file, []byte(strings.ReplaceAll(string(src), old, new)), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestNewPolicyHoldsFromTheBeginning(t *testing.T) {
	dir := scaffolded(t)
	code, stdout, stderr := runProgram(t, "verify", "-p", dir, "--coverage", "text", "--threshold", "100")
	if code != exitClean || !strings.Contains(stdout, "0 tests, 3 examples: 0 failed") || !strings.Contains(stdout, "100.0%  of all lines") {
		t.Errorf("%d\n%s%s", code, stdout, stderr)
	}
}

func TestNewPolicyRefuses(t *testing.T) {
	for want, args := range map[string][]string{
		"is no id of a policy": {"No_Debug"},
		"is taken by":          {"debug-enabled"},
		"no name of an area":   {"x", "--area", "../x"},
		"is no setting":        {"x", "--setting", "debug"},
		"no severity":          {"x", "--severity", "urgent"},
	} {
		dir := t.TempDir()
		code, _, stderr := runProgram(t, append([]string{"new", "policy", "--dir", dir}, args...)...)
		if entries, _ := os.ReadDir(dir); code != exitUsage || !strings.Contains(stderr, want) || len(entries) > 0 {
			t.Errorf("%v: %d %s, %d files", args, code, stderr, len(entries))
		}
	}
	dir := scaffolded(t)
	if code, _, stderr := runProgram(t, "new", "policy", "no-debugging", "--dir", filepath.Dir(filepath.Dir(dir))); code != exitUsage || !strings.Contains(stderr, "is there already") {
		t.Errorf("%d %s", code, stderr)
	}
}

func TestVerifyTellsWhatDoesNotHold(t *testing.T) {
	for name, c := range map[string]struct{ file, old, new, want string }{
		"a good example is reported": {"own/no_debugging/good_example.txtar", "False", "True", "config/settings.py:1: reported, and not marked: DEBUG is on"},
		"a bad one is not":           {"own/no_debugging/bad_example.txtar", "True", "False", "config/settings.py:1: marked, and not reported"},
		"the message differs":        {"own/no_debugging/bad_example.txtar", `"is on"`, `"is off"`, "marked, and not reported"},
		"what the policy reads":      {"own/no_debugging/good_example.txtar", "False", "True", "settings.DEBUG is true (config/settings.py:1)"},
		"unknown is known":           {"own/no_debugging/unknown_example.txtar", `os.environ["SHOP_DEBUG"] == "on"`, "False", "the verdict is pass"},
		"a forbidden question":       {"own/no_debugging.rego", `settings.is_on("DEBUG")`, `not settings.is_off("DEBUG")`, "own/no_debugging.rego:17   contract\n  a question of the document under not"},
		"no description":             {"own/no_debugging.rego", "# description:", "# entrypoint: false #", "METADATA lacks description"},
	} {
		dir := scaffolded(t)
		rewrite(t, filepath.Join(dir, c.file), c.old, c.new)
		code, stdout, stderr := runProgram(t, "verify", "-p", dir)
		if code != exitViolations || !strings.Contains(stdout, c.want) {
			t.Errorf("%s: %d\n%s%s", name, code, stdout, stderr)
		}
	}
}

const regoTests = `package own.no_debugging_test

import data.own.no_debugging

node := {"state": "known", "type": "bool", "truth": true, "value": true}

test_on if count(no_debugging.deny) == 1 with input.settings.DEBUG as node

test_wrong if {
	node.truth
	count(no_debugging.deny) == 2 with input.settings.DEBUG as node
}

todo_test_later if false
`

func TestVerifyRunsRegoTests(t *testing.T) {
	dir := scaffolded(t)
	if err := os.WriteFile(filepath.Join(dir, "own/no_debugging_test.rego"), []byte(regoTests), 0o666); err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	code, stdout, stderr := runProgram(t, "verify", "-p", dir, "-o", "text", "-o", "json="+out+"/v.json", "-o", "junit="+out+"/v.xml",
		"--coverage", "lcov="+out+"/c.info", "--coverage", "cobertura="+out+"/c.xml", "--coverage", "json="+out+"/c.json")
	if code != exitViolations || !strings.Contains(stdout, "own/no_debugging_test.rego:9") || !strings.Contains(stdout, "line 11 is not true: count(no_debugging.deny) == 2") ||
		!strings.Contains(stdout, "3 tests, 3 examples: 1 failed, 1 skipped") {
		t.Errorf("%d\n%s%s", code, stdout, stderr)
	}
	for file, wants := range map[string][]string{
		"v.json": {`"status": "fail"`, `"status": "skipped"`, `"failed": true`},
		"v.xml":  {`failures="1"`, `skipped="1"`, `<skipped message="its name begins with todo_">`},
		"c.info": {"SF:own/no_debugging.rego\nDA:17,1\nLF:1\nLH:1\nend_of_record"},
		"c.xml":  {`lines-valid="1"`, `filename="own/no_debugging.rego"`, `<line number="17" hits="1">`},
		"c.json": {`"coverage": 100`},
	} {
		src, err := os.ReadFile(filepath.Join(out, file))
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range wants {
			if !strings.Contains(string(src), want) {
				t.Errorf("%s lacks %q:\n%s", file, want, src)
			}
		}
		var v any
		if strings.HasSuffix(file, ".json") && json.Unmarshal(src, &v) != nil || strings.HasSuffix(file, ".xml") && xml.Unmarshal(src, &struct{}{}) != nil {
			t.Errorf("%s cannot be read", file)
		}
	}
}

func TestVerifyRefuses(t *testing.T) {
	empty := t.TempDir()
	broken := scaffolded(t)
	rewrite(t, filepath.Join(broken, "own/no_debugging.rego"), "settings.is_on", "settings.is_on(")
	misspelt := scaffolded(t)
	rewrite(t, filepath.Join(misspelt, "own/no_debugging.rego"), `settings.is_on("DEBUG")`, `input.setings.DEBUG`)
	for _, c := range []struct {
		code int
		want string
		args []string
	}{
		{exitUsage, "no such folder", []string{"-p", empty + "/none"}},
		{exitIncomplete, "neither a rule test_* nor an example", []string{"-p", empty}},
		{exitUsage, "no format is called", []string{"-p", empty, "-o", "yaml"}},
		{exitUsage, "no format of coverage is called", []string{"-p", empty, "--coverage", "html"}},
		{exitUsage, "no bundle of djgate", []string{"-p", empty, "--bundle", empty}},
		{exitIncomplete, "own/no_debugging.rego:18", []string{"-p", broken}},
		{exitIncomplete, "own/no_debugging.rego:17", []string{"-p", misspelt}},
	} {
		if code, stdout, stderr := runProgram(t, append([]string{"verify"}, c.args...)...); code != c.code || !strings.Contains(stderr, c.want) {
			t.Errorf("%v: %d\n%s%s", c.args, code, stdout, stderr)
		}
	}
}

// runProgram runs the program and returns its exit code and what it printed.
func runProgram(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	code = run(args, strings.NewReader(""), &out, &errs)
	return code, out.String(), errs.String()
}
