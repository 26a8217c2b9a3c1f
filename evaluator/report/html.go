package report

import (
	"bufio"
	"crypto/sha256"
	_ "embed" // the page
	"encoding/base64"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/djgate/djgate/evaluator"
)

// This file writes one page that needs nothing else: no network, no second file. It
// holds all that was found, whatever --severity says: the page has filters. Every
// text is escaped where the page is made of it (html_page.go), and the page's policy
// (CSP) runs no script and no style but its own, by their hashes.

//go:embed page/page.css
var pageStyle string

//go:embed page/page.js
var pageScript string

// HTML writes a page for whoever has to read all of it: findings with their trails,
// what is accepted, the effective settings, and the coverage of the checklist.
func HTML(w io.Writer, r *evaluator.Report, o Options) error {
	p := pageOf(shown(r, o), o)
	p.Verdict = verdict(r)
	b := bufio.NewWriter(w)
	if err := p.document().Render(b); err != nil {
		return err
	}
	return b.Flush()
}

// page is what is shown; its texts are clean.
type page struct {
	Project, Version, Verdict, Policy string
	Kinds                             []pageKind
	Targets                           []pageTarget
	Items                             []pageItem
	Troubles                          []pageTrouble
	Coverage                          []pageRow
}

// pageKind is a filter: a severity, or undetermined, suppressed, known.
type pageKind struct {
	Name  string
	Count int
	On    bool
}

type pageTarget struct {
	Index            int
	ID, About, World string
	Settings         []Setting
}

// pageItem is a finding, a doubt, or something accepted.
type pageItem struct {
	Kind, Severity, ID, Title, Place, Message, Fix, Note, Also, Accepted string
	Targets, Indexes                                                     string
	Trail                                                                []Hop
	References                                                           []string
}

// pageTrouble is something that could not be read.
type pageTrouble struct{ Severity, Place, Message string }

// pageRow is one policy of the checklist, and its verdict for each target.
type pageRow struct {
	Area, ID, Title, Severity string
	Cells                     []pageCell
}

type pageCell struct{ Status, Sign string }

func pageOf(r *evaluator.Report, o Options) *page {
	p := &page{Project: Clean(o.Project), Version: Clean(o.Version)}
	p.Policy = fmt.Sprintf("default-src 'none'; base-uri 'none'; form-action 'none'; style-src '%s'; script-src '%s'", hashOf(pageStyle), hashOf(pageScript))
	for i, t := range r.Targets {
		p.Targets = append(p.Targets, pageTargetOf(i, t, o))
	}
	for _, f := range r.Findings {
		p.add(r, f.Severity.String(), f, "")
	}
	for _, d := range r.Undetermined {
		p.Items = append(p.Items, pageItem{Kind: "undetermined", Severity: d.Severity.String(), ID: d.Policy.ID, Title: Clean(d.Policy.Title), Place: Clean(place(d.At)),
			Message: doubtText(d), Targets: Clean(strings.Join(d.Targets, ", ")), Indexes: indexes(r, d.Targets)})
	}
	for _, s := range r.Suppressed {
		p.add(r, "suppressed", s.MergedFinding, acceptedText(s.By))
	}
	for _, f := range r.Known {
		p.add(r, "known", f, "in the baseline")
	}
	for _, d := range troubles(r) {
		p.Troubles = append(p.Troubles, pageTrouble{d.Severity, Clean(place(d.At)), Clean(d.Message)})
	}
	p.kinds()
	p.coverage(r)
	return p
}

// hashOf is a source of CSP that allows one text.
func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func pageTargetOf(i int, t evaluator.Judged, o Options) pageTarget {
	out := pageTarget{Index: i, ID: Clean(t.ID), World: "every source of its environment was read"}
	parts := []string{Clean(t.SettingsModule)}
	if v := version(t.Django); v != "" {
		parts = append(parts, "Django "+Clean(v))
	}
	if len(t.Services) > 0 {
		parts = append(parts, "services "+Clean(strings.Join(t.Services, ", ")))
	}
	if len(t.Sources) > 0 {
		parts = append(parts, "from "+Clean(strings.Join(t.Sources, ", ")))
	}
	out.About = strings.Join(parts, ", ")
	if !t.Closed {
		out.World = "open: " + Clean(t.OpenBecause)
	}
	for _, s := range o.Settings[t.ID] {
		out.Settings = append(out.Settings, Setting{Clean(s.Name), Clean(s.Value), s.At})
	}
	return out
}

func (p *page) add(r *evaluator.Report, kind string, f evaluator.MergedFinding, accepted string) {
	item := pageItem{Kind: kind, Severity: f.Severity.String(), ID: f.Policy.ID, Title: Clean(f.Policy.Title), Place: Clean(place(f.At)), Message: sentence(Clean(f.Message)),
		Fix: strings.Join(cleanLines(f.Policy.Remediation), "\n"), Note: Clean(f.Note), Also: strings.Join(f.Also, ", "), Accepted: accepted,
		Targets: Clean(strings.Join(f.Targets, ", ")), Indexes: indexes(r, f.Targets)}
	for _, h := range Trail(f.Chain, f.Subject, f.Facts) {
		item.Trail = append(item.Trail, Hop{Clean(h.At), Clean(h.What)})
	}
	for _, address := range f.Policy.References {
		item.References = append(item.References, Clean(address))
	}
	p.Items = append(p.Items, item)
}

// indexes names targets by their number, since an id may hold anything.
func indexes(r *evaluator.Report, targets []string) string {
	var out strings.Builder
	for i, t := range r.Targets {
		if slices.Contains(targets, t.ID) {
			fmt.Fprintf(&out, " %d ", i)
		}
	}
	return out.String()
}

// kinds are the filters, with how many items each has.
func (p *page) kinds() {
	for _, name := range []string{"critical", "high", "medium", "low", "info", "undetermined", "suppressed", "known"} {
		k := pageKind{Name: name, On: name != "suppressed" && name != "known"}
		for _, item := range p.Items {
			if item.Kind == name {
				k.Count++
			}
		}
		if k.Count > 0 {
			p.Kinds = append(p.Kinds, k)
		}
	}
}

// signs stand for verdicts, for those who do not see colours.
var signs = map[evaluator.Status]string{evaluator.Pass: "✓", evaluator.Violation: "✗", evaluator.Undetermined: "?",
	evaluator.Discharged: "⛨", evaluator.NotApplicable: "–", evaluator.Failed: "!"}

func (p *page) coverage(r *evaluator.Report) {
	policies := slices.Clone(r.Policies)
	slices.SortStableFunc(policies, func(a, b *evaluator.Policy) int { return strings.Compare(a.Area, b.Area) })
	for _, policy := range policies {
		row := pageRow{Area: policy.Area, ID: policy.ID, Title: Clean(policy.Title), Severity: policy.Severity.String()}
		for _, t := range r.Targets {
			status := t.Verdicts[policy.ID]
			row.Cells = append(row.Cells, pageCell{string(status), signs[status]})
		}
		p.Coverage = append(p.Coverage, row)
	}
}
