package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/djgate/djgate/inputs"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/targets"
)

func newTargets() *cobra.Command {
	r := &reading{}
	output := "text"
	c := &cobra.Command{
		Use:   "targets [PATH]",
		Short: "Show what was found, what is judged, and why",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return r.show(c, pathOf(args), func(in *inputs.Result, _ string) error {
				err := formatted(output,
					func() error { writeTargets(c.OutOrStdout(), in); return nil },
					func() error { return writeTargetsJSON(c, in) })
				if err == nil && len(in.Plan.Targets) == 0 {
					return nothing(in)
				}
				return err
			})
		},
	}
	r.flags(c.Flags())
	c.Flags().StringVarP(&output, "output", "o", "text", "the `FORMAT`: text, json")
	return c
}

// writeTargets prints every target with the reason of each choice, and the lines
// of the configuration that would change it.
func writeTargets(w io.Writer, in *inputs.Result) {
	for _, p := range in.Plan.Projects {
		note := ""
		if p.Aside {
			note = "   named only: it lies aside, or is a template"
		}
		fmt.Fprintf(w, "project %s%s\n", p.Dir, note)
	}
	for _, t := range in.Plan.Targets {
		writeTarget(w, t)
	}
	for _, u := range in.Plan.Unread {
		fmt.Fprintf(w, "\nnot judged   %s   %s\n      %s\n", u.What, at(u.At), u.Because)
	}
	for _, d := range in.Diagnostics {
		if d.Severity != "note" {
			fmt.Fprintf(w, "\n%s: %s: %s\n", d.Severity, at(d.At), d.Message)
		}
	}
	if len(in.Plan.Targets) > 0 {
		t := in.Plan.Targets[0]
		fmt.Fprintf(w, "\nto change a choice, in %s:\n  targets:\n    - id: %s\n      settings: %s\n      env_files: [FILE]\n      provided: [NAME]   # set elsewhere\n",
			configName, t.ID, t.SettingsModule)
	}
}

func writeTarget(w io.Writer, t *targets.Target) {
	state := "judged"
	if !t.Judged {
		state = "only named"
	}
	fmt.Fprintf(w, "\n%s   %s   %s   %s\n", t.ID, state, t.Class, t.SettingsModule)
	if len(t.Services) > 0 {
		fmt.Fprintf(w, "  services   %s\n", strings.Join(t.Services, ", "))
	}
	for _, reason := range t.Reasons {
		fmt.Fprintf(w, "  %s\n      %s\n", reason.What, reason.Because)
	}
	if t.Missing != nil && t.Missing.Module != "" {
		fmt.Fprintf(w, "  missing\n      %s is not in the project\n", t.Missing.Module)
		if t.Missing.Elsewhere != "" {
			fmt.Fprintf(w, "      %s\n", t.Missing.Elsewhere)
		}
	}
	if !t.Judged {
		fmt.Fprintf(w, "  to judge it: djgate check --target %s\n", t.ID)
	}
	if t.Judged && !t.Closed {
		fmt.Fprintf(w, "  to close it: --env-complete, --env-file FILE, or provided: in %s\n", configName)
	}
}

func writeTargetsJSON(c *cobra.Command, in *inputs.Result) error {
	type row struct {
		document.Target
		Judged  bool             `json:"judged"`
		Reasons []targets.Reason `json:"reasons"`
	}
	rows := []row{}
	for _, t := range in.Plan.Targets {
		rows = append(rows, row{t.Target, t.Judged, t.Reasons})
	}
	unread := []document.Gap{}
	for _, u := range in.Plan.Unread {
		unread = append(unread, u.Gap)
	}
	return writeJSON(c, map[string]any{"schema": 1, "targets": rows, "unread": unread})
}
