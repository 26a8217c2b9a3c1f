package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
)

// example is a report with one of everything.
func example() *evaluator.Report {
	debug := &evaluator.Policy{ID: "debug-enabled", Area: "debug", Title: "Debug mode is on", Severity: evaluator.Critical,
		Remediation: "Set DEBUG to False.", DjangoCheck: "security.W018"}
	hsts := &evaluator.Policy{ID: "hsts-off", Area: "https", Title: "No HSTS", Severity: evaluator.Low, Remediation: "Raise it."}
	key := &evaluator.Policy{ID: "secret-key-weak", Area: "secrets", Title: "Weak key", Severity: evaluator.Critical, Remediation: "Make a new key."}
	at := document.Location{File: ".env", Line: 4, Column: 7}
	found := func(p *evaluator.Policy, message string) evaluator.Finding {
		return evaluator.Finding{Policy: p, Severity: p.Severity, Subject: "DEBUG", Message: message, At: at, Fingerprint: "f-" + p.ID}
	}
	weak := found(key, "SECRET_KEY is 3 digits: anyone can guess it.")
	weak.Subject, weak.Facts = "SECRET_KEY", &document.Facts{Length: 3, Short: true, Classes: []string{"digits"}}
	weak.Chain = []document.Step{
		{Kind: document.StepSetting, At: document.Location{File: "s.py", Line: 1, Column: 1}, Name: "SECRET_KEY"},
		{Kind: document.StepReader, At: document.Location{File: "s.py", Line: 1, Column: 14}, Name: "KEY", Note: "os.environ"},
		{Kind: document.StepEnvFile, At: at, Name: "KEY", Note: "read by compose.yaml:3"}}
	return &evaluator.Report{
		Targets: []evaluator.Judged{
			{Target: document.Target{ID: "a", Services: []string{"web"}, SettingsModule: "s", Closed: true}, Django: document.Django{Exact: "5.2.1", At: document.Location{File: "r.txt", Line: 2}},
				Counts: map[evaluator.Status]int{evaluator.Pass: 3, evaluator.NotApplicable: 1}},
			{Target: document.Target{ID: "b\x1b[31m", SettingsModule: "s", OpenBecause: "no file sets its variables"}, Counts: map[evaluator.Status]int{}}},
		Findings: []evaluator.MergedFinding{
			{Finding: found(debug, "DEBUG is on:\nerror pages show code"), Targets: []string{"a", "b\x1b[31m"}},
			{Finding: weak, Targets: []string{"a"}, Note: "the suppression expired on 2026-01-31"},
			{Finding: found(hsts, "HSTS is off"), Targets: []string{"a"}}},
		Undetermined: []evaluator.Doubt{{Policy: hsts, Severity: evaluator.Low, Targets: []string{"b\x1b[31m"},
			Cause: evaluator.Cause{Path: "SECURE_HSTS_SECONDS", Because: "no input sets HSTS", Needs: []string{"HSTS"}, At: at, WouldBe: true, Fingerprint: "d-hsts"}}},
		Suppressed: []evaluator.Suppressed{{MergedFinding: evaluator.MergedFinding{Finding: found(debug, "DEBUG is on"), Targets: []string{"a"}},
			By: evaluator.Suppression{Policy: "debug-enabled", Reason: "a demo", Until: "2027-01-01", At: document.Location{File: ".djgate.yaml", Line: 3}}}},
		Failures:    []evaluator.Failure{{Policy: key, Err: errors.New("own.rego:1: fails")}},
		Diagnostics: []document.Diagnostic{{Code: "compose-syntax", Severity: "error", Message: "not valid YAML", At: document.Location{File: "c.yaml", Line: 2}}},
		Counts:      map[evaluator.Status]int{evaluator.Pass: 3, evaluator.NotApplicable: 1},
	}
}

func written(t *testing.T, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Text(&b, example(), o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestText(t *testing.T) {
	out := written(t, Options{Project: "shop", Named: 2, Show: evaluator.Medium, ShowSuppressed: true})
	for _, want := range []string{
		"shop   Django 5.2.1 (r.txt:2), of unknown version   2 environments judged, 2 only named (why: djgate targets)\n",
		"open: no file sets its variables\n",
		"CRITICAL  debug-enabled   .env:4:7   all environments\n  DEBUG is on:\uFFFDerror pages show code.\n  fix: Set DEBUG to False.\n",
		"    s.py:1   SECRET_KEY <- KEY\n    .env:4   <secret: 3 characters, digits>   read by compose.yaml:3\n",
		"  note: the suppression expired on 2026-01-31\n",
		"UNDETERMINED  1 cause, 1 policy\n  HSTS   .env:4: no input sets HSTS",
		"SUPPRESSED  debug-enabled   .env:4:7   a\n  reason: a demo, until 2027-01-01 (.djgate.yaml:3)\n",
		"ERROR  policy secret-key-weak could not be evaluated: own.rego:1: fails\n",
		"ERROR  c.yaml:2: not valid YAML\n",
		"2 critical and 1 low hidden (--severity low) | 1 undetermined | 3 passed, 1 not applicable, 0 discharged, 1 suppressed\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	bare := example()
	bare.Findings[0].Policy.Remediation = ""
	var text bytes.Buffer
	if err := Text(&text, bare, Options{}); err != nil || strings.Contains(text.String(), "fix: \n") {
		t.Errorf("%v: an empty remediation is shown:\n%s", err, text.String())
	}
	if strings.Contains(out, "HSTS is off") {
		t.Error("a finding below --severity is shown")
	}
	if strings.ContainsRune(out, '\x1b') {
		t.Error("a control character of an input reaches the terminal")
	}
}

// With anything undetermined, or nothing complete, the last line never says clean.
func TestLastLineSaysCleanOnlyWhereAllIs(t *testing.T) {
	for _, tt := range []struct {
		change func(*evaluator.Report)
		want   string
	}{
		{func(r *evaluator.Report) { r.Undetermined = nil; r.Complete = true }, "clean |"},
		{func(r *evaluator.Report) { r.Complete = true }, "no violation |"},
		{func(r *evaluator.Report) { r.Undetermined = nil }, "incomplete |"},
	} {
		r := example()
		r.Findings = nil
		tt.change(r)
		var b bytes.Buffer
		if err := Text(&b, r, Options{}); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(b.String()), "\n")
		if last := lines[len(lines)-1]; !strings.HasPrefix(last, tt.want) {
			t.Errorf("%q, want %q", last, tt.want)
		}
	}
}

func TestVerdict(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*evaluator.Report)
		want   string
	}{
		{"findings", func(r *evaluator.Report) {}, "2 critical, 1 low | 1 undetermined |"},
		{"incomplete", func(r *evaluator.Report) { r.Complete = false }, "2 critical, 1 low, incomplete |"},
		{"nothing and incomplete", func(r *evaluator.Report) { r.Findings, r.Complete = nil, false }, "incomplete |"},
		{"doubts", func(r *evaluator.Report) { r.Findings = nil }, "no violation |"},
		{"nothing", func(r *evaluator.Report) { r.Findings, r.Undetermined = nil, nil }, "clean | 0 undetermined"},
		{"a review", func(r *evaluator.Report) {
			r.Review = &evaluator.Review{Mended: r.Findings[:1]}
			r.Findings[0].Change, r.Findings[1].Change, r.Findings[2].Change = evaluator.Introduced, evaluator.Unchanged, evaluator.Unchanged
		}, "1 critical introduced | 1 mended, 2 unchanged |"},
		{"a review without effect", func(r *evaluator.Report) { r.Findings, r.Review = nil, &evaluator.Review{} }, "nothing introduced | 0 mended, 0 unchanged |"},
	} {
		r := example()
		r.Complete = true
		tt.change(r)
		if got := verdict(r); !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestTextFitsTheTerminal(t *testing.T) {
	for _, line := range strings.Split(written(t, Options{Project: "shop", Width: 60, Show: evaluator.Info, Quiet: true}), "\n") {
		if strings.HasPrefix(line, "  ") && !strings.HasPrefix(line, "    ") && len([]rune(line)) > 60 {
			t.Errorf("%d columns: %q", len([]rune(line)), line)
		}
	}
}

func TestTextColour(t *testing.T) {
	if out := written(t, Options{Project: "shop", Color: true}); !strings.Contains(out, "\x1b[1;31mCRITICAL\x1b[0m") {
		t.Error("no colour where it is asked for")
	}
}

func TestJSON(t *testing.T) {
	var b bytes.Buffer
	if err := JSON(&b, example(), Options{Version: "1.2.3"}); err != nil {
		t.Fatal(err)
	}
	var out struct {
		Schema  int
		Tool    struct{ Name, Version string }
		Targets []struct {
			ID, Django, World string
			Violations        []map[string]any
			Undetermined      []map[string]any
			Suppressed        []map[string]any
			Passed            int
		}
		Diagnostics []map[string]any
		Summary     map[string]int
	}
	if err := json.Unmarshal(b.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	a := out.Targets[0]
	if out.Schema != 1 || out.Tool.Version != "1.2.3" || len(out.Targets) != 2 || a.Django != "5.2.1" || a.World != "closed" || a.Passed != 3 {
		t.Errorf("%+v", out)
	}
	if len(a.Violations) != 3 || a.Violations[0]["policy"] != "debug-enabled" || a.Violations[0]["django_check"] != "security.W018" || len(a.Suppressed) != 1 {
		t.Errorf("%+v", a)
	}
	if u := out.Targets[1].Undetermined; len(u) != 1 || u[0]["would_be"] != "violation" {
		t.Errorf("%+v", u)
	}
	if out.Summary["critical"] != 2 || out.Summary["low"] != 1 || out.Summary["undetermined"] != 1 || len(out.Diagnostics) != 2 {
		t.Errorf("%+v %+v", out.Summary, out.Diagnostics)
	}
}

func TestFind(t *testing.T) {
	if _, err := Find("sarfi"); err == nil || err.Error() != `no format is called "sarfi" (azure, github, gitlab, html, json, junit, markdown, sarif, table, tap, text)` {
		t.Error(err)
	}
	if f, err := Find("json"); err != nil || f == nil {
		t.Error(err)
	}
}

// The text of a secret stands where it is read from, not where a line brings that file.
func TestTrailOfAFileInPlace(t *testing.T) {
	got := Trail([]document.Step{
		{Kind: document.StepSetting, At: document.Location{File: "settings.py", Line: 3}, Name: "SECRET_KEY"},
		{Kind: document.StepEnvFile, At: document.Location{File: ".env.sample", Line: 1}, Note: "read by environ"},
		{Kind: document.StepContainer, At: document.Location{File: "Dockerfile", Line: 4}, Name: ".env.sample", Note: "is .env in the container"},
	}, "SECRET_KEY", &document.Facts{Empty: true})
	want := []Hop{{"settings.py:3", "SECRET_KEY"}, {".env.sample:1", "<secret: empty>   read by environ"}, {"Dockerfile:4", ".env.sample   is .env in the container"}}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// What differs in its place alone is said once, with each place.
func TestTextSaysAlikeOnce(t *testing.T) {
	off := &evaluator.Policy{ID: "hsts-off", Severity: evaluator.Low, Remediation: "Turn it on."}
	found := func(file, target, message string) evaluator.MergedFinding {
		f := evaluator.Finding{Policy: off, Severity: evaluator.Low, Message: message, At: document.Location{File: file, Line: 1}}
		return evaluator.MergedFinding{Finding: f, Targets: []string{target}}
	}
	r := &evaluator.Report{Complete: true, Targets: []evaluator.Judged{{}, {}, {}},
		Findings: []evaluator.MergedFinding{found("live.py", "live", "it is off"), found("stage.py", "stage", "it is off"), found("other.py", "other", "it is half off")}}
	var b bytes.Buffer
	if err := Text(&b, r, Options{Quiet: true, Show: evaluator.Low}); err != nil {
		t.Fatal(err)
	}
	want := `LOW  hsts-off   live.py:1   live
                stage.py:1   stage
  it is off.
  fix: Turn it on.
LOW  hsts-off   other.py:1   other
  it is half off.
  fix: Turn it on.
`
	if got := b.String(); !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
