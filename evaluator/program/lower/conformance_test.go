package lower_test

import (
	"errors"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/djgate/djgate/evaluator/program"
	"github.com/djgate/djgate/evaluator/program/lower"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/test/cases"
	"github.com/open-policy-agent/opa/v1/test/cases/testdata"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/util"
)

// TestConformance runs OPA's own cases. Those are left out, and counted, that are
// no question for one rule, that expect an error, or that use what the machine has
// no instruction for.
func TestConformance(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles more than a thousand policies")
	}
	outcomes := map[string]int{}
	for _, c := range conformanceCases(t) {
		outcome, err := run(t, c)
		outcomes[outcome]++
		if err != nil {
			t.Errorf("%s: %v", c.Note, err)
		}
	}
	t.Log(outcomes)
	if outcomes[agrees] < 1000 {
		t.Errorf("only %d cases were compared", outcomes[agrees])
	}
}

// The outcomes of a case.
const (
	agrees  = "as OPA"
	differs = "not as OPA"
	refused = "no instruction for it"
	fails   = "it is about an error"
	other   = "not about one rule"
)

func conformanceCases(t *testing.T) []cases.TestCase {
	t.Helper()
	var all []cases.TestCase
	err := fs.WalkDir(testdata.V1, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(testdata.V1, path)
		if err != nil {
			return err
		}
		var set cases.Set
		if err := util.Unmarshal(text, &set); err != nil {
			return err
		}
		all = append(all, set.Cases...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// oneRule is the form of a query that asks for one rule.
var oneRule = regexp.MustCompile(`^data\.([a-zA-Z0-9_.]+) = x;?$`)

// asStored are the cases that rest on how OPA's store finds data: by the text of a
// number. The data of a machine are one value.
var asStored = map[string]bool{"data/toplevel integer": true, "data/nested integer": true}

// run evaluates a case and compares what it gives with what OPA gives.
func run(t *testing.T, c cases.TestCase) (outcome string, err error) {
	rule := oneRule.FindStringSubmatch(strings.TrimSpace(c.Query))
	switch {
	case asStored[c.Note] || rule == nil || c.WantResult == nil || len(*c.WantResult) > 1 || len(c.Env) > 0:
		return other, nil
	case c.StrictError || c.WantErrorCode != nil || c.WantError != nil:
		return fails, nil
	}
	modules := map[string]*ast.Module{}
	for i, text := range c.Modules {
		file := string(rune('a'+i)) + ".rego"
		module, err := ast.ParseModuleWithOpts(file, text, ast.ParserOptions{RegoVersion: ast.RegoV1, AllFutureKeywords: true})
		if err != nil {
			return other, nil // of another version of Rego
		}
		modules[file] = module
	}
	source, err := lower.Program(modules, []string{rule[1]})
	if err != nil {
		return refused, nil
	}
	p, err := program.Load(string(program.Encode(source)))
	if err != nil {
		return differs, err
	}
	got, err := p.NewMachines(t.Context(), []*ast.Term{inputOf(t, c)}, dataOf(t, c), topdown.NewCancel())[0].Eval(source.Rules[rule[1]])
	if e := (*topdown.Error)(nil); errors.As(err, &e) && (e.Code == topdown.BuiltinErr || e.Code == topdown.TypeErr) {
		return fails, nil // OPA takes it for undefined, unless errors are strict
	}
	if err != nil {
		return differs, err
	}
	return compare(c, got)
}

func compare(c cases.TestCase, got ast.Value) (string, error) {
	if got == nil || len(*c.WantResult) == 0 {
		if (got == nil) != (len(*c.WantResult) == 0) {
			return differs, errors.New("defined or not")
		}
		return agrees, nil
	}
	want, err := ast.InterfaceToValue((*c.WantResult)[0]["x"])
	if err != nil {
		return differs, err
	}
	gotJSON, err := ast.JSONWithOpt(got, ast.JSONOpt{SortSets: true})
	if err != nil {
		return differs, err
	}
	plain, err := ast.InterfaceToValue(gotJSON)
	if err != nil {
		return differs, err
	}
	if c.SortBindings {
		plain, want = sorted(plain), sorted(want)
	}
	if plain.Compare(want) != 0 {
		return differs, errors.New("got " + plain.String() + ", want " + want.String())
	}
	return agrees, nil
}

func sorted(v ast.Value) ast.Value {
	if array, is := v.(*ast.Array); is {
		return array.Sorted()
	}
	return v
}

func inputOf(t *testing.T, c cases.TestCase) *ast.Term {
	t.Helper()
	switch {
	case c.InputTerm != nil:
		return ast.MustParseTerm(*c.InputTerm)
	case c.Input != nil:
		return ast.NewTerm(ast.MustInterfaceToValue(*c.Input))
	}
	return nil
}

func dataOf(t *testing.T, c cases.TestCase) *ast.Term {
	t.Helper()
	if c.Data == nil {
		return ast.ObjectTerm()
	}
	return ast.NewTerm(ast.MustInterfaceToValue(*c.Data))
}
