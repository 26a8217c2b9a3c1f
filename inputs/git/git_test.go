package git

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func repository(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git here to make a repository with")
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		".gitignore": "*.log\n/local/\n", "a.py": "", "web/b.py": "", "web/.gitignore": ".env\n", "web/.env": "K=v", "x.log": "", "new.py": "",
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", ".gitignore", "a.py", "web/b.py", "web/.gitignore"}} {
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	return dir
}

func TestState(t *testing.T) {
	dir := repository(t)
	for _, tt := range []struct {
		dir, name        string
		tracked, ignored bool
	}{
		{"", "a.py", true, false},
		{"", "web/b.py", true, false},
		{"", "web/.env", false, true},
		{"", "x.log", false, true},
		{"", "new.py", false, false},
		{"web", "b.py", true, false},
		{"web", ".env", false, true},
	} {
		s := Read(filepath.Join(dir, tt.dir))
		if got := s.Tracked(tt.name); got == nil || *got != tt.tracked {
			t.Errorf("%s/%s tracked: got %v, want %v", tt.dir, tt.name, got, tt.tracked)
		}
		if got := s.Ignored(tt.name); got != tt.ignored {
			t.Errorf("%s/%s ignored: got %v, want %v", tt.dir, tt.name, got, tt.ignored)
		}
	}
}

func TestNoRepository(t *testing.T) {
	s := Read(t.TempDir())
	if s.Tracked("a") != nil || s.Ignored("a") {
		t.Error("a directory without git knows of tracked or ignored files")
	}
}

// What no ignore rule names is not made where the project is run.
func TestMayMake(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, ".gitignore"), []byte("*.log\n/local/\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"x.log": true, "local/a.txt": true, "local": true, "a.txt": false, "web/local": false} {
		if got := Unversioned(dir).MayMake(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
		if got := Declared([]string{name}, "*.log\n/local/\n").MayMake(name); got != want {
			t.Errorf("%s, tracked: %v", name, got)
		}
		if !Committed().MayMake(name) {
			t.Errorf("%s: the ignore files of a revision are not read", name)
		}
	}
}

func TestDeclared(t *testing.T) {
	s := Declared([]string{"compose.yaml"}, "*.env\n!kept.env\n")
	for name, want := range map[string]struct{ tracked, ignored bool }{
		"compose.yaml": {true, false},
		"prod.env":     {false, true},
		"a/b/prod.env": {false, true},
		"kept.env":     {false, false},
		"manage.py":    {false, false},
	} {
		if tracked, ignored := *s.Tracked(name), s.Ignored(name); tracked != want.tracked || ignored != want.ignored {
			t.Errorf("%s: tracked %v, ignored %v", name, tracked, ignored)
		}
	}
}
