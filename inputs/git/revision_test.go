package git

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// history makes a repository of three commits on main, with a branch, tags, a
// symbolic link and a file that grows, so that packs hold differences.
func history(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git here to make a repository with")
	}
	dir := t.TempDir()
	run(t, dir, "", "init", "-q", "-b", "main")
	long := strings.Repeat("a line of a file that git packs as a difference\n", 400)
	for i, text := range []string{"one", "two", "three"} {
		write(t, filepath.Join(dir, "a.txt"), text)
		write(t, filepath.Join(dir, "web", "b.py"), long+text)
		write(t, filepath.Join(dir, "web", text+".py"), text)
		if i == 1 {
			if err := os.Symlink("b.py", filepath.Join(dir, "web", "link.py")); err != nil {
				t.Fatal(err)
			}
		}
		run(t, dir, "", "add", ".")
		run(t, dir, "", "commit", "-q", "-m", text)
		run(t, dir, "", "tag", "light-"+text)
	}
	run(t, dir, "", "tag", "-a", "v1", "-m", "v1", "HEAD~1")
	run(t, dir, "", "branch", "feature/x", "HEAD~2")
	return dir
}

// same compares the files of a revision with what git says.
func same(t *testing.T, dir, revision string) {
	t.Helper()
	r, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	files, err := r.Files(revision)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	links := false
	for line := range strings.Lines(run(t, dir, "", "ls-tree", "-r", "--full-tree", revision)) {
		head, name, _ := strings.Cut(strings.TrimSpace(line), "\t")
		names = append(names, name)
		if strings.HasPrefix(head, modeLink) {
			links = true
			continue
		}
		got, err := fs.ReadFile(files, name)
		if want := run(t, dir, "", "show", revision+":"+name); err != nil || string(got) != want {
			t.Errorf("%s:%s: %d bytes, want %d: %v", revision, name, len(got), len(want), err)
		}
	}
	if links { // which TestFS wants to read as such
		return
	}
	if err := fstest.TestFS(files, names...); err != nil {
		t.Errorf("%s: %v", revision, err)
	}
}

func TestRevisions(t *testing.T) {
	dir := history(t)
	commit := strings.TrimSpace(run(t, dir, "", "rev-parse", "HEAD~1"))
	revisions := []string{"HEAD", "@", "main", "main~2", "HEAD^", "HEAD~1^1", "v1", "v1~1", "refs/tags/light-two", "tags/v1", "feature/x", "heads/main", commit, commit[:7]}
	for _, packed := range []bool{false, true} {
		t.Run(fmt.Sprintf("packed %v", packed), func(t *testing.T) {
			if packed {
				run(t, dir, "", "gc", "-q", "--aggressive", "--prune=now")
			}
			for _, revision := range revisions {
				same(t, dir, revision)
			}
		})
	}
}

func TestRevisionOfAFolder(t *testing.T) {
	dir := history(t)
	r, err := Open(filepath.Join(dir, "web"))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	files, err := r.Files("light-two")
	if err != nil {
		t.Fatal(err)
	}
	if src, err := fs.ReadFile(files, "two.py"); err != nil || string(src) != "two" {
		t.Errorf("%q %v", src, err)
	}
	if link, err := fs.Stat(files, "link.py"); err != nil || !link.Mode().IsRegular() {
		t.Errorf("a link that stays inside: %v", err)
	}
	for _, name := range []string{"../a.txt", "three.py", "two.py/x"} {
		if _, err := fs.ReadFile(files, name); err == nil {
			t.Errorf("%s can be read", name)
		}
	}
}

func TestNoRevision(t *testing.T) {
	dir := history(t)
	r, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for revision, want := range map[string]string{
		"absent":           "absent: no such revision",
		"main~9":           "main~9: it has no such parent",
		"HEAD^2":           "HEAD^2: it has no such parent",
		"main:a.txt":       "main:a.txt: no revision (a branch, a tag, a commit, with ~N and ^N)",
		"../../etc/passwd": "../../etc/passwd: no revision (a branch, a tag, a commit, with ~N and ^N)",
		"config":           "config: no such revision",
		"":                 ": no revision (a branch, a tag, a commit, with ~N and ^N)",
		"0123456789012345678901234567890123456789": "0123456789012345678901234567890123456789: " + errAbsent.Error(),
	} {
		if _, err := r.Files(revision); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", revision, err, want)
		}
	}
	if _, err := Open(t.TempDir()); err == nil {
		t.Error("a folder without a repository is opened as one")
	}
}

// Whatever bytes of a pack are wrong, reading it ends, with an error or without.
func TestDamagedPack(t *testing.T) {
	dir := history(t)
	run(t, dir, "", "gc", "-q", "--aggressive", "--prune=now")
	packs, err := filepath.Glob(filepath.Join(dir, ".git", "objects", "pack", "pack-*"))
	if err != nil || len(packs) < 2 {
		t.Fatal(packs, err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for _, file := range packs {
		whole, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(file, 0o644); err != nil {
			t.Fatal(err)
		}
		for range 100 {
			broken := []byte(string(whole))
			for range 1 + r.IntN(20) {
				broken[r.IntN(len(broken))] = byte(r.IntN(256))
			}
			if err := os.WriteFile(file, broken[:len(broken)-r.IntN(2)*r.IntN(len(broken))], 0o644); err != nil {
				t.Fatal(err)
			}
			readAll(dir)
		}
		if err := os.WriteFile(file, whole, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	same(t, dir, "HEAD")
}

func readAll(dir string) {
	r, err := Open(dir)
	if err != nil {
		return
	}
	defer r.Close()
	for _, revision := range []string{"HEAD", "HEAD~1", "v1"} {
		files, err := r.Files(revision)
		if err != nil {
			continue
		}
		fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				fs.ReadFile(files, name)
			}
			return nil
		})
	}
}
