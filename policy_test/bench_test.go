package policy_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/evaluator/program/lower"
	"github.com/djgate/djgate/inputs"
	"github.com/djgate/djgate/inputs/targets"
	"github.com/djgate/djgate/inputs/tree"
	"github.com/open-policy-agent/opa/v1/ast"
)

// BenchmarkRead reads a whole project: targets, settings, documents.
func BenchmarkRead(b *testing.B) {
	files, err := tree.Open("../examples/shop")
	if err != nil {
		b.Fatal(err)
	}
	defer files.Close()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := inputs.Read(b.Context(), files, inputs.Options{Options: targets.Options{Root: files.Path()}, AsOf: asOf}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBatch judges the documents of a project one after the other, as a
// batch does, and gives documents a second.
func BenchmarkBatch(b *testing.B) {
	e, documents, n := newEvaluator(b), documentsOf(b, "shop"), 0
	b.ReportAllocs()
	for b.Loop() {
		for _, d := range documents {
			if _, err := e.Evaluate(b.Context(), d); err != nil {
				b.Fatal(err)
			}
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "docs/s")
}

// BenchmarkTogether judges the same documents and some that differ from them in one
// thing, as targets of one project do, and gives documents a second.
func BenchmarkTogether(b *testing.B) {
	e, documents, n := newEvaluator(b), documentsOf(b, "shop"), 0
	for _, name := range []string{"DEBUG", "ALLOWED_HOSTS", "DATABASES", "CACHES", "LOGGING"} {
		d := copied(documents[0])
		forget(d, "settings."+name)
		documents = append(documents, d)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := e.EvaluateAll(b.Context(), documents, 1); err != nil {
			b.Fatal(err)
		}
		n += len(documents)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "docs/s")
}

// BenchmarkHundreds loads and judges by more and more policies of the checklist, to
// tell what each further hundred costs.
func BenchmarkHundreds(b *testing.B) {
	modules, shipped, rules, err := evaluator.Sources(bundle)
	if err != nil {
		b.Fatal(err)
	}
	var all []*evaluator.Policy
	for _, p := range shipped {
		if p.Collection == evaluator.Checklist {
			all = append(all, p)
		}
	}
	for n := 100; n <= len(all); n += 100 {
		o := evaluator.Options{Program: string(programOfPolicies(b, modules, evenly(all, n), rules))}
		b.Run(fmt.Sprintf("load-%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := evaluator.New(b.Context(), bundle, o); err != nil {
					b.Fatal(err)
				}
			}
		})
		e, err := evaluator.New(b.Context(), bundle, o)
		if err != nil {
			b.Fatal(err)
		}
		d := documentsOf(b, "shop")[0]
		b.Run(fmt.Sprintf("judge-%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := e.Evaluate(b.Context(), d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// evenly picks n of the policies, evenly, so that each hundred is like the others.
func evenly(all []*evaluator.Policy, n int) []*evaluator.Policy {
	var picked []*evaluator.Policy
	for i := range n {
		picked = append(picked, all[i*len(all)/n])
	}
	return picked
}

func programOfPolicies(b *testing.B, modules map[string]*ast.Module, policies []*evaluator.Policy, rules []string) []byte {
	b.Helper()
	var asked []string
	for _, rule := range rules {
		if slices.ContainsFunc(policies, func(p *evaluator.Policy) bool { return strings.HasPrefix(rule, p.Package+".") }) {
			asked = append(asked, rule)
		}
	}
	program, err := lower.Program(modules, asked)
	if err != nil {
		b.Fatal(err)
	}
	return evaluator.Built(policies, program)
}
