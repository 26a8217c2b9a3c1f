package evaluator

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/pattern"
)

// This file holds two reports against each other: what was judged before a
// change, and after it.
//
// Findings are paired one to one, within a policy and a target. Their places
// play no part: a change moves lines and files. So that the sum is never better
// than the truth, a finding that got worse counts as introduced, and one that
// can no longer be told is not mended.

// Change says what a change does to a finding; it is empty where nothing is compared.
type Change string

// The changes of a finding.
const (
	Introduced Change = "introduced" // new, or worse than before
	Unchanged  Change = "unchanged"
	Mended     Change = "mended" // it was there, and is there no more
)

// noteUndetermined is the note on an introduced finding that may have been there before.
const noteUndetermined = "whether it was there before could not be told"

// Compare says what a change does: it returns the report after it, in which
// every finding and doubt has its Change, and Review lists what is mended and the targets
// of both sides. A finding that is introduced in some targets and not in others
// is two. Neither report is changed.
func Compare(before, after *Report) *Report {
	out := *after
	old, now := sightingsOf(before), sightingsOf(after)
	pair(old, now)
	out.Findings = nil
	for _, f := range after.Findings {
		out.Findings = append(out.Findings, now.split(f, Introduced, before)...)
	}
	out.Undetermined = slices.Clone(after.Undetermined)
	for i := range out.Undetermined {
		out.Undetermined[i].Change = before.changeOf(out.Undetermined[i])
	}
	review := &Review{Targets: targetChanges(before, after)}
	for _, f := range before.Findings {
		for _, part := range old.split(f, Mended, nil) {
			if part.Change == Mended && part.keep(func(t string) bool { return !after.doubts(f.Policy, t) }) {
				review.Mended = append(review.Mended, part)
			}
		}
	}
	out.Review = review
	return &out
}

// keep leaves the targets that are wanted; false where none is.
func (f *MergedFinding) keep(wanted func(target string) bool) bool {
	f.Targets = slices.DeleteFunc(f.Targets, func(t string) bool { return !wanted(t) })
	return len(f.Targets) > 0
}

// doubts tells whether a policy could not be told of a target.
func (r *Report) doubts(p *Policy, target string) bool {
	return slices.ContainsFunc(r.Undetermined, func(d Doubt) bool {
		return d.Policy.ID == p.ID && slices.Contains(d.Targets, target)
	}) || slices.ContainsFunc(r.Failures, func(f Failure) bool {
		return f.Policy.ID == p.ID && slices.Contains(f.Targets, target)
	})
}

// changeOf tells whether a doubt is new. One about what was a violation is not:
// it got no worse.
func (r *Report) changeOf(d Doubt) Change {
	for _, target := range d.Targets {
		same := func(p *Policy, targets []string) bool { return p.ID == d.Policy.ID && slices.Contains(targets, target) }
		if !slices.ContainsFunc(r.Undetermined, func(o Doubt) bool { return same(o.Policy, o.Targets) && anywhere(o.Path) == anywhere(d.Path) }) &&
			!slices.ContainsFunc(r.Findings, func(f MergedFinding) bool { return same(f.Policy, f.Targets) }) {
			return Introduced
		}
	}
	return Unchanged
}

// sighting is a finding in one target.
type sighting struct {
	subject, message string
	severity         Severity // 0 where another policy covers it: it is not known then
	fingerprint      string
	listed           bool // among the findings; not suppressed, not covered
	paired           bool
}

// scene holds the sightings that may be paired.
type scene struct{ policy, target string }

type sightings map[scene][]*sighting

func sightingsOf(r *Report) sightings {
	out := sightings{}
	for _, f := range r.Findings {
		out.add(f, true)
	}
	for _, s := range r.Suppressed {
		out.add(s.MergedFinding, false)
	}
	return out
}

// add takes up a finding, and those of other policies that it covers.
func (s sightings) add(f MergedFinding, listed bool) {
	for _, target := range f.Targets {
		at := scene{f.Policy.ID, target}
		s[at] = append(s[at], &sighting{f.Subject, f.Message, f.Severity, f.Fingerprint, listed, false})
		for _, covered := range f.Also {
			at.policy = covered
			s[at] = append(s[at], &sighting{subject: f.Subject})
		}
	}
}

// find is the sighting of a listed finding.
func (s sightings) find(f MergedFinding, target string) *sighting {
	list := s[scene{f.Policy.ID, target}]
	i := slices.IndexFunc(list, func(have *sighting) bool {
		return have.listed && have.subject == f.Subject && have.message == f.Message && have.fingerprint == f.Fingerprint
	})
	return list[i]
}

// split makes of a finding one that has the change, for the targets where it has
// no pair, and one that is unchanged. Of what cannot be told of before, it says so.
func (s sightings) split(f MergedFinding, alone Change, before *Report) []MergedFinding {
	parts := map[Change][]string{}
	for _, target := range f.Targets {
		change := alone
		if s.find(f, target).paired {
			change = Unchanged
		}
		parts[change] = append(parts[change], target)
	}
	var out []MergedFinding
	for _, change := range []Change{alone, Unchanged} {
		if len(parts[change]) == 0 {
			continue
		}
		part := f
		part.Change, part.Targets = change, parts[change]
		if before != nil && change == Introduced && part.Note == "" && slices.ContainsFunc(part.Targets, func(t string) bool { return before.doubts(f.Policy, t) }) {
			part.Note = noteUndetermined
		}
		out = append(out, part)
	}
	return out
}

// pair matches what was there before with what is there now, the likest first.
func pair(old, now sightings) {
	for at, olds := range old {
		for _, alike := range []func(a, b *sighting) bool{same, sameSubject, sameSomewhere} {
			for _, was := range olds {
				if was.paired || !was.listed && was.severity > 0 {
					continue // what was accepted before and is no more is as good as new
				}
				i := slices.IndexFunc(now[at], func(is *sighting) bool { return !is.paired && !was.betterThan(is) && alike(was, is) })
				if i >= 0 {
					was.paired, now[at][i].paired = true, true
				}
			}
		}
	}
}

// betterThan tells whether a finding got worse.
func (s *sighting) betterThan(is *sighting) bool { return s.severity > 0 && s.severity < is.severity }

func same(a, b *sighting) bool {
	return a.subject == b.subject && a.message == b.message && a.fingerprint == b.fingerprint
}

func sameSubject(a, b *sighting) bool { return a.subject == b.subject }

// sameSomewhere pairs members of a list that moved in it.
func sameSomewhere(a, b *sighting) bool {
	return a.message == b.message && strings.Contains(a.subject, "[") && anywhere(a.subject) == anywhere(b.subject)
}

var position = pattern.New(`\[\d+\]`)

func anywhere(subject string) string { return position.ReplaceAllString(subject, "[]") }
