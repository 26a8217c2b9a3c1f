package evaluator

import "github.com/djgate/djgate/inputs/document"

// Report is what all policies say of all targets: equal findings of several
// targets are one, and suppressions are applied. Every list is sorted, so that
// the same input gives the same report.
type Report struct {
	Targets      []Judged
	Findings     []MergedFinding // the worst first
	Undetermined []Doubt
	Discharged   []Discharge
	Suppressed   []Suppressed
	Unused       []Suppression // those that matched nothing
	Failures     []Failure     // policies that could not be evaluated
	Policies     []*Policy
	Diagnostics  []document.Diagnostic
	Counts       map[Status]int // verdicts, summed over targets
	// Complete is false where a policy failed or a diagnostic is an error.
	Complete bool
}

// Judged is one target and how its verdicts count.
type Judged struct {
	document.Target
	Django document.Django
	Counts map[Status]int
}

// MergedFinding is a finding and the targets, by id, that have it.
type MergedFinding struct {
	Finding
	Targets []string
	Note    string // such as "the suppression expired on 2026-01-31 (.djgate.yaml:12)"
}

// Doubt is one thing that a policy could not tell.
type Doubt struct {
	Policy   *Policy
	Severity Severity // what a violation would have
	Cause
	Message string // what would be said, where it would be a violation
	Targets []string
}

// Discharge is a finding that evidence takes away.
type Discharge struct {
	Policy  *Policy
	Subject string
	Evidence
	Targets []string
}

// Suppressed is a finding that somebody accepted.
type Suppressed struct {
	MergedFinding
	By Suppression
}

// Failure is a policy that could not be evaluated.
type Failure struct {
	Policy  *Policy
	Err     error
	Targets []string
}

// Gap is one missing piece of knowledge and all that waits for it.
type Gap struct {
	Need     string // the name of a variable; empty where none would decide it
	Because  string
	At       document.Location
	Policies []*Policy
	Targets  []string
}
