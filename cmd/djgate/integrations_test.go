package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"
)

func readYAML(t *testing.T, file string, into ...any) {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("..", "..", file))
	if err != nil {
		t.Fatal(err)
	}
	dec := yaml.NewDecoder(bytes.NewReader(src))
	for _, v := range into {
		if err := dec.Decode(v); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
	}
	if err := dec.Decode(new(any)); err != io.EOF {
		t.Errorf("%s: more documents than expected", file)
	}
}

// The script of the action passes its inputs as they are, keeps the exit code, and
// holds no expression, which would be text of the script.
func TestAction(t *testing.T) {
	var action struct {
		Inputs  map[string]any
		Outputs map[string]any
		Runs    struct {
			Using string
			Steps []struct{ ID, Uses, Run, Shell string }
		}
	}
	readYAML(t, "action.yml", &action)
	script := ""
	for _, step := range action.Runs.Steps {
		if (step.Run == "") == (step.Uses == "") || step.Run != "" && step.Shell != "bash" || strings.Contains(step.Run, "${{") {
			t.Errorf("%+v", step)
		}
		if step.ID == "check" {
			script = step.Run
		}
	}
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("bash is missing")
	}
	dir := t.TempDir()
	fake := "#!" + bash + "\nprintf '%s\\n' \"$@\" >\"$RUNNER_TEMP/args\"\necho '{}' >\"$RUNNER_TEMP/djgate.sarif\"\nexit 3\n"
	if err := os.WriteFile(filepath.Join(dir, "djgate"), []byte(fake), 0o755); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(bash, "-e", "-o", "pipefail", "-c", script)
	c.Env = append(os.Environ(), "RUNNER_TEMP="+dir, "GITHUB_OUTPUT="+filepath.Join(dir, "output"),
		"INPUT_PATH=a b;c", "INPUT_ARGS=--set\nA=x y\n", "INPUT_FAIL_ON=low", "INPUT_BASELINE=")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	args, _ := os.ReadFile(filepath.Join(dir, "args"))
	want := "check\n-o\ngithub\n-o\nsarif=" + dir + "/djgate.sarif\n--set\nA=x y\n--fail-on\nlow\n--\na b;c\n"
	if string(args) != want {
		t.Errorf("got\n%s\nwant\n%s", args, want)
	}
	output, _ := os.ReadFile(filepath.Join(dir, "output"))
	if string(output) != "exit-code=3\nsarif="+dir+"/djgate.sarif\n" {
		t.Errorf("%s", output)
	}
}

func TestPreCommitHook(t *testing.T) {
	var hooks []struct {
		ID, Name, Entry, Language, Files string
		PassFilenames                    *bool `yaml:"pass_filenames"`
	}
	readYAML(t, ".pre-commit-hooks.yaml", &hooks)
	if len(hooks) != 1 || hooks[0].ID != "djgate" || hooks[0].Language != "golang" || hooks[0].PassFilenames == nil || *hooks[0].PassFilenames {
		t.Fatalf("%+v", hooks)
	}
	hasFlags(t, hooks[0].Entry)
	files := regexp.MustCompile(hooks[0].Files)
	for name, want := range map[string]bool{"config/settings/base.py": true, ".env.production": true, "deploy/web.env": true, "compose.yaml": true,
		"infra/main.tf": true, "web.Dockerfile": true, "Dockerfile": true, "requirements/prod.txt": true, "README.md": false, "shop/static/a.js": false} {
		if files.MatchString(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}

func TestGitLabTemplate(t *testing.T) {
	var spec struct {
		Spec struct{ Inputs map[string]any }
	}
	var jobs map[string]struct {
		Script    []string
		Artifacts struct{ Reports map[string]string }
	}
	readYAML(t, "templates/djgate.yml", &spec, &jobs)
	job := jobs["djgate"]
	last := job.Script[len(job.Script)-1]
	hasFlags(t, last)
	for _, file := range job.Artifacts.Reports {
		if !strings.Contains(last, "="+file) {
			t.Errorf("nothing writes %s", file)
		}
	}
	src, err := os.ReadFile("../../templates/djgate.yml")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`\$\[\[ inputs\.(\w+) \]\]`).FindAllStringSubmatch(string(src), -1) {
		if _, ok := spec.Spec.Inputs[m[1]]; !ok {
			t.Errorf("no input is called %s", m[1])
		}
	}
}

// A release is built without C, from this command, with an inventory and signed sums;
// what its hooks write is what its archives hold, and git ignores it.
func TestRelease(t *testing.T) {
	var release struct {
		Before struct{ Hooks []string }
		Builds []struct {
			Main string
			Env  []string
		}
		Archives []struct{ Files []string }
		SBOMs    []any `yaml:"sboms"`
		Signs    []any
	}
	readYAML(t, ".goreleaser.yaml", &release)
	if len(release.Builds) != 1 || release.Builds[0].Main != "./cmd/djgate" || release.Builds[0].Env[0] != "CGO_ENABLED=0" || len(release.SBOMs) == 0 || len(release.Signs) == 0 {
		t.Errorf("%+v", release)
	}
	hooks := strings.Join(release.Before.Hooks, "\n")
	for _, file := range release.Archives[0].Files {
		if dir, ok := strings.CutSuffix(file, "/*"); ok && !strings.Contains(hooks, dir) {
			t.Errorf("no hook writes %s", file)
		} else if _, err := os.Stat(filepath.Join("..", "..", file)); !ok && err != nil {
			t.Errorf("%s: no such file", file)
		}
	}
	ignored, err := os.ReadFile("../../.gitignore")
	if err != nil || !strings.Contains(string(ignored), "/dist-extra/\n") {
		t.Error("a build would be of changed sources: git does not ignore dist-extra")
	}
}

// What init writes for a CI is YAML, names the folder that is judged, whatever its name
// is, and its commands have the flags that they name.
func TestIntegrationTemplates(t *testing.T) {
	const folder = `back "end": $(id) ${x} e` + "\u0301" // a letter of two parts
	for _, name := range []string{"workflow", "gitlab", "azure", "pre-commit"} {
		for _, below := range []string{"", folder} {
			text, err := fill(initTemplates, "templates/"+name+".yml.tmpl", ciFileOf(below))
			if err != nil {
				t.Fatal(err)
			}
			var out any
			if err := yaml.Unmarshal([]byte(text), &out); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if !strings.Contains(fmt.Sprint(out), below) {
				t.Errorf("%s does not name the folder:\n%s", name, text)
			}
			for line := range strings.Lines(text) {
				if _, command, ok := strings.Cut(line, "cmd/djgate@latest "); ok {
					hasFlags(t, "djgate "+command)
				}
			}
		}
	}
}

// hasFlags holds a command line of djgate against the flags that there are.
func hasFlags(t *testing.T, line string) {
	t.Helper()
	words := strings.Fields(line)
	c, _, err := newRoot().Find(words[1:2])
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range words {
		if name, ok := strings.CutPrefix(word, "--"); ok && name != "" && c.Flags().Lookup(name) == nil {
			t.Errorf("%s: no flag is called %s", line, word)
		}
	}
}

// Every command has a page, and no line of one is taken for a macro.
func TestMan(t *testing.T) {
	dir := t.TempDir()
	var out bytes.Buffer
	if code := run([]string{"man", dir}, strings.NewReader(""), &out, &out); code != 0 {
		t.Fatalf("exit code %d: %s", code, out.String())
	}
	macro := regexp.MustCompile(`(?m)^[.'](TH|SH|TP|B|nf|fi)?`)
	for _, c := range append(newRoot().Commands(), newRoot()) {
		page, err := os.ReadFile(filepath.Join(dir, manName(c)+".1"))
		if err != nil {
			t.Error(err)
			continue
		}
		for _, m := range macro.FindAllStringSubmatch(string(page), -1) {
			if m[1] == "" {
				t.Errorf("%s: a line begins with a dot or a quote", c.Name())
			}
		}
		checkFlags(t, c, string(page))
	}
}

func checkFlags(t *testing.T, c *cobra.Command, page string) {
	t.Helper()
	if f := c.Flags().Lookup("output"); f != nil && !strings.Contains(page, `\-\-output`) {
		t.Errorf("%s: the page lacks --output", c.Name())
	}
}

// Shells complete the values of flags too.
func TestCompletion(t *testing.T) {
	for _, tt := range []struct{ args, want string }{
		{"check --severity ", "critical\nhigh\nmedium\nlow\ninfo"},
		{"check --output ", "azure\ngithub\ngitlab"},
		{"check --collection ", "checklist\nadvice\nsystem-checks"},
	} {
		var out bytes.Buffer
		run(append([]string{"__complete"}, strings.Split(tt.args, " ")...), strings.NewReader(""), &out, io.Discard)
		if !strings.HasPrefix(out.String(), tt.want+"\n") {
			t.Errorf("%s: got\n%s", tt.args, out.String())
		}
	}
}
