package evaluator

import (
	"slices"
	"testing"
)

// say returns a verdict with one finding, certain or doubtful, and its cause.
func say(p *Policy, subject string, wouldBe bool) Verdict {
	v := violated(p, subject, 1)
	if wouldBe {
		v.Status, v.Findings[0].WouldBe = Undetermined, true
		v.Causes = []Cause{{Path: subject, At: v.Findings[0].At, Needs: []string{"X"}, WouldBe: true}}
	}
	return v
}

func TestCover(t *testing.T) {
	const certain, doubtful = false, true
	head := &Policy{ID: "head", Severity: Critical, Covers: []string{"inner", "fallback"}}
	inner := &Policy{ID: "inner", Severity: High}
	worse := &Policy{ID: "worse", Severity: Critical}
	mild := &Policy{ID: "mild", Severity: High, Covers: []string{"worse"}}
	fallback := &Policy{ID: "fallback", Severity: Medium, JudgesFallback: true}
	dark := func(p *Policy, subject string) Verdict {
		return Verdict{Policy: p, Status: Undetermined, Causes: []Cause{{Path: subject, Because: "not known"}}}
	}
	for name, c := range map[string]struct {
		verdicts            []Verdict
		found, doubts, also []string
	}{
		"certain covers certain":                 {verdicts: []Verdict{say(head, "KEY", certain), say(inner, "KEY", certain)}, found: []string{"head"}, also: []string{"inner"}},
		"certain covers doubtful":                {verdicts: []Verdict{say(head, "KEY", certain), say(inner, "KEY", doubtful)}, found: []string{"head"}, also: []string{"inner"}},
		"certain covers unknown":                 {verdicts: []Verdict{say(head, "KEY", certain), dark(inner, "KEY")}, found: []string{"head"}},
		"doubtful covers doubtful":               {verdicts: []Verdict{say(head, "KEY", doubtful), say(inner, "KEY", doubtful)}, doubts: []string{"head"}},
		"doubtful does not cover certain":        {verdicts: []Verdict{say(head, "KEY", doubtful), say(inner, "KEY", certain)}, found: []string{"inner"}, doubts: []string{"head"}},
		"doubtful does not cover unknown":        {verdicts: []Verdict{say(head, "KEY", doubtful), dark(inner, "KEY")}, doubts: []string{"head", "inner"}},
		"nothing that is worse":                  {verdicts: []Verdict{say(mild, "KEY", certain), say(worse, "KEY", certain)}, found: []string{"worse", "mild"}},
		"nor doubtful and worse":                 {verdicts: []Verdict{say(mild, "KEY", certain), say(worse, "KEY", doubtful)}, found: []string{"mild"}, doubts: []string{"worse"}},
		"nothing at another subject":             {verdicts: []Verdict{say(head, "KEY", certain), dark(inner, "DEBUG")}, found: []string{"head"}, doubts: []string{"inner"}},
		"the fallback, certain, covers doubtful": {verdicts: []Verdict{say(head, "KEY", doubtful), say(fallback, "KEY", certain)}, found: []string{"fallback"}, also: []string{"head"}},
		"also a part":                            {verdicts: []Verdict{say(head, "HOSTS[0]", doubtful), say(fallback, "HOSTS", certain)}, found: []string{"fallback"}, also: []string{"head"}},
		"but not another name":                   {verdicts: []Verdict{say(head, "HOSTS_X", doubtful), say(fallback, "HOSTS", certain)}, found: []string{"fallback"}, doubts: []string{"head"}},
		"the fallback is covered where certain":  {verdicts: []Verdict{say(head, "KEY", certain), say(fallback, "KEY", certain)}, found: []string{"head"}, also: []string{"fallback"}},
		"the fallback does not cover unknown":    {verdicts: []Verdict{dark(head, "KEY"), say(fallback, "KEY", certain)}, found: []string{"fallback"}, doubts: []string{"head"}},
	} {
		cover(c.verdicts)
		r := Merge([]*Result{resultOf("t", c.verdicts...)}, MergeOptions{})
		var found, doubts, also []string
		for _, f := range r.Findings {
			found, also = append(found, f.Policy.ID), append(also, f.Also...)
		}
		for _, d := range r.Undetermined {
			doubts = append(doubts, d.Policy.ID)
		}
		if !slices.Equal(found, c.found) || !slices.Equal(doubts, c.doubts) || !slices.Equal(also, c.also) {
			t.Errorf("%s: found %v, doubts %v, also %v", name, found, doubts, also)
		}
	}
}
