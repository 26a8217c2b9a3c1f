package evaluator

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Coverage counts which lines of policies were evaluated, as OPA's own package for it
// does (v1/cover), which would link another evaluator's worth of code: a rule's head
// counts once the rule has a value, an expression once it was evaluated, with all that
// stands in it. It is for several evaluations at a time.
type Coverage struct {
	mu        sync.Mutex
	evaluated map[string]map[span]bool // by file
}

// span is a part of a file, its rows and columns from 1.
type span struct{ row, col, endRow, endCol int }

func spanOf(loc *ast.Location) span {
	row, col := loc.End()
	return span{loc.Row, loc.Col, row, col}
}

// holds tells whether another span lies in this one.
func (s span) holds(o span) bool {
	begins := s.row < o.row || s.row == o.row && s.col <= o.col
	ends := s.endRow > o.endRow || s.endRow == o.endRow && s.endCol >= o.endCol
	return begins && ends
}

// NewCoverage returns one in which nothing was evaluated.
func NewCoverage() *Coverage { return &Coverage{evaluated: map[string]map[span]bool{}} }

// Tracer is what sees the evaluation.
func (c *Coverage) Tracer() topdown.QueryTracer { return tracer{c} }

type tracer struct{ *Coverage }

func (tracer) Enabled() bool               { return true }
func (tracer) Config() topdown.TraceConfig { return topdown.TraceConfig{} }

func (t tracer) TraceEvent(e topdown.Event) {
	switch n := e.Node.(type) {
	case *ast.Rule:
		if e.Op == topdown.ExitOp {
			t.add(n.Head.Location)
		}
	case *ast.Expr:
		if e.Op == topdown.EvalOp {
			t.add(n.Location)
		}
	}
}

func (c *Coverage) add(loc *ast.Location) {
	if !loc.HasFile() {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.evaluated[loc.File] == nil {
		c.evaluated[loc.File] = map[span]bool{}
	}
	c.evaluated[loc.File][spanOf(loc)] = true
}

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
	c.mu.Lock()
	defer c.mu.Unlock()
	var files []FileCoverage
	for file, module := range modules {
		if !strings.HasSuffix(file, "_test.rego") {
			files = append(files, c.file(file, module))
		}
	}
	slices.SortFunc(files, func(a, b FileCoverage) int { return cmp.Compare(a.File, b.File) })
	return files
}

// file tells which lines something begins on that can be evaluated.
func (c *Coverage) file(name string, module *ast.Module) FileCoverage {
	lines := map[int]bool{} // whether they were evaluated
	for s := range c.evaluated[name] {
		lines[s.row] = true
	}
	note := func(loc *ast.Location) {
		if _, known := lines[loc.Row]; !known && loc.HasFile() && !c.covers(loc) {
			lines[loc.Row] = false
		}
	}
	ast.WalkRules(module, func(r *ast.Rule) bool {
		note(r.Head.Location)
		return false
	})
	ast.WalkExprs(module, func(e *ast.Expr) bool {
		if _, declares := e.Terms.(*ast.SomeDecl); !declares {
			note(e.Location)
		}
		return false
	})
	out := FileCoverage{File: name, Lines: slices.Sorted(maps.Keys(lines))}
	for _, line := range out.Lines {
		if !lines[line] {
			out.Missed = append(out.Missed, line)
		}
	}
	return out
}

// covers tells whether a place was evaluated, or something that it stands in.
func (c *Coverage) covers(loc *ast.Location) bool {
	own := spanOf(loc)
	for s := range c.evaluated[loc.File] {
		if s.holds(own) {
			return true
		}
	}
	return false
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
