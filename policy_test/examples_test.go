package policy_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/djgate/djgate"
	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
)

// The examples are those that djgate verify runs: see djgate.Example.

// asOf is the day on which examples are judged.
const asOf = djgate.ExampleDay

// examples returns the files of one kind (bad, good, unknown) in a folder.
func examples(t *testing.T, folder, kind string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, kind+"_*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func allExamples(t *testing.T) []*djgate.Example {
	t.Helper()
	all, err := djgate.FindExamples(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("there is no example")
	}
	return all
}

// eachExample runs a test of each example, some at once.
func eachExample(t *testing.T, test func(t *testing.T, x *djgate.Example)) {
	t.Helper()
	for _, x := range allExamples(t) {
		t.Run(strings.TrimSuffix(x.File, ".txtar"), func(t *testing.T) {
			t.Parallel()
			test(t, x)
		})
	}
}

func documents(t *testing.T, x *djgate.Example) []*document.Document {
	t.Helper()
	docs, err := x.Documents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

func TestExamples(t *testing.T) {
	t.Parallel()
	e := newEvaluator(t)
	eachExample(t, func(t *testing.T, x *djgate.Example) {
		failures, err := x.Judge(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		for _, failure := range failures {
			t.Error(failure)
		}
	})
}

// Where what a policy reads of a bad example is not known, it does not pass.
func TestUnknownNeverPassesInExamples(t *testing.T) {
	t.Parallel()
	e := newEvaluator(t)
	eachExample(t, func(t *testing.T, x *djgate.Example) {
		own := e.Only(x.Policy)
		if x.Kind != "bad" || len(own.Policies()) == 0 {
			return
		}
		for i := range documents(t, x) {
			for _, path := range own.Policies()[0].Reads {
				fresh := documents(t, x)[i]
				if forget(fresh, path) && verdictOf(t, own, x.Policy, fresh).Status == evaluator.Pass {
					t.Errorf("it passes without knowing %s", path)
				}
			}
		}
	})
}

// Any OPA gives the verdicts that the command gives.
func TestMainAgreesOnExamples(t *testing.T) {
	t.Parallel()
	e, compiler := newEvaluator(t), compile(t)
	eachExample(t, func(t *testing.T, x *djgate.Example) {
		for _, d := range documents(t, x) {
			if diff := diffTold(byCommand(t, e, d), byOPA(t, compiler, d)); diff != "" {
				t.Errorf("the command (-) and main.rego (+) differ:\n%s", diff)
			}
		}
	})
}
