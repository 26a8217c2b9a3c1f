package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The pages of the policies are those that `go generate ./cmd/djgate` writes.
func TestPagesAreUpToDate(t *testing.T) {
	const dir = "../../docs/policies"
	pages, err := policyPages(nil, []string{"../../policy_test"})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range pages {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != want {
			t.Errorf("docs/policies/%s is not as `go generate ./cmd/djgate` writes it", name)
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if pages[f.Name()] == "" {
			t.Errorf("docs/policies/%s is the page of no policy", f.Name())
		}
	}
	if page := pages["debug-enabled.md"]; !strings.Contains(page, "## Example") {
		t.Errorf("a page shows no example:\n%s", page)
	}
}
