package main

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// What init writes for a project is judged by check itself, and run with Django behind
// real proxies (see init_live_test.go). Each archive of testdata/init is a project.

// supplied are the variables that a deployment gives: nothing else may be missing.
var supplied = map[string]string{
	"SECRET_KEY":           "c5Jq2mX8vT0pWz7RbN4hK9sYd3LgF6aQ1uEoIiCxVyBnMkPrSw",
	"DJANGO_SECRET_KEY":    "c5Jq2mX8vT0pWz7RbN4hK9sYd3LgF6aQ1uEoIiCxVyBnMkPrSw",
	"DJANGO_ALLOWED_HOSTS": "shop.kettle-and-leaf.net",
	"POSTGRES_HOST":        "db",
	"POSTGRES_DB":          "shop",
	"POSTGRES_USER":        "shop",
	"POSTGRES_PASSWORD":    "Vq8sLw2nTzKp4",
}

// generated is a project of testdata/init with what init writes for it.
func generated(t *testing.T, name, proxy string) string {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", "init", name+".txtar"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range archive.Files {
		writeFile(t, filepath.Join(dir, filepath.FromSlash(f.Name)), string(f.Data))
	}
	if code, _, stderr := runProgram(t, "init", "--yes", "--settings", "--proxy", proxy, "--host", supplied["DJANGO_ALLOWED_HOSTS"], dir); code != exitClean {
		t.Fatal(stderr)
	}
	return dir
}

// TestGeneratedPass: with what a deployment supplies nothing is found and nothing is
// left open but that HSTS begins small; without, nothing else is missing.
func TestGeneratedPass(t *testing.T) {
	for _, tt := range []struct{ project, proxy string }{
		{"startproject", "nginx"}, {"startproject", "caddy"}, {"nginx", "nginx"}, {"caddy", "caddy"}, {"channels", "nginx"}, {"channels", "caddy"},
	} {
		dir := generated(t, tt.project, tt.proxy)
		flags := []string{"--env-complete"}
		for name, value := range supplied {
			flags = append(flags, "--set", name+"="+value)
		}
		for _, given := range [][]string{nil, flags} {
			target := judged(t, dir, given)
			for _, f := range target.Violations {
				if f.Policy != "hsts-too-short" || f.Severity != "info" {
					t.Errorf("%v: %s at %s:%d: %s", tt, f.Policy, f.Location.File, f.Location.Line, f.Message)
				}
			}
			for _, d := range target.Undetermined {
				open := slices.ContainsFunc(d.Needs, func(name string) bool { return supplied[name] == "" })
				folder := tt.project == "startproject" && (d.Policy == "wsgi-root-exposed" || d.Policy == "static-alias-mismatch") // of the machine
				if !folder && (len(given) > 0 || len(d.Needs) == 0 || open) {
					t.Errorf("%v: %s is undetermined: %s", tt, d.Policy, d.Because)
				}
			}
		}
	}
}

// outcome is what the JSON of check says of one target, as far as it is compared.
type outcome struct {
	Violations []struct {
		Policy, Severity, Message string
		Location                  struct {
			File string
			Line int
		}
	}
	Undetermined []struct {
		Policy, Because string
		Needs           []string
	}
	Passed int
}

// judged is the one deployed target of a folder.
func judged(t *testing.T, dir string, flags []string) outcome {
	t.Helper()
	code, stdout, stderr := runProgram(t, append([]string{"check", "-o", "json", "-e", "production", dir}, flags...)...)
	var report struct{ Targets []outcome }
	if err := json.Unmarshal([]byte(stdout), &report); err != nil || code != exitClean || len(report.Targets) != 1 {
		t.Fatalf("%v: exit code %d, %d targets\n%s%s", err, code, len(report.Targets), stdout, stderr)
	}
	if report.Targets[0].Passed < 100 {
		t.Errorf("only %d policies passed", report.Targets[0].Passed)
	}
	return report.Targets[0]
}

// What a project holds is data to the templates: a name that would end a directive is
// not written.
func TestInitIgnoresWhatIsNoPath(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"manage.py": `import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
`,
		"shop/settings.py": `INSTALLED_APPS = []
STATIC_URL = "/static/ { } } evil"
MEDIA_URL = "/media/\n}\nevil"
MEDIA_ROOT = "/srv/\"; evil"
ALLOWED_HOSTS = ["a.org; evil", "$(evil).org"]
`,
	} {
		writeFile(t, filepath.Join(dir, name), text)
	}
	for _, proxy := range proxyNames() {
		code, stdout, stderr := runProgram(t, "init", "--dry-run", "--settings", "--proxy", proxy, dir)
		if code != exitClean || strings.Contains(stdout, "evil") || !strings.Contains(stdout, "example.com") {
			t.Errorf("%s: exit code %d\n%s%s", proxy, code, stdout, stderr)
		}
	}
}
