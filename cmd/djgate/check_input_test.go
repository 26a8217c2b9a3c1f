package main

import (
	"bytes"
	"debug/buildinfo"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// said are the messages of denials and of warnings, in order.
type said struct{ Denied, Warned []string }

// The examples that come with conftest: the same policies on the same files say the
// same. What djgate does not parse, conftest parse does.
func TestConftestExamples(t *testing.T) {
	conftest, examples := conftestExamples(t)
	entries, err := os.ReadDir(examples)
	if err != nil {
		t.Fatal(err)
	}
	compared, messages := 0, 0
	for _, e := range entries {
		dir := filepath.Join(examples, e.Name())
		if _, err := os.Stat(filepath.Join(dir, "policy")); err != nil {
			continue
		}
		files, err := filepath.Glob(filepath.Join(dir, "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			want, ok := byConftestTest(t, conftest, dir, file)
			if !ok {
				continue // a folder, or no kind of file that conftest knows
			}
			got := byInput(t, conftest, dir, file)
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Errorf("%s: conftest (-) and djgate (+) differ:\n%s", file, diff)
			}
			compared, messages = compared+1, messages+len(want.Denied)+len(want.Warned)
		}
	}
	if compared < 36 || messages < 30 {
		t.Errorf("only %d files with %d messages were compared", compared, messages)
	}
}

// conftestExamples finds the program, and the examples in the source of its version.
func conftestExamples(t *testing.T) (program, examples string) {
	t.Helper()
	program = os.Getenv("DJGATE_CONFTEST")
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		if os.Getenv("DJGATE_REQUIRE_ORACLES") == "1" {
			t.Fatal("DJGATE_CONFTEST names no conftest")
		}
		t.Skip("DJGATE_CONFTEST names no conftest")
	}
	raw, err := exec.Command("go", "mod", "download", "-json", info.Main.Path+"@"+info.Main.Version).Output()
	var source struct{ Dir string }
	if err != nil || json.Unmarshal(raw, &source) != nil {
		t.Fatalf("the source of conftest %s: %v", info.Main.Version, err)
	}
	return program, filepath.Join(source.Dir, "examples")
}

func byConftestTest(t *testing.T, program, dir, file string) (out said, ok bool) {
	t.Helper()
	if info, err := os.Stat(file); err != nil || info.IsDir() {
		return out, false
	}
	raw, err := exec.Command(program, append([]string{"test", "--output", "json", "--no-fail", "-p", filepath.Join(dir, "policy"), file}, dataOf(dir)...)...).Output()
	if err != nil {
		return out, false
	}
	var results []struct{ Failures, Warnings []struct{ Msg string } }
	if err := json.Unmarshal(raw, &results); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	for _, r := range results {
		for _, f := range r.Failures {
			out.Denied = append(out.Denied, f.Msg)
		}
		for _, f := range r.Warnings {
			out.Warned = append(out.Warned, f.Msg)
		}
	}
	slices.Sort(out.Denied)
	slices.Sort(out.Warned)
	return out, true
}

// dataOf are the flags for the data of an example.
func dataOf(dir string) []string {
	if data := filepath.Join(dir, "exclusions"); filepath.Base(dir) == "data" {
		return []string{"-d", data}
	}
	return nil
}

func byInput(t *testing.T, conftest, dir, file string) said {
	t.Helper()
	args := append([]string{"check", "--severity", "info", "-n", "main", "-o", "json", "-p", filepath.Join(dir, "policy"), "--input"}, "-")
	args = append(args, dataOf(dir)...)
	stdin := &bytes.Buffer{}
	if slices.Contains([]string{".json", ".yaml", ".yml", ".toml"}, filepath.Ext(file)) {
		args[slices.Index(args, "-")] = file
	} else {
		text, err := exec.Command(conftest, "parse", file).Output()
		if err != nil {
			t.Fatalf("conftest parse %s: %v", file, err)
		}
		stdin.Write(text)
	}
	var stdout, stderr strings.Builder
	code := run(args, stdin, &stdout, &stderr)
	var report struct {
		Targets []struct {
			Violations []struct{ Message, Severity string }
		}
	}
	if err := json.Unmarshal([]byte(stdout.String()), &report); err != nil {
		t.Errorf("%s: %d %v %s", file, code, err, stderr.String())
	}
	var out said
	for _, target := range report.Targets {
		for _, v := range target.Violations {
			into := map[string]*[]string{"high": &out.Denied, "medium": &out.Warned}[v.Severity]
			*into = append(*into, v.Message)
		}
	}
	if want := min(len(out.Denied), 1); code != want {
		t.Errorf("%s: exit code %d, want %d: %s", file, code, want, stderr.String())
	}
	slices.Sort(out.Denied)
	slices.Sort(out.Warned)
	return out
}

const anyInput = `package main

deny contains msg if {
	some name, s in input.services
	endswith(s.image, ":latest")
	msg := sprintf("%s has no version", [name])
}

violation := [{"msg": "no services", "_loc": {"file": "made.yaml", "line": 7}}] if not input.services

warn_name contains "no name" if not input.name
`

func TestInput(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		name = filepath.Join(dir, name)
		writeFile(t, name, text)
		return name
	}
	file("policy.rego", anyInput)
	for _, c := range []struct {
		name, text, want string
		code             int
	}{
		{"a.yaml", "services: {web: {image: 'nginx:latest'}}\n", "web has no version", exitViolations},
		{"clean.yaml", "name: a\nservices: {web: {image: 'nginx:1'}}\n", "1 passed", exitClean},
		{"two.yaml", "services: {}\n---\nservices: {db: {image: 'pg:latest'}}\n", "two.yaml#2", exitViolations},
		{"a.json", `{"services": {"web": {"image": "nginx:latest"}}}`, "web has no version", exitViolations},
		{"a.toml", "[services.web]\nimage = 'nginx:latest'\n", "web has no version", exitViolations},
		{"none.toml", "", "made.yaml:7", exitViolations},
		{"broken.yaml", "a: [\n", "broken.yaml: not valid YAML", exitIncomplete},
		{"broken.json", `{"a": 1} {"b": 2}`, "broken.json: not valid JSON", exitIncomplete},
		{"broken.toml", "a =", "broken.toml: not valid TOML", exitIncomplete},
		{"empty.yaml", "", "empty.yaml: is empty", exitIncomplete},
		{"keys.yaml", "{[1, 2]: a}\n", "keys.yaml: ", exitIncomplete},
		{"a.ini", "a = 1\n", "a.ini: no kind of file that --input reads", exitIncomplete},
	} {
		out := ran(t, c.code, "check", "--severity", "medium", "-p", dir, "--input", file(c.name, c.text))
		if !strings.Contains(out, c.want) {
			t.Errorf("%s: %s", c.name, out)
		}
	}
	if out := ran(t, exitIncomplete, "check", "-p", dir, "--input", filepath.Join(dir, "missing.yaml")); !strings.Contains(out, "cannot be read") {
		t.Error(out)
	}
	if out := ran(t, exitUsage, "check", "--input", "a.yaml"); !strings.Contains(out, "name them with -p") {
		t.Error(out)
	}
}
