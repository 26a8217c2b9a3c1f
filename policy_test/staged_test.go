package policy_test

import (
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
	files := replacements(target.Files)
	if len(files) == 0 {
		return root
	}
	dir := filepath.Join(t.TempDir(), filepath.Base(root))
	if out, err := exec.Command("cp", "--archive", "--link", root, dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for name, source := range files {
		text, err := os.ReadFile(filepath.Join(root, source))
		if err != nil {
			t.Fatal(err)
		}
		at := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(at); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// replacements are the files that a container has in the place of files of the
// project, by the name of that place.
func replacements(f *container.Files) map[string]string {
	out := map[string]string{}
	if f == nil {
		return out
	}
	folders := f.Copies
	for _, m := range f.Mounts {
		if source, ok := container.InProject(m); ok {
			folders = append(folders, container.Copy{Source: source, Dest: m.Target})
		}
	}
	for _, file := range folders {
		if file.Source == "" || !f.IsFile(file.Source) {
			continue
		}
		for _, folder := range folders {
			rest, below := container.Under(file.Dest, filepath.Clean(folder.Dest))
			if !below || folder.Source == "" {
				continue
			}
			name := filepath.Join(folder.Source, rest)
			if source, _, other := f.Instead(name); other && f.IsFile(source) {
				out[name] = source
			}
		}
	}
	return out
}
