package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
)

func policy(id string) *evaluator.Policy {
	return &evaluator.Policy{ID: id, Area: "own", Title: "Something of " + id, Severity: evaluator.High}
}

// answers is a report in which each policy has another answer for the target a, and its plan.
func answers() (*evaluator.Report, map[string]Plan) {
	at := document.Location{File: "config/s.py", Line: 4, Column: 7}
	r := &evaluator.Report{Targets: []evaluator.Judged{
		{Target: document.Target{ID: "a", Environment: "production", Services: []string{"web"}, SettingsModule: "config.s"}, Django: document.Django{Exact: "5.2.3"}, Verdicts: map[string]evaluator.Status{}},
		{Target: document.Target{ID: "b"}, Verdicts: map[string]evaluator.Status{}}}}
	var all []Question
	ask := func(id string, status evaluator.Status) *evaluator.Policy {
		p := policy(id)
		r.Targets[0].Verdicts[id] = status
		all = append(all, Question{ID: id, Title: p.Title, Policies: []*evaluator.Policy{p}})
		return p
	}
	finding := func(p *evaluator.Policy) evaluator.MergedFinding {
		return evaluator.MergedFinding{Targets: []string{"a"}, Finding: evaluator.Finding{Policy: p, Severity: evaluator.High, Message: "it is so", At: at}}
	}
	r.Findings = append(r.Findings, finding(ask("violated", evaluator.Violation)))
	r.Known = append(r.Known, finding(ask("known", evaluator.Violation)))
	covered := finding(ask("covered", evaluator.Violation))
	covered.CoveredBy = "violated"
	r.Covered = append(r.Covered, covered)
	r.Suppressed = append(r.Suppressed, evaluator.Suppressed{MergedFinding: finding(ask("accepted", evaluator.Violation)), By: evaluator.Suppression{Reason: "the edge does it", At: at}})
	r.Undetermined = append(r.Undetermined, evaluator.Doubt{Policy: ask("open", evaluator.Undetermined), Targets: []string{"a"}, Cause: evaluator.Cause{Because: "no file sets X", Needs: []string{"X"}, At: at}})
	r.Discharged = append(r.Discharged, evaluator.Discharge{Policy: ask("discharged", evaluator.Discharged), Targets: []string{"a"}, Evidence: evaluator.Evidence{By: "nginx does it", At: at}})
	r.Failures = append(r.Failures, evaluator.Failure{Policy: ask("broken", evaluator.Failed), Targets: []string{"a"}, Err: errors.New("it took too long")})
	ask("passed", evaluator.Pass)
	ask("absent", evaluator.NotApplicable)
	passed, violated, unheard := all[len(all)-2].Policies[0], all[0].Policies[0], policy("unheard")
	chapters := []Chapter{
		{Title: "Django's", Reference: "https://docs.example.org/", Questions: []Question{
			{Title: "DEBUG", Policies: []*evaluator.Policy{passed, violated}},
			{Title: "CACHES", Policies: []*evaluator.Policy{unheard}},
			{Title: "MEDIA", Policies: []*evaluator.Policy{unheard, passed}},
		}},
		{Title: "own", Questions: append(all, Question{ID: "live", Title: "It is not live", Why: "Nobody knows.", Commands: []Command{{`curl "https://$HOST/" | grep -c a`, "0"}}})},
	}
	return r, map[string]Plan{"a": {Chapters: chapters, Variables: []Variable{{"HOST", "a name of the site"}}}}
}

func TestChecklistAnswers(t *testing.T) {
	c := NewChecklist(answers())
	got := map[string]evaluator.Status{}
	for _, s := range c.Targets[0].Sections {
		for _, i := range s.Items {
			got[i.ID+i.Title[:5]] = i.Status
		}
	}
	for id, want := range map[string]evaluator.Status{"violated": evaluator.Violation, "known": evaluator.Violation, "covered": evaluator.Violation, "accepted": Accepted,
		"open": evaluator.Undetermined, "discharged": evaluator.Discharged, "broken": evaluator.Failed, "passed": evaluator.Pass, "absent": evaluator.NotApplicable} {
		if got[id+"Somet"] != want {
			t.Errorf("%s: %s, want %s", id, got[id+"Somet"], want)
		}
	}
	if got["DEBUG"] != evaluator.Violation || got["MEDIA"] != evaluator.Pass || got["liveIt is"] != ByHand {
		t.Errorf("%v", got)
	}
	if len(c.Targets[1].Sections) != 0 {
		t.Error("the other target was asked")
	}
}

func checklistAs(t *testing.T, name string, r *evaluator.Report, plans map[string]Plan) string {
	t.Helper()
	format, err := FindChecklist(name)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := format(&b, NewChecklist(r, plans), options()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGoldenChecklist(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(ChecklistFormats())) {
		r, plans := answers()
		got, file := checklistAs(t, name, r, plans), filepath.Join("testdata", "checklist", name)
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
		}
	}
}

// What a file of the project holds is text in every format: no control character, no
// markup, and no end of a block of commands.
func TestHostileChecklist(t *testing.T) {
	r := hostile()
	const bad = evil + "\n```\n# owned"
	plans := map[string]Plan{evil: {Variables: []Variable{{bad, bad}}, Chapters: []Chapter{{Title: bad, Questions: []Question{
		{ID: "own-policy", Title: bad, Policies: r.Policies}, {ID: "live", Title: bad, Why: bad, Commands: []Command{{bad, bad}}}}}}}}
	for name := range ChecklistFormats() {
		out := checklistAs(t, name, r, plans)
		for _, c := range out {
			if c < ' ' && c != '\n' || c == 0x7f || c == '\u202e' && name != "json" {
				t.Errorf("%s holds %q", name, c)
				break
			}
		}
		if name == "markdown" && (strings.Contains(out, "\n# owned") || strings.Contains(unfenced(out), "<script")) {
			t.Errorf("markdown holds markup:\n%s", out)
		}
		if name == "json" && !json.Valid([]byte(out)) {
			t.Error("no JSON")
		}
	}
}

// unfenced is a text without its blocks of code.
func unfenced(text string) string {
	var out []string
	for i, part := range strings.Split(text, "```") {
		if i%2 == 0 {
			out = append(out, part)
		}
	}
	return strings.Join(out, "\n")
}
