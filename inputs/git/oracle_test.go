package git

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// run runs git in a directory, without the machine's own configuration.
func run(t testing.TB, dir, input string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir, cmd.Stdin = dir, strings.NewReader(input)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "GIT_AUTHOR_NAME=x", "GIT_AUTHOR_EMAIL=x@example",
		"GIT_COMMITTER_NAME=x", "GIT_COMMITTER_EMAIL=x@example")
	out, err := cmd.Output()
	if e, ok := err.(*exec.ExitError); ok && e.ExitCode() == 1 && args[0] == "check-ignore" {
		err = nil // nothing is ignored
	}
	if err != nil {
		t.Fatalf("git %v: %v", args, err)
	}
	return string(out)
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

var (
	dirs     = []string{"", "a", "a/b", "a/b/c", "d", "d/a"}
	files    = []string{".env", "x.py", "x.txt", ".env.prod", "a b", "keep.log", "local_settings.py"}
	patterns = []string{".env", "*.py", "!x.py", "/a", "a/", "a/b", "**/b", "a/**", "/d/*", "!/d/a", "*.txt", "!*.txt", ".env*", "!.env.prod", "a b", "[kx]*.log", "x.*",
		"a/*/c", "**/c/*.py", "# no", "\\#x", "b/", "!b/", "*", "!*/", "local_settings.py", "a/b/c/x.py", "!a/b/c/x.py", "x.txt ", "/x.py", "d/**/x.py", "?.py"}
)

func ignoreFile(r *rand.Rand) string {
	var lines []string
	for range 1 + r.IntN(4) {
		lines = append(lines, patterns[r.IntN(len(patterns))])
	}
	return strings.Join(lines, "\n") + "\n"
}

// Git itself says what it tracks and ignores in repositories made at random.
func TestOracle(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		if os.Getenv("DJGATE_REQUIRE_ORACLES") == "1" {
			t.Fatal(err)
		}
		t.Skip("git is not there")
	}
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(11, seed))
		root := filepath.Join(t.TempDir(), fmt.Sprint(seed))
		var all []string
		for _, d := range dirs {
			for _, f := range files {
				name := filepath.Join(d, f)
				write(t, filepath.Join(root, name), "x")
				all = append(all, name)
			}
		}
		run(t, root, "", "init", "-q")
		for range r.IntN(5) {
			run(t, root, "", "add", "-f", all[r.IntN(len(all))])
		}
		run(t, root, "", "update-index", "--index-version", fmt.Sprint(2+r.IntN(3)))
		for range 1 + r.IntN(3) {
			write(t, filepath.Join(root, dirs[r.IntN(len(dirs))], ".gitignore"), ignoreFile(r))
		}
		if r.IntN(3) == 0 {
			write(t, filepath.Join(root, ".git/info/exclude"), ignoreFile(r))
		}
		compare(t, root, root, all)
		compare(t, root, filepath.Join(root, "a"), all)
	}
}

// compare asks git and the reader of dir about the files below it.
func compare(t *testing.T, root, dir string, all []string) {
	t.Helper()
	s := Read(dir)
	tracked := run(t, root, "", "ls-files", "-z")
	ignored := "\x00" + run(t, root, strings.Join(all, "\x00"), "check-ignore", "--stdin", "-z")
	for _, name := range all {
		rel, err := filepath.Rel(dir, filepath.Join(root, name))
		if err != nil || strings.HasPrefix(rel, "..") {
			continue
		}
		if want := strings.Contains("\x00"+tracked, "\x00"+name+"\x00"); *s.Tracked(rel) != want {
			t.Errorf("%s: %s is tracked: %v", dir, rel, !want)
		}
		if want := strings.Contains(ignored, "\x00"+name+"\x00"); s.Ignored(rel) != want {
			t.Errorf("%s: %s is ignored: git says %v\n%s", dir, rel, want, dump(root))
		}
	}
}

func dump(root string) string {
	var out strings.Builder
	for _, d := range append(dirs, ".git/info/exclude") {
		name := filepath.Join(root, d, ".gitignore")
		if strings.HasSuffix(d, "exclude") {
			name = filepath.Join(root, d)
		}
		if src, err := os.ReadFile(name); err == nil {
			fmt.Fprintf(&out, "%s: %q\n", name, src)
		}
	}
	return out.String()
}

// A worktree has a file .git that names its git directory, whose index it has,
// and whose exclude file is that of the main one.
func TestWorktree(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not there")
	}
	root := filepath.Join(t.TempDir(), "main")
	write(t, filepath.Join(root, "x.py"), "x")
	run(t, root, "", "init", "-q")
	run(t, root, "", "add", "x.py")
	run(t, root, "", "commit", "-qm", "x")
	write(t, filepath.Join(root, ".git/info/exclude"), ".env\n")
	tree := filepath.Join(filepath.Dir(root), "tree")
	run(t, root, "", "worktree", "add", "-q", tree)
	write(t, filepath.Join(tree, ".env"), "x")
	compare(t, tree, tree, []string{"x.py", ".env"})
}

// Every version of the format, names longer than their flags can say, and what
// "git add -N" and a merge that failed leave behind.
func TestIndexes(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not there")
	}
	for _, version := range []string{"2", "3", "4"} {
		root := t.TempDir()
		run(t, root, "", "init", "-q")
		id := strings.TrimSpace(run(t, root, "x", "hash-object", "-w", "--stdin"))
		long := strings.Repeat("a/", 2040)
		names := []string{"0", "both", long + "x.py", long + "y.py", "z"}
		info := "100644 " + id + " 1\tboth\n100644 " + id + " 2\tboth\n"
		for _, name := range slices.Concat(names[:1], names[2:]) {
			info += "100644 " + id + "\t" + name + "\n"
		}
		run(t, root, info, "update-index", "--index-info")
		write(t, filepath.Join(root, "later"), "x")
		run(t, root, "", "add", "-N", "later")
		run(t, root, "", "update-index", "--index-version", version)
		s := Read(root)
		for _, name := range append(names, "later") {
			if got := s.Tracked(name); got == nil || !*got {
				t.Errorf("version %s: %.20s is not tracked", version, name)
			}
		}
	}
}

// With index.skipHash git writes zeros in the place of the checksum.
func TestIndexWithoutChecksum(t *testing.T) {
	dir := repository(t)
	index := filepath.Join(dir, ".git", "index")
	src, err := os.ReadFile(index)
	if err != nil {
		t.Fatal(err)
	}
	clear(src[len(src)-checksum:])
	write(t, index, string(src))
	if got := Read(dir).Tracked("a.py"); got == nil || !*got {
		t.Error("a.py is not tracked")
	}
}

// An index that another file completes is not understood: better no answer than a wrong one.
func TestSplitIndex(t *testing.T) {
	dir := repository(t)
	run(t, dir, "", "update-index", "--split-index")
	if s := Read(dir); s != nil {
		t.Errorf("got %d files", len(s.tracked))
	}
}

// Whatever stands in an index, the reader stays within its bounds.
func FuzzIndex(f *testing.F) {
	head := "DIRC\x00\x00\x00\x04\x00\x00\x00\x02" + strings.Repeat("\x00", entryHeader-1)
	f.Add([]byte(head+"\x03\x00a/b\x00"+strings.Repeat("\x00", entryHeader-1)+"\x03\x01c\x00"+strings.Repeat("\x00", checksum)), "a/")
	f.Add([]byte("DIRC\x00\x00\x00\x02\x00\x00\x00\x00link\x00\x00\x00\x00"+strings.Repeat("\x00", checksum)), "")
	f.Fuzz(func(t *testing.T, src []byte, prefix string) {
		names, ok := readNames(bytes.NewReader(src), prefix)
		for name := range names {
			if !ok || len(name) > maxName || strings.Contains(name, "\x00") {
				t.Fatalf("%q", name)
			}
		}
	})
}

// BenchmarkRead reads an index of four thousand files for the folder of ten.
func BenchmarkRead(b *testing.B) {
	if _, err := exec.LookPath("git"); err != nil {
		b.Skip("git is not there")
	}
	root := b.TempDir()
	run(b, root, "", "init", "-q")
	id := strings.TrimSpace(run(b, root, "x", "hash-object", "-w", "--stdin"))
	var info strings.Builder
	for i := range 4000 {
		fmt.Fprintf(&info, "100644 %s\tsome/folder%d/of/the/project/file%d.py\n", id, i/10, i)
	}
	run(b, root, info.String(), "update-index", "--index-info")
	dir := filepath.Join(root, "some", "folder7")
	b.ReportAllocs()
	for b.Loop() {
		if s := Read(dir); len(s.tracked) != 10 {
			b.Fatal(len(s.tracked))
		}
	}
}

// No line makes a rule that cannot be used, and what a rule asks first never decides otherwise.
func FuzzRule(f *testing.F) {
	for _, p := range patterns {
		f.Add(p, "a/b")
	}
	f.Add("[", "a")
	f.Add("[]a", "a")
	f.Add("\\", "a")
	f.Fuzz(func(t *testing.T, line, name string) {
		r, ok := parse(line)
		if !ok {
			return
		}
		re := r.re()
		if want := re != nil && re.MatchString(name); r.matches(name) != want {
			t.Errorf("%q matches %q: %v", line, name, !want)
		}
	})
}
