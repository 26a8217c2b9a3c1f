package policy_test

import (
	"os"
	"path/filepath"
	"slices"
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
		for i, d := range documents(t, x) {
			for _, path := range own.Policies()[0].Reads {
				fresh := copied(d)
				if strings.HasPrefix(path, "infra.") { // whose facts a copy shares
					fresh = documents(t, x)[i]
				}
				if forget(fresh, path) && verdictOf(t, own, x.Policy, fresh).Status == evaluator.Pass {
					t.Errorf("it passes without knowing %s", path)
				}
			}
		}
	})
}

// A finding that would not be there without knowing a switch, a number or a text is
// none where that rests on a default which nothing confirms. (Of a list or a dict, all
// is forgotten at once here, which cannot tell what decides; nor can this, where it is
// the severity that depends.)
func TestFindingsRestOnWhatDecidesThem(t *testing.T) {
	t.Parallel()
	e := newEvaluator(t)
	eachExample(t, func(t *testing.T, x *djgate.Example) {
		own := e.Only(x.Policy)
		if x.Kind != "bad" || len(own.Policies()) == 0 || own.Policies()[0].JudgesFallback || len(own.Policies()[0].Severities) > 0 {
			return
		}
		for _, d := range documents(t, x) {
			found := certain(verdictOf(t, own, x.Policy, d))
			for _, path := range own.Policies()[0].Reads {
				parts := strings.Split(path, ".")
				if parts[0] != "settings" || !isScalar(d.Settings[parts[1]]) {
					continue
				}
				without, assumed := copied(d), copied(d)
				without.Settings[parts[1]] = doubtful("forgotten")
				assume(assumed.Settings[parts[1]])
				left, sure := certain(verdictOf(t, own, x.Policy, without)), certain(verdictOf(t, own, x.Policy, assumed))
				for key, subject := range found {
					if left[key] == "" && sure[key] != "" {
						t.Errorf("%s is certain, and %s may be another", subject, path)
					}
				}
			}
		}
	})
}

// certain are the findings that rest on no assumption, by subject and message.
func certain(v evaluator.Verdict) map[string]string {
	out := map[string]string{}
	for _, f := range v.Findings {
		if !f.WouldBe && v.Status == evaluator.Violation {
			out[f.Subject+" "+f.Message] = f.Subject
		}
	}
	return out
}

func isScalar(n *document.Node) bool {
	return n != nil && n.State == document.Known && slices.Contains([]string{"bool", "int", "str", "NoneType"}, n.Type)
}

// assume makes a setting, and each part of it, rest on a variable that nothing sets.
func assume(n *document.Node) {
	if n == nil {
		return
	}
	n.Assumes = []string{"ASSUMED"}
	for path, part := range n.Parts {
		part.Assumes = n.Assumes
		n.Parts[path] = part
	}
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
