package policy_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/targets"
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
