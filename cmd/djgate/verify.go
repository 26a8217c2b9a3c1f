package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

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
	f.StringArrayVarP(&v.policies, "policy", "p", nil, "a folder of policies, tests and examples (repeatable; default "+ownPolicies+")")
	f.StringArrayVarP(&v.data, "data", "d", nil, "a file or folder of data, JSON or YAML (repeatable)")
	f.StringVar(&v.bundle, "bundle", "", "a folder that takes the place of the shipped bundle")
	f.StringVar(&v.capabilities, "capabilities", "", "a file with the OPA capabilities that the policies have")
	f.StringArrayVarP(&v.outputs, "output", "o", []string{"text"}, "FORMAT[=FILE] of the results: text, json, junit (repeatable)")
	f.StringArrayVar(&v.coverage, "coverage", nil, "FORMAT[=FILE] of the coverage: text, json, lcov, cobertura (repeatable)")
	f.Float64Var(&v.threshold, "threshold", 0, "the least coverage in per cent")
	f.BoolVar(&v.noContract, "no-contract", false, "do not ask for METADATA, nor forbid questions under not")
	return c
}

func (v *verifying) run(c *cobra.Command) error {
	o, err := v.options()
	if err != nil {
		return err
	}
	if err := v.known(); err != nil {
		return err
	}
	result, err := djgate.Verify(c.Context(), o)
	if err != nil {
		return incomplete("%w", err)
	}
	if err := v.write(c.OutOrStdout(), result); err != nil {
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

func (v *verifying) options() (djgate.VerifyOptions, error) {
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
	if v.bundle != "" {
		o.Bundle = os.DirFS(v.bundle)
		if _, err := fs.Stat(o.Bundle, "django/lib"); err != nil {
			return o, fmt.Errorf("--bundle %s: no bundle of djgate: it holds no django/lib", v.bundle)
		}
	}
	var err error
	if o.Evaluator.Data, err = readData(v.data); err != nil {
		return o, err
	}
	o.Evaluator.Capabilities, err = readCapabilities(v.capabilities)
	return o, err
}

// verifyFormats write results, by name.
func verifyFormats() map[string]func(w io.Writer, v *djgate.Verification) error {
	return map[string]func(io.Writer, *djgate.Verification) error{"text": verifyText, "json": verifyJSON, "junit": verifyJUnit}
}

// known refuses formats that are not there, before anything is run.
func (v *verifying) known() error {
	for _, output := range v.outputs {
		if name, _, _ := strings.Cut(output, "="); verifyFormats()[name] == nil {
			return fmt.Errorf("--output: no format is called %q (json, junit, text)", name)
		}
	}
	for _, output := range v.coverage {
		name, _, _ := strings.Cut(output, "=")
		if _, err := report.FindCoverage(name); err != nil {
			return fmt.Errorf("--coverage: %w", err)
		}
	}
	return nil
}

func (v *verifying) write(stdout io.Writer, result *djgate.Verification) error {
	for _, output := range v.outputs {
		name, file, _ := strings.Cut(output, "=")
		if err := writeWhole(stdout, file, func(w io.Writer) error { return verifyFormats()[name](w, result) }); err != nil {
			return err
		}
	}
	for _, output := range v.coverage {
		name, file, _ := strings.Cut(output, "=")
		format := report.CoverageFormats()[name]
		if err := writeWhole(stdout, file, func(w io.Writer) error { return format(w, result.Coverage) }); err != nil {
			return err
		}
	}
	return nil
}

// writeWhole runs a writer on a file, whole or not at all, or on standard output.
func writeWhole(stdout io.Writer, file string, write func(io.Writer) error) error {
	if file == "" {
		return write(stdout)
	}
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	part := file + ".part"
	err := os.WriteFile(part, b.Bytes(), 0o666)
	if err == nil {
		err = os.Rename(part, file)
	}
	if err != nil {
		os.Remove(part)
		return fmt.Errorf("%s: cannot be written", file)
	}
	return nil
}
