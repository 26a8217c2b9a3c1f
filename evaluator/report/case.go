package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
)

// This file turns a report into test cases, for formats that know tests: one case
// a policy and target, so that its name is the same in every run. A case fails
// where the run does; all else that was found is told without failing it.

// outcome is how a case ended.
type outcome string

const (
	passed  outcome = "passed"
	failed  outcome = "failed"
	erred   outcome = "error"   // it could not be evaluated, or told under --strict
	skipped outcome = "skipped" // suppressed, known, undetermined
	noted   outcome = "noted"   // found, and below the threshold
)

// testCase is what one policy says of one target.
type testCase struct {
	policy  *evaluator.Policy
	outcome outcome
	at      document.Location // of the first of what is told; zero where nothing is
	summary string            // one line; empty where it passed
	details []string          // lines
}

// testSuite is one target.
type testSuite struct {
	target string
	cases  []testCase
}

// suites are the cases of every target, in order; what does not apply is left out.
func suites(r *evaluator.Report, o Options) []testSuite {
	var out []testSuite
	for _, t := range r.Targets {
		suite := testSuite{target: t.ID}
		for _, p := range r.Policies {
			if status, judged := t.Verdicts[p.ID]; judged && status != evaluator.NotApplicable {
				suite.cases = append(suite.cases, caseOf(r, o, t.ID, p))
			}
		}
		out = append(out, suite)
	}
	return out
}

func caseOf(r *evaluator.Report, o Options, target string, p *evaluator.Policy) testCase {
	c := testCase{policy: p, outcome: passed}
	of := func(q *evaluator.Policy, targets []string) bool {
		return q.ID == p.ID && slices.Contains(targets, target)
	}
	for _, f := range r.Failures {
		if of(f.Policy, f.Targets) {
			c.tell(erred, document.Location{}, "could not be evaluated: "+Clean(f.Err.Error()))
		}
	}
	for _, f := range r.Findings {
		if !of(f.Policy, f.Targets) {
			continue
		}
		end := noted
		if f.Fails(o.Threshold.FailOn) && (o.Threshold.All || f.Change != evaluator.Unchanged) {
			end = failed
		}
		c.tell(end, anchor(r, f), strings.ToUpper(f.Severity.String())+" "+sentence(Clean(f.Message))+suffixOf(" Note: ", Clean(f.Note)))
		c.trail(f)
	}
	for _, d := range r.Undetermined {
		if of(d.Policy, d.Targets) {
			c.tell(doubtOutcome(d, o), anchorOf(r, d.Targets, d.At), doubtText(d))
		}
	}
	for _, f := range r.Known {
		if of(f.Policy, f.Targets) {
			c.tell(skipped, anchor(r, f), "in the baseline: "+sentence(Clean(f.Message)))
		}
	}
	for _, s := range r.Suppressed {
		if of(s.Policy, s.Targets) {
			c.tell(skipped, anchor(r, s.MergedFinding), "suppressed: "+acceptedText(s.By))
		}
	}
	return c
}

func doubtOutcome(d evaluator.Doubt, o Options) outcome {
	if o.Threshold.Strict && d.Fails(o.Threshold.FailOn) && (o.Threshold.All || d.Change != evaluator.Unchanged) {
		return erred
	}
	return skipped
}

// worse tells which outcome a case has that ended in both.
func worse(a, b outcome) outcome {
	for _, o := range []outcome{failed, erred, noted, skipped} {
		if a == o || b == o {
			return o
		}
	}
	return passed
}

// tell adds something to a case. The worst, and of those the first, is its summary.
func (c *testCase) tell(end outcome, at document.Location, text string) {
	if next := worse(c.outcome, end); next != c.outcome {
		c.outcome, c.summary, c.at = next, text, at
	}
	if at.File != "" {
		text = Clean(place(at)) + ": " + text
	}
	c.details = append(c.details, text)
}

func (c *testCase) trail(f evaluator.MergedFinding) {
	for _, h := range Trail(f.Chain, f.Subject, f.Facts) {
		c.details = append(c.details, strings.TrimRight(fmt.Sprintf("  %s   %s", Clean(h.At), Clean(h.What)), " "))
	}
	if f.Policy.Remediation != "" {
		lines := cleanLines(f.Policy.Remediation)
		c.details = append(c.details, "  fix: "+lines[0])
		for _, line := range lines[1:] {
			c.details = append(c.details, "       "+line)
		}
	}
}
