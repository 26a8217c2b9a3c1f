package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djgate/djgate/inputs"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/settings"
	"github.com/djgate/djgate/inputs/targets"
	"github.com/djgate/djgate/inputs/terraform"
	"github.com/djgate/djgate/inputs/tree"
)

// reading are the flags that say what is read; every command that reads has them.
type reading struct {
	environments, envFiles, sets, compose, varFiles, packages []string
	all, complete                                             bool
	target, service, settings, tfDir                          string
	django, asOf, config, plan                                string
}

func (r *reading) flags(f *pflag.FlagSet) {
	f.StringArrayVarP(&r.environments, "environment", "e", nil, "judge this `ENVIRONMENT`, by name, class or id (repeatable)")
	f.BoolVar(&r.all, "all-environments", false, "judge development and test environments too")
	f.StringVar(&r.target, "target", "", "judge the target with this `ID` only")
	f.StringVar(&r.service, "service", "", "judge the targets of this `SERVICE` only")
	f.StringVar(&r.settings, "settings", "", "judge this settings `MODULE`, whatever the files say")
	f.StringArrayVar(&r.envFiles, "env-file", nil, "supply from this `FILE` the variables that no file of the project sets (repeatable)")
	f.StringArrayVar(&r.sets, "set", nil, "supply one variable, `NAME=VALUE` (repeatable)")
	f.BoolVar(&r.complete, "env-complete", false, "the environment is complete: what no input sets is unset")
	f.StringArrayVar(&r.compose, "compose", nil, "read these Compose files (`FILE`) together, in this order (repeatable)")
	f.StringVar(&r.tfDir, "tf-dir", "", "read Terraform in this `DIR` only")
	f.StringArrayVar(&r.varFiles, "var-file", nil, "a `FILE` of Terraform variables (repeatable)")
	f.StringVar(&r.plan, "plan", "", "a `FILE` with a Terraform plan as terraform show -json prints it; - is standard input")
	f.StringArrayVar(&r.packages, "packages", nil, "a `DIR` that is a virtual environment or holds installed packages: settings that are made of packages which djgate does not know are read there (repeatable)")
	f.StringVar(&r.django, "django", "", "the `VERSION` of Django, whatever the requirements say")
	f.StringVar(&r.asOf, "as-of", "", "the `DATE` to judge by, YYYY-MM-DD (default today)")
	f.StringVarP(&r.config, "config", "c", "", "the configuration `FILE` (default "+configName+" in PATH)")
}

// source is an opened project and its configuration.
type source struct {
	tree   *tree.Tree
	sites  []*tree.Tree // of --packages
	config *config
	opts   inputs.Options
}

// Close releases the folders.
func (s *source) Close() {
	s.tree.Close()
	for _, t := range s.sites {
		t.Close()
	}
}

// open opens the folder and joins configuration, variables and flags.
func (r *reading) open(c *cobra.Command, path string) (*source, error) {
	t, err := tree.Open(path)
	if err != nil {
		return nil, err
	}
	s := &source{tree: t}
	if err := r.join(c, s); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func (r *reading) join(c *cobra.Command, s *source) (err error) {
	if s.config, err = readConfig(r.config, s.tree.Path()); err != nil {
		return err
	}
	if err = settle(c.Flags(), s.config); err != nil {
		return err
	}
	if s.opts, err = r.options(s); err != nil {
		return err
	}
	if s.opts.Sites, err = r.installed(s); err != nil {
		return err
	}
	if r.plan != "" {
		s.opts.Plan, err = r.readPlan(c.InOrStdin(), s)
	}
	return err
}

// installed opens the folders of --packages, which s closes: of a virtual environment
// the one in which it has its packages.
func (r *reading) installed(s *source) (sites []settings.Site, err error) {
	for _, dir := range r.packages {
		if inside, _ := filepath.Glob(filepath.Join(dir, "[Ll]ib", "python3*", "site-packages")); len(inside) > 0 {
			dir = inside[0]
		}
		t, err := tree.Open(dir)
		if err != nil {
			return nil, fmt.Errorf("--packages: %w", err)
		}
		s.sites = append(s.sites, t)
		sites = append(sites, settings.Site{Path: t.Path(), FS: t})
	}
	return sites, nil
}

func (r *reading) options(s *source) (inputs.Options, error) {
	o := inputs.Options{AsOf: r.asOf, Django: r.django}
	if o.AsOf == "" {
		o.AsOf = time.Now().UTC().Format(time.DateOnly)
	}
	if !isDate(o.AsOf) {
		return o, fmt.Errorf("--as-of: %q is no date (YYYY-MM-DD)", o.AsOf)
	}
	vars, err := r.variables(s.tree.Path())
	if err != nil {
		return o, err
	}
	o.Options = targets.Options{Root: s.tree.Path(), Environments: r.environments, All: r.all, Target: r.target, Service: r.service,
		Settings: r.settings, Variables: vars, Closed: r.complete, TerraformDir: r.tfDir, Provided: s.config.Provided,
		Projects: s.config.Projects, Declared: s.config.declared()}
	if o.Compose, err = s.inside("--compose", r.compose); err != nil {
		return o, err
	}
	o.VarFiles, err = s.inside("--var-file", r.varFiles)
	return o, err
}

// readPlan reads the plan of --plan. One that tells of no resource at all, since it
// is something else, is an error.
func (r *reading) readPlan(stdin io.Reader, s *source) (*terraform.Plan, error) {
	name, in := "plan", stdin
	if r.plan != "-" {
		f, err := os.Open(r.plan)
		if err != nil {
			return nil, incomplete("--plan: %s: cannot be read", r.plan)
		}
		defer f.Close()
		name, in = filepath.Base(r.plan), f
		if inside, err := s.inside("--plan", []string{r.plan}); err == nil {
			name = inside[0]
		}
	}
	debug.SetGCPercent(60) // what is read of a large plan is dropped soon
	plan := terraform.ReadPlan(name, in)
	for _, d := range plan.Diagnostics {
		if d.Severity == "error" && len(plan.Changes) == 0 {
			return nil, incomplete("--plan: %s: %s", at(d.At), d.Message)
		}
	}
	return plan, nil
}

// inside turns paths that the user names into ones below the project.
func (s *source) inside(flag string, paths []string) ([]string, error) {
	var out []string
	for _, p := range paths {
		rel := p
		if _, err := s.tree.Stat(filepath.ToSlash(p)); err != nil {
			abs, _ := filepath.Abs(p)
			if rel, err = filepath.Rel(s.tree.Path(), abs); err != nil || strings.HasPrefix(rel, "..") {
				return nil, fmt.Errorf("%s: %s: not in the project", flag, p)
			}
			if _, err := s.tree.Stat(filepath.ToSlash(rel)); err != nil {
				return nil, incomplete("%s: %s: no such file", flag, p)
			}
		}
		out = append(out, filepath.ToSlash(rel))
	}
	return out, nil
}

func isDate(s string) bool { _, err := time.Parse(time.DateOnly, s); return err == nil }

var variableName = pattern.New(`^[A-Za-z_][A-Za-z0-9_.-]*$`)

// given is how reports call a file of --env-file: by its path below the root, else
// by its name alone, since no path outside the project is for a report.
func given(root, file string) string {
	if abs, err := filepath.Abs(file); err == nil {
		if real, err := filepath.EvalSymlinks(abs); err == nil {
			abs = real
		}
		if rel, err := filepath.Rel(root, abs); err == nil && filepath.IsLocal(rel) {
			return filepath.ToSlash(rel)
		}
	}
	return "--env-file " + filepath.Base(file)
}

// variables are those of --env-file and --set; a later one wins. Their values
// are never printed, not even in an error.
func (r *reading) variables(root string) ([]document.Variable, error) {
	byName := map[string]document.Variable{}
	for _, file := range r.envFiles {
		src, err := os.ReadFile(file)
		if err != nil {
			return nil, incomplete("--env-file: %s: cannot be read", file)
		}
		entries, diags := dotenv.Parse(dotenv.Compose, given(root, file), src, nil)
		for _, d := range diags {
			if d.Severity == "error" {
				return nil, incomplete("--env-file: %s:%d: %s", file, d.At.Line, d.Message)
			}
		}
		for _, e := range entries {
			if e.HasValue {
				v := e.Variable(r.complete)
				v.Chain = provided(e.Name, e.At)
				byName[e.Name] = v
			}
		}
	}
	for i, set := range r.sets {
		name, text, ok := strings.Cut(set, "=")
		if !ok || !variableName.MatchString(name) {
			return nil, fmt.Errorf("--set: argument %d is not NAME=value", i+1)
		}
		at := document.Location{File: "--set"}
		byName[name] = document.Variable{Name: name, State: document.Known, Text: document.NewText(text), Origin: document.OriginEnv, At: at,
			Chain: provided(name, at)}
	}
	var out []document.Variable
	for _, v := range byName {
		out = append(out, v)
	}
	return out, nil
}

func provided(name string, at document.Location) []document.Step {
	return []document.Step{{Kind: document.StepProvided, At: at, Name: name}}
}

// pathOf is the PATH argument, or the current folder.
func pathOf(args []string) string {
	if len(args) == 0 {
		return "."
	}
	return args[0]
}

// show reads the project for the commands that only show, and hands it on.
func (r *reading) show(c *cobra.Command, path string, f func(in *inputs.Result, root string) error) error {
	s, err := r.open(c, path)
	if err != nil {
		return err
	}
	defer s.Close()
	in, err := inputs.Read(c.Context(), s.tree, s.opts)
	if err != nil {
		return incomplete("%w", err)
	}
	if in.Plan.Ask != "" {
		return nothing(in)
	}
	return f(in, s.tree.Path())
}

// formatted runs the writer of the format that -o names.
func formatted(output string, text, json func() error) error {
	switch output {
	case "text":
		return text()
	case "json":
		return json()
	}
	return fmt.Errorf("--output: no format is called %q (json, text)", output)
}
