package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/djgate/djgate/evaluator"
)

func newExplain() *cobra.Command {
	return &cobra.Command{
		Use:   "explain ID",
		Short: "Explain one policy in full",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			ps, err := policiesOf(evaluator.Options{})
			if err != nil {
				return err
			}
			if err := evaluator.Known(ps, args[0]); err != nil {
				return err
			}
			for _, p := range ps {
				if p.Named(args[0]) {
					explain(c, p)
				}
			}
			return nil
		},
	}
}

func explain(c *cobra.Command, p *evaluator.Policy) {
	w := c.OutOrStdout()
	fmt.Fprintf(w, "%s   %s   %s\n\n  %s\n\n%s\n\nfix: %s\n\n", p.ID, p.Severity, p.Area, p.Title, indent(p.Description), p.Remediation)
	for _, part := range []struct{ name, text string }{
		{"collection", p.Collection},
		{"Django", versionsOf(p)},
		{"reads", strings.Join(p.Reads, ", ")},
		{"needs", strings.Join(p.Inputs, ", ")},
		{"covers", strings.Join(p.Covers, ", ")},
		{"Django's check", p.DjangoCheck},
		{"more", strings.Join(p.References, "\n      ")},
	} {
		if part.text != "" {
			fmt.Fprintf(w, "%s: %s\n", part.name, part.text)
		}
	}
}

// versionsOf writes the versions that a policy is about: 4.0 to 5.0.
func versionsOf(p *evaluator.Policy) string {
	var out []string
	for _, in := range p.Django {
		switch {
		case in.Below == nil:
			out = append(out, "from "+in.Min.String()+" on")
		case in.Min == nil:
			out = append(out, "before "+in.Below.String())
		default:
			out = append(out, "from "+in.Min.String()+" on, before "+in.Below.String())
		}
	}
	return strings.Join(out, "; ")
}

func indent(s string) string {
	return "  " + strings.ReplaceAll(strings.TrimSpace(s), "\n", "\n  ")
}
