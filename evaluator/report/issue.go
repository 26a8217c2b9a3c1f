package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
)

// This file says what formats for reviews list: findings and doubts alike, each
// with one place in the repository.

// issue is a finding, or something that could not be told.
type issue struct {
	policy      *evaluator.Policy
	severity    evaluator.Severity
	at          document.Location // as anchor gives it
	message     string            // clean, on one line
	targets     []string
	fingerprint string
	doubtful    bool
	accepted    bool // suppressed
	fails       bool
}

// kind is how a reader calls it: the severity, or undetermined.
func (i issue) kind() string {
	if i.doubtful {
		return "undetermined"
	}
	return i.severity.String()
}

// issues are what is shown: findings first, then doubts, the worst first.
func issues(r *evaluator.Report, o Options) []issue {
	r = shown(r, o)
	var out []issue
	for _, f := range r.Findings {
		if !visible(f.Severity, f.Mode, o) {
			continue
		}
		message := sentence(Clean(f.Message))
		if f.Note != "" {
			message += " Note: " + sentence(Clean(f.Note))
		}
		out = append(out, issue{policy: f.Policy, severity: f.Severity, at: anchor(r, f), message: message, targets: f.Targets, fingerprint: f.Fingerprint,
			fails: f.Fails(o.Threshold.FailOn)})
	}
	for _, d := range r.Undetermined {
		if visible(d.Severity, d.Mode, o) {
			out = append(out, issue{policy: d.Policy, severity: d.Severity, at: anchorOf(r, d.Targets, d.At), message: doubtText(d), targets: d.Targets, fingerprint: d.Fingerprint,
				doubtful: true, fails: o.Threshold.Strict && d.Fails(o.Threshold.FailOn)})
		}
	}
	return out
}

// acceptedIssues are the findings that are suppressed, where they are asked for.
func acceptedIssues(r *evaluator.Report, o Options) []issue {
	if !o.ShowSuppressed {
		return nil
	}
	var out []issue
	for _, s := range r.Suppressed {
		message := "suppressed: " + sentence(Clean(s.Message)) + " Why: " + acceptedText(s.By)
		out = append(out, issue{policy: s.Policy, severity: s.Severity, at: anchor(r, s.MergedFinding), message: message, targets: s.Targets,
			fingerprint: s.Fingerprint, accepted: true})
	}
	return out
}

// visible tells whether something is shown: what a policy enforces by name always is.
func visible(s evaluator.Severity, m evaluator.Mode, o Options) bool {
	return s >= o.Show || m == evaluator.Enforced
}

// doubtText says why something is undetermined, and what would decide it.
func doubtText(d evaluator.Doubt) string {
	text := "undetermined: " + Clean(d.Because)
	if d.Message != "" {
		text += "; if so, " + strings.TrimRight(Clean(d.Message), ".")
	}
	if len(d.Needs) > 0 {
		text += "; needs " + Clean(strings.Join(d.Needs, ", "))
	}
	if d.Accepted != nil {
		text += "; accepted: " + Clean(d.Accepted.Reason)
	}
	if d.Known {
		text += "; known to the baseline"
	}
	return sentence(text)
}

// anchor is the place of a finding in the project: its own, else the last hop of
// its trail that is in it, else the first line of the target's settings module.
// What the command line gave has no place in a repository.
func anchor(r *evaluator.Report, f evaluator.MergedFinding) document.Location {
	places := []document.Location{f.At}
	for _, s := range slices.Backward(f.Chain) {
		places = append(places, s.At)
	}
	return anchorOf(r, f.Targets, places...)
}

// anchorOf is the first of the places that is in the project, else that of the
// targets; nil stands for all of them.
func anchorOf(r *evaluator.Report, targets []string, places ...document.Location) document.Location {
	for _, t := range r.Targets {
		if targets == nil || slices.Contains(targets, t.ID) {
			places = append(places, document.Location{File: t.SettingsFile, Line: 1})
		}
	}
	for _, at := range places {
		if inProject(at.File) {
			at.Line = max(1, at.Line)
			return at
		}
	}
	return document.Location{File: ".", Line: 1}
}

// inProject tells whether a file is named by a path below the root that was judged.
func inProject(file string) bool {
	return fs.ValidPath(file) && file != "." && !strings.HasPrefix(file, "--")
}

// path is a file of the project as its repository names it.
func (o Options) path(file string) string { return Clean(path.Join(o.Base, file)) }

// place is a location as the repository names it; empty where there is none.
func (o Options) place(at document.Location) string {
	if !inProject(at.File) {
		return Clean(place(at))
	}
	at.File = o.path(at.File)
	return place(at)
}

// troubles are what kept the result from being complete, and what a reader should
// know of it: errors first.
func troubles(r *evaluator.Report) []document.Diagnostic {
	var out []document.Diagnostic
	for _, f := range r.Failures {
		out = append(out, document.Diagnostic{Code: "policy-failed", Severity: "error", Message: f.Policy.ID + " could not be evaluated: " + f.Err.Error()})
	}
	for _, severity := range []string{"error", "warning"} {
		for _, d := range r.Diagnostics {
			if d.Severity == severity {
				d.Code = Clean(d.Code)
				out = append(out, d)
			}
		}
	}
	for _, s := range r.Unused {
		out = append(out, document.Diagnostic{Code: "suppression-unused", Severity: "warning", At: s.At, Message: unusedText(s)})
	}
	return out
}

func unusedText(s evaluator.Suppression) string {
	return "this suppression" + suffixOf(" of ", s.Policy) + " matches nothing"
}

func suffixOf(before, s string) string {
	if s == "" {
		return ""
	}
	return before + s
}

// acceptedText says why a finding is suppressed, and where.
func acceptedText(s evaluator.Suppression) string {
	text := s.Reason + suffixOf(", until ", s.Until) + suffixOf(", owner ", s.Owner)
	return Clean(text) + " (" + Clean(line(s.At)) + ")"
}

// hashed is a fingerprint of a text and its number among equals.
func hashed(text string, ordinal int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", text, ordinal))
	return hex.EncodeToString(sum[:16])
}

// numbered counts equal texts, from 1: readers of code quality and SARIF take equal
// fingerprints for one finding.
type numbered map[string]int

func (n numbered) next(fingerprint string) int {
	n[fingerprint]++
	return n[fingerprint]
}

// counts are the totals of findings in words: 1 critical, 2 low.
func counts(findings []evaluator.MergedFinding) string {
	n := map[evaluator.Severity]int{}
	for _, f := range findings {
		n[f.Severity]++
	}
	var out []string
	for _, s := range evaluator.Severities() {
		if n[s] > 0 {
			out = append(out, fmt.Sprintf("%d %s", n[s], s))
		}
	}
	return strings.Join(out, ", ")
}

// verdict is the report in one line; of a review, what the change does. It never
// says clean where something is undetermined or missing.
func verdict(r *evaluator.Report) string {
	found, none := counts(r.Changed()), "clean"
	switch {
	case r.Review != nil:
		none = "nothing introduced"
		found += map[bool]string{true: " introduced"}[found != ""]
	case len(r.Undetermined) > 0:
		none = "no violation"
	}
	switch {
	case found == "" && !r.Complete:
		found = "incomplete"
	case found == "":
		found = none
	case !r.Complete:
		found += ", incomplete"
	}
	if r.Review != nil {
		found += fmt.Sprintf(" | %d mended, %d unchanged", len(r.Review.Mended), r.Left())
	}
	return fmt.Sprintf("%s | %d undetermined | %d passed, %d not applicable, %d discharged, %d suppressed%s", found, len(r.Undetermined),
		r.Counts[evaluator.Pass], r.Counts[evaluator.NotApplicable], len(r.Discharged), len(r.Suppressed), knownText(r))
}
