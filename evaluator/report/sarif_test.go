package report

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
)

func sarifOf(t *testing.T, r *evaluator.Report) (sarifRun, []byte) {
	t.Helper()
	var b bytes.Buffer
	if err := SARIF(&b, r, options()); err != nil {
		t.Fatal(err)
	}
	var log sarifLog
	if err := json.Unmarshal(b.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	if log.Version != "2.1.0" || len(log.Runs) != 1 {
		t.Fatalf("%+v", log)
	}
	return log.Runs[0], b.Bytes()
}

// The log is valid against OASIS' schema, where the environment says where that is.
func TestSARIFSchema(t *testing.T) {
	file := os.Getenv("DJGATE_SARIF_SCHEMA")
	if file == "" {
		t.Skip("DJGATE_SARIF_SCHEMA names no schema")
	}
	schema, err := jsonschema.NewCompiler().Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]*evaluator.Report{"full": full(), "hostile": hostile(), "empty": {Complete: true}} {
		_, src := sarifOf(t, r)
		log, err := jsonschema.UnmarshalJSON(bytes.NewReader(src))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(log); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What GitHub and the prose of the specification ask for, beyond the schema.
func TestSARIFRequirements(t *testing.T) {
	for _, r := range []*evaluator.Report{full(), hostile()} {
		run, _ := sarifOf(t, r)
		rules := map[string]bool{}
		for _, rule := range run.Tool.Driver.Rules {
			if rules[rule.ID] || rule.Short.Text == "" || rule.Full.Text == "" || rule.Help.Text == "" || len([]rune(rule.Full.Text)) > maxSARIFText || len(rule.Properties.Tags) > 20 {
				t.Errorf("%+v", rule)
			}
			rules[rule.ID] = true
		}
		prints := map[string]bool{}
		for _, result := range run.Results {
			if run.Tool.Driver.Rules[result.RuleIndex].ID != result.RuleID || len(result.Locations) != 1 || result.Message.Text == "" {
				t.Errorf("%+v", result)
			}
			if (result.Kind == "fail") == (result.Level == "none") {
				t.Errorf("kind %s, level %s", result.Kind, result.Level)
			}
			hash := result.Fingerprints["primaryLocationLineHash"]
			if prints[hash] || hash == "" {
				t.Errorf("fingerprint %q", hash)
			}
			prints[hash] = true
			checkPlace(t, result.Locations[0].Physical)
		}
	}
}

func checkPlace(t *testing.T, p sarifPhysical) {
	t.Helper()
	u, err := url.Parse(p.Artifact.URI)
	if err != nil || u.IsAbs() || strings.HasPrefix(u.Path, "/") || strings.Contains(u.Path, "..") {
		t.Errorf("uri %q", p.Artifact.URI)
	}
	if p.Region.StartLine < 1 || p.Region.StartColumn > 0 && (p.Region.EndLine != p.Region.StartLine || p.Region.EndColumn <= p.Region.StartColumn) {
		t.Errorf("%+v", p.Region)
	}
}

func TestSARIFStates(t *testing.T) {
	r := full()
	r.Suppressed = append(r.Suppressed, r.Suppressed[0])
	r.Suppressed[1].By.Inline, r.Suppressed[1].By.At = true, document.Location{File: "s.py", Line: 2}
	run, _ := sarifOf(t, r)
	var got []string
	for _, result := range run.Results {
		state := result.RuleID + " " + result.Kind + " " + result.Level
		if result.BaselineState != "" {
			state += " " + result.BaselineState
		}
		for _, s := range result.Suppressions {
			state += " " + s.Kind + " " + s.Status
		}
		got = append(got, state)
	}
	want := `debug-enabled fail error
secret-key-weak fail error
hsts-off fail note
hsts-off fail note unchanged external accepted
debug-enabled fail error external accepted
debug-enabled fail error inSource accepted
hsts-off open none`
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if weak := run.Results[1]; len(weak.Related) != 3 || weak.Related[2].ID != 3 || len(weak.CodeFlows) != 1 || run.AutomationDetails.ID != "djgate/backend/" {
		t.Errorf("%+v", weak)
	}
	if run.Invocations[0].Successful || len(run.Invocations[0].Notifications) != 3 {
		t.Errorf("%+v", run.Invocations)
	}
}

func TestSARIFText(t *testing.T) {
	for in, want := range map[string]string{
		"ALLOWED_HOSTS[1] is {a}": "ALLOWED_HOSTS[1] is {a}",
		"[x](1)":                  `[x\](1)`,
		"{0}":                     "{{0}}",
	} {
		if got := sarifText(in); got != want {
			t.Errorf("%q: got %q", in, got)
		}
	}
}
