package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/djgate/djgate/inputs"
	"github.com/djgate/djgate/inputs/document"
)

func newSettings() *cobra.Command {
	r := &reading{}
	output, all := "text", false
	c := &cobra.Command{
		Use:   "settings [PATH] [NAME...]",
		Short: "Show the effective settings, and where each came from",
		RunE: func(c *cobra.Command, args []string) error {
			path, names := split(args)
			return r.show(c, path, func(in *inputs.Result, _ string) error {
				if err := nothing(in); err != nil {
					return err
				}
				return formatted(output,
					func() error { return writeSettings(c.OutOrStdout(), in, names, all) },
					func() error { return writeSettingsJSON(c, in, names) })
			})
		},
	}
	r.flags(c.Flags())
	c.Flags().StringVarP(&output, "output", "o", "text", "the format: text, json")
	c.Flags().BoolVar(&all, "all", false, "Django's defaults too")
	return c
}

var settingName = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)

// split tells the PATH from the NAMEs: what looks like a setting and is no file is a NAME.
func split(args []string) (path string, names []string) {
	path = "."
	for i, a := range args {
		_, err := os.Stat(a)
		if settingName.MatchString(a) && err != nil || i > 0 {
			names = append(names, a)
			continue
		}
		path = a
	}
	return path, names
}

func selected(d *document.Document, names []string, all bool) []string {
	var out []string
	for name, n := range d.Settings {
		switch {
		case len(names) > 0 && !slices.Contains(names, name):
		case len(names) == 0 && !all && !n.Set:
		default:
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

func writeSettings(w io.Writer, in *inputs.Result, names []string, all bool) error {
	for i, d := range in.Documents {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s   %s\n", d.Target.ID, d.Target.SettingsModule)
		if f := d.Source.Failure; f != nil {
			fmt.Fprintf(w, "  would not load: %s: %s   %s:%d\n", f.Exception, f.Message, f.At.File, f.At.Line)
		}
		for _, name := range selected(d, names, all) {
			writeSetting(w, name, d.Settings[name], len(names) > 0)
		}
	}
	return nil
}

func writeSetting(w io.Writer, name string, n *document.Node, full bool) {
	text := shown(n)
	if !full && len([]rune(text)) > 60 {
		text = string([]rune(text)[:57]) + "..."
	}
	fmt.Fprintf(w, "  %-32s %s   %s   %s\n", name, text, n.Type, at(n.At))
	if !full {
		return
	}
	for _, s := range n.Chain {
		fmt.Fprintf(w, "      %-40s %s %s %s\n", at(s.At), s.Kind, s.Name, s.Note)
	}
	for _, c := range n.Choices {
		fmt.Fprintf(w, "      either %s   if %s\n", shown(c.Node), c.When)
	}
	if n.IfUnset != nil {
		fmt.Fprintf(w, "      with no variable set: %s\n", shown(n.IfUnset))
	}
	if len(n.Assumes) > 0 {
		fmt.Fprintf(w, "      assumes that nothing sets %s\n", strings.Join(n.Assumes, ", "))
	}
}

func at(l document.Location) string {
	if l.Line == 0 {
		return l.File
	}
	return fmt.Sprintf("%s:%d:%d", l.File, l.Line, l.Column)
}

// shown is a node's value on one line; a secret's is never there.
func shown(n *document.Node) string {
	switch {
	case n.Secret && n.Facts != nil:
		return "<secret>"
	case n.State == document.Unset:
		return "<not set>"
	case n.State == document.Unknown:
		return "<unknown: " + n.Because + ">"
	case !n.HasValue:
		return "<" + n.Type + ">"
	}
	src, err := json.Marshal(n.Value)
	if err != nil {
		return "<" + n.Type + ">"
	}
	return string(src)
}

func writeSettingsJSON(c *cobra.Command, in *inputs.Result, names []string) error {
	type target struct {
		ID       string                    `json:"id"`
		Module   string                    `json:"settings_module"`
		Settings map[string]*document.Node `json:"settings"`
		Error    *document.Failure         `json:"error"`
	}
	out := []target{}
	for _, d := range in.Documents {
		t := target{ID: d.Target.ID, Module: d.Target.SettingsModule, Settings: map[string]*document.Node{}, Error: d.Source.Failure}
		for _, name := range selected(d, names, true) {
			t.Settings[name] = d.Settings[name]
		}
		out = append(out, t)
	}
	return writeJSON(c, map[string]any{"schema": 1, "targets": out})
}
