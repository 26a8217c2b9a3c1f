package evaluator

import (
	"slices"
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

func TestLocate(t *testing.T) {
	at := func(line int) document.Location { return document.Location{File: "s.py", Line: line} }
	facts := document.FactsOf("PASSWORD", "postgres")
	d := &document.Document{
		Target: document.Target{SettingsFile: "config/settings.py", ModuleAt: at(90)},
		Django: document.Django{At: at(91)},
		Env:    map[string]*document.Node{"X": {At: at(92)}},
		Settings: map[string]*document.Node{
			"HOSTS": {At: at(1), AtPaths: map[string]document.Location{"[1]": at(2)}, Assumes: []string{"H"}},
			"DATABASES": {
				At: at(10), AtPaths: map[string]document.Location{"default": at(11), "default.PASSWORD": at(12)},
				Assumes: []string{"DB_PASS", "DB_NAME"},
				Parts:   map[string]document.Part{"default.PASSWORD": {Assumes: []string{"DB_PASS"}}, "default.HOST": {}},
				Value:   map[string]any{"default": map[string]any{"PASSWORD": map[string]any{document.KeySecret: facts}}},
			},
			"DEBUG": {At: at(20), IfUnset: &document.Node{At: at(21)}},
		},
	}
	for _, c := range []struct {
		subject string
		line    int
		assumes []string
	}{
		{"HOSTS", 1, []string{"H"}},
		{"HOSTS[1]", 2, []string{"H"}},
		{"HOSTS[0]", 1, []string{"H"}},
		{"DATABASES.default.PASSWORD", 12, []string{"DB_PASS"}},
		{"DATABASES.default.HOST", 11, nil},
		{"DATABASES.other.HOST", 10, []string{"DB_PASS", "DB_NAME"}},
		{"env.X", 92, nil},
		{"deps.django", 91, nil},
		{"target.settings_module", 90, nil},
		{"DEBUG", 20, nil},
		{"ABSENT", 1, nil},
	} {
		p := locate(d, c.subject, false)
		if p.at.Line != c.line || !slices.Equal(p.assumes, c.assumes) {
			t.Errorf("%s: line %d %v, want %d %v", c.subject, p.at.Line, p.assumes, c.line, c.assumes)
		}
	}
	if p := locate(d, "DEBUG", true); p.at.Line != 21 {
		t.Errorf("the fallback is at line %d", p.at.Line)
	}
	if f := locate(d, "DATABASES.default.PASSWORD", false).facts; f == nil || !f.PublishedDefault {
		t.Errorf("facts %+v", f)
	}
}

// An ordinal tells equals apart; neither target nor line is in a fingerprint.
func TestFingerprints(t *testing.T) {
	p := &Policy{ID: "p"}
	verdict := func(lines ...int) []Verdict {
		v := Verdict{Policy: p}
		for _, line := range lines {
			v.Findings = append(v.Findings, Finding{Policy: p, Subject: "X", At: document.Location{File: "f", Line: line}})
		}
		return []Verdict{v}
	}
	a, b := verdict(3, 9), verdict(12, 5)
	number(a)
	number(b)
	for i := range a[0].Findings {
		if a[0].Findings[i].Fingerprint != b[0].Findings[i].Fingerprint {
			t.Error("the line is in the fingerprint")
		}
	}
	if a[0].Findings[0].Fingerprint == a[0].Findings[1].Fingerprint {
		t.Error("equals are not told apart")
	}
}
