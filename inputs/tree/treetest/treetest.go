// Package treetest makes trees of files for tests.
package treetest

import (
	"io/fs"
	"slices"
	"testing"

	"golang.org/x/tools/txtar"
)

// Archive returns the files of a txtar archive, and their paths in order.
func Archive(t *testing.T, archive string) (fs.FS, []string) {
	t.Helper()
	a := txtar.Parse([]byte(archive))
	fsys, err := txtar.FS(a)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range a.Files {
		names = append(names, f.Name)
	}
	slices.Sort(names)
	return fsys, names
}
