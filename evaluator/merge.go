package evaluator

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file makes one report of many results. Things are equal where everything
// is but the target.

// MergeOptions say what is accepted.
type MergeOptions struct {
	Suppressions []Suppression
	AsOf         string // YYYY-MM-DD; a suppression whose last day is before it has expired
	Enforcement  []Enforcement
	// Diagnostics are those of no single target.
	Diagnostics []document.Diagnostic
}

// Merge makes one report of the results of all targets.
func Merge(results []*Result, o MergeOptions) *Report {
	m := merger{
		report:     &Report{Counts: map[Status]int{}, Complete: true},
		findings:   group[MergedFinding]{},
		suppressed: group[Suppressed]{},
		doubts:     group[Doubt]{},
		discharges: group[Discharge]{},
		failures:   group[Failure]{},
		covered:    group[MergedFinding]{},
		options:    o,
		accepted:   newAcceptance(o),
	}
	m.diagnose(o.Diagnostics)
	results = slices.Clone(results)
	slices.SortStableFunc(results, func(a, b *Result) int { return strings.Compare(a.Target.ID, b.Target.ID) })
	for _, r := range results {
		m.add(r)
	}
	return m.finish()
}

// group keeps one element for all that have its key, with the targets of all.
type group[T any] map[string]*grouped[T]

type grouped[T any] struct {
	element T
	targets []string
}

func (g group[T]) add(key, target string, element T) {
	if g[key] == nil {
		g[key] = &grouped[T]{element: element}
	}
	if !slices.Contains(g[key].targets, target) {
		g[key].targets = append(g[key].targets, target)
	}
}

// collect returns the elements in order of their keys, each given its targets.
func (g group[T]) collect(give func(*T, []string)) []T {
	var list []T
	for _, key := range slices.Sorted(maps.Keys(g)) {
		element := g[key].element
		give(&element, g[key].targets)
		list = append(list, element)
	}
	return list
}

type merger struct {
	report     *Report
	findings   group[MergedFinding]
	suppressed group[Suppressed]
	doubts     group[Doubt]
	discharges group[Discharge]
	failures   group[Failure]
	covered    group[MergedFinding]
	options    MergeOptions
	accepted   *acceptance
}

func (m *merger) add(r *Result) {
	judged := Judged{Target: r.Target, Django: r.Django, Counts: map[Status]int{}, Verdicts: map[string]Status{}}
	for i := range r.Verdicts {
		v := &r.Verdicts[i]
		judged.Counts[v.Status]++
		judged.Verdicts[v.Policy.ID] = v.Status
		m.report.Counts[v.Status]++
		if !slices.Contains(m.report.Policies, v.Policy) {
			m.report.Policies = append(m.report.Policies, v.Policy)
		}
		m.verdict(r.Target.ID, v)
	}
	m.report.Targets = append(m.report.Targets, judged)
	m.diagnose(r.Diagnostics)
}

func (m *merger) verdict(target string, v *Verdict) {
	switch v.Status {
	case Violation:
		for _, f := range v.Findings {
			switch {
			case f.WouldBe:
			case f.CoveredBy == "":
				m.finding(target, f)
			default:
				m.cover(target, f)
			}
		}
		m.undetermined(target, v)
		m.discharge(target, v)
	case Undetermined:
		m.undetermined(target, v)
	case Discharged:
		m.discharge(target, v)
	case Failed:
		m.failures.add(keyOf(v.Policy.ID, document.Location{}, v.Err.Error()), target, Failure{Policy: v.Policy, Err: v.Err})
	}
}

func (m *merger) discharge(target string, v *Verdict) {
	for _, e := range v.By {
		d := Discharge{Policy: v.Policy, Subject: v.Findings[0].Subject, Evidence: e}
		m.discharges.add(keyOf(v.Policy.ID, e.At, e.By), target, d)
	}
}

// undetermined adds each cause of a verdict; not those that another policy covers.
func (m *merger) undetermined(target string, v *Verdict) {
	for _, c := range v.Causes {
		if c.CoveredBy != "" {
			continue
		}
		d := Doubt{Policy: v.Policy, Severity: v.Policy.Severity, Cause: c, Mode: m.mode(v.Policy)}
		if c.WouldBe {
			f := v.wouldBe(c)
			d.Severity, d.Message = f.Severity, f.Message
		}
		i, _ := m.accepted.by(target, v.Policy, c.Path, c.At)
		if i >= 0 {
			d.Accepted = &m.options.Suppressions[i]
		}
		key := keyOf(v.Policy.ID, c.At, c.Path, c.Because, d.Message, strings.Join(c.Needs, ","), c.Fingerprint, fmt.Sprint(i))
		m.doubts.add(key, target, d)
	}
}

// wouldBe returns the finding that a cause makes doubtful: each such cause has one.
func (v *Verdict) wouldBe(c Cause) *Finding {
	for i := range v.Findings {
		if f := &v.Findings[i]; f.WouldBe && f.Subject == c.Path && f.At == c.At {
			return f
		}
	}
	return nil
}

// finding adds f, or puts it where it is suppressed.
func (m *merger) finding(target string, f Finding) {
	key := keyOfFinding(f)
	merged := MergedFinding{Finding: f, Mode: m.mode(f.Policy)}
	if f.Silenced != nil {
		by := Suppression{Reason: silencedReason, At: *f.Silenced}
		m.suppressed.add(keyOf(key, by.At), target, Suppressed{MergedFinding: merged, By: by})
		return
	}
	i, note := m.accepted.ofFinding(target, f)
	if i >= 0 {
		m.suppressed.add(fmt.Sprintf("%s\x00%d", key, i), target, Suppressed{MergedFinding: merged, By: m.options.Suppressions[i]})
		return
	}
	merged.Note = note
	m.findings.add(key, target, merged)
}

// cover keeps a finding that another one says: a suppression of it is no stale one,
// and a baseline knows it when the other is mended.
func (m *merger) cover(target string, f Finding) {
	m.accepted.ofFinding(target, f)
	m.covered.add(keyOfFinding(f), target, MergedFinding{Finding: f})
}

func (m *merger) mode(p *Policy) Mode { return modeOf(m.options.Enforcement, p, m.options.AsOf) }

func (m *merger) diagnose(list []document.Diagnostic) {
	for _, d := range list {
		if !slices.Contains(m.report.Diagnostics, d) {
			m.report.Diagnostics = append(m.report.Diagnostics, d)
		}
		if d.Severity == "error" {
			m.report.Complete = false
		}
	}
}

func (m *merger) finish() *Report {
	r := m.report
	gathered, beside := gather(m.findings.collect(func(f *MergedFinding, targets []string) { f.Targets = targets }))
	findings, united := unite(gathered)
	r.Findings = findings
	r.Undetermined = m.doubts.collect(func(d *Doubt, targets []string) { d.Targets = targets })
	r.Discharged = m.discharges.collect(func(d *Discharge, targets []string) { d.Targets = targets })
	r.Suppressed = m.suppressed.collect(func(s *Suppressed, targets []string) { s.Targets = targets })
	r.Failures = m.failures.collect(func(f *Failure, targets []string) { f.Targets = targets })
	r.Covered = append(m.covered.collect(func(f *MergedFinding, targets []string) { f.Targets = targets }), slices.Concat(beside, united)...)
	r.Unused = m.accepted.unused(r)
	r.Complete = r.Complete && len(r.Failures) == 0
	slices.SortFunc(r.Policies, byID)
	slices.SortStableFunc(r.Findings, func(a, b MergedFinding) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), strings.Compare(a.Policy.ID, b.Policy.ID), compareLocations(a.At, b.At))
	})
	slices.SortStableFunc(r.Undetermined, func(a, b Doubt) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), strings.Compare(a.Policy.ID, b.Policy.ID), compareLocations(a.At, b.At))
	})
	return r
}

func keyOfFinding(f Finding) string {
	return keyOf(f.Policy.ID, f.At, f.Subject, f.Message, f.Severity.String())
}

// keyOf tells things apart that are not equal.
func keyOf(policy string, at document.Location, rest ...string) string {
	return strings.Join(append([]string{policy, at.File, fmt.Sprintf("%06d:%06d", at.Line, at.Column)}, rest...), "\x00")
}
