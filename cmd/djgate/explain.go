package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/evaluator/report"
)

func newExplain() *cobra.Command {
	return &cobra.Command{
		Use:   "explain ID",
		Short: "Explain one policy in full",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			ps, err := policiesOf(nil, evaluator.Options{})
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
	for _, f := range report.Facts(p) {
		fmt.Fprintf(w, "%s: %s\n", f.Name, f.Text)
	}
}

func indent(s string) string {
	return "  " + strings.ReplaceAll(strings.TrimSpace(s), "\n", "\n  ")
}
