package evaluator

import "strings"

// This file makes one finding of one cause.

// cover lists what covered policies say of a finding's subject under the finding,
// unless it is worse. A doubtful finding covers doubtful ones only; a certain one also covers that
// its subject is not known to them.
//
// What doubtful findings assume, a policy that judges the fallback knows for
// certain. Its findings therefore cover those at or under their subject, though
// it is the doubtful one's policy that covers the other where both are certain.
func cover(verdicts []Verdict) {
	byID := make(map[string]*Verdict, len(verdicts))
	for i := range verdicts {
		if verdicts[i].Status != Discharged {
			byID[verdicts[i].Policy.ID] = &verdicts[i]
		}
	}
	for i := range verdicts {
		v := &verdicts[i]
		if v.Status == Discharged {
			continue
		}
		for _, id := range v.Policy.Covers {
			if other := byID[id]; other != nil {
				v.cover(other)
				other.foresee(v)
			}
		}
	}
}

// cover marks what a covered policy says at the subjects of v's findings.
func (v *Verdict) cover(other *Verdict) {
	for i := range v.Findings {
		f := &v.Findings[i]
		covered := other.mark(f, func(g *Finding) bool {
			return g.Subject == f.Subject && g.Severity <= f.Severity && (g.WouldBe || !f.WouldBe)
		})
		for j := range other.Causes {
			if c := &other.Causes[j]; c.Path == f.Subject && (covered || !f.WouldBe && !c.WouldBe) {
				c.CoveredBy = v.Policy.ID
			}
		}
	}
}

// foresee marks the doubtful findings of other that v says of the fallback.
func (v *Verdict) foresee(other *Verdict) {
	if !v.Policy.JudgesFallback {
		return
	}
	for i := range v.Findings {
		f := &v.Findings[i]
		if f.WouldBe || !other.mark(f, func(g *Finding) bool { return g.WouldBe && within(g.Subject, f.Subject) }) {
			continue
		}
		for j := range other.Causes {
			if c := &other.Causes[j]; c.WouldBe && within(c.Path, f.Subject) {
				c.CoveredBy = v.Policy.ID
			}
		}
	}
}

// mark lists the findings of v that are meant under f.
func (v *Verdict) mark(f *Finding, meant func(*Finding) bool) bool {
	found := false
	for i := range v.Findings {
		if g := &v.Findings[i]; meant(g) {
			g.CoveredBy, found = f.Policy.ID, true
		}
	}
	if found {
		f.Also = append(f.Also, v.Policy.ID)
	}
	return found
}

// within tells whether a subject is another, or a part of it.
func within(subject, whole string) bool {
	rest, found := strings.CutPrefix(subject, whole)
	return found && (rest == "" || rest[0] == '.' || rest[0] == '[')
}
