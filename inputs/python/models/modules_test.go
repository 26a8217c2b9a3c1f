package models

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/djgate/djgate/inputs/django"
	"github.com/djgate/djgate/inputs/python/interp"
	"github.com/djgate/djgate/inputs/python/value"
)

// Whole settings modules against the real libraries. Each testdata/modules/*.txtar
// holds s.py and what it reads. Its comment has lines "venv: NAME", "run: A=1 B=2"
// (one a process environment; "_" stands for a blank in a value) and "unknown: NAMES",
// which are the names that need not be known.

// moduleCase is one archive.
type moduleCase struct {
	venvs   []string
	runs    []map[string]string
	unknown map[string]bool
	files   map[string]string
}

func readModule(t *testing.T, file string) moduleCase {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	archive := txtar.Parse(src)
	c := moduleCase{unknown: map[string]bool{}, files: map[string]string{}}
	for _, line := range strings.Split(string(archive.Comment), "\n") {
		kind, rest, _ := strings.Cut(line, ":")
		switch kind {
		case "venv":
			c.venvs = strings.Fields(rest)
		case "unknown":
			for _, name := range strings.Fields(rest) {
				c.unknown[name] = true
			}
		case "run":
			env := map[string]string{}
			for _, pair := range strings.Fields(rest) {
				name, text, _ := strings.Cut(pair, "=")
				env[name] = strings.ReplaceAll(text, "_", " ")
			}
			c.runs = append(c.runs, env)
		}
	}
	for _, f := range archive.Files {
		c.files[f.Name] = string(f.Data)
	}
	return c
}

type moduleResult struct {
	Error *string           `json:"error"`
	Names map[string]string `json:"names"`
}

type moduleAnswer struct {
	Versions map[string]string `json:"versions"`
	Results  []moduleResult    `json:"results"`
}

func askModules(t *testing.T, venv string, c moduleCase) moduleAnswer {
	t.Helper()
	absent := t.Skip
	if os.Getenv("DJGATE_REQUIRE_ORACLES") == "1" {
		absent = t.Fatal
	}
	python := filepath.Join(os.Getenv("DJGATE_VENVS"), venv, "bin", "python")
	if _, err := os.Stat(python); err != nil || os.Getenv("DJGATE_VENVS") == "" {
		absent("no virtualenv " + venv + " in DJGATE_VENVS: nothing to compare with")
	}
	request, err := json.Marshal(map[string]any{"files": c.files, "runs": c.runs})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, filepath.Join("testdata", "modules.py"))
	cmd.Stdin, cmd.Stderr = bytes.NewReader(request), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var a moduleAnswer
	if err := json.Unmarshal(out, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestModules(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "modules", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatal("no modules")
	}
	for _, file := range files {
		c := readModule(t, file)
		for _, venv := range c.venvs {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar")+"/"+venv, func(t *testing.T) {
				a := askModules(t, venv, c)
				for i, env := range c.runs {
					compareModule(t, c, env, a.Versions, a.Results[i])
				}
			})
		}
	}
}

// defaultsHost is a host that knows Django's defaults.
type defaultsHost struct{ *host }

func (h defaultsHost) DjangoDefaults() map[string]Default {
	version := strings.Split(h.packages["django"], ".")
	if len(version) < 2 {
		return nil
	}
	out := map[string]Default{}
	for name, d := range django.Defaults(version[0] + "." + version[1]) {
		out[name] = Default{Type: d.Type, Value: d.Value}
	}
	return out
}

func interpretModule(c moduleCase, env, packages map[string]string) *interp.Result {
	h := &host{vars: maps.Clone(env), packages: packages, files: map[string]string{}}
	h.vars["DJANGO_SETTINGS_MODULE"] = "s"
	for name, text := range c.files {
		h.files["/app/"+name] = text
	}
	return interp.Run("s", interp.Options{Host: defaultsHost{h}, Path: []string{"/app"}, Models: Table(), Finish: Configure})
}

func compareModule(t *testing.T, c moduleCase, env, packages map[string]string, want moduleResult) {
	t.Helper()
	r := interpretModule(c, env, packages)
	if r.Broken {
		t.Errorf("%v: the interpreter broke at %+v", env, r.Thread.At)
	}
	if failed := r.Failure != nil || len(r.Thread.Required) > 0; failed != (want.Error != nil) {
		t.Errorf("%v: failure %+v, required %v; Python: %+v", env, r.Failure, r.Thread.Required, want)
	}
	if want.Error != nil {
		if r.Failure != nil && r.Failure.Exception != *want.Error {
			t.Errorf("%v: raises %s, Python %s", env, r.Failure.Exception, *want.Error)
		}
		return
	}
	for _, name := range slices.Sorted(maps.Keys(want.Names)) {
		b, ok := r.Module.NS.Get(name)
		if !ok {
			t.Errorf("%v: %s is not bound, in Python %s", env, name, want.Names[name])
			continue
		}
		got := show(t, r.Thread, b.V)
		if strings.HasPrefix(got, "unknown: ") && c.unknown[name] {
			continue
		}
		if got != want.Names[name] {
			t.Errorf("%v: %s\n got %s\nwant %s", env, name, got, want.Names[name])
		}
	}
	defaults := globalSettings(r.Thread)
	for _, name := range r.Module.NS.Names() {
		b, _ := r.Module.NS.Get(name)
		if def, ok := defaults[name]; ok && value.Equal(r.Thread, b.V, def) == value.Yes {
			continue
		}
		if _, bound := want.Names[name]; !bound && name == strings.ToUpper(name) && strings.ToLower(name) != name {
			t.Errorf("%v: %s is not bound in Python", env, name)
		}
	}
}

// TestGolden is about libraries that bring too much to be installed for a test: the
// archives hold, beside s.py, the repr of each name that the library gave, and the
// packages whose release counts.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "golden", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatal("no modules")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			c := readModule(t, file)
			want := moduleResult{Names: map[string]string{}}
			for _, line := range strings.Split(strings.TrimSpace(c.files["want"]), "\n") {
				name, text, _ := strings.Cut(line, " ")
				want.Names[name] = text
			}
			packages := map[string]string{}
			for _, line := range strings.Fields(c.files["packages"]) {
				name, version, _ := strings.Cut(line, "==")
				packages[name] = version
			}
			for _, env := range c.runs {
				compareModule(t, c, env, packages, want)
			}
		})
	}
}
