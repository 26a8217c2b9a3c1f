package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/djgate/djgate/inputs"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/targets"
)

// read reads the project for the commands that only show.
func (r *reading) read(c *cobra.Command, path string) (*inputs.Result, *source, error) {
	s, err := r.open(c, path)
	if err != nil {
		return nil, nil, err
	}
	in, err := inputs.Read(c.Context(), s.tree, s.opts)
	if err != nil {
		s.tree.Close()
		return nil, nil, incomplete("%w", err)
	}
	if in.Plan.Ask != "" {
		s.tree.Close()
		return nil, nil, nothing(in)
	}
	return in, s, nil
}

func newTargets() *cobra.Command {
	r := &reading{}
	output := "text"
	c := &cobra.Command{
		Use:   "targets [PATH]",
		Short: "Show what was found, what is judged, and why",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			in, s, err := r.read(c, pathOf(args))
			if err != nil {
				return err
			}
			defer s.tree.Close()
			switch output {
			case "text":
				writeTargets(c.OutOrStdout(), in)
			case "json":
				err = writeTargetsJSON(c, in)
			default:
				return fmt.Errorf("--output: no format is called %q (json, text)", output)
			}
			if err == nil && len(in.Plan.Targets) == 0 {
				return nothing(in)
			}
			return err
		},
	}
	r.flags(c.Flags())
	c.Flags().StringVarP(&output, "output", "o", "text", "the format: text, json")
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
	if t.Missing != nil {
		fmt.Fprintf(w, "  missing\n      %s is not in the project\n", t.Missing.Module)
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
	return writeJSON(c, map[string]any{"schema": 1, "targets": rows})
}

func newInspect() *cobra.Command {
	r := &reading{}
	dir := ""
	c := &cobra.Command{
		Use:   "inspect [PATH]",
		Short: "Print the document of one target, the input of the policies",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			in, s, err := r.read(c, pathOf(args))
			if err != nil {
				return err
			}
			defer s.tree.Close()
			if err := nothing(in); err != nil {
				return err
			}
			if dir != "" {
				return writeDocuments(dir, in.Documents)
			}
			if len(in.Documents) > 1 {
				return fmt.Errorf("%d targets are judged (%s): choose one with --target, or write all with --output-dir", len(in.Documents), strings.Join(ids(in), ", "))
			}
			src, err := in.Documents[0].JSON()
			if err == nil {
				_, err = c.OutOrStdout().Write(src)
			}
			return err
		},
	}
	r.flags(c.Flags())
	c.Flags().StringVar(&dir, "output-dir", "", "write the documents of all judged targets to this folder")
	return c
}

func ids(in *inputs.Result) []string {
	var out []string
	for _, d := range in.Documents {
		out = append(out, d.Target.ID)
	}
	return out
}

var unsafeInName = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

func writeDocuments(dir string, docs []*document.Document) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("--output-dir: %s: %w", dir, plain(err))
	}
	for _, d := range docs {
		src, err := d.JSON()
		if err != nil {
			return err
		}
		file := filepath.Join(dir, unsafeInName.ReplaceAllString(d.Target.ID, "_")+".json")
		if err := os.WriteFile(file, src, 0o644); err != nil {
			return fmt.Errorf("--output-dir: %s: %w", file, plain(err))
		}
	}
	return nil
}

func newSettings() *cobra.Command {
	r := &reading{}
	output, all := "text", false
	c := &cobra.Command{
		Use:   "settings [PATH] [NAME...]",
		Short: "Show the effective settings, and where each came from",
		RunE: func(c *cobra.Command, args []string) error {
			path, names := split(args)
			in, s, err := r.read(c, path)
			if err != nil {
				return err
			}
			defer s.tree.Close()
			if err := nothing(in); err != nil {
				return err
			}
			switch output {
			case "text":
				return writeSettings(c.OutOrStdout(), in, names, all)
			case "json":
				return writeSettingsJSON(c, in, names)
			}
			return fmt.Errorf("--output: no format is called %q (json, text)", output)
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

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of djgate, and of the OPA and Go that it is made with",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			fmt.Fprintf(c.OutOrStdout(), "djgate %s\n", version())
			info, ok := debug.ReadBuildInfo()
			if !ok {
				return nil
			}
			for _, dep := range info.Deps {
				if dep.Path == "github.com/open-policy-agent/opa" {
					fmt.Fprintf(c.OutOrStdout(), "opa %s\n", dep.Version)
				}
			}
			fmt.Fprintf(c.OutOrStdout(), "%s\n", info.GoVersion)
			return nil
		},
	}
}

// version is that of the module, or "devel" for a build from a checkout.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}
