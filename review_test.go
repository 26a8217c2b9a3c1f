package djgate_test

import (
	"os"
	"slices"
	"testing"

	"github.com/djgate/djgate"
	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs"
	"github.com/djgate/djgate/inputs/targets"
	"github.com/djgate/djgate/inputs/terraform"
	"github.com/djgate/djgate/inputs/tree"
)

func stateOf(t *testing.T, dir string) djgate.State {
	t.Helper()
	fsys, err := tree.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { fsys.Close() })
	return djgate.State{FS: fsys, Inputs: inputs.Options{AsOf: asOf, Options: targets.Options{Root: fsys.Path()}}}
}

// The plan of the example and its two folders tell the same story.
func TestReviewExample(t *testing.T) {
	f, err := os.Open("examples/review/after/plan.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	before, after := stateOf(t, "examples/review/before"), stateOf(t, "examples/review/after")
	planned := after
	planned.Inputs.Plan = terraform.ReadPlan("plan.json", f)
	unplanned := planned
	unplanned.Inputs.BeforePlan = true
	for name, sides := range map[string][2]djgate.State{"folders": {before, after}, "plan": {unplanned, planned}} {
		_, is, err := djgate.Review(t.Context(), sides[0], sides[1], djgate.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []struct {
			policy string
			change evaluator.Change
		}{{"debug-enabled", evaluator.Introduced}, {"ssl-redirect-off", evaluator.Introduced}, {"allowed-hosts-wildcard", evaluator.Mended}} {
			if !slices.ContainsFunc(slices.Concat(is.Report.Findings, is.Report.Review.Mended), func(f evaluator.MergedFinding) bool {
				return f.Policy.ID == want.policy && f.Change == want.change && slices.Equal(f.Targets, []string{"production/web"})
			}) {
				t.Errorf("%s: %s is not %s", name, want.policy, want.change)
			}
		}
		if !is.Report.Complete || len(is.Report.Targets) != 2 {
			t.Errorf("%s: %d targets, complete %v", name, len(is.Report.Targets), is.Report.Complete)
		}
	}
}
