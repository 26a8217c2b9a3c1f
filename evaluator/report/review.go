package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/djgate/djgate/evaluator"
)

// This file writes what a change does, for who has to approve it: what it
// touches, what it makes better or worse, and what it leaves alone.

// maxListed bounds a list that is read by people.
const maxListed = 20

// review writes the summary of a change.
func (t *text) review() {
	r := t.r.Review
	if r == nil {
		return
	}
	t.line("%s  %s", t.paint(bold, "REVIEW"), resources(r))
	t.resources(r.Resources)
	for _, c := range r.Targets {
		t.target(c)
	}
	for _, f := range r.Mended {
		if f.Severity < t.o.Show {
			continue
		}
		t.wrap("  "+t.paint(green, "mended")+"   ", "           ", fmt.Sprintf("%s   %s   %s", f.Policy.ID, Clean(f.Message), t.targets(f.Targets)))
	}
	if left := t.left(); left != "" {
		t.wrap("  not touched   ", "                ", left)
	}
	t.line("")
}

func resources(r *evaluator.Review) string {
	changing := 0
	for _, c := range r.Resources {
		if c.Action != "read" {
			changing++
		}
	}
	if all := len(r.Resources) + r.Kept; all > 0 {
		return fmt.Sprintf("%d of %s change", changing, plural(all, "resource", "resources"))
	}
	return plural(len(r.Targets), "environment", "environments") + " compared"
}

func (t *text) resources(list []evaluator.ResourceChange) {
	for i, c := range list {
		if i == maxListed {
			t.line("  %-7s   %d more", "", len(list)-i)
			return
		}
		from := ""
		if c.Previous != "" {
			from = "   from " + Clean(c.Previous)
		}
		t.line("  %-7s   %s%s", c.Action, Clean(c.Address), from)
	}
}

// target writes what changes in one target.
func (t *text) target(c evaluator.TargetChange) {
	state := c.Kind
	if c.Kind == evaluator.KindUnchanged {
		state = "not touched"
	}
	t.line("  %s   %s", t.paint(bold, Clean(c.ID)), state)
	width := 0
	for _, s := range c.Settings {
		width = max(width, min(32, utf8.RuneCountInString(s.Subject)))
	}
	for _, s := range c.Settings {
		t.line("    %-*s   %s -> %s   %s", width, Clean(s.Subject), side(s.Before), side(s.After), t.paint(dim, Clean(line(s.At))))
	}
	if len(c.Env) > 0 {
		t.wrap("    variables   ", "                ", Clean(strings.Join(c.Env, ", ")))
	}
}

// maxSide is how much of a value is shown on one side of an arrow.
const maxSide = 60

func side(value string) string {
	value = Clean(value)
	if value == "" {
		return "<not set>"
	}
	if runes := []rune(value); len(runes) > maxSide {
		return string(runes[:maxSide]) + "..."
	}
	return value
}

// left counts what a change leaves alone.
func (t *text) left() string {
	var parts []string
	if n := t.all.Left(); n > 0 {
		part := plural(n, "finding that was", "findings that were") + " there before"
		if !t.o.AllFindings {
			part += " (--all-findings shows " + map[bool]string{true: "it", false: "them"}[n == 1] + ")"
		}
		parts = append(parts, part)
	}
	if n := t.r.Review.Kept; n > 0 {
		parts = append(parts, plural(n, "resource", "resources"))
	}
	return strings.Join(parts, ", ")
}

// shown is the report without what is not to be shown: with a review, what the
// change leaves as it was.
func shown(r *evaluator.Report, o Options) *evaluator.Report {
	if r.Review == nil || o.AllFindings {
		return r
	}
	out := *r
	out.Findings = r.Changed()
	out.Undetermined = slices.DeleteFunc(slices.Clone(r.Undetermined), func(d evaluator.Doubt) bool { return d.Change == evaluator.Unchanged })
	return &out
}

// reviewed is the first part of the last line of a review.
func (t *text) reviewed(found string) string {
	switch {
	case found != "":
		found += " introduced"
	case !t.r.Complete:
		found = "incomplete"
	default:
		found = "nothing introduced"
	}
	return fmt.Sprintf("%s | %d mended, %d unchanged", found, len(t.r.Review.Mended), t.all.Left())
}

// jsonReview is what a change does, beside the change of each finding.
type jsonReview struct {
	Introduced int                 `json:"introduced"`
	Unchanged  int                 `json:"unchanged"`
	Mended     []jsonMended        `json:"mended"`
	Targets    []jsonTargetChange  `json:"targets"`
	Resources  *jsonResourceChange `json:"resources,omitempty"`
}

type jsonMended struct {
	Targets []string `json:"targets"`
	jsonViolation
}

type jsonTargetChange struct {
	ID       string              `json:"id"`
	Change   string              `json:"change"`
	Settings []jsonSettingChange `json:"settings"`
	Env      []string            `json:"env"`
}

// jsonSettingChange holds values as Python writes them, a secret as its facts;
// null where that side has none.
type jsonSettingChange struct {
	Subject string  `json:"subject"`
	Change  string  `json:"change"`
	Before  *string `json:"before"`
	After   *string `json:"after"`
	File    string  `json:"file,omitempty"`
	Line    int     `json:"line,omitempty"`
}

type jsonResourceChange struct {
	Changed []jsonResource `json:"changed"`
	Kept    int            `json:"kept"`
}

type jsonResource struct {
	Address  string `json:"address"`
	Previous string `json:"previous_address,omitempty"`
	Action   string `json:"action"`
}

func jsonReviewOf(r *evaluator.Report) *jsonReview {
	if r.Review == nil {
		return nil
	}
	out := &jsonReview{Introduced: len(r.Changed()), Unchanged: r.Left(), Mended: []jsonMended{}, Targets: []jsonTargetChange{}}
	for _, f := range r.Review.Mended {
		out.Mended = append(out.Mended, jsonMended{f.Targets, jsonViolationOf(f)})
	}
	for _, c := range r.Review.Targets {
		out.Targets = append(out.Targets, jsonTargetChangeOf(c))
	}
	if n := len(r.Review.Resources) + r.Review.Kept; n > 0 {
		out.Resources = &jsonResourceChange{Changed: []jsonResource{}, Kept: r.Review.Kept}
		for _, c := range r.Review.Resources {
			out.Resources.Changed = append(out.Resources.Changed, jsonResource(c))
		}
	}
	return out
}

func jsonTargetChangeOf(c evaluator.TargetChange) jsonTargetChange {
	out := jsonTargetChange{ID: c.ID, Change: c.Kind, Settings: []jsonSettingChange{}, Env: append([]string{}, c.Env...)}
	for _, s := range c.Settings {
		out.Settings = append(out.Settings, jsonSettingChange{s.Subject, s.Kind, orNull(s.Before), orNull(s.After), s.At.File, s.At.Line})
	}
	return out
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
