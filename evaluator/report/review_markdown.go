package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/djgate/djgate/evaluator"
)

// review writes what a change does: the targets that it touches, the settings whose
// effective value changes, what it mends, and what it leaves alone.
func (m *markdown) review(r *evaluator.Report, o Options) {
	if r.Review == nil {
		return
	}
	m.add(fmt.Sprintf("\n#### What the change does\n\n%s; %d introduced, %d mended, %d unchanged.\n",
		markdownText(resources(r.Review)), len(r.Changed()), len(r.Review.Mended), r.Left()))
	m.changedResources(r.Review.Resources)
	for _, c := range r.Review.Targets {
		m.changedTarget(c)
	}
	m.mended(r.Review.Mended, o)
}

func (m *markdown) changedResources(list []evaluator.ResourceChange) {
	if len(list) > 0 {
		m.add("\n")
	}
	for _, c := range list[:min(len(list), maxListed)] {
		m.add(fmt.Sprintf("- %s %s\n", markdownText(c.Action), markdownText(c.Address)))
	}
	if more := len(list) - maxListed; more > 0 {
		m.add(fmt.Sprintf("- %d more\n", more))
	}
}

func (m *markdown) changedTarget(c evaluator.TargetChange) {
	state := c.Kind
	if c.Kind == evaluator.KindUnchanged {
		state = "not touched"
	}
	m.add(fmt.Sprintf("\n**%s**: %s\n", markdownText(c.ID), state))
	if len(c.Settings) > 0 {
		m.add("\n| setting | before | after | place |\n|---|---|---|---|\n")
	}
	for _, s := range c.Settings {
		m.add(fmt.Sprintf("| %s | %s | %s | %s |\n", markdownText(s.Subject), markdownText(side(s.Before)), markdownText(side(s.After)), markdownText(line(s.At))))
	}
	if len(c.Env) > 0 {
		m.add(fmt.Sprintf("\nvariables: %s\n", markdownText(strings.Join(c.Env, ", "))))
	}
}

func (m *markdown) mended(list []evaluator.MergedFinding, o Options) {
	list = slices.DeleteFunc(slices.Clone(list), func(f evaluator.MergedFinding) bool { return f.Severity < o.Show })
	if len(list) > 0 {
		m.add("\nMended:\n\n")
	}
	for _, f := range list {
		m.add(fmt.Sprintf("- %s: %s (%s)\n", markdownText(f.Policy.ID), markdownText(f.Message), markdownText(strings.Join(f.Targets, ", "))))
	}
}
