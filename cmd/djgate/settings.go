package main

import (
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/djgate/djgate/inputs"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
)

// showing are the flags of settings beyond those of reading.
type showing struct {
	reading
	output                  string
	defaults, diff, noColor bool
}

const settingsHelp = `Show the effective settings, and where each came from.

Without a NAME: what the project sets, one line a setting. With a NAME
(DATABASES, DATABASES.default.HOST, ALLOWED_HOSTS[0]): its value in full, the
way it came, and of what is not known the alternatives and what decides them.

With --diff: what differs between two targets, named by id, environment or
class; without names, between the two that are judged.

Exit codes:
  0  shown; with --diff: no difference in what is known on either side
  1  with --diff: differences, or a value that is known on one side only
  2  wrong use, or no such setting or target
  3  nothing deployed was found`

func newSettings() *cobra.Command {
	s := &showing{}
	c := &cobra.Command{
		Use:     "settings [PATH] [NAME...]\n  djgate settings [PATH] --diff [A B] [NAME...]",
		Short:   "Show the effective settings, and where each came from",
		Long:    settingsHelp,
		Example: "  djgate settings\n  djgate settings DEBUG DATABASES.default.HOST\n  djgate settings --diff staging production",
		RunE:    s.run,
	}
	s.flags(c.Flags())
	c.Flags().StringVarP(&s.output, "output", "o", "text", "the `FORMAT`: text, json")
	c.Flags().BoolVar(&s.defaults, "all", false, "Django's and the packages' defaults too")
	c.Flags().BoolVar(&s.diff, "diff", false, "show what differs between two targets")
	c.Flags().BoolVar(&s.noColor, "no-color", false, "no colour")
	return c
}

func (s *showing) run(c *cobra.Command, args []string) error {
	path, sides, names, err := s.arguments(args)
	if err != nil {
		return err
	}
	if len(sides) > 0 {
		s.environments = append(s.environments, sides...)
	}
	return s.show(c, path, func(in *inputs.Result, root string) error {
		if err := nothing(in); err != nil {
			return err
		}
		names, err := subjects(in.Documents, names)
		if err != nil {
			return err
		}
		out := &screen{w: c.OutOrStdout(), root: root}
		out.color, out.width = terminal(out.w, s.noColor)
		if s.diff {
			return s.writeDiff(c, out, in, sides, names)
		}
		return formatted(s.output,
			func() error { return out.settings(in, names, s.defaults) },
			func() error { return writeSettingsJSON(c, in, names) })
	})
}

// settingName is what looks like a setting, or a part of one.
var settingName = pattern.New(`^[A-Z][A-Z0-9_]*([.\[].*)?$`)

// arguments tells the PATH from the targets of --diff and the NAMEs: what looks
// like a setting and is no file is a NAME. Without a PATH before them, a folder after
// them is it.
func (s *showing) arguments(args []string) (path string, sides, names []string, err error) {
	first := slices.IndexFunc(args, func(a string) bool {
		_, err := os.Stat(a)
		return settingName.MatchString(a) && err != nil
	})
	if first < 0 {
		first = len(args)
	}
	before, names := args[:first], args[first:]
	switch n := len(before); {
	case s.diff && n >= 2:
		before, sides = before[:n-2], before[n-2:]
	case !s.diff && n > 1:
		names, before = args[1:], before[:1]
	}
	if last := len(names) - 1; len(before) == 0 && last > 0 && isFolder(names[last]) {
		before, names = names[last:], names[:last]
	}
	switch {
	case len(before) == 0:
		return ".", sides, names, nil
	case len(before) > 1:
		return "", nil, nil, fmt.Errorf("--diff: two targets, A and B; there are %d arguments before the names of settings", first)
	}
	return before[0], sides, names, nil
}

// selected are the settings of the table: what the project sets, or all that have a value.
func selected(d *document.Document, all bool) []string {
	var out []string
	for name, n := range d.Settings {
		if n.Set || all && n.State != document.Unset {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// shownTarget is one target of the JSON.
type shownTarget struct {
	ID       string                    `json:"id"`
	Module   string                    `json:"settings_module"`
	Settings map[string]*document.Node `json:"settings,omitempty"`
	Error    *document.Failure         `json:"error"`
}

func writeSettingsJSON(c *cobra.Command, in *inputs.Result, names []string) error {
	out := []shownTarget{}
	for _, d := range in.Documents {
		t := shownTarget{ID: d.Target.ID, Module: d.Target.SettingsModule, Settings: map[string]*document.Node{}, Error: d.Source.Failure}
		if len(names) == 0 {
			t.Settings = d.Settings
		}
		for _, name := range names {
			t.Settings[name] = lookup(d, name)
		}
		out = append(out, t)
	}
	return writeJSON(c, map[string]any{"schema": 1, "targets": out})
}
