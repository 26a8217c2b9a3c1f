package policy_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/targets"
	"go.yaml.in/yaml/v3"
	"golang.org/x/tools/txtar"
)

// documents reads an example as the command reads a project.
func documents(t *testing.T, archive *txtar.Archive) []*document.Document {
	t.Helper()
	fsys, err := txtar.FS(archive)
	if err != nil {
		t.Fatal(err)
	}
	o := inputs.Options{Options: targets.Options{Root: "/project"}, AsOf: asOf}
	flags(t, archive, &o)
	o.Declared = declared(t, archive)
	result, err := inputs.Read(t.Context(), fsys, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range result.Diagnostics {
		if d.Severity == "error" {
			t.Errorf("%s:%d: %s", d.At.File, d.At.Line, d.Message)
		}
	}
	return result.Documents
}

// flags sets what djgate.args asks for.
func flags(t *testing.T, archive *txtar.Archive, o *inputs.Options) {
	t.Helper()
	for _, f := range archive.Files {
		if f.Name != "djgate.args" {
			continue
		}
		for line := range strings.Lines(string(f.Data)) {
			flag, value, _ := strings.Cut(strings.TrimSpace(line), " ")
			switch name, text, _ := strings.Cut(value, "="); flag {
			case "--env-complete":
				o.Closed = true
			case "--set":
				o.Variables = append(o.Variables, document.Variable{Name: name, State: document.Known, Text: document.NewText(text),
					Origin: document.OriginEnv, At: document.Location{File: "--set " + name}})
			case "--django":
				o.Django = value
			default:
				t.Errorf("djgate.args: no example may use %q (--env-complete, --set NAME=VALUE, --django VERSION)", flag)
			}
		}
	}
}

// declared are the targets of the example's .djgate.yaml.
func declared(t *testing.T, archive *txtar.Archive) []targets.Declared {
	t.Helper()
	var config struct {
		Version int
		Targets []struct {
			Service  string
			Provided []string
			Proxy    *struct{ TLS, Redirect, HSTS bool }
		}
	}
	for _, f := range archive.Files {
		if f.Name != ".djgate.yaml" {
			continue
		}
		decoder := yaml.NewDecoder(bytes.NewReader(f.Data))
		decoder.KnownFields(true)
		if err := decoder.Decode(&config); err != nil {
			t.Fatal(err)
		}
	}
	var list []targets.Declared
	for _, c := range config.Targets {
		d := targets.Declared{Service: c.Service, Provided: c.Provided, At: document.Location{File: ".djgate.yaml", Line: 3}}
		if c.Proxy != nil {
			d.Proxy = &document.Proxy{Declared: true, TLS: c.Proxy.TLS, Redirect: c.Proxy.Redirect, HSTS: c.Proxy.HSTS, At: d.At}
		}
		list = append(list, d)
	}
	return list
}

func TestExamples(t *testing.T) {
	e := newEvaluator(t)
	for _, file := range allExamples(t) {
		t.Run(strings.TrimSuffix(file, ".txtar"), func(t *testing.T) {
			archive := readExample(t, file)
			kind, _, _ := strings.Cut(filepath.Base(file), "_")
			for _, message := range wrong(kind, judgeExample(t, e, file, documents(t, archive)), marks(t, archive)) {
				t.Error(message)
			}
		})
	}
}

// Where what a policy reads of a bad example is not known, it does not pass.
func TestUnknownNeverPassesInExamples(t *testing.T) {
	e := newEvaluator(t)
	for _, file := range examples(t, "*/*", "bad") {
		for _, d := range documents(t, readExample(t, file)) {
			for _, v := range judgeExample(t, e, file, []*document.Document{d}) {
				for _, path := range v.Policy.Reads {
					fresh := documents(t, readExample(t, file))[0]
					if !forget(fresh, path) {
						continue
					}
					if again := judgeExample(t, e, file, []*document.Document{fresh})[0]; again.Status == "pass" {
						t.Errorf("%s passes without knowing %s", file, path)
					}
				}
			}
		}
	}
}

// Any OPA gives the verdicts that the command gives.
func TestMainAgreesOnExamples(t *testing.T) {
	e, compiler := newEvaluator(t), compile(t, "")
	for _, file := range allExamples(t) {
		for _, d := range documents(t, readExample(t, file)) {
			if diff := diffTold(byCommand(t, e, d), byOPA(t, compiler, d)); diff != "" {
				t.Errorf("%s: the command (-) and main.rego (+) differ:\n%s", file, diff)
			}
		}
	}
}
