package policy_test

import (
	"encoding/json"
	"testing"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
	"github.com/google/go-cmp/cmp"
)

// TestCompiledPoliciesJudgeAsTheirSources holds both forms of the bundle to the
// same verdicts, over every example and case.
func TestCompiledPoliciesJudgeAsTheirSources(t *testing.T) {
	t.Parallel()
	compiled, err := evaluator.Compile(bundle)
	if err != nil {
		t.Fatal(err)
	}
	documents := append(documentsOf(t, "shop"), documentsOf(t, "shop-hardened")...)
	for _, c := range cases() {
		documents = append(documents, c.document)
	}
	for _, collection := range []string{evaluator.Checklist, evaluator.SystemChecks} {
		want := evaluated(t, documents, evaluator.Options{Collections: []string{collection}})
		got := evaluated(t, documents, evaluator.Options{Collections: []string{collection}, Compiled: string(compiled)})
		for i := range documents {
			if diff := cmp.Diff(want[i], got[i]); diff != "" {
				t.Errorf("%s, %s (-sources +compiled):\n%s", collection, documents[i].Target.ID, diff)
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

// BenchmarkNew starts the evaluator, from sources and from what was compiled.
func BenchmarkNew(b *testing.B) {
	compiled, err := evaluator.Compile(bundle)
	if err != nil {
		b.Fatal(err)
	}
	for name, o := range map[string]evaluator.Options{"sources": {}, "compiled": {Compiled: string(compiled)}} {
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
