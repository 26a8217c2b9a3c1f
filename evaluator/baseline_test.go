package evaluator

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// sighted is a report of findings "target/fingerprint"; a name that ends in ? is a doubt.
func sighted(targets string, names ...string) *Report {
	r := &Report{}
	for id := range strings.FieldsSeq(targets) {
		j := Judged{}
		j.ID = id
		r.Targets = append(r.Targets, j)
	}
	for _, name := range names {
		target, print, _ := strings.Cut(name, "/")
		if id, doubt := strings.CutSuffix(print, "?"); doubt {
			r.Undetermined = append(r.Undetermined, Doubt{Policy: &Policy{ID: id, Severity: High}, Severity: High, Cause: Cause{Fingerprint: print}, Targets: []string{target}})
			continue
		}
		p := &Policy{ID: print[:1], Severity: High}
		r.Findings = append(r.Findings, MergedFinding{Finding: Finding{Policy: p, Severity: High, Fingerprint: print}, Targets: []string{target}})
	}
	return r
}

func namesOf(list []MergedFinding) string {
	var out []string
	for _, f := range list {
		for _, target := range f.Targets {
			out = append(out, target+"/"+f.Fingerprint)
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestBaselineApply(t *testing.T) {
	for _, tt := range []struct {
		name   string
		base   *Report
		now    *Report
		others string // targets that are there and not judged
		fresh  string
	}{
		{"the same", sighted("a", "a/x"), sighted("a", "a/x"), "", ""},
		{"a new one", sighted("a", "a/x"), sighted("a", "a/x", "a/y"), "", "a/y"},
		{"a second of the kind", sighted("a", "a/x0"), sighted("a", "a/x0", "a/x1"), "", "a/x1"},
		{"another target", sighted("a b", "a/x"), sighted("a b", "a/x", "b/x"), "", "b/x"},
		{"a renamed target", sighted("a", "a/x", "a/y"), sighted("b", "b/x", "b/y"), "", ""},
		{"a target that is two now", sighted("a", "a/x"), sighted("b c", "b/x", "c/x"), "", "c/x"},
		{"a target more, none gone", sighted("a", "a/x"), sighted("a b", "a/x", "b/x"), "", "b/x"},
		{"a target that is only not judged", sighted("a", "a/x"), sighted("b", "b/x"), "a", "b/x"},
		{"gone, but the other was known", sighted("a b", "a/x", "b/y"), sighted("b", "b/x", "b/y"), "", "b/x"},
	} {
		var file bytes.Buffer
		if err := NewBaseline(tt.base).Write(&file); err != nil {
			t.Fatal(err)
		}
		b, err := ParseBaseline(file.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		r := b.Apply(tt.now, strings.Fields(tt.others))
		if got := namesOf(r.Findings); got != tt.fresh {
			t.Errorf("%s: new %q, want %q", tt.name, got, tt.fresh)
		}
		if n := len(sightedIn(tt.now)); len(r.Known)+len(r.Findings)+len(r.Undetermined) != n {
			t.Errorf("%s: %d known and %d new of %d", tt.name, len(r.Known), len(r.Findings), n)
		}
	}
}

// What could not be told then does not fail a strict run now; that it is wrong does.
func TestBaselineKnowsWhatIsUndetermined(t *testing.T) {
	b := NewBaseline(sighted("a b", "a/x?"))
	for name, want := range map[string]bool{"a/x?": false, "a/y?": true, "b/x?": true, "a/x": true} {
		strict := Threshold{FailOn: High, Strict: true, All: true}
		if got := b.Apply(sighted("a b", name), nil).Fails(strict); got != want {
			t.Errorf("%s: fails %v, want %v", name, got, want)
		}
	}
	if left := b.Prune(sighted("a b", "a/y?"), nil).Findings; len(left) != 0 {
		t.Errorf("not pruned: %+v", left)
	}
}

// One finding of two targets, of which one is known, is two.
func TestBaselineSplitsTargets(t *testing.T) {
	now := sighted("a b", "a/x")
	now.Findings[0].Targets = []string{"a", "b"}
	r := NewBaseline(sighted("a b", "a/x")).Apply(now, nil)
	if namesOf(r.Known) != "a/x" || namesOf(r.Findings) != "b/x" || namesOf(now.Findings) != "a/x b/x" {
		t.Errorf("known %s, new %s", namesOf(r.Known), namesOf(r.Findings))
	}
}

// What comes to light when the finding that covered it is mended was known.
func TestBaselineKnowsWhatIsCovered(t *testing.T) {
	before, after := sighted("a", "a/x"), sighted("a", "a/y")
	before.Covered, after.Covered = after.Findings, nil
	if r := NewBaseline(before).Apply(after, nil); namesOf(r.Known) != "a/y" {
		t.Errorf("new: %s", namesOf(r.Findings))
	}
}

func TestBaselinePrune(t *testing.T) {
	b := NewBaseline(sighted("a b c", "a/x", "a/y", "a/z", "b/x", "c/x"))
	now := sighted("a", "a/x", "a/z?")
	got := ""
	for _, e := range b.Prune(now, []string{"a", "b"}).Findings { // c is gone
		got += fmt.Sprintf("%s/%s ", e.Target, e.Fingerprint)
	}
	if want := "a/x a/z b/x "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	renamed := b.Prune(sighted("d", "d/x"), nil)
	if len(renamed.Findings) != 1 {
		t.Errorf("%+v", renamed.Findings)
	}
}

func TestParseBaselineRefuses(t *testing.T) {
	var whole bytes.Buffer
	if err := NewBaseline(sighted("a", "a/x")).Write(&whole); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ src, want string }{
		{"", "cut short"},
		{whole.String()[:whole.Len()/2], "cut short"},
		{whole.String() + "{}", "something follows"},
		{`{"version": 2, "findings": []}`, "version: 2 is not known (1)"},
		{`{"findings": []}`, "version: 0 is not known (1)"},
		{`{"version": 1}`, "findings is missing"},
		{`{"version": 1, "findings": [{"target": "a"}]}`, "findings[0]: fingerprint and target"},
		{`[]`, "no baseline"},
	} {
		if _, err := ParseBaseline([]byte(tt.src)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", tt.src, err)
		}
	}
}
