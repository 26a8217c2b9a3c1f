package policy_test

import (
	"path/filepath"
	"testing"
)

// examples returns the files of one kind (bad, good, unknown) in a folder.
func examples(t *testing.T, folder, kind string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, kind+"_*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}
