package policy_test

import (
	"testing"

	"github.com/djgate/djgate/inputs"
	"github.com/djgate/djgate/inputs/targets"
	"github.com/djgate/djgate/inputs/tree"
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
