package evaluator

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

// found is a finding written "policy severity subject message @file target,target".
func found(t *testing.T, text string) MergedFinding {
	t.Helper()
	words := strings.Fields(text)
	severity, err := ParseSeverity(words[1])
	if err != nil || len(words) != 6 {
		t.Fatalf("%s: %v", text, err)
	}
	f := Finding{Policy: &Policy{ID: words[0]}, Severity: severity, Subject: words[2], Message: words[3],
		At: document.Location{File: words[4][1:]}, Fingerprint: words[0] + words[2] + words[4]}
	return MergedFinding{Finding: f, Targets: strings.Split(words[5], ",")}
}

func reportOf(t *testing.T, findings ...string) *Report {
	r := &Report{Targets: []Judged{{Target: document.Target{ID: "a"}}, {Target: document.Target{ID: "b"}}}}
	for _, text := range findings {
		switch kind, rest, _ := strings.Cut(text, ": "); kind {
		case "undetermined":
			f := found(t, rest)
			r.Undetermined = append(r.Undetermined, Doubt{Policy: f.Policy, Targets: f.Targets})
		case "suppressed":
			r.Suppressed = append(r.Suppressed, Suppressed{MergedFinding: found(t, rest)})
		case "covers d":
			f := found(t, rest)
			f.Also = []string{"d"}
			r.Findings = append(r.Findings, f)
		default:
			r.Findings = append(r.Findings, found(t, text))
		}
	}
	return r
}

func TestCompare(t *testing.T) {
	tests := []struct {
		name          string
		before, after []string
		want          []string
	}{
		{"equal", []string{"p high X m @f a"}, []string{"p high X m @f a"}, []string{"unchanged p X a"}},
		{"moved to another file", []string{"p high X m @f a"}, []string{"p high X m @g a"}, []string{"unchanged p X a"}},
		{"another message", []string{"p high X m @f a"}, []string{"p high X n @f a"}, []string{"unchanged p X a"}},
		{"new", nil, []string{"p high X m @f a"}, []string{"introduced p X a"}},
		{"gone", []string{"p high X m @f a"}, nil, []string{"mended p X a"}},
		{"worse", []string{"p medium X m @f a"}, []string{"p high X m @f a"}, []string{"introduced p X a", "mended p X a"}},
		{"better, and still there", []string{"p high X m @f a"}, []string{"p low X m @f a"}, []string{"unchanged p X a"}},
		{"one target more", []string{"p high X m @f a"}, []string{"p high X m @f a,b"}, []string{"introduced p X b", "unchanged p X a"}},
		{"one target less", []string{"p high X m @f a,b"}, []string{"p high X m @f b"}, []string{"unchanged p X b", "mended p X a"}},
		{"moved in a list", []string{"p high X[0] m @f a", "p high X[1] n @f a"}, []string{"p high X[0] n @f a"},
			[]string{"unchanged p X[0] a", "mended p X[1] a"}},
		{"moved to the end of a list", []string{"p high X[0] m @f a"}, []string{"p high X[3] m @f a"}, []string{"unchanged p X[3] a"}},
		{"another member of a list", []string{"p high X[0] m @f a"}, []string{"p high X[1] n @f a"},
			[]string{"introduced p X[1] a", "mended p X[0] a"}},
		{"one to one", []string{"p high X m @f a"}, []string{"p high X m @f a", "p high X m @g a"},
			[]string{"unchanged p X a", "introduced p X a"}},
		{"no longer told", []string{"p high X m @f a"}, []string{"undetermined: p high X m @f a"}, nil},
		{"not told before", []string{"undetermined: p high X m @f a"}, []string{"p high X m @f a"},
			[]string{"introduced p X a (" + noteUndetermined + ")"}},
		{"accepted now", []string{"p high X m @f a"}, []string{"suppressed: p high X m @f a"}, nil},
		{"accepted no more", []string{"suppressed: p high X m @f a"}, []string{"p high X m @f a"}, []string{"introduced p X a"}},
		{"covered before", []string{"covers d: p high X m @f a"}, []string{"d high X m @f a"}, []string{"unchanged d X a", "mended p X a"}},
		{"covered now", []string{"d high X m @f a"}, []string{"covers d: p high X m @f a"}, []string{"introduced p X a"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			out := Compare(reportOf(t, test.before...), reportOf(t, test.after...))
			var got []string
			for _, f := range slices.Concat(out.Findings, out.Review.Mended) {
				line := fmt.Sprintf("%s %s %s %s", f.Change, f.Policy.ID, f.Subject, strings.Join(f.Targets, ","))
				if f.Note != "" {
					line += " (" + f.Note + ")"
				}
				got = append(got, line)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
		})
	}
}

func TestCompareDoubts(t *testing.T) {
	tests := []struct {
		before []string
		want   Change
	}{
		{nil, Introduced},
		{[]string{"undetermined: p high X m @f a"}, Introduced}, // not of b
		{[]string{"undetermined: p high X m @f a,b"}, Unchanged},
		{[]string{"p high X m @f a,b"}, Unchanged},
		{[]string{"p high X m @f a", "undetermined: p high X m @f b"}, Unchanged},
	}
	for _, test := range tests {
		out := Compare(reportOf(t, test.before...), reportOf(t, "undetermined: p high X m @f a,b"))
		if got := out.Undetermined[0].Change; got != test.want {
			t.Errorf("%v: got %s, want %s", test.before, got, test.want)
		}
	}
}

func TestCompareTargets(t *testing.T) {
	before, after := reportOf(t), reportOf(t)
	after.Targets[1].ID = "c"
	var got []string
	for _, c := range Compare(before, after).Review.Targets {
		got = append(got, c.ID+" "+c.Kind)
	}
	if want := []string{"a unchanged", "b removed", "c added"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
