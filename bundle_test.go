package djgate

import (
	"testing"

	"github.com/djgate/djgate/evaluator"
)

func TestCompiledBundleIsUpToDate(t *testing.T) {
	want, err := evaluator.Compile(Bundle())
	if err != nil {
		t.Fatal(err)
	}
	if compiledBundle != string(want) {
		t.Error("bundle.compiled is not of these policies: run go generate ./evaluator")
	}
}
