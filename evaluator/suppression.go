package evaluator

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/djgate/djgate/inputs/document"
)

// Suppression accepts findings. An empty field accepts everything; * in a field
// stands for any run of characters.
type Suppression struct {
	Policy  string // an id or an alias
	Target  string // a target's id
	Subject string
	Path    string // of the file
	Line    int    // of the file; 0: any
	Reason  string
	Owner   string
	Until   string            // YYYY-MM-DD, the last day; empty: for good
	At      document.Location // where it is written
	// Inline: it is a comment. Path is then a name as it stands, and a finding on
	// the comment's own line is accepted too.
	Inline bool
}

func (s Suppression) accepts(target string, p *Policy, subject string, at document.Location) bool {
	return (s.Policy == "" || matches(s.Policy, p.ID) || p.Named(s.Policy)) &&
		(s.Target == "" || matches(s.Target, target)) &&
		(s.Subject == "" || matches(s.Subject, subject)) &&
		(s.Path == "" || s.Path == at.File || !s.Inline && matches(s.Path, at.File)) &&
		(s.Line == 0 || s.Line == at.Line || s.Inline && s.At.Line == at.Line)
}

// expired compares dates as text, which YYYY-MM-DD allows.
func (s Suppression) expired(asOf string) bool { return s.Until != "" && s.Until < asOf }

// Silenced tells whether the project's SILENCED_SYSTEM_CHECKS accepts, and no suppression.
func (s Suppression) Silenced() bool { return s.Reason == silencedReason }

// acceptance applies suppressions, and keeps those that matched anything.
type acceptance struct {
	list []Suppression
	asOf string
	used []bool
}

func newAcceptance(o MergeOptions) *acceptance {
	return &acceptance{o.Suppressions, o.AsOf, make([]bool, len(o.Suppressions))}
}

// by is the index of the first suppression in force that accepts, else -1; note
// says which would have, had it not expired.
func (a *acceptance) by(target string, p *Policy, subject string, at document.Location) (index int, note string) {
	for i, s := range a.list {
		switch {
		case !s.accepts(target, p, subject, at):
		case s.expired(a.asOf):
			a.used[i] = true
			note = fmt.Sprintf("the suppression expired on %s (%s:%d)", s.Until, s.At.File, s.At.Line)
		default:
			a.used[i] = true
			return i, ""
		}
	}
	return -1, note
}

// ofFinding is by for a finding: at its place, or where the same file assigns the
// setting. So a comment on a statement is about all of its lines.
func (a *acceptance) ofFinding(target string, f Finding) (index int, note string) {
	index, note = a.by(target, f.Policy, f.Subject, f.At)
	for _, step := range f.Chain {
		if index < 0 && step.Kind == document.StepSetting && step.At.File == f.At.File && step.At.Line != f.At.Line {
			var other string
			index, other = a.by(target, f.Policy, f.Subject, step.At)
			note = cmp.Or(note, other)
		}
	}
	return index, note
}

// unused are those that matched nothing, though their policy and target were judged.
func (a *acceptance) unused(r *Report) []Suppression {
	var out []Suppression
	for i, s := range a.list {
		judged := slices.ContainsFunc(r.Policies, func(p *Policy) bool { return s.Policy == "" || matches(s.Policy, p.ID) || p.Named(s.Policy) }) &&
			slices.ContainsFunc(r.Targets, func(t Judged) bool { return s.Target == "" || matches(s.Target, t.ID) })
		if judged && !a.used[i] {
			out = append(out, s)
		}
	}
	return out
}
