package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
)

// This file writes SARIF 2.1.0 (OASIS), as GitHub reads it: rules with help and
// security-severity, one place a result, fingerprints without lines. Findings that
// are accepted carry their suppression, what could not be told is of kind "open",
// and nothing is written of what passed. Columns are code points, and said to be.

// The limits of GitHub's code scanning.
const (
	maxSARIFResults = 25000
	maxSARIFText    = 1024
	maxSARIFSteps   = 100 // of GitHub's 1000 locations of a result: more tells nobody anything
)

// SARIF writes a log of one run.
func SARIF(w io.Writer, r *evaluator.Report, o Options) error {
	s := &sarif{r: r, o: o, index: map[string]int{}, seen: numbered{}}
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "djgate", Version: o.Version, SemanticVersion: semantic(o.Version),
		InformationURI: "https://github.com/djgate/djgate", Rules: s.rules()}},
		Invocations: []sarifInvocation{{r.Complete, s.notifications()}}, Results: s.results(), ColumnKind: "unicodeCodePoints",
		AutomationDetails: sarifID{strings.TrimSuffix("djgate/"+Clean(o.Base), "/") + "/"}}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

type sarif struct {
	r     *evaluator.Report
	o     Options
	index map[string]int // of the rules
	seen  numbered
}

func (s *sarif) rules() []sarifRule {
	out := []sarifRule{}
	for _, p := range s.r.Policies {
		s.index[p.ID] = len(out)
		out = append(out, sarifRuleOf(p))
	}
	return out
}

func sarifRuleOf(p *evaluator.Policy) sarifRule {
	rule := sarifRule{ID: p.ID, Name: limited(pascal(p.ID), 255), Short: sarifMessage{Text: limited(Clean(oneLine(p.Title)), maxSARIFText)},
		Full: sarifMessage{Text: limited(about(p), maxSARIFText)}, Help: sarifHelp(p),
		Default:    sarifConfiguration{sarifLevel(p.Severity)},
		Properties: sarifProperties{Tags: sarifTags(p), Precision: "high", Severity: securitySeverity(p.Severity)}}
	if len(p.References) > 0 {
		rule.HelpURI = p.References[0]
	}
	return rule
}

func sarifHelp(p *evaluator.Policy) sarifMessage {
	text := about(p) + suffixOf("\nFix: ", strings.Join(cleanLines(p.Remediation), "\n"))
	markdown := "**" + markdownText(p.Title) + "**\n\n" + markdownText(p.Description) + suffixOf("\n\n**Fix:** ", markdownLines(p.Remediation))
	if p.DjangoCheck != "" {
		text += "\nDjango's check: " + p.DjangoCheck
		markdown += "\n\nDjango's check: " + markdownText(p.DjangoCheck)
	}
	for _, ref := range p.References {
		text += "\nMore: " + ref
		markdown += "\n\n<" + ref + ">"
	}
	return sarifMessage{Text: text, Markdown: markdown}
}

func sarifTags(p *evaluator.Policy) []string {
	tags := []string{"security", "django", p.Area}
	for _, cwe := range p.CWE {
		tags = append(tags, fmt.Sprintf("external/cwe/cwe-%03d", cwe))
	}
	slices.Sort(tags)
	return slices.DeleteFunc(slices.Compact(tags), func(t string) bool { return t == "" })
}

func sarifLevel(s evaluator.Severity) string {
	switch {
	case s >= evaluator.High:
		return "error"
	case s == evaluator.Medium:
		return "warning"
	}
	return "note"
}

// securitySeverity is a number as text, which GitHub turns into critical (from 9),
// high (7), medium (4) and low.
func securitySeverity(s evaluator.Severity) string {
	return map[evaluator.Severity]string{evaluator.Critical: "9.5", evaluator.High: "8.0", evaluator.Medium: "5.5", evaluator.Low: "2.0"}[s]
}

func (s *sarif) results() []sarifResult {
	out := []sarifResult{}
	for _, f := range s.r.Findings {
		out = append(out, s.finding(f))
	}
	for _, f := range s.r.Known {
		result := s.finding(f)
		result.BaselineState = "unchanged"
		result.Suppressions = []sarifSuppression{{Kind: "external", Status: "accepted", Justification: "in the baseline"}}
		out = append(out, result)
	}
	for _, f := range s.r.Suppressed {
		result := s.finding(f.MergedFinding)
		result.Suppressions = []sarifSuppression{s.suppression(f.By)}
		out = append(out, result)
	}
	for _, d := range s.r.Undetermined {
		out = append(out, s.doubt(d))
	}
	return out[:min(len(out), maxSARIFResults)]
}

func (s *sarif) finding(f evaluator.MergedFinding) sarifResult {
	text := sentence(Clean(f.Message)) + targetsText(f.Targets) + suffixOf(" Note: ", Clean(f.Note))
	if len(f.Also) > 0 {
		text += " Also: " + strings.Join(f.Also, ", ") + "."
	}
	out := sarifResult{RuleID: f.Policy.ID, RuleIndex: s.index[f.Policy.ID], Kind: "fail", Level: sarifLevel(f.Severity), Message: sarifMessage{Text: sarifText(text)},
		Locations: []sarifLocation{s.location(anchor(s.r, f), 0, "")}, Fingerprints: s.fingerprints(f.Fingerprint)}
	out.Properties = &sarifResultProperties{Severity: f.Severity.String(), Subject: Clean(f.Subject), Targets: cleaned(f.Targets)}
	if s.r.Review != nil {
		out.BaselineState = map[evaluator.Change]string{evaluator.Introduced: "new", evaluator.Unchanged: "unchanged"}[f.Change]
	}
	s.trail(&out, f)
	return out
}

// trail gives the way of a value twice: as related places, and as a flow from the
// setting to the file that decides.
func (s *sarif) trail(out *sarifResult, f evaluator.MergedFinding) {
	var flow []sarifFlowLocation
	for _, step := range f.Chain[:min(len(f.Chain), maxSARIFSteps)] {
		if !inProject(step.At.File) {
			continue
		}
		at := s.location(step.At, len(out.Related)+1, Clean(describe(step, f.Subject)))
		out.Related = append(out.Related, at)
		at.ID = 0
		flow = append(flow, sarifFlowLocation{at})
	}
	if len(flow) > 1 {
		out.CodeFlows = []sarifCodeFlow{{[]sarifThreadFlow{{flow}}}}
	}
}

func (s *sarif) doubt(d evaluator.Doubt) sarifResult {
	out := sarifResult{RuleID: d.Policy.ID, RuleIndex: s.index[d.Policy.ID], Kind: "open", Level: "none",
		Message: sarifMessage{Text: sarifText(doubtText(d) + targetsText(d.Targets))}, Locations: []sarifLocation{s.location(anchorOf(s.r, d.Targets, d.At), 0, "")},
		Fingerprints: s.fingerprints(d.Fingerprint),
		Properties:   &sarifResultProperties{Severity: d.Severity.String(), Subject: Clean(d.Path), Targets: cleaned(d.Targets)}}
	if d.Accepted != nil {
		out.Suppressions = []sarifSuppression{s.suppression(*d.Accepted)}
	}
	return out
}

// fingerprints are GitHub's own key and ours; equals are numbered.
func (s *sarif) fingerprints(fingerprint string) map[string]string {
	return map[string]string{"primaryLocationLineHash": fmt.Sprintf("%s:%d", fingerprint, s.seen.next(fingerprint)), "djgate/v1": fingerprint}
}

func (s *sarif) suppression(by evaluator.Suppression) sarifSuppression {
	out := sarifSuppression{Kind: "external", Status: "accepted", Justification: acceptedText(by)}
	if by.Inline || by.Silenced() {
		out.Kind = "inSource"
	}
	if inProject(by.At.File) {
		at := s.location(by.At, 0, "")
		out.Location = &at
	}
	return out
}

func (s *sarif) location(at document.Location, id int, text string) sarifLocation {
	out := sarifLocation{ID: id}
	out.Physical.Artifact = sarifArtifact{uriOf(s.o.path(at.File)), "%SRCROOT%"}
	out.Physical.Region = sarifRegion{StartLine: max(1, at.Line), StartColumn: at.Column}
	if at.Column > 0 {
		out.Physical.Region.EndLine, out.Physical.Region.EndColumn = at.Line, at.Column+1
	}
	if text != "" {
		out.Message = &sarifMessage{Text: sarifText(text)}
	}
	return out
}

// notifications are what kept the run from being complete.
func (s *sarif) notifications() []sarifNotification {
	out := []sarifNotification{}
	for _, d := range troubles(s.r) {
		n := sarifNotification{Level: d.Severity, Message: sarifMessage{Text: sarifText(Clean(d.Message))}, Descriptor: sarifID{d.Code}}
		if inProject(d.At.File) {
			n.Locations = []sarifLocation{s.location(d.At, 0, "")}
		}
		out = append(out, n)
	}
	return out
}

var (
	sarifPlaceholder = pattern.New(`\{(\d+)\}`)
	semanticVersion  = pattern.New(`^v?(\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?)$`)
)

// sarifText keeps a message from being read as a placeholder or a link (3.11.5, 3.11.6).
func sarifText(s string) string {
	s = sarifPlaceholder.ReplaceAllString(s, "{{$1}}")
	return strings.ReplaceAll(s, "](", `\](`)
}

func semantic(version string) string {
	if m := semanticVersion.FindStringSubmatch(version); m != nil {
		return m[1]
	}
	return ""
}

// uriOf is a relative reference: what is special in one is percent-encoded.
func uriOf(file string) string { return (&url.URL{Path: file}).String() }

// pascal is an id as SARIF wants names: DebugEnabled.
func pascal(id string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(id, "-") {
		if word != "" {
			b.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
	}
	return b.String()
}

func limited(s string, most int) string {
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most-3]) + "..."
	}
	return s
}

// about says why a policy matters.
func about(p *evaluator.Policy) string { return Clean(oneLine(cmp.Or(p.Description, p.Title))) }

func cleaned(list []string) []string {
	out := []string{}
	for _, s := range list {
		out = append(out, Clean(s))
	}
	return out
}
