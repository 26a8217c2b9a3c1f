package policy_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
)

// libraryTests returns the bundle and lib/*_test.rego, parsed.
func libraryTests(t *testing.T) map[string]*ast.Module {
	t.Helper()
	files, err := filepath.Glob("lib/*_test.rego")
	if err != nil || len(files) == 0 {
		t.Fatal("no lib/*_test.rego", err)
	}
	texts := sources(t)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts[file] = string(text)
	}
	modules := map[string]*ast.Module{}
	for name, text := range texts {
		module, err := ast.ParseModuleWithOpts(name, text, ast.ParserOptions{RegoVersion: ast.RegoV1})
		if err != nil {
			t.Fatal(err)
		}
		modules[name] = module
	}
	return modules
}

// Every question of the library is asked of every kind of node, and every line of
// the library is run.
func TestLibrary(t *testing.T) {
	modules := libraryTests(t)
	covered := cover.New()
	runner := tester.NewRunner().SetCompiler(ast.NewCompiler()).SetStore(inmem.New()).SetModules(modules).SetCoverageQueryTracer(covered)
	results, err := runner.RunTests(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	for r := range results {
		ran++
		if !r.Pass() {
			t.Errorf("%s:%d: %s fails: %v", r.Location.File, r.Location.Row, r.Name, r.Error)
		}
	}
	if ran == 0 {
		t.Fatal("no test ran")
	}
	for file, lines := range covered.Report(modules).Files {
		if !strings.HasPrefix(file, "django/lib/") {
			continue
		}
		for _, missed := range lines.NotCovered {
			t.Errorf("%s:%d: no test of lib/ comes here", file, missed.Start.Row)
		}
	}
}
