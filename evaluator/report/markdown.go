package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/djgate/djgate/evaluator"
)

// maxMarkdown is what a comment may hold on GitHub (65536), with room for what a bot adds.
const maxMarkdown = 60000

// markdownMark lets a bot find its comment again.
const markdownMark = "<!-- djgate -->"

// Markdown writes a comment for a pull request: the result in one line, a table of
// what is shown, and for each finding its trail and its mending, folded.
func Markdown(w io.Writer, r *evaluator.Report, o Options) error {
	m := &markdown{room: maxMarkdown}
	m.add(markdownMark + "\n" + m.headline(r, o))
	m.review(r, o)
	m.table(r, o)
	m.details(shown(r, o), o)
	m.accepted(r)
	b := bufio.NewWriter(w)
	fmt.Fprint(b, m.text.String())
	if m.left > 0 {
		fmt.Fprintf(b, "\n%s left out here.\n", plural(m.left, "entry is", "entries are"))
	}
	return b.Flush()
}

// markdown is a text that never exceeds its room: what does not fit is counted.
type markdown struct {
	text strings.Builder
	room int
	left int
}

// add writes a part as a whole, or counts it.
func (m *markdown) add(part string) bool {
	if m.text.Len()+len(part) > m.room {
		m.left++
		return false
	}
	m.text.WriteString(part)
	return true
}

func (m *markdown) headline(r *evaluator.Report, o Options) string {
	icon := "✅"
	switch {
	case !r.Complete:
		icon = "⚠️"
	case r.Fails(o.Threshold):
		icon = "❌"
	case len(r.Changed())+len(r.Undetermined) > 0:
		icon = "🟡"
	}
	return fmt.Sprintf("### %s djgate: %s\n\n%s\n", icon, markdownText(o.Project), markdownText(verdict(r)))
}

func (m *markdown) table(r *evaluator.Report, o Options) {
	list, wrong := issues(r, o), troubles(r)
	if len(list)+len(wrong) == 0 {
		return
	}
	m.add("\n| severity | policy | place | environments | what |\n|---|---|---|---|---|\n")
	for _, i := range list {
		severity := i.kind()
		if i.fails {
			severity = "**" + severity + "**"
		}
		m.row(severity, i.policy.ID, o.place(i.at), strings.Join(i.targets, ", "), i.message)
	}
	for _, d := range wrong {
		m.row(d.Severity, d.Code, o.place(d.At), "", d.Message)
	}
}

func (m *markdown) row(severity, id, place, targets, text string) {
	m.add(fmt.Sprintf("| %s | %s | %s | %s | %s |\n", severity, markdownText(id), markdownText(place), markdownText(targets), markdownText(text)))
}

func (m *markdown) details(r *evaluator.Report, o Options) {
	for _, f := range r.Findings {
		if !visible(f.Severity, f.Mode, o) {
			continue
		}
		var b strings.Builder
		fmt.Fprintf(&b, "\n<details><summary>%s at %s</summary>\n\n%s\n", markdownText(f.Policy.ID), markdownText(place(f.At)), markdownText(sentence(f.Message)))
		for i, h := range Trail(f.Chain, f.Subject, f.Facts) {
			fmt.Fprintf(&b, "\n%d. %s %s", i+1, markdownText(h.At), markdownText(h.What))
		}
		if b.WriteByte('\n'); f.Policy.Remediation != "" {
			fmt.Fprintf(&b, "\nFix: %s\n", markdownLines(f.Policy.Remediation))
		}
		b.WriteString("\n</details>\n")
		m.add(b.String())
	}
}

func (m *markdown) accepted(r *evaluator.Report) {
	if len(r.Suppressed) == 0 {
		return
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n<details><summary>%d suppressed</summary>\n\n", len(r.Suppressed))
	for _, s := range r.Suppressed {
		fmt.Fprintf(&b, "- %s at %s: %s\n", markdownText(s.Policy.ID), markdownText(place(s.At)), markdownText(acceptedText(s.By)))
	}
	m.add(b.String() + "</details>\n")
}

// markdownEscape writes what Markdown, HTML, mentions, references and bare links
// are made of as entities, which no reader of GitHub's or GitLab's Markdown takes
// for syntax, in tables neither.
var markdownEscape = strings.NewReplacer(
	"&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "|", "&#124;", "`", "&#96;", "*", "&#42;", "_", "&#95;", "[", "&#91;", "]", "&#93;",
	"#", "&#35;", "@", "&#64;", "~", "&#126;", `\`, "&#92;", "!", "&#33;", "$", "&#36;", "://", "&#58;//", "www.", "www&#46;", "::", "&#58;&#58;")

// markdownText is a text on one line.
func markdownText(s string) string { return markdownEscape.Replace(Clean(oneLine(s))) }

// markdownLines keeps the lines of a piece of code, and how they are indented.
func markdownLines(s string) string {
	lines := cleanLines(s)
	for i, line := range lines {
		text := strings.TrimLeft(line, " ")
		lines[i] = strings.Repeat("&nbsp;", len(line)-len(text)) + markdownText(text)
	}
	return strings.Join(lines, "<br>")
}

// oneLine folds what METADATA wraps.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
