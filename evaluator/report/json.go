package report

import (
	"io"
	"slices"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
)

// JSON writes the report as one JSON object, schema 1: fields may be added, none changes.
func JSON(w io.Writer, r *evaluator.Report, o Options) error {
	out := jsonReport{Schema: 1, Tool: jsonTool{"djgate", o.Version}, Targets: []jsonTarget{}, Diagnostics: []jsonDiagnostic{}}
	for _, t := range r.Targets {
		out.Targets = append(out.Targets, jsonTargetOf(r, t))
	}
	for _, d := range r.Diagnostics {
		out.Diagnostics = append(out.Diagnostics, jsonDiagnostic{d.Code, d.Severity, "", d.At, d.Message})
	}
	for _, s := range r.Unused {
		out.Diagnostics = append(out.Diagnostics, jsonDiagnostic{"suppression-unused", "warning", "", s.At, unusedText(s)})
	}
	for _, f := range r.Failures {
		out.Diagnostics = append(out.Diagnostics, jsonDiagnostic{Code: "policy-failed", Severity: "error", Message: f.Policy.ID + " could not be evaluated: " + f.Err.Error()})
	}
	out.Summary, out.Review = summarize(r), jsonReviewOf(r)
	return WriteJSON(w, out)
}

type jsonReport struct {
	Schema      int              `json:"schema"`
	Tool        jsonTool         `json:"tool"`
	Targets     []jsonTarget     `json:"targets"`
	Diagnostics []jsonDiagnostic `json:"diagnostics"`
	Summary     jsonSummary      `json:"summary"`
	Review      *jsonReview      `json:"review,omitempty"`
}

type jsonTool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type jsonTarget struct {
	ID             string             `json:"id"`
	Environment    string             `json:"environment"`
	Class          string             `json:"class"`
	Services       []string           `json:"services"`
	SettingsModule string             `json:"settings_module"`
	Django         string             `json:"django"`
	World          string             `json:"world"`
	OpenBecause    string             `json:"open_because,omitempty"`
	Violations     []jsonViolation    `json:"violations"`
	Undetermined   []jsonUndetermined `json:"undetermined"`
	Discharged     []jsonDischarge    `json:"discharged"`
	Suppressed     []jsonSuppressed   `json:"suppressed"`
	Known          []jsonViolation    `json:"known,omitempty"`
	Passed         int                `json:"passed"`
	NotApplicable  int                `json:"not_applicable"`
}

type jsonViolation struct {
	Policy      string             `json:"policy"`
	Area        string             `json:"area"`
	Severity    evaluator.Severity `json:"severity"`
	Title       string             `json:"title"`
	Message     string             `json:"message"`
	Subject     string             `json:"subject"`
	Location    document.Location  `json:"location"`
	Trail       []document.Step    `json:"trail"`
	Facts       *document.Facts    `json:"facts,omitempty"`
	Also        []string           `json:"also"`
	Remediation string             `json:"remediation"`
	DjangoCheck string             `json:"django_check,omitempty"`
	Fingerprint string             `json:"fingerprint"`
	Note        string             `json:"note,omitempty"`
	Change      evaluator.Change   `json:"change,omitempty"`
	Enforcement evaluator.Mode     `json:"enforcement,omitempty"`
}

type jsonUndetermined struct {
	Policy   string             `json:"policy"`
	Severity evaluator.Severity `json:"severity"`
	Subject  string             `json:"subject"`
	Needs    []string           `json:"needs"`
	Because  string             `json:"because"`
	Location document.Location  `json:"location"`
	WouldBe  string             `json:"would_be,omitempty"`
	Change   evaluator.Change   `json:"change,omitempty"`

	Fingerprint string         `json:"fingerprint"`
	Known       bool           `json:"known,omitempty"` // to the baseline
	Enforcement evaluator.Mode `json:"enforcement,omitempty"`
	Accepted    string         `json:"accepted,omitempty"` // the reason of the suppression that a violation would have
}

type jsonDischarge struct {
	Policy   string            `json:"policy"`
	Subject  string            `json:"subject"`
	By       string            `json:"by"`
	Location document.Location `json:"location"`
}

type jsonSuppressed struct {
	jsonViolation
	Reason string            `json:"reason"`
	Owner  string            `json:"owner,omitempty"`
	Until  string            `json:"until,omitempty"`
	At     document.Location `json:"suppressed_at"`
}

type jsonDiagnostic struct {
	Code     string            `json:"code"`
	Severity string            `json:"severity"`
	Target   string            `json:"target,omitempty"`
	Location document.Location `json:"location"`
	Message  string            `json:"message"`
}

type jsonSummary struct {
	Critical     int `json:"critical"`
	High         int `json:"high"`
	Medium       int `json:"medium"`
	Low          int `json:"low"`
	Info         int `json:"info"`
	Undetermined int `json:"undetermined"`
	Suppressed   int `json:"suppressed"`
	Known        int `json:"known,omitempty"`
}

func jsonTargetOf(r *evaluator.Report, t evaluator.Judged) jsonTarget {
	out := jsonTarget{ID: t.ID, Environment: t.Environment, Class: t.Class, Services: t.Services, SettingsModule: t.SettingsModule,
		Django: version(t.Django), World: "open", OpenBecause: t.OpenBecause,
		Violations: []jsonViolation{}, Undetermined: []jsonUndetermined{}, Discharged: []jsonDischarge{}, Suppressed: []jsonSuppressed{},
		Passed: t.Counts[evaluator.Pass], NotApplicable: t.Counts[evaluator.NotApplicable]}
	if t.Closed {
		out.World = "closed"
	}
	for _, f := range r.Findings {
		if slices.Contains(f.Targets, t.ID) {
			out.Violations = append(out.Violations, jsonViolationOf(f))
		}
	}
	for _, u := range r.Undetermined {
		if slices.Contains(u.Targets, t.ID) {
			out.Undetermined = append(out.Undetermined, jsonUndeterminedOf(u))
		}
	}
	for _, d := range r.Discharged {
		if slices.Contains(d.Targets, t.ID) {
			out.Discharged = append(out.Discharged, jsonDischarge{d.Policy.ID, d.Subject, d.By, d.At})
		}
	}
	for _, s := range r.Suppressed {
		if slices.Contains(s.Targets, t.ID) {
			out.Suppressed = append(out.Suppressed, jsonSuppressed{jsonViolationOf(s.MergedFinding), s.By.Reason, s.By.Owner, s.By.Until, s.By.At})
		}
	}
	for _, f := range r.Known {
		if slices.Contains(f.Targets, t.ID) {
			out.Known = append(out.Known, jsonViolationOf(f))
		}
	}
	return out
}

func jsonViolationOf(f evaluator.MergedFinding) jsonViolation {
	p := f.Policy
	out := jsonViolation{Policy: p.ID, Area: p.Area, Severity: f.Severity, Title: p.Title, Message: f.Message, Subject: f.Subject,
		Location: f.At, Trail: f.Chain, Facts: f.Facts, Also: f.Also, Remediation: p.Remediation, DjangoCheck: p.DjangoCheck,
		Fingerprint: f.Fingerprint, Note: f.Note, Change: f.Change, Enforcement: f.Mode}
	if out.Trail == nil {
		out.Trail = []document.Step{}
	}
	if out.Also == nil {
		out.Also = []string{}
	}
	return out
}

func jsonUndeterminedOf(u evaluator.Doubt) jsonUndetermined {
	out := jsonUndetermined{Policy: u.Policy.ID, Severity: u.Severity, Subject: u.Path, Needs: u.Needs, Because: u.Because, Location: u.At, Change: u.Change,
		Fingerprint: u.Fingerprint, Known: u.Known, Enforcement: u.Mode}
	if out.Needs == nil {
		out.Needs = []string{}
	}
	if u.Accepted != nil {
		out.Accepted = u.Accepted.Reason
	}
	if u.WouldBe {
		out.WouldBe = "violation"
	}
	return out
}

func summarize(r *evaluator.Report) jsonSummary {
	return jsonSummary{
		Critical: r.Count(evaluator.Critical), High: r.Count(evaluator.High), Medium: r.Count(evaluator.Medium),
		Low: r.Count(evaluator.Low), Info: r.Count(evaluator.Info),
		Undetermined: len(r.Undetermined), Suppressed: len(r.Suppressed), Known: len(r.Known),
	}
}

// version is the version of Django as far as it is known: "5.2.3", "5.2 to 6.0", "".
func version(d document.Django) string {
	switch {
	case d.Exact != "":
		return d.Exact
	case d.Min != "" && d.Below != "":
		return d.Min + " to below " + d.Below
	case d.Min != "":
		return d.Min + " or newer"
	case d.Below != "":
		return "below " + d.Below
	}
	return ""
}
