package main

import (
	"context"
	"embed"
	"errors"
	"io"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate"
	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/evaluator/report"
	"github.com/djgate/djgate/inputs/document"
)

// This file asks the questions of a release: Django's own checklist, every policy, and
// what somebody has to try.

// questions are Django's checklist and what is tried by hand, as YAML.
//
//go:embed checklist
var questions embed.FS

const checklistHelp = `Print the release checklist of each target: Django's own deployment checklist, then
every policy by its area, each with its answer (pass, fail, undetermined, discharged,
not applicable, suppressed), and what no file shows, with the commands that show it:
curl for the expected and for a strange host, the debug page, redirects, headers,
cookies and forms, with the target's own names and paths. No command holds a secret.

` + exitCodes

// asking are the flags of checklist.
type asking struct {
	checking
}

func newChecklist() *cobra.Command {
	a := &asking{}
	c := &cobra.Command{
		Use:     "checklist [PATH]",
		Short:   "Print the release checklist of a target: pass, fail, undetermined, by hand",
		Long:    checklistHelp,
		Example: "  djgate checklist --target production/web\n  djgate checklist -o markdown=release.md",
		Args:    cobra.MaximumNArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return a.run(c, pathOf(args)) },
	}
	formats := slices.Sorted(maps.Keys(report.ChecklistFormats()))
	f := c.Flags()
	a.reading.flags(f)
	a.judging(f)
	f.StringArrayVarP(&a.outputs, "output", "o", []string{"text"}, "write this `FORMAT[=FILE]`: "+strings.Join(formats, ", ")+" (repeatable)")
	f.StringVar(&a.failOn, "fail-on", "high", "fail on violations from this `SEVERITY` on")
	f.BoolVar(&a.strict, "strict", false, "fail on what is undetermined at or over --fail-on too")
	f.BoolVar(&a.noFail, "no-fail", false, "exit 0 where there are violations (never where the result is incomplete)")
	f.BoolVar(&a.noColor, "no-color", false, "no colour")
	f.StringVar(&a.baseline, "baseline", "", "fail on findings only that this `FILE` does not know")
	if err := c.RegisterFlagCompletionFunc("output", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // the flag is of this command
	}
	return c
}

func (a *asking) run(c *cobra.Command, path string) error {
	outputs, err := outputsOf("--output", a.outputs, report.FindChecklist, map[string]bool{})
	if err != nil {
		return err
	}
	s, err := a.open(c, path)
	if err != nil {
		return err
	}
	defer s.Close()
	a.severity = evaluator.Info.String()
	_, threshold, err := a.thresholds(s.config)
	if err != nil {
		return err
	}
	outcome, err := a.judge(c.Context(), s)
	if err != nil {
		return err
	}
	if err := nothing(outcome.Inputs); err != nil {
		return err
	}
	list, err := checklistOf(outcome)
	if err != nil {
		return err
	}
	var texts []rendering
	for _, out := range outputs {
		o := report.Options{Version: version(), Project: filepath.Base(s.tree.Path())}
		if out.file == "" {
			o.Color, o.Width = terminal(c.OutOrStdout(), a.noColor)
		}
		texts = append(texts, rendering{out.file, func(w io.Writer) error { return out.format(w, list, o) }})
	}
	if err := writeAll(c.OutOrStdout(), texts); err != nil {
		return err
	}
	return a.verdict(a.decisive(outcome.Report), threshold)
}

// judge runs Django's checks beside the checklist. They are answers and no more: whether
// the run fails is decided as check decides it.
func (a *asking) judge(ctx context.Context, s *source) (*djgate.Report, error) {
	o, err := a.checkOptions(ctx, s)
	if err != nil {
		return nil, err
	}
	if len(a.collections) == 0 {
		o.Evaluator.Collections = []string{evaluator.Checklist, evaluator.SystemChecks}
	}
	outcome, err := judge(ctx, s, o)
	if e := (*exitError)(nil); err != nil && !errors.As(err, &e) {
		err = incomplete("%w", err)
	}
	return outcome, err
}

// decisive is what check would have reported: Django's checks count where they were asked for.
func (a *asking) decisive(r *evaluator.Report) *evaluator.Report {
	if len(a.collections) > 0 {
		return r
	}
	out := *r
	out.Findings = slices.DeleteFunc(slices.Clone(r.Findings), func(f evaluator.MergedFinding) bool { return f.Policy.Collection == evaluator.SystemChecks })
	out.Undetermined = slices.DeleteFunc(slices.Clone(r.Undetermined), func(d evaluator.Doubt) bool { return d.Policy.Collection == evaluator.SystemChecks })
	return &out
}

// checklistOf asks all questions of all targets.
func checklistOf(r *djgate.Report) (*report.Checklist, error) {
	asked, err := readQuestionnaire()
	if err != nil {
		return nil, err
	}
	plans := map[string]report.Plan{}
	for _, d := range r.Inputs.Documents {
		plans[d.Target.ID] = asked.plan(d, r.Report.Policies)
	}
	return report.NewChecklist(r.Report, plans), nil
}

// handQuestion is one entry of by_hand.yaml.
type handQuestion struct {
	ID, Area, Title, Why, When string
	Commands                   []report.Command
}

// djangoList is django.yaml.
type djangoList struct {
	Reference string
	Items     []struct {
		Title, Collection string
		Policies          []string
	}
}

// questionnaire is what is asked of every target.
type questionnaire struct {
	django djangoList
	hand   []handQuestion
}

func readQuestionnaire() (questionnaire, error) {
	var q questionnaire
	for name, into := range map[string]any{"django.yaml": &q.django, "by_hand.yaml": &q.hand} {
		src, err := questions.ReadFile("checklist/" + name)
		if err != nil {
			return q, err
		}
		if err := yaml.Unmarshal(src, into); err != nil {
			return q, err
		}
	}
	return q, nil
}

// plan is what is asked of one target.
func (q questionnaire) plan(d *document.Document, policies []*evaluator.Policy) report.Plan {
	t := trialOf(d)
	asked := t.questions(q.hand, policies)
	chapters := []report.Chapter{q.django.chapter(policies, asked)}
	chapters = append(chapters, byArea(policies, asked)...)
	return report.Plan{Chapters: chapters, Variables: t.variables()}
}

// chapter is Django's checklist. What no policy judges is by hand.
func (l djangoList) chapter(policies []*evaluator.Policy, hand map[string][]report.Question) report.Chapter {
	c := report.Chapter{Title: "Django's deployment checklist", Reference: l.Reference}
	for _, item := range l.Items {
		q := report.Question{Title: item.Title}
		for _, p := range policies {
			if p.Collection == item.Collection || p.Collection != evaluator.SystemChecks && matches(item.Policies, p.ID) {
				q.Policies = append(q.Policies, p)
			}
		}
		if len(q.Policies) == 0 {
			q = findQuestion(q, item.Policies, hand)
		}
		c.Questions = append(c.Questions, q)
	}
	return c
}

func matches(patterns []string, id string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool { ok, _ := path.Match(pattern, id); return ok })
}

// findQuestion is what is asked by hand in the place of policies.
func findQuestion(q report.Question, patterns []string, hand map[string][]report.Question) report.Question {
	for _, area := range slices.Sorted(maps.Keys(hand)) {
		for _, h := range hand[area] {
			if matches(patterns, h.ID) {
				q.Why, q.Commands = h.Why, h.Commands
				return q
			}
		}
	}
	return q
}

// areas are those of the policies in the order in which a release is looked over.
var areas = []string{"debug", "secrets", "layout", "hosts", "https", "proxy", "cookies", "csrf", "headers", "auth", "sessions", "cache", "database",
	"email", "static", "media", "logging", "container", "infrastructure", "versions"}

// byArea has one chapter an area: its policies, then what is tried by hand. Areas of a
// user's own policies come last.
func byArea(policies []*evaluator.Policy, hand map[string][]report.Question) []report.Chapter {
	byName := map[string][]report.Question{}
	for _, p := range policies {
		if p.Collection != evaluator.SystemChecks {
			byName[p.Area] = append(byName[p.Area], report.Question{ID: p.ID, Title: p.Title, Policies: []*evaluator.Policy{p}})
		}
	}
	for area, asked := range hand {
		byName[area] = append(byName[area], asked...)
	}
	var out []report.Chapter
	for _, area := range append(slices.Clone(areas), slices.Sorted(maps.Keys(byName))...) {
		if len(byName[area]) > 0 {
			out = append(out, report.Chapter{Title: area, Questions: byName[area]})
			delete(byName, area)
		}
	}
	return out
}

// questions are those that the target is asked, by area, with its own values. What a
// policy judges is not asked again.
func (t *trial) questions(hand []handQuestion, policies []*evaluator.Policy) map[string][]report.Question {
	out := map[string][]report.Question{}
	values := strings.NewReplacer(t.values()...)
	for _, h := range hand {
		judged := slices.ContainsFunc(policies, func(p *evaluator.Policy) bool { return p.Named(h.ID) })
		if judged || h.When != "" && !t.has()[h.When] {
			continue
		}
		q := report.Question{ID: h.ID, Title: h.Title, Why: values.Replace(h.Why)}
		for _, c := range h.Commands {
			q.Commands = append(q.Commands, report.Command{Run: values.Replace(c.Run), Expect: values.Replace(c.Expect)})
		}
		out[h.Area] = append(out[h.Area], q)
	}
	return out
}
