package djgate

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
)

// VerifyOptions say what is verified.
type VerifyOptions struct {
	// Bundle takes the place of the shipped one; nil: the shipped one.
	Bundle fs.FS
	// Evaluator.Policies are the folders with policies, their tests (*_test.rego) and
	// their examples (txtar, in folders that have the names of policies).
	Evaluator evaluator.Options
	// Contract also holds the policies against what a policy of djgate owes: a title,
	// a severity, a remediation, and no question whose answer "unknown" would read as no.
	Contract bool
}

// Verification is what came of the tests and examples of policies.
type Verification struct {
	Tests    []evaluator.Test
	Examples []ExampleResult
	Problems []Problem
	Coverage []evaluator.FileCoverage
}

// ExampleResult is one example and how it failed.
type ExampleResult struct {
	File, Policy string
	Failures     []string // none: it holds
	Took         time.Duration
}

// Problem is what a policy lacks.
type Problem struct {
	At      document.Location
	Message string
}

// Failed tells whether anything does not hold.
func (v *Verification) Failed() bool {
	return len(v.Problems) > 0 ||
		slices.ContainsFunc(v.Tests, func(t evaluator.Test) bool { return t.Failure != "" }) ||
		slices.ContainsFunc(v.Examples, func(x ExampleResult) bool { return len(x.Failures) > 0 })
}

// Verify runs the tests and the examples of policies. It fails where a policy does
// not compile or there is nothing to run.
func Verify(ctx context.Context, o VerifyOptions) (*Verification, error) {
	if o.Bundle == nil {
		o.Bundle = Bundle()
	}
	suite, err := evaluator.NewSuite(o.Bundle, o.Evaluator)
	if err != nil {
		return nil, err
	}
	coverage := evaluator.NewCoverage()
	v := &Verification{}
	if v.Tests, err = suite.Run(ctx, coverage.Tracer(), o.Evaluator.Limits); err != nil {
		return nil, err
	}
	if err := v.runExamples(ctx, o, coverage); err != nil {
		return nil, err
	}
	if len(v.Tests)+len(v.Examples) == 0 {
		return nil, errors.New("there is neither a rule test_* nor an example (bad_*.txtar, good_*.txtar, unknown_*.txtar)")
	}
	if o.Contract {
		v.Problems = contract(suite)
	}
	v.Coverage = coverage.Of(suite)
	return v, nil
}

func (v *Verification) runExamples(ctx context.Context, o VerifyOptions, coverage *evaluator.Coverage) error {
	var examples []*Example
	for _, folder := range o.Evaluator.Policies {
		found, err := FindExamples(folder)
		if err != nil {
			return err
		}
		examples = append(examples, found...)
	}
	if len(examples) == 0 {
		return nil
	}
	judging := o.Evaluator
	judging.Collections = []string{evaluator.Checklist, evaluator.Advice}
	judging.Policies = slices.DeleteFunc(slices.Clone(judging.Policies), func(f fs.FS) bool { return !hasPolicies(f) })
	e, err := evaluator.New(ctx, o.Bundle, judging)
	if err != nil {
		return err
	}
	e = e.Traced(coverage.Tracer())
	for _, x := range examples {
		begun := time.Now()
		failures, err := x.Judge(ctx, e)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			failures = []string{strings.TrimPrefix(err.Error(), x.File+": ")}
		}
		v.Examples = append(v.Examples, ExampleResult{x.File, x.Policy, failures, time.Since(begun)})
	}
	return nil
}

// FindExamples reads the examples below a folder, in order of path. An example that
// is none is an error that names its file.
func FindExamples(folder fs.FS) ([]*Example, error) {
	var examples []*Example
	err := fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("%s: cannot be read", name)
		}
		if d.IsDir() || path.Ext(name) != ".txtar" {
			return nil
		}
		src, err := fs.ReadFile(folder, name)
		if err != nil {
			return fmt.Errorf("%s: cannot be read", name)
		}
		x, err := ParseExample(name, src)
		if err == nil {
			examples = append(examples, x)
		}
		return err
	})
	return examples, err
}

// hasPolicies tells a folder of policies from one of tests and examples alone.
func hasPolicies(folder fs.FS) bool {
	found := false
	_ = fs.WalkDir(folder, ".", func(name string, _ fs.DirEntry, err error) error {
		found = found || path.Ext(name) == ".rego" && !strings.HasSuffix(name, "_test.rego")
		return err
	})
	return found
}

// contract lists what the policies of a suite owe.
func contract(s *evaluator.Suite) []Problem {
	var problems []Problem
	for _, d := range s.Undescribed() {
		problems = append(problems, Problem{d.At, "METADATA lacks " + strings.Join(d.Lacks, ", ")})
	}
	for _, m := range s.Misuses() {
		problems = append(problems, Problem{m.At, fmt.Sprintf("a question of the document under %s: where the answer is not known, that is true", m.Under)})
	}
	return problems
}
