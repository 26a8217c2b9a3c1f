package evaluator

import (
	"cmp"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	opacover "github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Coverage counts which lines of policies were evaluated.
type Coverage struct {
	traced *opacover.Cover
}

// NewCoverage returns one in which nothing was evaluated.
func NewCoverage() *Coverage { return &Coverage{opacover.New()} }

// Tracer is what sees the evaluation.
func (c *Coverage) Tracer() topdown.QueryTracer { return c.traced }

// FileCoverage are the lines of one file on which something can be evaluated.
type FileCoverage struct {
	File   string
	Lines  []int // in order
	Missed []int // those of Lines that were not evaluated
}

// Of returns the coverage of a suite's policies, tests apart, in order of file.
func (c *Coverage) Of(s *Suite) []FileCoverage {
	return c.files(s.compiled())
}

func (c *Coverage) files(modules map[string]*ast.Module) []FileCoverage {
	var files []FileCoverage
	for file, report := range c.traced.Report(modules).Files {
		if modules[file] == nil || strings.HasSuffix(file, "_test.rego") {
			continue
		}
		covered, missed := linesOf(report.Covered), linesOf(report.NotCovered)
		f := FileCoverage{File: file, Lines: slices.Concat(covered, missed)}
		slices.Sort(f.Lines)
		f.Lines = slices.Compact(f.Lines)
		for _, line := range missed {
			if !slices.Contains(covered, line) {
				f.Missed = append(f.Missed, line)
			}
		}
		files = append(files, f)
	}
	slices.SortFunc(files, func(a, b FileCoverage) int { return cmp.Compare(a.File, b.File) })
	return files
}

// linesOf are the lines on which ranges begin.
func linesOf(ranges []opacover.Range) []int {
	var lines []int
	for _, r := range ranges {
		lines = append(lines, r.Start.Row)
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

// Percent is the share of lines that were evaluated: 100 where there are none.
func Percent(files []FileCoverage) float64 {
	lines, missed := 0, 0
	for _, f := range files {
		lines, missed = lines+len(f.Lines), missed+len(f.Missed)
	}
	if lines == 0 {
		return 100
	}
	return 100 * float64(lines-missed) / float64(lines)
}
