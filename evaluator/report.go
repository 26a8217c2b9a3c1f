package evaluator

import (
	"cmp"
	"maps"
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
	Known        []MergedFinding // those of a baseline (see Baseline.Apply)
	Covered      []MergedFinding // those that other findings list under Also
	Unused       []Suppression   // those that matched nothing
	Failures     []Failure       // policies that could not be evaluated
	Policies     []*Policy
	Diagnostics  []document.Diagnostic
	Counts       map[Status]int // verdicts, summed over targets
	// Complete is false where a policy failed or a diagnostic is an error.
	Complete bool
	// Review says what a change does; nil where nothing is compared (see Compare).
	Review *Review
}

// Judged is one target and how its verdicts count.
type Judged struct {
	document.Target
	Django   document.Django
	Counts   map[Status]int
	Verdicts map[string]Status // by policy
}

// MergedFinding is a finding and the targets, by id, that have it.
type MergedFinding struct {
	Finding
	Targets []string
	Note    string // such as "the suppression expired on 2026-01-31 (.djgate.yaml:12)"
	Change  Change
	Mode    Mode
}

// Doubt is one thing that a policy could not tell.
type Doubt struct {
	Policy   *Policy
	Severity Severity // what a violation would have
	Cause
	Message string // what would be said, where it would be a violation
	Targets []string
	Mode    Mode
	// Accepted is the suppression that a violation here would have; nil: none.
	Accepted *Suppression
	Known    bool   // a baseline has it (see Baseline.Apply)
	Change   Change // introduced, where it could be told before of some of the targets
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

// Gap is missing knowledge and all that waits for it.
type Gap struct {
	Needs    []string // names of variables, sorted; empty where none would decide it
	Because  string   // of the first
	At       document.Location
	Policies []*Policy // in order of id
	Targets  []string
}

// Gaps groups Undetermined by what is missing, what most policies wait for
// first. Variables for which the same policies of the same targets wait are one gap, and
// one with the reason that these policies give themselves.
func (r *Report) Gaps() []Gap {
	gaps := r.gapsByNeed()
	var out []Gap
	for _, gap := range gaps {
		same := slices.IndexFunc(out, func(have Gap) bool { return have.includes(gap) })
		if same >= 0 {
			out[same].Needs = append(out[same].Needs, gap.Needs...)
			continue
		}
		out = append(out, *gap)
	}
	slices.SortStableFunc(out, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(len(b.Policies), len(a.Policies)), slices.Compare(a.Needs, b.Needs))
	})
	return out
}

// includes tells whether the variables of another gap are missing in this one too.
func (g *Gap) includes(o *Gap) bool {
	return len(o.Needs) > 0 && (len(g.Needs) > 0 || o.Because == unset) && slices.Equal(g.Policies, o.Policies) && slices.Equal(g.Targets, o.Targets)
}

// gapsByNeed has one gap for each variable, and one for each reason without one.
func (r *Report) gapsByNeed() []*Gap {
	byKey := map[string]*Gap{}
	for _, d := range r.Undetermined {
		for _, need := range needsOf(d) {
			key := need
			if need == "" {
				key = "\x00" + d.Because
			}
			gap := byKey[key]
			if gap == nil {
				gap = &Gap{Because: d.Because, At: d.At}
				if need != "" {
					gap.Needs = []string{need}
				}
				byKey[key] = gap
			}
			gap.add(d)
		}
	}
	out := make([]*Gap, 0, len(byKey))
	for _, key := range slices.Sorted(maps.Keys(byKey)) {
		gap := byKey[key]
		slices.SortFunc(gap.Policies, byID)
		slices.Sort(gap.Targets)
		out = append(out, gap)
	}
	return out
}

func (g *Gap) add(d Doubt) {
	if !slices.Contains(g.Policies, d.Policy) {
		g.Policies = append(g.Policies, d.Policy)
	}
	for _, t := range d.Targets {
		if !slices.Contains(g.Targets, t) {
			g.Targets = append(g.Targets, t)
		}
	}
}

func needsOf(d Doubt) []string {
	if len(d.Needs) == 0 {
		return []string{""}
	}
	return d.Needs
}

func byID(a, b *Policy) int { return strings.Compare(a.ID, b.ID) }
