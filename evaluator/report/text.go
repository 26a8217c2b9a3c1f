package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/djgate/djgate/evaluator"
)

// This file writes the report that people read. A finding takes three seconds:
// what and where, then the fact and its consequence, then the way the value
// came, then what to do. Nothing here shows a value that is secret: a finding
// holds facts of it only.

// Text writes the report for a terminal.
func Text(w io.Writer, r *evaluator.Report, o Options) error {
	b := bufio.NewWriter(w)
	t := &text{w: b, o: o, r: shown(r, o), all: r}
	if !o.Quiet {
		t.head()
	}
	for _, alike := range t.alike() {
		t.finding(alike)
	}
	t.gaps()
	if o.ShowSuppressed {
		t.suppressed()
	}
	t.trouble()
	t.review()
	t.last()
	return b.Flush()
}

type text struct {
	w   *bufio.Writer
	o   Options
	r   *evaluator.Report // what is shown
	all *evaluator.Report
}

func (t *text) line(format string, args ...any) { fmt.Fprintf(t.w, format+"\n", args...) }

// The colours of ANSI terminals (ECMA-48, SGR).
const (
	bold   = "1"
	dim    = "2"
	red    = "1;31"
	yellow = "33"
	cyan   = "36"
	green  = "32"
)

func (t *text) paint(code, s string) string {
	if !t.o.Color || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func severityColor(s evaluator.Severity) string {
	switch {
	case s >= evaluator.High:
		return red
	case s == evaluator.Medium:
		return yellow
	}
	return cyan
}

// head names the project, its Django and what is judged.
func (t *text) head() {
	head := []string{t.paint(bold, Clean(t.o.Project))}
	if v := t.django(); v != "" {
		head = append(head, v)
	}
	head = append(head, t.counted())
	t.line("%s", strings.Join(head, "   "))
	width := 0
	for _, j := range t.r.Targets {
		width = max(width, utf8.RuneCountInString(j.ID))
	}
	for _, j := range t.r.Targets {
		t.line("  %s", strings.Join(t.targetParts(j, width), "   "))
	}
	t.line("")
}

func (t *text) django() string {
	var seen []string
	for _, j := range t.r.Targets {
		v := version(j.Django)
		if v == "" {
			v = "of unknown version"
		} else if j.Django.At.File != "" {
			v += " (" + line(j.Django.At) + ")"
		}
		if !slices.Contains(seen, v) {
			seen = append(seen, v)
		}
	}
	if len(seen) == 0 {
		return ""
	}
	return "Django " + strings.Join(seen, ", ")
}

func (t *text) counted() string {
	out := plural(len(t.r.Targets), "environment", "environments") + " judged"
	if t.o.Named > 0 {
		out += fmt.Sprintf(", %d only named (why: djgate targets)", t.o.Named)
	}
	return out
}

func (t *text) targetParts(j evaluator.Judged, width int) []string {
	parts := []string{fmt.Sprintf("%-*s", width, Clean(j.ID))}
	if len(j.Services) > 0 {
		parts = append(parts, Clean(strings.Join(j.Services, ", ")))
	}
	module := j.SettingsModule
	if j.Assumed {
		module += " (assumed)"
	}
	parts = append(parts, Clean(module))
	if len(j.Sources) > 0 {
		parts = append(parts, Clean(sources(j.Sources)))
	}
	if !j.Closed {
		parts = append(parts, t.paint(dim, "open: "+Clean(j.OpenBecause)))
	}
	return parts
}

// maxSources is the number of files that a line names; djgate targets lists all.
const maxSources = 5

func sources(files []string) string {
	if len(files) <= maxSources {
		return strings.Join(files, " + ")
	}
	return fmt.Sprintf("%s + %d more", strings.Join(files[:maxSources-1], " + "), len(files)-maxSources+1)
}

// knownText counts what a baseline knows; nothing where there is none.
func knownText(r *evaluator.Report) string {
	if len(r.Known) == 0 {
		return ""
	}
	return fmt.Sprintf(", %d known", len(r.Known))
}

// alike groups the findings that are shown: those of which all but the place is the
// same, as that of what no settings module sets, are said once.
func (t *text) alike() [][]evaluator.MergedFinding {
	var groups [][]evaluator.MergedFinding
	for _, f := range t.r.Findings {
		if !visible(f.Severity, f.Mode, t.o) {
			continue
		}
		if n := len(groups); n > 0 && t.sameButPlace(groups[n-1][0], f) {
			groups[n-1] = append(groups[n-1], f)
			continue
		}
		groups = append(groups, []evaluator.MergedFinding{f})
	}
	return groups
}

func (t *text) sameButPlace(a, b evaluator.MergedFinding) bool {
	return a.Policy == b.Policy && a.Severity == b.Severity && a.Message == b.Message && a.Note == b.Note && a.Change == b.Change &&
		slices.Equal(a.Also, b.Also) && len(hops(a)) == 0 && len(hops(b)) == 0
}

// finding writes findings that are alike: headline with each place, message, trail,
// remediation.
func (t *text) finding(alike []evaluator.MergedFinding) {
	f := alike[0]
	severity := strings.ToUpper(f.Severity.String())
	lead := t.paint(severityColor(f.Severity), severity) + "  " + t.paint(bold, f.Policy.ID)
	for _, each := range alike {
		t.line("%s   %s   %s", lead, Clean(place(each.At)), t.paint(dim, strings.TrimSuffix(t.targets(each.Targets)+"   "+string(each.Change), "   ")))
		lead = strings.Repeat(" ", len(severity)+2+utf8.RuneCountInString(f.Policy.ID))
	}
	t.wrap("  ", "  ", sentence(Clean(f.Message)))
	t.trail(f)
	if len(f.Also) > 0 {
		t.wrap("  also: ", "        ", strings.Join(f.Also, ", "))
	}
	if f.Note != "" {
		t.wrap("  note: ", "        ", Clean(f.Note))
	}
	t.fix(f.Policy.Remediation)
}

// fix writes what to do; where that is a piece of code, its lines as they are.
func (t *text) fix(remediation string) {
	lines := cleanLines(remediation)
	if remediation == "" { // a user's policy need not have one
		return
	}
	if len(lines) == 1 {
		t.wrap("  fix: ", "       ", lines[0])
		return
	}
	t.line("  fix: %s", strings.Join(lines, "\n       "))
}

// sentence ends a message with a full stop.
func sentence(s string) string { return strings.TrimRight(s, ".") + "." }

// targets names the targets of a finding: nothing where there is but one.
func (t *text) targets(ids []string) string {
	if len(t.r.Targets) > 1 && len(ids) == len(t.r.Targets) {
		return "all environments"
	}
	return Clean(strings.Join(ids, ", "))
}

// hops are the way of the value; none where it is the place of the finding alone.
func hops(f evaluator.MergedFinding) []Hop {
	trail := Trail(f.Chain, f.Subject, f.Facts)
	if len(trail) == 1 && trail[0].At == line(f.At) && f.Facts == nil {
		return nil
	}
	return trail
}

// trail writes the way of the value.
func (t *text) trail(f evaluator.MergedFinding) {
	trail, width := hops(f), 0
	for _, h := range trail {
		width = max(width, utf8.RuneCountInString(h.At))
	}
	for _, h := range trail {
		t.line("    %s", strings.TrimRight(fmt.Sprintf("%-*s   %s", width, Clean(h.At), Clean(h.What)), " "))
	}
}

// wrap writes a text in lines of the terminal's width.
func (t *text) wrap(first, rest, s string) {
	width := t.o.Width
	if width <= 0 || width < 40 {
		t.line("%s%s", first, s)
		return
	}
	lead, at := first, 0
	var b strings.Builder
	for _, word := range strings.Fields(s) {
		n := utf8.RuneCountInString(word)
		if at > 0 && len(lead)+at+1+n > width {
			t.line("%s%s", lead, b.String())
			b.Reset()
			lead, at = rest, 0
		}
		if at > 0 {
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += n
	}
	t.line("%s%s", lead, b.String())
}

// gaps writes what could not be told, by what is missing.
func (t *text) gaps() {
	gaps := t.r.Gaps()
	if len(gaps) == 0 {
		return
	}
	policies := map[string]bool{}
	for _, u := range t.r.Undetermined {
		policies[u.Policy.ID] = true
	}
	t.line("%s  %s, %s", t.paint(yellow, "UNDETERMINED"), plural(len(gaps), "cause", "causes"), plural(len(policies), "policy", "policies"))
	width := 0
	for _, g := range gaps {
		width = max(width, min(28, utf8.RuneCountInString(need(g))))
	}
	for _, g := range gaps {
		t.wrap(fmt.Sprintf("  %-*s   ", width, Clean(need(g))), strings.Repeat(" ", width+5), Clean(t.gap(g)))
	}
	if slices.ContainsFunc(gaps, func(g evaluator.Gap) bool { return len(g.Needs) > 0 }) {
		t.wrap("  ", "  ", "give the variables with --env-file FILE, or name those that are supplied elsewhere under `provided:` in .djgate.yaml")
	}
	if slices.ContainsFunc(gaps, func(g evaluator.Gap) bool { return strings.HasSuffix(g.Because, " is not modelled") }) {
		t.wrap("  ", "  ", "read packages that are not modelled with --packages DIR, a virtual environment or a folder of installed packages")
	}
}

// need names the first of the missing variables, and counts the others.
func need(g evaluator.Gap) string {
	switch n := len(g.Needs); n {
	case 0:
		return "-"
	case 1:
		return g.Needs[0]
	default:
		return fmt.Sprintf("%s, +%d", g.Needs[0], n-1)
	}
}

func (t *text) gap(g evaluator.Gap) string {
	out := g.Because
	if g.At.File != "" {
		out = line(g.At) + ": " + out
	}
	var ids []string
	for _, p := range g.Policies {
		ids = append(ids, p.ID)
	}
	if len(ids) > 3 {
		ids = append(ids[:3], fmt.Sprintf("+%d", len(g.Policies)-3))
	}
	return fmt.Sprintf("%s (%s: %s)", out, t.targets(g.Targets), strings.Join(ids, ", "))
}

// suppressed lists what is accepted, and what the baseline knows.
func (t *text) suppressed() {
	for _, s := range t.r.Suppressed {
		t.line("%s  %s   %s   %s", t.paint(dim, "SUPPRESSED"), s.Policy.ID, Clean(place(s.At)), t.targets(s.Targets))
		t.wrap("  reason: ", "          ", acceptedText(s.By))
	}
	for _, f := range t.r.Known {
		t.line("%s  %s   %s   %s", t.paint(dim, "KNOWN"), f.Policy.ID, Clean(place(f.At)), t.targets(f.Targets))
		t.wrap("  ", "  ", sentence(Clean(f.Message)))
	}
}

// trouble writes what could not be read or evaluated; notes are left to the other commands.
func (t *text) trouble() {
	for _, f := range t.r.Failures {
		t.line("%s  policy %s could not be evaluated: %s", t.paint(red, "ERROR"), f.Policy.ID, Clean(f.Err.Error()))
	}
	for _, d := range t.r.Diagnostics {
		switch d.Severity {
		case "error":
			t.line("%s  %s: %s", t.paint(red, "ERROR"), Clean(place(d.At)), Clean(d.Message))
		case "warning":
			t.line("%s  %s: %s", t.paint(yellow, "WARNING"), Clean(place(d.At)), Clean(d.Message))
		}
	}
	for _, s := range t.r.Unused {
		t.line("%s  %s: %s", t.paint(yellow, "WARNING"), Clean(place(s.At)), unusedText(s))
	}
}

// last is the line that sums up. It never says clean where something is undetermined or missing.
func (t *text) last() {
	var found, hidden []string
	counted := shown(t.all, Options{})
	for _, s := range evaluator.Severities() {
		all, seen := t.count(counted, s)
		if seen > 0 {
			found = append(found, fmt.Sprintf("%d %s", seen, s))
		}
		if all > seen {
			hidden = append(hidden, fmt.Sprintf("%d %s", all-seen, s))
		}
	}
	summary := strings.Join(found, ", ")
	if len(hidden) > 0 {
		summary = strings.TrimLeft(summary+" and ", " and") + strings.Join(hidden, ", ") + " hidden (--severity " + leastHidden(counted, t.o.Show) + ")"
	}
	switch {
	case t.r.Review != nil:
		summary = t.reviewed(summary)
	case summary != "":
	case !t.r.Complete:
		summary = "incomplete"
	case len(t.r.Undetermined) > 0:
		summary = "no violation"
	default:
		summary = t.paint(green, "clean")
	}
	c := t.r.Counts
	t.line("%s | %d undetermined | %d passed, %d not applicable, %d discharged, %d suppressed%s", summary, len(t.all.Undetermined),
		c[evaluator.Pass], c[evaluator.NotApplicable], len(t.r.Discharged), len(t.r.Suppressed), knownText(t.r))
}

// count tells how many findings have a severity, and how many of them are shown.
func (t *text) count(r *evaluator.Report, s evaluator.Severity) (all, seen int) {
	for _, f := range r.Findings {
		if f.Severity == s {
			all++
			if visible(s, f.Mode, t.o) {
				seen++
			}
		}
	}
	return all, seen
}

// leastHidden is the severity that would show everything.
func leastHidden(r *evaluator.Report, show evaluator.Severity) string {
	least := show
	for _, f := range r.Findings {
		least = min(least, f.Severity)
	}
	return least.String()
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
