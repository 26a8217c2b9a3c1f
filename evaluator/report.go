package evaluator

import (
	"cmp"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// Report is what all policies say of all targets: equal findings of several
// targets are one, and suppressions are applied. Every list is sorted, so that
// the same input gives the same report.
type Report struct {
	Targets      []Judged
	Findings     []MergedFinding // the worst first
	Undetermined []Doubt         // the worst first
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

// Discharge is a policy that evidence answers.
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

// Worst returns the highest severity of what was found; 0 where nothing was.
func (r *Report) Worst() Severity {
	var worst Severity
	for _, f := range r.Findings {
		worst = max(worst, f.Severity)
	}
	return worst
}

// Count returns how many findings have a severity.
func (r *Report) Count(s Severity) int {
	n := 0
	for _, f := range r.Findings {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// Gap is one missing piece of knowledge and all that waits for it.
type Gap struct {
	Need     string // the name of a variable; empty where none would decide it
	Because  string
	At       document.Location
	Policies []*Policy // in order of id
	Targets  []string
}

// Gaps groups Undetermined by what is missing, what most policies wait for first.
func (r *Report) Gaps() []Gap {
	var gaps []*Gap
	byKey := map[string]*Gap{}
	for _, d := range r.Undetermined {
		for _, need := range needsOf(d) {
			key := need + "\x00" + strings.Join(d.Targets, "\x00")
			if need == "" {
				key += "\x00" + d.Because
			}
			gap := byKey[key]
			if gap == nil {
				gap = &Gap{Need: need, Because: d.Because, At: d.At, Targets: d.Targets}
				byKey[key] = gap
				gaps = append(gaps, gap)
			}
			if !slices.Contains(gap.Policies, d.Policy) {
				gap.Policies = append(gap.Policies, d.Policy)
			}
		}
	}
	list := make([]Gap, len(gaps))
	for i, gap := range gaps {
		slices.SortFunc(gap.Policies, byID)
		list[i] = *gap
	}
	slices.SortStableFunc(list, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(len(b.Policies), len(a.Policies)), strings.Compare(a.Need, b.Need))
	})
	return list
}

func needsOf(d Doubt) []string {
	if len(d.Needs) == 0 {
		return []string{""}
	}
	return d.Needs
}

func byID(a, b *Policy) int { return strings.Compare(a.ID, b.ID) }
