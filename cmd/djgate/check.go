package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"github.com/djgate/djgate"
	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/evaluator/report"
	"github.com/djgate/djgate/inputs"
)

// checking are the flags of check beyond those of reading.
type checking struct {
	reading
	policies, data, namespaces, collections, outputs                      []string
	severity, failOn, baseline, bundle, capabilities                      string
	strict, showSuppressed, noFail, noColor, quiet, noInline, allFindings bool
	jobs                                                                  int
	key                                                                   keyFlags
	inputs                                                                []string
}

func newCheck() *cobra.Command {
	k := &checking{}
	c := &cobra.Command{
		Use:   "check [PATH]",
		Short: "Judge every deployment found under PATH",
		Long:  "Judge every deployment found under PATH (default: the current folder).\n\n" + exitCodes,
		Args:  cobra.MaximumNArgs(1),
		RunE:  func(c *cobra.Command, args []string) error { return k.run(c, pathOf(args)) },
	}
	k.flags(c.Flags())
	complete(c)
	return c
}

// complete says what shells may offer for the values of flags.
func complete(c *cobra.Command) {
	var severities []string
	for _, s := range evaluator.Severities() {
		severities = append(severities, s.String())
	}
	formats := slices.Sorted(maps.Keys(report.Formats()))
	for flag, values := range map[string][]string{"severity": severities, "fail-on": severities, "output": formats, "collection": everyCollection} {
		if err := c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp|cobra.ShellCompDirectiveKeepOrder)); err != nil {
			panic(err) // the flags are those of this command
		}
	}
}

func (k *checking) flags(f *pflag.FlagSet) {
	k.reading.flags(f)
	k.judging(f)
	f.StringArrayVarP(&k.outputs, "output", "o", []string{"text"}, "write this `FORMAT[=FILE]`: "+strings.Join(slices.Sorted(maps.Keys(report.Formats())), ", ")+" (repeatable)")
	f.StringVar(&k.severity, "severity", "medium", "show findings from this `SEVERITY` on: critical, high, medium, low, info")
	f.StringVar(&k.failOn, "fail-on", "high", "fail on violations from this `SEVERITY` on")
	f.BoolVar(&k.strict, "strict", false, "fail on what is undetermined at or over --fail-on too")
	f.BoolVar(&k.showSuppressed, "show-suppressed", false, "list what is suppressed, and why")
	f.BoolVar(&k.noFail, "no-fail", false, "exit 0 where there are violations (never where the result is incomplete)")
	f.BoolVar(&k.noColor, "no-color", false, "no colour")
	f.BoolVarP(&k.quiet, "quiet", "q", false, "findings only")
	f.StringVar(&k.baseline, "baseline", "", "count the findings that this `FILE` knows apart, and fail on new ones only (djgate baseline writes it)")
	f.StringArrayVar(&k.inputs, "input", nil, "judge this `FILE` (JSON, YAML, TOML; - is standard input) by your own policies alone, as conftest test does (repeatable)")
	f.BoolVar(&k.allFindings, "all-findings", false, "of a review: show what the change leaves as it was too, and fail on it")
}

// judging are the flags of every command that judges.
func (k *checking) judging(f *pflag.FlagSet) {
	f.StringArrayVarP(&k.policies, "policy", "p", nil, "a folder, a module or a bundle (`PATH`, oci:// or https://) of your own policies, added to those of djgate (repeatable)")
	f.StringVar(&k.bundle, "bundle", "", "a folder or a bundle (`PATH`, oci:// or https://) whose policies take the place of djgate's")
	f.StringVar(&k.capabilities, "capabilities", "", "a `FILE` with the OPA capabilities that your own policies have")
	k.key.flags(f, "verification-key", "a `FILE` with the key that every bundle must be signed by")
	f.StringArrayVarP(&k.data, "data", "d", nil, "a JSON or YAML `FILE`, or a folder of them, for the policies' data (repeatable)")
	f.StringArrayVarP(&k.namespaces, "namespace", "n", nil, "run your own policies of this `PACKAGE` only; * matches any run (repeatable)")
	f.StringArrayVar(&k.collections, "collection", nil, "run this `COLLECTION`: checklist, advice, system-checks (repeatable; default checklist)")
	f.BoolVar(&k.noInline, "no-inline-ignores", false, "honour no comment that suppresses findings")
	f.IntVar(&k.jobs, "jobs", 0, "judge with so many (`N`) workers at once (default: one a processor)")
}

func (k *checking) run(c *cobra.Command, path string) error {
	if len(k.inputs) > 0 {
		return k.runInputs(c, path)
	}
	s, err := k.open(c, path)
	if err != nil {
		return err
	}
	defer s.Close()
	return k.report(c, s, func(ctx context.Context, o djgate.Options) (*djgate.Report, error) { return judge(ctx, s, o) })
}

// report judges, writes the reports and tells the exit code.
func (k *checking) report(c *cobra.Command, s *source, judge func(context.Context, djgate.Options) (*djgate.Report, error)) error {
	outputs, err := outputsOf("--output", k.outputs, report.Find, map[string]bool{})
	if err != nil {
		return err
	}
	show, threshold, err := k.thresholds(s.config)
	if err != nil {
		return err
	}
	o, err := k.checkOptions(c.Context(), s)
	if err != nil {
		return err
	}
	done := progress(c.ErrOrStderr())
	outcome, err := judge(c.Context(), o)
	done()
	if e := (*exitError)(nil); errors.As(err, &e) {
		return err
	}
	if err != nil {
		return incomplete("%w", err)
	}
	options := k.reportOptions(s, outcome, outputs, show, threshold)
	if err := nothing(outcome.Inputs); err != nil {
		if p := outcome.Inputs.Plan; p.Selection != "" || p.Ask != "" {
			return err
		}
		outcome.Report.Complete = false // nothing judged is not clean
		if failed := writeAll(c.OutOrStdout(), k.renderings(outputs, outcome, options)); failed != nil {
			return failed
		}
		return err
	}
	if err := writeAll(c.OutOrStdout(), k.renderings(outputs, outcome, options)); err != nil {
		return err
	}
	return k.verdict(outcome.Report, threshold)
}

func (k *checking) reportOptions(s *source, o *djgate.Report, outputs []output[report.Format], show evaluator.Severity, t evaluator.Threshold) report.Options {
	out := report.Options{Version: version(), Project: filepath.Base(s.tree.Path()), Named: len(o.Inputs.Plan.Targets) - len(o.Inputs.Plan.Judged()),
		Show: show, ShowSuppressed: k.showSuppressed, Quiet: k.quiet, AllFindings: k.allFindings, Threshold: t, Base: inRepository(s.tree.Path())}
	if slices.ContainsFunc(outputs, func(out output[report.Format]) bool { return out.name == "html" }) {
		out.Settings = shownSettings(o, s.tree.Path())
	}
	return out
}

// judge judges the project; with a plan, what the plan does to it.
func judge(ctx context.Context, s *source, o djgate.Options) (*djgate.Report, error) {
	if o.Inputs.Plan == nil {
		return djgate.Check(ctx, s.tree, o)
	}
	before := o.Inputs
	before.BeforePlan = true
	was, is, err := djgate.Review(ctx, djgate.State{FS: s.tree, Inputs: before}, djgate.State{FS: s.tree, Inputs: o.Inputs}, o)
	if err != nil {
		return nil, err
	}
	describe(was, is, s.tree.Path())
	is.Report.Review.Resources, is.Report.Review.Kept = planned(o.Inputs.Plan)
	return is, nil
}

func (k *checking) checkOptions(ctx context.Context, s *source) (djgate.Options, error) {
	o := djgate.Options{Inputs: s.opts, Jobs: k.jobs, NoInlineIgnores: k.noInline}
	for _, name := range k.collections {
		if err := knownCollection(name); err != nil {
			return o, err
		}
	}
	o.Evaluator = evaluator.Options{Namespaces: k.namespaces, Collections: k.collections, Parameters: s.config.parameters()}
	if err := k.policySources(ctx, s, &o); err != nil {
		return o, err
	}
	var err error
	if k.baseline != "" {
		if o.Baseline, err = readBaseline(k.baseline); err != nil {
			return o, fmt.Errorf("--baseline: %s: %w", k.baseline, err)
		}
	}
	return o, k.configure(s.config, &o)
}

// configure takes over what .djgate.yaml says of policies, which must exist.
func (k *checking) configure(c *config, o *djgate.Options) error {
	if len(c.Suppress)+len(c.Parameters)+len(c.Enforcement) == 0 {
		return nil
	}
	all, err := policiesOf(o.Bundle, o.Evaluator)
	if err != nil {
		return err
	}
	for _, p := range c.Parameters {
		if err := evaluator.Known(all, p.Policy); err != nil {
			return fmt.Errorf("%s:%d: parameters: %w", c.file, p.line, err)
		}
	}
	if o.Enforcement, err = c.enforcement(all); err != nil {
		return err
	}
	o.Suppressions, err = c.suppressions(all)
	return err
}

// thresholds are what is shown, and what fails.
func (k *checking) thresholds(c *config) (evaluator.Severity, evaluator.Threshold, error) {
	t := evaluator.Threshold{Strict: k.strict, All: k.allFindings}
	show, err := evaluator.ParseSeverity(k.severity)
	if err != nil {
		return 0, t, fmt.Errorf("%s: %w", flagOrKey("severity", k.severity, c.Severity, c), err)
	}
	if t.FailOn, err = evaluator.ParseSeverity(k.failOn); err != nil {
		return 0, t, fmt.Errorf("%s: %w", flagOrKey("fail-on", k.failOn, c.FailOn, c), err)
	}
	return show, t, nil
}

// flagOrKey names the flag, or the key of the file that it came from.
func flagOrKey(flag, value, key string, c *config) string {
	if key != "" && key == value {
		return c.file + ": " + strings.ReplaceAll(flag, "-", "_")
	}
	return "--" + flag
}

// verdict turns a report into the exit code.
func (k *checking) verdict(r *evaluator.Report, t evaluator.Threshold) error {
	if !r.Complete {
		return &exitError{code: exitIncomplete}
	}
	if k.noFail {
		return nil
	}
	if r.Fails(t) {
		return &exitError{code: exitViolations}
	}
	return nil
}

// nothing says what was found where nothing is judged: that is neither clean nor critical.
func nothing(in *inputs.Result) error {
	p := in.Plan
	switch {
	case p.Ask != "":
		return &exitError{exitUsage, errors.New(p.Ask)}
	case p.Selection != "":
		return &exitError{exitUsage, errors.New(p.Selection)}
	case len(in.Documents) > 0:
		return nil
	case len(p.Projects) == 0:
		return incomplete("no Django project here: no manage.py, and no file names a settings module")
	case len(p.Targets) == 0:
		return incomplete("no settings module here: %s names none that exists (--settings MODULE names one)", projectsOf(in))
	}
	var found []string
	for _, t := range p.Targets {
		found = append(found, fmt.Sprintf("%s (%s, %s)", t.ID, t.Class, t.SettingsModule))
	}
	for _, u := range p.Unread {
		found = append(found, fmt.Sprintf("%s %s (%s)", u.What, u.At.File, u.Because))
	}
	return incomplete("nothing deployed was found; found and not judged: %s. Judge one with -e NAME, all with --all-environments; djgate targets says why",
		strings.Join(found, ", "))
}

func projectsOf(in *inputs.Result) string {
	var dirs []string
	for _, p := range in.Plan.Projects {
		dirs = append(dirs, p.Dir)
	}
	return "the project in " + strings.Join(dirs, ", ")
}

// terminal tells whether w shows colour, and how wide it is (0: no terminal).
func terminal(w io.Writer, noColor bool) (color bool, width int) {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return false, 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		width = 80
	}
	_, off := os.LookupEnv("NO_COLOR")
	return !noColor && !off && os.Getenv("TERM") != "dumb", width
}

// progress says on a terminal that work goes on, where it takes over a second.
func progress(w io.Writer) (done func()) {
	if f, ok := w.(*os.File); !ok || !term.IsTerminal(int(f.Fd())) {
		return func() {}
	}
	timer := time.AfterFunc(time.Second, func() { fmt.Fprintln(w, "djgate: reading ...") })
	return func() { timer.Stop() }
}
