package evaluator

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// This file is the table of verdicts. main.rego holds the same table for any
// OPA, and a test holds both equal.

// asker answers what a rule of a policy holds.
type asker interface {
	claims(p *Policy, rule string) ([]claim, error)
	holds(p *Policy, rule string) (bool, error)
	exceptions(p *Policy) ([]string, error)
}

func (s *session) claims(p *Policy, rule string) ([]claim, error) {
	value, err := s.ask(p, rule)
	if err != nil {
		return nil, err
	}
	list, err := claims(value)
	if err != nil {
		return nil, fmt.Errorf("%s: %s %w", p.File, rule, err)
	}
	return list, nil
}

func (s *session) holds(p *Policy, rule string) (bool, error) {
	value, err := s.ask(p, rule)
	return holds(value), err
}

// judge applies the table: denied and discharged, violation, allowed, unsure or unknown, pass.
func judge(p *Policy, d *document.Document, a asker) Verdict {
	v := Verdict{Policy: p}
	versions := meetsAny(p.Django, d.Django)
	if versions == outside || !applies(p, d) {
		v.Status = NotApplicable
		return v
	}
	denied, excepted, err := denials(p, a)
	if err != nil {
		return failed(v, err)
	}
	discharged, err := a.claims(p, dischargedRule)
	if err != nil {
		return failed(v, err)
	}
	if len(denied) > 0 {
		return v.deny(d, denied, discharged, versions).except(d, excepted)
	}
	if len(excepted) > 0 {
		v = v.deny(d, excepted, nil, versions).except(d, excepted)
		v.Status, v.Causes = Discharged, nil
		return v
	}
	allowed, err := a.holds(p, allowRule)
	switch {
	case err != nil:
		return failed(v, err)
	case allowed || len(discharged) > 0:
		v.Status = Pass
		return v
	}
	unsure, err := a.claims(p, unsureRule)
	if err != nil {
		return failed(v, err)
	}
	for _, c := range unsure {
		s := locate(d, c.subject, p.JudgesFallback)
		v.Causes = append(v.Causes, Cause{Path: c.subject, Because: c.message, At: s.at})
	}
	v.addCauses(unknowns(p, d))
	v.Status = Pass
	if len(v.Causes) > 0 {
		v.Status = Undetermined
	}
	return v
}

// except adds that the policy itself excepts some of what it denies.
func (v Verdict) except(d *document.Document, excepted []claim) Verdict {
	for _, c := range excepted {
		v.By = append(v.By, Evidence{By: "an exception of " + v.Policy.File + ": " + c.message, At: evidenceAt(d, c)})
	}
	return v
}

// denials are what all rules of a policy say that is wrong, and what it excepts of it.
func denials(p *Policy, a asker) (all, excepted []claim, err error) {
	except, err := a.exceptions(p)
	if err != nil {
		return nil, nil, err
	}
	for _, rule := range p.denying() {
		list, err := a.claims(p, rule)
		if err != nil {
			return nil, nil, err
		}
		if slices.Contains(except, unprefixed(rule)) {
			excepted = append(excepted, list...)
			continue
		}
		for _, c := range list {
			if isWarning(rule) {
				c.severity = cmp.Or(c.severity, Medium)
			}
			all = append(all, c)
		}
	}
	return all, excepted, nil
}

// unprefixed is a rule's name without what says that it denies: run_as_root of
// deny_run_as_root, nothing of deny.
func unprefixed(rule string) string {
	_, name, _ := strings.Cut(rule, "_")
	return name
}

func failed(v Verdict, err error) Verdict {
	v.Status, v.Err = Failed, err
	return v
}

// applies tells whether every kind of input that the policy needs is there.
func applies(p *Policy, d *document.Document) bool {
	for _, kind := range p.Inputs {
		read := slices.ContainsFunc(d.Files, func(f document.File) bool {
			return f.Kind == kind || kind == document.KindResources && f.Kind == "terraform"
		})
		if kind == "http" && !d.Target.HTTP || kind != "http" && !read {
			return false
		}
	}
	return true
}

// deny makes the verdict of a policy that says that something is wrong.
func (v Verdict) deny(d *document.Document, denied, discharged []claim, versions overlap) Verdict {
	certain := false
	for _, c := range denied {
		f := find(v.Policy, d, c)
		if cause, doubtful := assumption(f, versions); doubtful {
			f.WouldBe = true
			v.Causes = append(v.Causes, cause)
		}
		certain = certain || !f.WouldBe
		v.Findings = append(v.Findings, f)
	}
	switch {
	case len(discharged) > 0:
		v.Status, v.Causes = Discharged, nil
		for _, c := range discharged {
			v.By = append(v.By, Evidence{By: c.message, At: evidenceAt(d, c)})
		}
	case certain:
		v.Status = Violation
	default:
		v.Status = Undetermined
		v.addCauses(unknowns(v.Policy, d))
	}
	return v
}

// addCauses adds those at paths that have no cause yet.
func (v *Verdict) addCauses(causes []Cause) {
	for _, c := range causes {
		if !slices.ContainsFunc(v.Causes, func(known Cause) bool { return known.Path == c.Path }) {
			v.Causes = append(v.Causes, c)
		}
	}
}

// assumption says what makes a finding doubtful.
func assumption(f Finding, versions overlap) (Cause, bool) {
	switch {
	case versions == partly:
		return Cause{Path: f.Subject, Because: "it depends on the version of Django, which is not known exactly", At: f.At, WouldBe: true}, true
	case len(f.Assumes) > 0:
		return Cause{Path: f.Subject, Because: resting(f.Assumes), Needs: f.Assumes, At: f.At, WouldBe: true}, true
	}
	return Cause{}, false
}

// resting says what a value rests on: variables that nothing sets, by name, or files
// that are not here, by path. "*" stands for all variables that no input names.
func resting(assumes []string) string {
	var variables, files, out []string
	for _, name := range assumes {
		switch {
		case name == "*":
			out = append(out, "it rests on there being no variables that nothing here names")
		case document.NamesFile(name):
			files = append(files, name)
		default:
			variables = append(variables, name)
		}
	}
	if len(variables) > 0 {
		out = append(out, "it rests on the default of "+listed(variables)+", which nothing here sets")
	}
	if len(files) > 0 {
		out = append(out, "a file that is not here may set it: "+listed(files))
	}
	return strings.Join(out, "; ")
}

// listed names a few of many: what a cause needs holds all of them.
func listed(names []string) string {
	const most = 4
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d others", strings.Join(names[:most-1], ", "), len(names)-most+1)
}

// find gives a claim its place and trail.
func find(p *Policy, d *document.Document, c claim) Finding {
	s := locate(d, c.subject, p.JudgesFallback)
	f := Finding{
		Policy: p, Severity: cmp.Or(c.severity, p.Severity), Subject: c.subject, Message: c.message,
		At: s.at, Chain: s.chain, Facts: s.facts,
	}
	if !c.at.IsZero() {
		f.At = c.at
		f.ofLiteral(d, s.at)
	}
	if !p.JudgesFallback {
		f.Assumes = s.assumes
		for _, subject := range c.rests {
			f.Assumes = slices.Concat(f.Assumes, locate(d, subject, false).assumes)
		}
		slices.Sort(f.Assumes)
		f.Assumes = slices.Compact(f.Assumes)
	}
	return f
}

// ofLiteral gives a finding on a literal of the deployment's files its own trail: the
// process may have the variable of that name from elsewhere.
func (f *Finding) ofLiteral(d *document.Document, subject document.Location) {
	for _, l := range d.Source.Literals {
		if l.At == f.At && l.At != subject {
			f.Chain, f.Facts = []document.Step{{Kind: document.StepEnvironment, At: l.At, Name: l.Name}}, &l.Facts
			return
		}
	}
}

func evidenceAt(d *document.Document, c claim) document.Location {
	if !c.at.IsZero() {
		return c.at
	}
	return locate(d, c.subject, false).at
}

// number gives each finding and each cause its fingerprint. Equals are those with
// the same policy, subject and file; they are numbered, findings in order of place.
func number(verdicts []Verdict) {
	for i := range verdicts {
		seen := map[string]int{}
		for j := range verdicts[i].Causes {
			c := &verdicts[i].Causes[j]
			key := "undetermined\x00" + verdicts[i].Policy.ID + "\x00" + c.Path + "\x00" + c.At.File
			c.Fingerprint = fingerprint(key, seen[key])
			seen[key]++
		}
		findings := verdicts[i].Findings
		slices.SortFunc(findings, func(a, b Finding) int {
			return cmp.Or(compareLocations(a.At, b.At), strings.Compare(a.Subject, b.Subject), strings.Compare(a.Message, b.Message))
		})
		for j := range findings {
			f := &findings[j]
			key := f.Policy.ID + "\x00" + f.Subject + "\x00" + f.At.File
			f.Fingerprint = fingerprint(key, seen[key])
			seen[key]++
		}
	}
}

func fingerprint(key string, ordinal int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, ordinal))
	return hex.EncodeToString(sum[:16])
}

func compareLocations(a, b document.Location) int {
	return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
}
