package main

import (
	"fmt"
	"io"
	"maps"
	"os"

	"github.com/spf13/cobra"

	"github.com/djgate/djgate"
	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/evaluator/report"
)

// ownPolicies is where a project keeps policies of its own.
const ownPolicies = ".djgate/policies"

// verifying are the flags of verify.
type verifying struct {
	policies, data       []string
	outputs, coverage    []string
	bundle, capabilities string
	threshold            float64
	noContract           bool
	key                  keyFlags
}

func newVerify() *cobra.Command {
	var v verifying
	c := &cobra.Command{
		Use:   "verify",
		Short: "Run the tests and examples of policies, with coverage",
		Long: `verify runs the Rego tests (rules test_* in *_test.rego) and the examples (txtar
archives bad_*, good_*, unknown_* in a folder that has the policy's name) below
the folders of -p, and holds the policies against what a policy owes: METADATA
with title, description, severity and remediation, and no question that "not
known" would answer.

Exit codes: 0 all holds; 1 something does not, or the coverage is below
--threshold; 2 wrong use; 3 a policy cannot be compiled.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return v.run(c) },
	}
	f := c.Flags()
	f.StringArrayVarP(&v.policies, "policy", "p", nil, "a `DIR` of policies, tests and examples (repeatable; default "+ownPolicies+")")
	f.StringArrayVarP(&v.data, "data", "d", nil, "a `FILE` or folder of data, JSON or YAML (repeatable)")
	f.StringVar(&v.bundle, "bundle", "", "a folder or a bundle (`PATH`, oci:// or https://) that takes the place of the shipped one")
	v.key.flags(f, "verification-key", "a `FILE` with the key that the bundle must be signed by")
	f.StringVar(&v.capabilities, "capabilities", "", "a `FILE` with the OPA capabilities that the policies have")
	f.StringArrayVarP(&v.outputs, "output", "o", []string{"text"}, "`FORMAT[=FILE]` of the results: text, json, junit (repeatable)")
	f.StringArrayVar(&v.coverage, "coverage", nil, "`FORMAT[=FILE]` of the coverage: text, json, lcov, cobertura (repeatable)")
	f.Float64Var(&v.threshold, "threshold", 0, "the least coverage, `PERCENT`")
	f.BoolVar(&v.noContract, "no-contract", false, "do not ask for METADATA, nor forbid questions under not")
	return c
}

func (v *verifying) run(c *cobra.Command) error {
	o, err := v.options(c)
	if err != nil {
		return err
	}
	renderings, err := v.renderings()
	if err != nil {
		return err
	}
	result, err := djgate.Verify(c.Context(), o)
	if err != nil {
		return incomplete("%w", err)
	}
	if err := writeAll(c.OutOrStdout(), renderings(result)); err != nil {
		return err
	}
	percent := evaluator.Percent(result.Coverage)
	switch {
	case result.Failed():
		return &exitError{exitViolations, nil}
	case percent < v.threshold:
		return &exitError{exitViolations, fmt.Errorf("the coverage is %.1f%%, below --threshold %g", percent, v.threshold)}
	}
	return nil
}

func (v *verifying) options(c *cobra.Command) (djgate.VerifyOptions, error) {
	o := djgate.VerifyOptions{Contract: !v.noContract}
	folders := v.policies
	if len(folders) == 0 {
		folders = []string{ownPolicies}
	}
	for _, folder := range folders {
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			return o, fmt.Errorf("-p %s: no such folder (djgate new policy ID makes the first policy)", folder)
		}
		o.Evaluator.Policies = append(o.Evaluator.Policies, os.DirFS(folder))
	}
	open, err := projectOpener(c, &v.key, ".")
	if err != nil {
		return o, err
	}
	if v.bundle != "" {
		if o.Bundle, o.Evaluator.Data, err = open.policies("--bundle", v.bundle); err != nil {
			return o, err
		}
		if !hasLibrary(o.Bundle) {
			return o, fmt.Errorf("--bundle %s: no bundle of djgate: it holds no django/lib", v.bundle)
		}
	}
	more, err := readData(v.data)
	if err != nil {
		return o, err
	}
	if o.Evaluator.Data == nil {
		o.Evaluator.Data = map[string]any{}
	}
	maps.Copy(o.Evaluator.Data, more)
	o.Evaluator.Capabilities, err = readCapabilities(v.capabilities)
	return o, err
}

// renderings are those of the results and of the coverage.
func (v *verifying) renderings() (func(*djgate.Verification) []rendering, error) {
	seen := map[string]bool{}
	results, err := outputsOf("--output", v.outputs, report.FindTests, seen)
	if err != nil {
		return nil, err
	}
	delete(seen, "") // both may go to standard output
	coverage, err := outputsOf("--coverage", v.coverage, report.FindCoverage, seen)
	if err != nil {
		return nil, err
	}
	return func(result *djgate.Verification) []rendering {
		var list []rendering
		for _, out := range results {
			list = append(list, rendering{out.file, func(w io.Writer) error { return out.format(w, testsOf(result)) }})
		}
		for _, out := range coverage {
			list = append(list, rendering{out.file, func(w io.Writer) error { return out.format(w, result.Coverage) }})
		}
		return list
	}, nil
}

// testsOf are the tests, the examples and what the policies owe.
func testsOf(v *djgate.Verification) []report.Test {
	var all []report.Test
	for _, t := range v.Tests {
		test := report.Test{Kind: report.RegoTest, Suite: t.Package, Name: t.Name, File: t.At.File, Line: t.At.Line, Skipped: t.Skipped, Took: t.Took}
		if t.Failure != "" {
			test.Failures = []string{t.Failure}
		}
		all = append(all, test)
	}
	for _, x := range v.Examples {
		all = append(all, report.Test{Kind: report.Example, Suite: x.Policy, Name: x.File, File: x.File, Failures: x.Failures, Took: x.Took})
	}
	for _, p := range v.Problems {
		all = append(all, report.Test{Kind: report.Contract, Suite: "contract", Name: p.At.String(),
			File: p.At.File, Line: p.At.Line, Failures: []string{p.Message}})
	}
	return all
}
