package policy_test

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
	"github.com/google/go-cmp/cmp"
)

// TestProgramJudgesAsItsSources holds the program of the bundle, which judges documents
// together, and OPA's own evaluator on its sources to the same verdicts, over every
// example and case.
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

// TestDocumentsTogetherAreJudgedAsAlone judges the shop beside copies of it of which one
// thing is forgotten: what one document's answer rests on decides where else it holds.
func TestDocumentsTogetherAreJudgedAsAlone(t *testing.T) {
	t.Parallel()
	e := newEvaluator(t)
	paths := map[string]bool{}
	for _, p := range e.Policies() {
		for _, path := range p.Reads {
			paths[path] = !strings.HasPrefix(path, "infra.")
		}
	}
	shop := documentsOf(t, "shop")
	documents := slices.Clone(shop)
	for i, path := range slices.Sorted(maps.Keys(paths)) {
		if d := copied(shop[i%len(shop)]); paths[path] && forget(d, path) {
			documents = append(documents, d)
		}
	}
	if len(documents) < 150 {
		t.Fatalf("only %d documents are compared", len(documents))
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(documents), func(i, j int) { documents[i], documents[j] = documents[j], documents[i] })
	together, err := e.EvaluateAll(t.Context(), documents, 2)
	if err != nil {
		t.Fatal(err)
	}
	got := texts(t, together)
	for i, d := range documents {
		alone, err := e.Evaluate(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(texts(t, []*evaluator.Result{alone})[0], got[i]); diff != "" {
			t.Errorf("%s (-alone +together):\n%s", d.Target.ID, diff)
		}
	}
}

// copied is a document whose settings and variables may be forgotten.
func copied(d *document.Document) *document.Document {
	out := *d
	out.Settings, out.Env = maps.Clone(d.Settings), maps.Clone(d.Env)
	for name, n := range out.Settings {
		own := *n
		own.Parts = maps.Clone(n.Parts)
		if n.IfUnset != nil {
			unset := *n.IfUnset
			own.IfUnset = &unset
		}
		out.Settings[name] = &own
	}
	return &out
}

// evaluated is what policies say of documents, as JSON.
func evaluated(t *testing.T, documents []*document.Document, o evaluator.Options) []string {
	t.Helper()
	e, err := evaluator.New(t.Context(), bundle, o)
	if err != nil {
		t.Fatal(err)
	}
	results, err := e.EvaluateAll(t.Context(), documents, 2)
	if err != nil {
		t.Fatal(err)
	}
	return texts(t, results)
}

func texts(t *testing.T, results []*evaluator.Result) []string {
	t.Helper()
	var out []string
	for _, result := range results {
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
