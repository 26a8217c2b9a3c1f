package evaluator

import (
	"errors"
	"slices"
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

func violated(p *Policy, subject string, line int) Verdict {
	return Verdict{Policy: p, Status: Violation, Findings: []Finding{{
		Policy: p, Severity: p.Severity, Subject: subject, Message: "wrong", At: document.Location{File: "settings.py", Line: line},
	}}}
}

func resultOf(target string, verdicts ...Verdict) *Result {
	return &Result{Target: document.Target{ID: target}, Verdicts: verdicts}
}

func TestMergeJoinsTargets(t *testing.T) {
	low, high := &Policy{ID: "a-low", Severity: Low}, &Policy{ID: "b-high", Severity: High}
	passed := Verdict{Policy: high, Status: Pass}
	r := Merge([]*Result{
		resultOf("staging", violated(low, "X", 1), passed),
		resultOf("production", violated(low, "X", 1), violated(high, "Y", 2)),
	}, MergeOptions{})
	if len(r.Findings) != 2 || r.Findings[0].Policy != high || !slices.Equal(r.Findings[1].Targets, []string{"production", "staging"}) {
		t.Errorf("%+v", r.Findings)
	}
	if r.Worst() != High || r.Count(Low) != 1 || r.Counts[Violation] != 3 || r.Counts[Pass] != 1 {
		t.Errorf("worst %s, %v", r.Worst(), r.Counts)
	}
	if r.Targets[0].ID != "production" || r.Targets[1].Counts[Pass] != 1 {
		t.Errorf("%+v", r.Targets)
	}
}

// What is not quite equal stays apart.
func TestMergeKeepsApart(t *testing.T) {
	p := &Policy{ID: "p", Severity: Low}
	r := Merge([]*Result{resultOf("a", violated(p, "X", 1)), resultOf("b", violated(p, "X", 2)), resultOf("c", violated(p, "Y", 1))}, MergeOptions{})
	if len(r.Findings) != 3 {
		t.Errorf("%+v", r.Findings)
	}
}

func TestSuppressions(t *testing.T) {
	p := &Policy{ID: "hosts-open", Severity: High, Aliases: []string{"old-name"}}
	found := resultOf("production/web", violated(p, "ALLOWED_HOSTS[0]", 7))
	for name, c := range map[string]struct {
		s    Suppression
		want bool
	}{
		"by id":             {Suppression{Policy: "hosts-open"}, true},
		"by alias":          {Suppression{Policy: "old-name"}, true},
		"by subject":        {Suppression{Policy: "hosts-*", Subject: "ALLOWED_HOSTS[*]"}, true},
		"by path and line":  {Suppression{Path: "settings.py", Line: 7}, true},
		"by target":         {Suppression{Target: "production/*"}, true},
		"another line":      {Suppression{Path: "settings.py", Line: 8}, false},
		"another target":    {Suppression{Policy: "hosts-open", Target: "staging/*"}, false},
		"another subject":   {Suppression{Policy: "hosts-open", Subject: "DEBUG"}, false},
		"another policy":    {Suppression{Policy: "hosts"}, false},
		"until today":       {Suppression{Policy: "hosts-open", Until: "2026-11-20"}, true},
		"expired yesterday": {Suppression{Policy: "hosts-open", Until: "2026-11-19"}, false},
	} {
		r := Merge([]*Result{found}, MergeOptions{Suppressions: []Suppression{c.s}, AsOf: "2026-11-20"})
		if (len(r.Suppressed) == 1) != c.want || (len(r.Findings) == 0) != c.want {
			t.Errorf("%s: suppressed %d, found %d", name, len(r.Suppressed), len(r.Findings))
		}
	}
}

// A comment on a statement is about all of its lines; one where another file assigns is not.
func TestSuppressionOfAStatement(t *testing.T) {
	p := &Policy{ID: "p", Severity: High}
	for file, want := range map[string]int{"settings.py": 1, "base.py": 0} {
		v := violated(p, "X[1]", 7)
		v.Findings[0].Chain = []document.Step{{Kind: document.StepSetting, At: document.Location{File: file, Line: 5}}}
		comment := Suppression{Policy: "p", Path: file, Line: 5, Inline: true}
		if r := Merge([]*Result{resultOf("t", v)}, MergeOptions{Suppressions: []Suppression{comment}}); len(r.Suppressed) != want {
			t.Errorf("%s: %+v", file, r.Suppressed)
		}
	}
}

func TestExpiredAndUnusedSuppressions(t *testing.T) {
	p := &Policy{ID: "p", Severity: High}
	expired := Suppression{Policy: "p", Until: "2026-01-31", At: document.Location{File: ".djgate.yaml", Line: 12}}
	unused, elsewhere := Suppression{Policy: "q"}, Suppression{Policy: "q", Target: "staging"}
	passed := Verdict{Policy: &Policy{ID: "q"}, Status: Pass}
	r := Merge([]*Result{resultOf("t", violated(p, "X", 1), passed)}, MergeOptions{Suppressions: []Suppression{expired, unused, elsewhere, {Policy: "not-judged"}}, AsOf: "2026-11-20"})
	if got := r.Findings[0].Note; got != "the suppression expired on 2026-01-31 (.djgate.yaml:12)" {
		t.Errorf("note %q", got)
	}
	if len(r.Unused) != 1 || r.Unused[0].Policy != "q" {
		t.Errorf("unused %+v", r.Unused)
	}
}

func TestMergeIsIncomplete(t *testing.T) {
	p := &Policy{ID: "p"}
	failed := resultOf("t", Verdict{Policy: p, Status: Failed, Err: errors.New("p.rego:3: eval_builtin_error")})
	if r := Merge([]*Result{failed}, MergeOptions{}); r.Complete || len(r.Failures) != 1 {
		t.Errorf("%+v", r)
	}
	unread := document.Diagnostic{Code: "syntax", Severity: "error"}
	if r := Merge(nil, MergeOptions{Diagnostics: []document.Diagnostic{unread, unread}}); r.Complete || len(r.Diagnostics) != 1 {
		t.Errorf("%+v", r)
	}
	if r := Merge([]*Result{resultOf("t")}, MergeOptions{}); !r.Complete {
		t.Error("nothing is missing")
	}
}

func TestGaps(t *testing.T) {
	a, b := &Policy{ID: "a", Severity: Low}, &Policy{ID: "b", Severity: High}
	doubt := func(p *Policy, needs ...string) Verdict {
		return Verdict{Policy: p, Status: Undetermined, Causes: []Cause{{Path: "X", Because: "not set", Needs: needs}}}
	}
	r := Merge([]*Result{resultOf("t", doubt(a, "HOSTS"), doubt(b, "HOSTS", "KEY"))}, MergeOptions{})
	gaps := r.Gaps()
	if len(gaps) != 2 || !slices.Equal(gaps[0].Needs, []string{"HOSTS"}) || len(gaps[0].Policies) != 2 || !slices.Equal(gaps[1].Needs, []string{"KEY"}) {
		t.Errorf("%+v", gaps)
	}
}

// A variable that nothing sets is missing in what a policy says itself.
func TestGapsOfOnePolicy(t *testing.T) {
	p := &Policy{ID: "p", Severity: Low}
	v := Verdict{Policy: p, Status: Undetermined, Causes: []Cause{
		{Path: "server", Because: "what the server believes is not known"}, {Path: "env.IPS", Because: unset, Needs: []string{"IPS"}},
		{Path: "X", Because: "it is computed", Needs: []string{"OTHER"}}}}
	gaps := Merge([]*Result{resultOf("t", v)}, MergeOptions{}).Gaps()
	if len(gaps) != 1 || gaps[0].Because != "what the server believes is not known" || !slices.Equal(gaps[0].Needs, []string{"IPS", "OTHER"}) {
		t.Errorf("%+v", gaps)
	}
	v.Causes[1].Because = "it is computed too"
	if gaps = Merge([]*Result{resultOf("t", v)}, MergeOptions{}).Gaps(); len(gaps) != 2 {
		t.Errorf("%+v", gaps)
	}
}

// Where one finding is certain, what is doubtful beside it is not lost.
func TestMergeKeepsDoubtsBesideViolations(t *testing.T) {
	p := &Policy{ID: "p", Severity: High}
	v := violated(p, "X", 1)
	v.Findings = append(v.Findings, Finding{Policy: p, Severity: High, Subject: "Y", Message: "perhaps", WouldBe: true})
	v.Causes = []Cause{{Path: "Y", WouldBe: true, Needs: []string{"Y_VAR"}}}
	r := Merge([]*Result{resultOf("t", v)}, MergeOptions{})
	if len(r.Findings) != 1 || len(r.Undetermined) != 1 || r.Undetermined[0].Message != "perhaps" {
		t.Errorf("%+v", r)
	}
}
