package djgate

import (
	"testing"

	"github.com/djgate/djgate/evaluator/program/lower"
)

func TestProgramIsUpToDate(t *testing.T) {
	if testing.Short() {
		t.Skip("plans the whole bundle")
	}
	want, err := lower.Bundle(Bundle())
	if err != nil {
		t.Fatal(err)
	}
	if program != string(want) {
		t.Error("bundle.program is not of these policies: run go generate ./evaluator")
	}
}
