package report

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/evaluator"
)

// This file writes what a policy's METADATA says as Markdown: a page for each, and
// an index of them.

// Sample is an example of a policy, as its page shows it.
type Sample struct {
	Text  string // a sentence
	Files []SampleFile
}

// SampleFile is one file of an example, and the lines that the policy reports.
type SampleFile struct {
	Name, Text string
	Denied     []int
}

// PolicyPage returns the page of a policy; bad is an example of what it reports, or nil.
func PolicyPage(p *evaluator.Policy, bad *Sample) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n**%s** (%s, %s)\n\n%s\n\n", p.ID, p.Title, p.Severity, p.Area, strings.TrimSpace(p.Description))
	if p.Remediation != "" {
		fmt.Fprintf(&b, "## Fix\n\n%s\n\n", strings.TrimSpace(p.Remediation))
	}
	if bad != nil {
		writeSample(&b, bad)
	}
	b.WriteString("## About\n\n")
	for _, f := range Facts(p) {
		fmt.Fprintf(&b, "- %s: %s\n", f.Name, f.Text)
	}
	return b.String()
}

func writeSample(b *strings.Builder, bad *Sample) {
	fmt.Fprintf(b, "## Example\n\n%s\n\n", strings.TrimSpace(bad.Text))
	for _, f := range bad.Files {
		fmt.Fprintf(b, "`%s`%s\n\n```%s\n%s\n```\n\n", f.Name, deniedLines(f.Denied), language(f.Name), strings.TrimRight(f.Text, "\n"))
	}
}

// deniedLines says which lines are reported.
func deniedLines(lines []int) string {
	switch len(lines) {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf(" (reported: line %d)", lines[0])
	}
	return fmt.Sprintf(" (reported: lines %s)", lineRanges(lines))
}

// language is the word after the fence of a block of code.
func language(file string) string {
	base := path.Base(file)
	switch ext := path.Ext(base); {
	case strings.HasPrefix(base, "Dockerfile"):
		return "dockerfile"
	case ext == ".py":
		return "python"
	case ext == ".toml", ext == ".json", ext == ".html":
		return ext[1:]
	case ext == ".yaml", ext == ".yml":
		return "yaml"
	case ext == ".tf", ext == ".tfvars":
		return "hcl"
	}
	return "text"
}

// Fact is one line about a policy.
type Fact struct{ Name, Text string }

// Facts are what METADATA says of a policy beside its prose.
func Facts(p *evaluator.Policy) []Fact {
	var cwe []string
	for _, n := range p.CWE {
		cwe = append(cwe, fmt.Sprintf("CWE-%d", n))
	}
	var facts []Fact
	for _, f := range []Fact{
		{"Severities", severities(p.Severities)},
		{"Collection", p.Collection},
		{"Django", strings.Join(intervals(p.Django), "; ")},
		{"Reads", strings.Join(p.Reads, ", ")},
		{"Needs", strings.Join(p.Inputs, ", ")},
		{"Covers", strings.Join(p.Covers, ", ")},
		{"Also called", strings.Join(p.Aliases, ", ")},
		{"Django's check", p.DjangoCheck},
		{"CWE", strings.Join(cwe, ", ")},
		{"OWASP", strings.Join(p.OWASP, ", ")},
		{"No weakness", p.Unmapped},
		{"More", strings.Join(p.References, ", ")},
	} {
		if f.Text != "" {
			facts = append(facts, f)
		}
	}
	return facts
}

func severities(all []evaluator.Severity) string {
	var words []string
	for _, s := range all {
		words = append(words, s.String())
	}
	return strings.Join(words, ", ")
}

// intervals write versions of Django: from 4.0 on, before 5.0.
func intervals(all []evaluator.Interval) []string {
	var out []string
	for _, in := range all {
		switch {
		case in.Below == nil:
			out = append(out, "from "+in.Min.String()+" on")
		case in.Min == nil:
			out = append(out, "before "+in.Below.String())
		default:
			out = append(out, "from "+in.Min.String()+" on, before "+in.Below.String())
		}
	}
	return out
}

// PolicyIndex returns a page that lists policies by area, by severity and by the
// check of Django that they are akin to.
func PolicyIndex(policies []*evaluator.Policy) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Policies\n\n%d policies. `djgate explain ID` prints the same.\n\n## By area\n", len(policies))
	byArea := slices.SortedFunc(slices.Values(policies), func(x, y *evaluator.Policy) int {
		return cmp.Or(cmp.Compare(x.Area, y.Area), cmp.Compare(y.Severity, x.Severity), cmp.Compare(x.ID, y.ID))
	})
	area := ""
	for _, p := range byArea {
		if p.Area != area {
			area = p.Area
			fmt.Fprintf(&b, "\n### %s\n\n| policy | severity | what |\n|---|---|---|\n", area)
		}
		fmt.Fprintf(&b, "| [%s](%s.md) | %s | %s |\n", p.ID, p.ID, p.Severity, strings.ReplaceAll(p.Title, "|", `\|`))
	}
	b.WriteString("\n## By severity\n")
	for _, s := range []evaluator.Severity{evaluator.Critical, evaluator.High, evaluator.Medium, evaluator.Low, evaluator.Info} {
		if ids := linksOf(byArea, func(p *evaluator.Policy) bool { return p.Severity == s }); ids != "" {
			fmt.Fprintf(&b, "\n%s: %s\n", s, ids)
		}
	}
	b.WriteString("\n## By Django's check\n\n")
	checks := map[string]bool{}
	for _, p := range policies {
		checks[p.DjangoCheck] = true
	}
	delete(checks, "")
	for _, check := range sortedKeys(checks) {
		fmt.Fprintf(&b, "- %s: %s\n", check, linksOf(byArea, func(p *evaluator.Policy) bool { return p.DjangoCheck == check }))
	}
	return b.String()
}

func linksOf(policies []*evaluator.Policy, wanted func(*evaluator.Policy) bool) string {
	var links []string
	for _, p := range policies {
		if wanted(p) {
			links = append(links, fmt.Sprintf("[%s](%s.md)", p.ID, p.ID))
		}
	}
	slices.Sort(links)
	return strings.Join(links, ", ")
}

func sortedKeys(set map[string]bool) []string {
	var keys []string
	for key := range set {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
