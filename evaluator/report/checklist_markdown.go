package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/djgate/djgate/evaluator"
)

// ChecklistMarkdown writes the checklist as task lists, for an issue or a release: a
// box is ticked where nobody has to do anything.
func ChecklistMarkdown(w io.Writer, c *Checklist, o Options) error {
	b := bufio.NewWriter(w)
	for _, r := range c.Targets {
		markdownRelease(b, r, o)
	}
	for _, d := range c.Troubles {
		fmt.Fprintf(b, "- **%s** %s %s\n", markdownText(d.Severity), markdownText(place(d.At)), markdownText(d.Message))
	}
	return b.Flush()
}

func markdownRelease(b *bufio.Writer, r Release, o Options) {
	fmt.Fprintf(b, "# %s: release checklist of %s\n\n%s, Django %s: %s.\n\nEach line is the answer, the policy, and what it looks for: a tick means that it is not so.\n",
		markdownText(o.Project), markdownText(r.ID), markdownText(r.SettingsModule), markdownText(orUnknown(version(r.Django))), r.tally())
	if len(r.Variables) > 0 {
		b.WriteString("\nThe commands below need these, which no file says:\n\n```sh\n")
		for _, v := range r.Variables {
			fmt.Fprintf(b, "%s=   # %s\n", fenced(v.Name), fenced(v.Because))
		}
		b.WriteString("```\n")
	}
	for _, s := range r.Sections {
		fmt.Fprintf(b, "\n## %s\n\n", markdownText(s.Title))
		if s.Reference != "" {
			fmt.Fprintf(b, "<%s>\n\n", Clean(s.Reference))
		}
		for _, i := range s.Items {
			markdownItem(b, i)
		}
	}
	b.WriteByte('\n')
}

func markdownItem(b *bufio.Writer, i Item) {
	box := "[ ]"
	switch i.Status {
	case evaluator.Pass, evaluator.Discharged, evaluator.NotApplicable, Accepted:
		box = "[x]"
	}
	severity := ""
	if i.Severity > 0 {
		severity = " (" + i.Severity.String() + ")"
	}
	name := strings.Join(filled([]string{markdownText(i.ID), markdownText(i.Title)}), ": ")
	fmt.Fprintf(b, "- %s **%s** %s%s\n", box, words[i.Status], name, severity)
	for _, n := range i.Notes {
		parts := filled([]string{markdownText(place(n.At)), markdownText(n.Text)})
		if n.Policy != i.ID {
			parts = append([]string{markdownText(n.Policy)}, parts...)
		}
		fmt.Fprintf(b, "  - %s\n", strings.Join(parts, ": "))
	}
	if i.Status != ByHand {
		return
	}
	if i.Why != "" {
		fmt.Fprintf(b, "  %s\n", markdownText(i.Why))
	}
	for _, c := range i.Commands {
		fmt.Fprintf(b, "\n  ```sh\n  %s\n  ```\n\n  want: %s\n\n", fenced(c.Run), markdownText(c.Expect))
	}
}

// fenced is a line of a block of code: it cannot end the block.
func fenced(s string) string { return strings.ReplaceAll(Clean(s), "```", "'''") }
