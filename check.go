package djgate

import (
	"cmp"
	"context"
	"io/fs"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs"
)

// Options say what to read and how to judge it. The zero value judges every
// deployment by the checklist, today, and honours comments that accept findings.
type Options struct {
	// Inputs.Root is the absolute path that the project has where it runs, which
	// BASE_DIR becomes; empty: a made-up one.
	Inputs inputs.Options
	// Bundle takes the place of the shipped policies and library; nil: the shipped ones.
	Bundle       fs.FS
	Evaluator    evaluator.Options
	Suppressions []evaluator.Suppression
	Enforcement  []evaluator.Enforcement
	// NoInlineIgnores: no comment in a file of the project accepts a finding.
	NoInlineIgnores bool
	// Baseline holds the findings that are known; nil: none.
	Baseline *evaluator.Baseline
	// Jobs is the number of workers that judge at once; 0: one a processor. The
	// report is the same whatever it is.
	Jobs int
}

// Report is what was found, and what it was made from.
type Report struct {
	*evaluator.Report
	Inputs *inputs.Result
}

// TargetIDs are the ids of all targets that were found, judged or not.
func (r *Report) TargetIDs() []string {
	var out []string
	for _, t := range r.Inputs.Plan.Targets {
		out = append(out, t.ID)
	}
	return out
}

// madeUpRoot is the path of a project that has none.
const madeUpRoot = "/project"

// Check reads the project below fsys and judges every target that is to be
// judged. It fails where the policies do not compile or the context ends; what
// cannot be read makes the report incomplete instead. Nothing of the project is
// run, and nothing but fsys is read, except .git at Inputs.Root and above. It may be
// called by many goroutines at once.
func Check(ctx context.Context, fsys fs.FS, o Options) (*Report, error) {
	return o.check(ctx, fsys, o.compile(ctx))
}

// compile gives what compiles the policies, once.
func (o Options) compile(ctx context.Context) func() (*evaluator.Evaluator, error) {
	return sync.OnceValues(func() (*evaluator.Evaluator, error) { return evaluator.New(ctx, o.bundle(), o.judging()) })
}

func (o Options) check(ctx context.Context, fsys fs.FS, policies func() (*evaluator.Evaluator, error)) (*Report, error) {
	o.Inputs.Root = cmp.Or(o.Inputs.Root, madeUpRoot)
	o.Inputs.AsOf = cmp.Or(o.Inputs.AsOf, time.Now().UTC().Format(time.DateOnly))
	if o.Inputs.Meanwhile == nil {
		o.Inputs.Meanwhile = func() { go policies() }
	}
	in, err := inputs.Read(ctx, fsys, o.Inputs)
	e, failed := policies()
	if failed != nil {
		return nil, failed
	}
	if err != nil {
		return nil, err
	}
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	results, err := e.EvaluateAll(ctx, in.Documents, o.Jobs)
	if err != nil {
		return nil, err
	}
	merging, err := o.merging(fsys, results, in)
	if err != nil {
		return nil, err
	}
	out := &Report{evaluator.Merge(results, merging), in}
	out.Report.Complete = out.Report.Complete && len(in.Documents) > 0 // nothing judged is no pass
	if o.Baseline != nil {
		out.Report = o.Baseline.Apply(out.Report, out.TargetIDs())
	}
	return out, nil
}

// judging are the options of the evaluator, with the program of the shipped bundle.
func (o Options) judging() evaluator.Options {
	if o.Bundle == nil {
		o.Evaluator.Program = program
	}
	return o.Evaluator
}

func (o Options) bundle() fs.FS {
	if o.Bundle != nil {
		return o.Bundle
	}
	return Bundle()
}

// merging says what is accepted, by the options and by comments in the project.
func (o Options) merging(fsys fs.FS, results []*evaluator.Result, in *inputs.Result) (evaluator.MergeOptions, error) {
	out := evaluator.MergeOptions{Suppressions: o.Suppressions, Enforcement: o.Enforcement, AsOf: o.Inputs.AsOf, Diagnostics: in.Diagnostics}
	if o.NoInlineIgnores {
		return out, nil
	}
	every := o.judging()
	every.Collections = []string{evaluator.Checklist, evaluator.Advice, evaluator.SystemChecks}
	list := func() ([]*evaluator.Policy, error) { return evaluator.List(o.bundle(), every) }
	comments, diags, err := evaluator.ReadIgnores(fsys, results, in.Documents, list)
	if err != nil {
		return out, err
	}
	out.Suppressions = slices.Concat(o.Suppressions, comments)
	out.Diagnostics = slices.Concat(in.Diagnostics, diags)
	return out, nil
}
