package policy_test

import (
	"encoding/json"
	"testing"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
	"github.com/google/go-cmp/cmp"
)

// TestProgramJudgesAsItsSources holds the program of the bundle, and OPA's own
// evaluator on its sources, to the same verdicts, over every example and case.
func TestProgramJudgesAsItsSources(t *testing.T) {
	t.Parallel()
	program := programOf(t)
	documents := append(documentsOf(t, "shop"), documentsOf(t, "shop-hardened")...)
	for _, c := range cases() {
		documents = append(documents, c.document)
	}
	for _, collection := range []string{evaluator.Checklist, evaluator.SystemChecks} {
		want := evaluated(t, documents, evaluator.Options{Collections: []string{collection}})
		got := evaluated(t, documents, evaluator.Options{Collections: []string{collection}, Program: program})
		for i := range documents {
			if diff := cmp.Diff(want[i], got[i]); diff != "" {
				t.Errorf("%s, %s (-sources +program):\n%s", collection, documents[i].Target.ID, diff)
			}
		}
	}
}

// evaluated is what policies say of documents, as JSON.
func evaluated(t *testing.T, documents []*document.Document, o evaluator.Options) []string {
	t.Helper()
	e, err := evaluator.New(t.Context(), bundle, o)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, d := range documents {
		result, err := e.Evaluate(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.MarshalIndent(result, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(text))
	}
	return out
}

// BenchmarkNew starts the evaluator, from sources and from the program.
func BenchmarkNew(b *testing.B) {
	program := programOf(b)
	for name, o := range map[string]evaluator.Options{"sources": {}, "program": {Program: program}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := evaluator.New(b.Context(), bundle, o); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
