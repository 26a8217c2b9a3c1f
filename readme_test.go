package djgate_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/evaluator/report"
)

// The README shows true output: every line of its console block is one that the
// command prints, in that order; "..." stands for lines left out.
func TestReadmeShowsTrueOutput(t *testing.T) {
	src, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, ok := strings.Cut(string(src), "check examples/shop\n")
	block, _, closed := strings.Cut(block, "\n```")
	if !ok || !closed {
		t.Fatal("no console block")
	}
	var out bytes.Buffer
	if err := report.Text(&out, check(t, "examples/shop"), report.Options{Project: "shop", Named: 1, Show: evaluator.Medium}); err != nil {
		t.Fatal(err)
	}
	printed := strings.Split(out.String(), "\n")
	at := 0
	for _, line := range strings.Split(block, "\n") {
		if line == "..." {
			continue
		}
		for at < len(printed) && printed[at] != line {
			at++
		}
		if at == len(printed) {
			t.Fatalf("the command does not print, here or at all: %q", line)
		}
	}
}
