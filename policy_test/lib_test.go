package policy_test

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/topdown"
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

// Questions of the library are asked of every kind of node, and every line of
// the library is run: here, by an example, or by what Django answered.
func TestLibrary(t *testing.T) {
	t.Parallel()
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
	compiler := ast.NewCompiler()
	if compiler.Compile(modules); compiler.Failed() {
		t.Fatal(compiler.Errors)
	}
	runSystemChecks(t, compiler, covered)
	runExamples(t, compiler, covered)
	checkCoverage(t, covered.Report(modules))
}

// leastCovered is how many of a hundred lines of the policies some example runs.
const leastCovered = 95

// checkCoverage wants all lines of the library, and nearly all of the policies.
func checkCoverage(t *testing.T, report cover.Report) {
	t.Helper()
	var covered, missed int
	var where []string
	for file, lines := range report.Files {
		switch {
		case strings.HasPrefix(file, "django/lib/"):
			for _, place := range lines.NotCovered {
				t.Errorf("%s:%d: no test of lib/ comes here", file, place.Start.Row)
			}
		case strings.HasPrefix(file, "django/checklist/"):
			covered, missed = covered+lines.CoveredLines, missed+lines.NotCoveredLines
			for _, place := range lines.NotCovered {
				where = append(where, fmt.Sprintf("%s:%d", file, place.Start.Row))
			}
		}
	}
	slices.Sort(where)
	t.Logf("policies: %d lines run, %d not: %s", covered, missed, strings.Join(where, " "))
	if covered*100 < (covered+missed)*leastCovered {
		t.Errorf("only %d lines of %d of the policies are run by an example", covered, covered+missed)
	}
}

// runSystemChecks evaluates Django's checks on the cases that Django answered:
// their questions are tested there.
func runSystemChecks(t *testing.T, compiler *ast.Compiler, covered topdown.QueryTracer) {
	t.Helper()
	for _, k := range readKept(t) {
		for _, version := range []string{"3.2.25", newestOf(k.Answers)} {
			trace(t, compiler, covered, "data.django.system_checks", documentOfCase(t, k.parityCase, version))
		}
	}
}

// runExamples evaluates each policy on its examples.
func runExamples(t *testing.T, compiler *ast.Compiler, covered topdown.QueryTracer) {
	t.Helper()
	for _, x := range allExamples(t) {
		policy := "data.django.checklist." + strings.ReplaceAll(path.Dir(x.File), "/", ".")
		for _, d := range documents(t, x) {
			trace(t, compiler, covered, policy, d)
		}
	}
}

// trace evaluates a reference on a document and notes the lines that this runs.
func trace(t *testing.T, compiler *ast.Compiler, covered topdown.QueryTracer, ref string, d *document.Document) {
	t.Helper()
	raw, err := d.JSON()
	if err != nil {
		t.Fatal(err)
	}
	input, err := ast.ValueFromReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	store := inmem.New()
	txn := storage.NewTransactionOrDie(t.Context(), store)
	defer store.Abort(t.Context(), txn)
	if _, err := topdown.NewQuery(ast.MustParseBody(ref + " = x")).WithCompiler(compiler).WithInput(ast.NewTerm(input)).
		WithStore(store).WithTransaction(txn).WithQueryTracer(covered).Run(t.Context()); err != nil {
		t.Fatal(err)
	}
}
