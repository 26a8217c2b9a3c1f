package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
)

// This file makes a release checklist of a report: what policies say of each question,
// and what somebody has to try by hand.

// What an answer may be beside the verdicts of policies.
const (
	Accepted evaluator.Status = "suppressed" // a violation that somebody accepted
	ByHand   evaluator.Status = "by-hand"    // no file shows it
)

// Chapter is one section of a checklist: its questions in order.
type Chapter struct {
	Title     string
	Reference string // an address; empty for none
	Questions []Question
}

// Question is one line of a checklist. Policies answer it or, where there are none, a
// person who runs the Commands.
type Question struct {
	ID       string // of the policy; of a question by hand, as long as no policy has it
	Title    string // what is looked for
	Why      string
	Policies []*evaluator.Policy
	Commands []Command
}

// Command is one line for a shell, and what it shows where all is well.
type Command struct {
	Run    string `json:"run"`
	Expect string `json:"expect"`
}

// Variable is one that Commands use, since its value is not known.
type Variable struct {
	Name    string `json:"name"`
	Because string `json:"because"`
}

// Plan is what is asked of one target.
type Plan struct {
	Chapters []Chapter
	// Variables have to be set before the commands of the chapters are run.
	Variables []Variable
}

// Checklist is what is known of every question.
type Checklist struct {
	Targets  []Release
	Troubles []document.Diagnostic
}

// Release is the checklist of one target.
type Release struct {
	evaluator.Judged
	Variables []Variable
	Sections  []Section
	Counts    map[evaluator.Status]int
}

// Section is an answered Chapter.
type Section struct {
	Title     string
	Reference string
	Items     []Item
}

// Item is an answered Question. Severity is that of what failed; 0 for none.
type Item struct {
	Question
	Status   evaluator.Status
	Severity evaluator.Severity
	Notes    []Note
}

// Note says why an item is not simply passed.
type Note struct {
	Policy string            `json:"policy"`
	At     document.Location `json:"location"`
	Text   string            `json:"text"`
}

// NewChecklist answers the questions of each target, by its id.
func NewChecklist(r *evaluator.Report, plans map[string]Plan) *Checklist {
	c := &Checklist{Troubles: troubles(r)}
	said := statements(r)
	for _, t := range r.Targets {
		release := Release{Judged: t, Variables: plans[t.ID].Variables, Counts: map[evaluator.Status]int{}}
		for _, chapter := range plans[t.ID].Chapters {
			s := Section{Title: chapter.Title, Reference: chapter.Reference}
			for _, q := range chapter.Questions {
				item := answer(said, t, q)
				release.Counts[item.Status]++
				s.Items = append(s.Items, item)
			}
			release.Sections = append(release.Sections, s)
		}
		c.Targets = append(c.Targets, release)
	}
	return c
}

// statement is one thing that a report says of some targets. Severity is that of a
// finding which nobody accepted.
type statement struct {
	Note
	severity evaluator.Severity
	targets  []string
}

// statements are all of a report, by policy.
func statements(r *evaluator.Report) map[string][]statement {
	out := map[string][]statement{}
	add := func(p *evaluator.Policy, severity evaluator.Severity, targets []string, at document.Location, text string) {
		out[p.ID] = append(out[p.ID], statement{Note{p.ID, at, text}, severity, targets})
	}
	for _, f := range r.Findings {
		add(f.Policy, f.Severity, f.Targets, f.At, f.Message)
	}
	for _, f := range r.Known {
		add(f.Policy, f.Severity, f.Targets, f.At, "in the baseline: "+f.Message)
	}
	for _, f := range r.Covered {
		add(f.Policy, f.Severity, f.Targets, f.At, "the same as "+f.CoveredBy)
	}
	for _, s := range r.Suppressed {
		add(s.Policy, 0, s.Targets, s.At, acceptedText(s.By))
	}
	for _, d := range r.Undetermined {
		add(d.Policy, 0, d.Targets, d.At, strings.TrimPrefix(doubtText(d), "undetermined: "))
	}
	for _, d := range r.Discharged {
		add(d.Policy, 0, d.Targets, d.At, d.By)
	}
	for _, f := range r.Failures {
		add(f.Policy, 0, f.Targets, document.Location{}, f.Err.Error())
	}
	return out
}

// order puts the answers that need somebody first: an item has the first of its policies'.
var order = []evaluator.Status{evaluator.Failed, evaluator.Violation, evaluator.Undetermined, Accepted, evaluator.Discharged, evaluator.Pass, evaluator.NotApplicable}

func answer(said map[string][]statement, t evaluator.Judged, q Question) Item {
	item := Item{Question: q, Status: ByHand}
	for i, p := range q.Policies {
		status, known := t.Verdicts[p.ID]
		if !known {
			status = evaluator.NotApplicable
		}
		worst := evaluator.Severity(0)
		for _, s := range said[p.ID] {
			if slices.Contains(s.targets, t.ID) {
				worst = max(worst, s.severity)
				item.Notes = append(item.Notes, s.Note)
			}
		}
		if status == evaluator.Violation && worst == 0 {
			status = Accepted
		}
		if i == 0 || slices.Index(order, status) < slices.Index(order, item.Status) {
			item.Status = status
		}
		item.Severity = max(item.Severity, worst)
	}
	return item
}

// ChecklistFormat writes a checklist. It returns the writer's error.
type ChecklistFormat func(w io.Writer, c *Checklist, o Options) error

// ChecklistFormats are the formats of a checklist by name.
func ChecklistFormats() map[string]ChecklistFormat {
	return map[string]ChecklistFormat{"text": ChecklistText, "json": ChecklistJSON, "markdown": ChecklistMarkdown}
}

// FindChecklist returns a format by its name; the error lists those there are.
func FindChecklist(name string) (ChecklistFormat, error) {
	return find(ChecklistFormats(), "no format of a checklist", name)
}

// words are the answers as people read them.
var words = map[evaluator.Status]string{evaluator.Pass: "pass", evaluator.Violation: "FAIL", evaluator.Undetermined: "undetermined", evaluator.Discharged: "discharged",
	evaluator.NotApplicable: "n/a", evaluator.Failed: "ERROR", Accepted: "suppressed", ByHand: "by hand"}

// tally counts the answers, those that need somebody first.
func (r Release) tally() string {
	var parts []string
	for _, s := range append(slices.Clone(order), ByHand) {
		if n := r.Counts[s]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, words[s]))
		}
	}
	return strings.Join(parts, ", ")
}
