package evaluator

import (
	"maps"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
	opacover "github.com/open-policy-agent/opa/v1/cover"
	oparego "github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"
)

const covered = `package p

import data.q

deny contains msg if {
	some x in input.xs
	x.name != ""
	msg := sprintf("%s", [x.name])
}

deny contains "never" if {
	input.absent
	count([y |
		some y in input.xs
		y == 1
	]) == 0
}

kind := "many" if {
	count(input.xs) > 1
} else := "one" if {
	count(input.xs) == 1
} else := "none"

all_named if {
	every x in input.xs {
		x.name
		x.name != "b"
	}
}

unused(x) := y if {
	y := {z: z |
		some z in x
	}
}

default level := 1
`

// OPA's own package for coverage counts the same lines.
func TestCoverageIsOPAs(t *testing.T) {
	compiler := ast.MustCompileModulesWithOpts(map[string]string{"p.rego": covered}, ast.CompileOpts{})
	for _, input := range []string{`{}`, `{"xs": []}`, `{"xs": [{"name": "a"}]}`, `{"xs": [{"name": "a"}, {"name": "b"}], "absent": 1}`} {
		own, opas := NewCoverage(), opacover.New()
		for _, tracer := range []topdown.QueryTracer{own.Tracer(), opas} {
			ask := oparego.New(oparego.Query("data.p"), oparego.Compiler(compiler), oparego.ParsedInput(ast.MustParseTerm(input).Value), oparego.QueryTracer(tracer))
			if _, err := ask.Eval(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if diff := gocmp.Diff(linesByOPA(opas, compiler.Modules), own.files(compiler.Modules)); diff != "" {
			t.Errorf("%s: -OPA +own\n%s", input, diff)
		}
	}
}

func linesByOPA(c *opacover.Cover, modules map[string]*ast.Module) []FileCoverage {
	report := c.Report(modules).Files["p.rego"]
	lines := map[int]bool{}
	for _, r := range report.NotCovered {
		lines[r.Start.Row] = false
	}
	for _, r := range report.Covered {
		lines[r.Start.Row] = true
	}
	out := FileCoverage{File: "p.rego", Lines: slices.Sorted(maps.Keys(lines))}
	for _, line := range out.Lines {
		if !lines[line] {
			out.Missed = append(out.Missed, line)
		}
	}
	return []FileCoverage{out}
}
