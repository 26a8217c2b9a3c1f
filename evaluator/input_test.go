package evaluator

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// A value that is no document is judged by conftest's forms, without the schema.
func TestEvaluateInput(t *testing.T) {
	folder := fstest.MapFS{"a.rego": {Data: []byte(`package main

deny contains "it is a pod" if input.kind == "Pod"

violation := [{"msg": "no name", "_loc": {"file": "b.yaml", "line": 3}}] if not input.metadata.name

warn_old contains {"msg": "it is old"} if input.apiVersion == "v1beta1"
`)}}
	o := Options{AnyInput: true}
	o.Policies = append(o.Policies, folder)
	e, err := New(t.Context(), fstest.MapFS{}, o)
	if err != nil {
		t.Fatal(err)
	}
	result, err := e.EvaluateInput(t.Context(), "a.yaml", map[string]any{"kind": "Pod", "apiVersion": "v1beta1"})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range result.Verdicts[0].Findings {
		got[f.Message] = fmt.Sprintf("%s:%d %s", f.At.File, f.At.Line, f.Severity)
	}
	want := map[string]string{"it is a pod": "a.yaml:1 high", "no name": "b.yaml:3 high", "it is old": "a.yaml:1 medium"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, err := e.EvaluateInput(t.Context(), "a.yaml", map[any]any{2: "a"}); err == nil {
		t.Error("a key that is no text is taken")
	}
}
