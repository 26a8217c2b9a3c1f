package evaluator

import "slices"

// This file decides what fails a run. Severity says how bad a finding is; a mode
// says, for one policy, whether the project is held to it already.

// Mode is how a policy is enforced.
type Mode string

// The modes.
const (
	BySeverity Mode = ""         // it fails from the threshold on
	Advisory   Mode = "advisory" // it never fails
	Enforced   Mode = "enforced" // it fails at any severity
)

// Enforcement is the mode of one policy. Before From (YYYY-MM-DD, the first day;
// empty: always) the policy is Advisory.
type Enforcement struct {
	Policy string // an id or an alias
	Mode   Mode
	From   string
}

// modeOf is the mode of a policy on a day; the last entry that names it counts.
func modeOf(list []Enforcement, p *Policy, asOf string) Mode {
	for _, e := range slices.Backward(list) {
		switch {
		case !p.Named(e.Policy):
		case e.From > asOf:
			return Advisory
		default:
			return e.Mode
		}
	}
	return BySeverity
}

func (m Mode) fails(s, failOn Severity) bool {
	return m == Enforced || m == BySeverity && s >= failOn
}

// Fails tells whether the finding fails a run with this threshold.
func (f MergedFinding) Fails(failOn Severity) bool { return f.Mode.fails(f.Severity, failOn) }

// Fails tells whether the doubt fails a strict run with this threshold.
func (d Doubt) Fails(failOn Severity) bool {
	return d.Accepted == nil && !d.Known && d.Mode.fails(d.Severity, failOn)
}

// Threshold says what fails a run.
type Threshold struct {
	FailOn Severity
	Strict bool // what is undetermined fails too
	All    bool // of a review: what the change leaves as it was too
}

// Fails tells whether anything in the report fails the run.
func (r *Report) Fails(t Threshold) bool {
	findings := r.Findings
	if !t.All {
		findings = r.Changed()
	}
	return slices.ContainsFunc(findings, func(f MergedFinding) bool { return f.Fails(t.FailOn) }) ||
		t.Strict && slices.ContainsFunc(r.Undetermined, func(d Doubt) bool {
			return d.Fails(t.FailOn) && (t.All || d.Change != Unchanged)
		})
}
