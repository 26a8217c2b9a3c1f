package tree

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkWalk lists two thousand files in two hundred folders, four deep.
func BenchmarkWalk(b *testing.B) {
	root := b.TempDir()
	for i := range 200 {
		dir := filepath.Join(root, "src", fmt.Sprint("app", i%10), fmt.Sprint("part", i))
		if err := os.MkdirAll(dir, 0o700); err != nil {
			b.Fatal(err)
		}
		for j := range 10 {
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(j, ".py")), nil, 0o600); err != nil {
				b.Fatal(err)
			}
		}
	}
	for b.Loop() {
		t, err := Open(root)
		if err != nil {
			b.Fatal(err)
		}
		if files, complete := Walk(t); len(files) != 2000 || !complete {
			b.Fatalf("%d files", len(files))
		}
		t.Close()
	}
}
