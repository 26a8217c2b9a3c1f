package evaluator

import (
	"os"
	"testing"
)

func TestNew(t *testing.T) {
	e, err := New(t.Context(), os.DirFS("../policies"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(e.Policies()) < 30 {
		t.Errorf("%d policies", len(e.Policies()))
	}
}
