package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/djgate/djgate/evaluator"
)

// ChecklistText writes the checklist for a terminal.
func ChecklistText(w io.Writer, c *Checklist, o Options) error {
	b := bufio.NewWriter(w)
	t := &text{w: b, o: o}
	for _, release := range c.Targets {
		t.release(release)
	}
	for _, d := range c.Troubles {
		t.line("%s  %s  %s", d.Severity, Clean(place(d.At)), Clean(d.Message))
	}
	return b.Flush()
}

func (t *text) release(r Release) {
	about := []string{t.paint(bold, Clean(r.ID)), Clean(strings.Join(r.Services, ", ")), Clean(r.SettingsModule), "Django " + orUnknown(version(r.Django))}
	t.line("%s   release checklist", t.paint(bold, Clean(t.o.Project)))
	t.line("%s", strings.Join(filled(about), "   "))
	t.line("%s", r.tally())
	t.line("Each line is the answer, the policy, and what it looks for: pass means that it is not so.")
	if len(r.Variables) > 0 {
		t.line("\nThe commands below need these, which no file says:")
		for _, v := range r.Variables {
			t.line("  %s=   # %s", Clean(v.Name), Clean(v.Because))
		}
	}
	for _, s := range r.Sections {
		t.line("\n%s", strings.Join(filled([]string{t.paint(bold, Clean(s.Title)), t.paint(dim, Clean(s.Reference))}), "   "))
		width := 0
		for _, i := range s.Items {
			width = max(width, utf8.RuneCountInString(i.ID))
		}
		for _, i := range s.Items {
			t.item(i, width)
		}
	}
	t.line("")
}

// item writes one line for what is settled, and all there is for what is not; its id
// takes so many columns.
func (t *text) item(i Item, width int) {
	color := map[evaluator.Status]string{evaluator.Violation: red, evaluator.Failed: red, evaluator.Undetermined: yellow, ByHand: cyan, evaluator.Pass: green}[i.Status]
	word := words[i.Status]
	pad := strings.Repeat(" ", max(0, 13-len(word)))
	id, severity := "", ""
	if width > 0 {
		id = fmt.Sprintf("%-*s", width, Clean(i.ID))
	}
	if i.Severity > 0 {
		severity = i.Severity.String()
	}
	t.line("  %s%s %s", t.paint(color, word), pad, strings.Join(filled([]string{id, Clean(i.Title), severity}), "   "))
	const indent = "                "
	for _, n := range i.Notes {
		lead := indent + strings.TrimSpace(Clean(place(n.At))) + "  "
		if n.Policy != i.ID {
			lead += Clean(n.Policy) + ": "
		}
		t.wrap(lead, indent+"  ", sentence(Clean(n.Text)))
	}
	if i.Status != ByHand {
		return
	}
	if i.Why != "" {
		t.wrap(indent, indent, Clean(i.Why))
	}
	for _, c := range i.Commands {
		t.line("%s$ %s", indent, Clean(c.Run)) // never wrapped: it is to be copied
		t.wrap(indent+"  want: ", indent+"        ", Clean(c.Expect))
	}
}

// filled are the texts that are not empty.
func filled(list []string) []string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

func orUnknown(version string) string {
	if version == "" {
		return "of unknown version"
	}
	return Clean(version)
}
