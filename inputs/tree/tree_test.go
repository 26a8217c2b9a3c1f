package tree

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"testing"

	"github.com/djgate/djgate/inputs/tree/treetest"
)

func open(t *testing.T, dir string) *Tree {
	t.Helper()
	tr, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tr.Close() })
	return tr
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestRefusals(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	write(t, outside, "secret", "x")
	write(t, dir, "ok.py", "A = 1")
	write(t, dir, "large", string(make([]byte, MaxFile+1)))
	for link, target := range map[string]string{"out": filepath.Join(outside, "secret"), "in": "ok.py"} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := treetest.FIFO(filepath.Join(dir, "fifo")); err != nil {
		t.Fatal(err)
	}
	tr := open(t, dir)
	for name, want := range map[string]error{
		"ok.py": nil, "in": nil, "out": ErrOutside, "../secret": ErrOutside, "/etc/passwd": ErrOutside,
		"fifo": ErrNotRegular, "large": ErrTooLarge, "absent": fs.ErrNotExist,
	} {
		_, err := fs.ReadFile(tr, name)
		if !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", name, err, want)
		}
	}
}

// The quick way gives what is below the directory and leaves everything else to the long one.
func TestBeneath(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux has it")
	}
	outside, dir := t.TempDir(), t.TempDir()
	write(t, outside, "secret", "x")
	write(t, dir, "a/ok.py", "A = 1")
	for link, target := range map[string]string{"out": filepath.Join(outside, "secret"), "dir": outside, "up": "../" + filepath.Base(outside), "in": "a/ok.py"} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := treetest.FIFO(filepath.Join(dir, "fifo")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "empty"), 0o700); err != nil {
		t.Fatal(err)
	}
	b := openBeneath(dir)
	defer b.close()
	for name, want := range map[string]bool{"a/ok.py": true, "in": true, "out": false, "dir/secret": false, "up/secret": false, "../x": false, "fifo": false, "a": false, "none": false} {
		if src, ok := b.read(name, 5); ok != want || ok && string(src) != "A = 1" {
			t.Errorf("%s: %q %v", name, src, ok)
		}
	}
	if _, ok := b.read("a/ok.py", 4); ok {
		t.Error("a file above the bound is read")
	}
	for name, want := range map[string]bool{"a": true, "empty": true, ".": true, "dir": false, "up": false, "in": false, "..": false} {
		if _, ok := b.list(name, 10); ok != want {
			t.Errorf("%s: listed %v", name, ok)
		}
	}
}

func TestOpenRefusesWhatIsNoDirectory(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "file", "")
	for _, name := range []string{filepath.Join(dir, "file"), filepath.Join(dir, "absent")} {
		if _, err := Open(name); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestWalkLeavesOutWhatIsNotTheProject(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"manage.py", "a/b.py", "venv/pyvenv.cfg", "venv/x.py", "node_modules/y.py", ".git/config", "a/site-packages/z.py"} {
		write(t, dir, name, "")
	}
	files, complete := Walk(open(t, dir))
	if want := []string{"a/b.py", "manage.py"}; !slices.Equal(files, want) || !complete {
		t.Errorf("got %v (complete %v), want %v", files, complete, want)
	}
}

// What a listed directory lacks is not asked for again: a run sees one state of it.
func TestWhatAListedDirectoryLacksIsAbsent(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "src/shop/models.py", "")
	if err := os.Symlink("src", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	tr := open(t, dir)
	Walk(tr)
	write(t, dir, "later.py", "")
	for name, want := range map[string]error{
		"src/shop/models.py": nil, "link/shop/models.py": nil, "src/shop/models.py/x": syscall.ENOTDIR,
		"later.py": fs.ErrNotExist, "src/none.py": fs.ErrNotExist, "none/shop/models.py": fs.ErrNotExist,
	} {
		if _, err := fs.Stat(tr, name); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", name, err, want)
		}
	}
}
