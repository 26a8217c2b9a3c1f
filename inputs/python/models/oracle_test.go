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
)

// The models against the real libraries: the expressions of testdata/tables,
// evaluated by CPython and here, must give the same repr, or raise the same class.
//
// DJGATE_VENVS is a folder with one virtualenv for each of
// testdata/requirements*.txt, named like the file without its ending.

// oracleCase is one expression and its environment.
type oracleCase struct {
	Env  map[string]string `json:"env"`
	Expr string            `json:"expr"`
	// perhaps: what depends on the version of Python or the machine is unknown here.
	perhaps bool
}

type oracleAnswer struct {
	Versions map[string]string `json:"versions"`
	Missing  []string          `json:"missing"`
	Results  []string          `json:"results"`
}

// readTable reads "$ NAME=text" lines, which hold for the expressions up to the
// next blank line. The first line names the modules. A line "@ name x | y" gives
// $name$ these texts: an expression that holds it stands for one with each. The
// result of a "? expression" may be unknown.
func readTable(t *testing.T, name string) (modules []string, cases []oracleCase) {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("testdata", "tables", name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	env, pools := map[string]string{}, map[string][]string{}
	for _, line := range strings.Split(string(src), "\n") {
		switch {
		case strings.HasPrefix(line, "@ "):
			name, texts, _ := strings.Cut(line[2:], " ")
			pools[name] = strings.Split(texts, " | ")
		case strings.HasPrefix(line, "# modules:"):
			modules = strings.Fields(strings.TrimPrefix(line, "# modules:"))
		case line == "":
			env = map[string]string{}
		case strings.HasPrefix(line, "$ "):
			k, v, _ := strings.Cut(line[2:], "=")
			env[k] = v
		default:
			line, perhaps := strings.CutPrefix(line, "? ")
			for _, expr := range expand(line, pools) {
				cases = append(cases, oracleCase{env, expr, perhaps})
			}
		}
	}
	return modules, cases
}

// expand replaces $name$ by each text of the pool; the same name is the same text.
func expand(expr string, pools map[string][]string) []string {
	out := []string{expr}
	for _, name := range slices.Sorted(maps.Keys(pools)) {
		var next []string
		for _, e := range out {
			if !strings.Contains(e, "$"+name+"$") {
				next = append(next, e)
				continue
			}
			for _, text := range pools[name] {
				next = append(next, strings.ReplaceAll(e, "$"+name+"$", text))
			}
		}
		out = next
	}
	return out
}

func askOracle(t *testing.T, venv string, modules []string, cases []oracleCase) oracleAnswer {
	t.Helper()
	absent := t.Skip
	if os.Getenv("DJGATE_REQUIRE_ORACLES") == "1" {
		absent = t.Fatal
	}
	python := filepath.Join(os.Getenv("DJGATE_VENVS"), venv, "bin", "python")
	if _, err := os.Stat(python); err != nil || os.Getenv("DJGATE_VENVS") == "" {
		absent("no virtualenv " + venv + " in DJGATE_VENVS: nothing to compare with")
	}
	request, err := json.Marshal(map[string]any{"modules": modules, "cases": cases})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, filepath.Join("testdata", "oracle.py"))
	cmd.Stdin = bytes.NewReader(request)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var a oracleAnswer
	if err := json.Unmarshal(out, &a); err != nil {
		t.Fatal(err)
	}
	if len(a.Missing) > 0 {
		absent("not installed in " + venv + ": " + strings.Join(a.Missing, " "))
	}
	return a
}

func TestOracle(t *testing.T) {
	pairs := [][2]string{
		{"requirements", "environ"}, {"requirements", "others"}, {"requirements", "yaml"}, {"requirements", "slugify"}, {"requirements", "celery"},
		{"requirements-environ-0.11", "environ"}, {"requirements-environ-0.9", "environ"}, {"requirements-environ-0.4", "environ"},
	}
	tables, err := filepath.Glob("testdata/tables/stdlib*.txt")
	if err != nil || len(tables) == 0 {
		t.Fatal("no tables of the standard library", err)
	}
	for _, file := range tables {
		pairs = append(pairs, [2]string{"requirements", strings.TrimSuffix(filepath.Base(file), ".txt")})
	}
	for _, pair := range pairs {
		t.Run(pair[0]+"/"+pair[1], func(t *testing.T) {
			modules, cases := readTable(t, pair[1])
			a := askOracle(t, pair[0], modules, cases)
			t.Logf("%d expressions, %v", len(cases), a.Versions)
			for i, c := range cases {
				got := python(t, newThread(&host{vars: c.Env, packages: a.Versions}), c.Expr)
				if c.perhaps && strings.HasPrefix(got, "unknown: ") {
					continue
				}
				if !sameAnswer(got, a.Results[i]) {
					t.Errorf("%v %s\n got %s\nwant %s", c.Env, c.Expr, got, a.Results[i])
				}
			}
		})
	}
}

// sameAnswer compares reprs, and of an exception the class. A variable that is
// demanded and not set is unknown here where Python raises.
func sameAnswer(got, want string) bool {
	if class, raises := strings.CutPrefix(want, "raises "); raises {
		own, _, _ := strings.Cut(strings.TrimPrefix(got, "raises "), ":")
		return own == class || strings.HasPrefix(got, "unknown: no input sets ")
	}
	return got == want
}
