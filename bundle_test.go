package djgate

import (
	"testing"

	"github.com/djgate/djgate/evaluator/program/lower"
)

func TestProgramIsUpToDate(t *testing.T) {
	want, err := lower.Bundle(Bundle())
	if err != nil {
		t.Fatal(err)
	}
	if program != string(want) {
		t.Error("bundle.program is not of these policies: run go generate ./evaluator")
	}
}
