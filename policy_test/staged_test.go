package policy_test

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/targets"
)

// staged is the root as the container of a target has it: where it has other files
// than the project in some places, a copy that has them there.
func staged(t *testing.T, root string, target *targets.Target) string {
	t.Helper()
	var files map[string]container.Found
	if target.Files != nil {
		files = target.Files.Replaced()
	}
	maps.DeleteFunc(files, func(_ string, f container.Found) bool {
		return f.Told == container.Elsewhere || f.Told == container.Unclear
	})
	if len(files) == 0 {
		return root
	}
	dir := filepath.Join(t.TempDir(), filepath.Base(root))
	if out, err := exec.Command("cp", "--archive", "--link", root, dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for name, found := range files {
		at := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(at); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if found.Told == container.Gone {
			continue
		}
		text, err := os.ReadFile(filepath.Join(root, found.Source))
		if os.IsNotExist(err) { // a mount hides what the image has copied there
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
