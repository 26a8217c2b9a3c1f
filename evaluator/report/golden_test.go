package report

import (
	"bytes"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
)

var update = flag.Bool("update", false, "rewrite testdata/golden")

// full is the example with policies, verdicts, and something of every kind.
func full() *evaluator.Report {
	r := example()
	debug, weak, hsts := r.Findings[0].Policy, r.Findings[1].Policy, r.Findings[2].Policy
	debug.Description, debug.References, debug.CWE = "An error page shows settings\nto any visitor.", []string{"https://docs.djangoproject.com/en/stable/ref/settings/#debug"}, []int{489}
	debug.Remediation = "Set it:\n    DEBUG = False"
	r.Policies = []*evaluator.Policy{debug, hsts, weak}
	r.Targets[0].SettingsFile, r.Targets[1].SettingsFile = "config/s.py", "config/s.py"
	r.Targets[0].Verdicts = map[string]evaluator.Status{debug.ID: evaluator.Violation, hsts.ID: evaluator.Violation, weak.ID: evaluator.Violation}
	r.Targets[1].Verdicts = map[string]evaluator.Status{debug.ID: evaluator.Pass, hsts.ID: evaluator.Undetermined, weak.ID: evaluator.NotApplicable}
	r.Findings[0].Targets = []string{"a"}
	r.Findings[2].Mode = evaluator.Advisory
	r.Suppressed[0].By.Owner, r.Suppressed[0].Targets = "web", []string{"b\x1b[31m"}
	known := r.Findings[2]
	known.Targets, known.Fingerprint = []string{"b\x1b[31m"}, "f-known"
	r.Known = []evaluator.MergedFinding{known}
	r.Unused = []evaluator.Suppression{{Policy: "hsts-off", At: document.Location{File: ".djgate.yaml", Line: 9}}}
	return r
}

func options() Options {
	return Options{Version: "v1.2.3", Project: "shop", Named: 2, Show: evaluator.Low, ShowSuppressed: true, Base: "backend",
		Threshold: evaluator.Threshold{FailOn: evaluator.High},
		Settings:  map[string][]Setting{"a": {{"DEBUG", "True", document.Location{File: ".env", Line: 4, Column: 7}}}}}
}

// Every format writes the same report as it did; -update rewrites what it wrote.
func TestGolden(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(Formats())) {
		var b bytes.Buffer
		if err := Formats()[name](&b, full(), options()); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("testdata", "golden", name)
		if *update {
			if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(b.Bytes(), want) {
			t.Errorf("%s: got\n%s\nwant\n%s", name, b.Bytes(), want)
		}
	}
}

// What is suppressed stands in every format, with its reason, where it is asked for.
func TestEveryFormatShowsWhatIsSuppressed(t *testing.T) {
	for name, format := range Formats() {
		var b bytes.Buffer
		if err := format(&b, full(), options()); err != nil {
			t.Fatal(err)
		}
		if reason := full().Suppressed[0].By.Reason; !strings.Contains(b.String(), reason) {
			t.Errorf("%s: %q is not in\n%s", name, reason, b.String())
		}
	}
}

// A report with nothing in it is written too.
func TestFormatsOfNothing(t *testing.T) {
	for name, format := range Formats() {
		var b bytes.Buffer
		if err := format(&b, &evaluator.Report{Complete: true}, Options{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
