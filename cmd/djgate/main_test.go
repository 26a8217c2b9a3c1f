package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"djgate": main})
}

// Each script is a scenario: prose, commands, files.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits,
			"large": large,
		},
	})
}

// exits runs a command and wants its exit code: exits 3 djgate check.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARG ...]")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	if exit, ok := err.(*exec.ExitError); ok {
		code = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if want := args[0]; want != string(rune('0'+code)) {
		ts.Fatalf("exit code %d, want %s\nstdout: %s\nstderr: %s", code, want, ts.ReadFile("stdout"), ts.ReadFile("stderr"))
	}
}

// large makes a sparse file of 100 MiB.
func large(ts *testscript.TestScript, neg bool, args []string) {
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	ts.Check(f.Truncate(100 << 20))
}

// The exit codes are those of the built program, without anything around it.
func TestBuiltBinary(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	bin := filepath.Join(t.TempDir(), "djgate")
	linked, err := exec.Command("go", "build", "-ldflags=-dumpdep", "-o", bin, ".").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%.2000s", err, linked)
	}
	t.Run("methods", func(t *testing.T) { dropsMethods(t, linked) })
	for _, tt := range []struct {
		want int
		args []string
	}{
		{0, []string{"version"}},
		{1, []string{"check", "../../examples/shop"}},
		{0, []string{"check", "--no-fail", "../../examples/shop"}},
		{0, []string{"check", "../../examples/shop-hardened"}},
		{1, []string{"check", "--strict", "../../examples/shop-hardened"}},
		{2, []string{"check", "--fail-on", "hihg", "../../examples/shop"}},
		{2, []string{"check", "-o", "gitlabb", "../../examples/shop"}},
		{2, []string{"check", "absent"}},
		{3, []string{"check", t.TempDir()}},
		{1, []string{"diff", "../../examples/review/before", "../../examples/review/after"}},
		{0, []string{"diff", "../../examples/review/after", "../../examples/review/after"}},
		{1, []string{"check", "--plan", "../../examples/review/after/plan.json", "../../examples/review/after"}},
		{2, []string{"diff"}},
		{2, []string{"diff", "no-such-revision", "."}},
		{3, []string{"check", "--plan", "absent", "../../examples/shop"}},
		{2, []string{"check", "--baseline", "absent", "../../examples/shop"}},
	} {
		err := exec.Command(bin, tt.args...).Run()
		got := 0
		if exit, ok := err.(*exec.ExitError); ok {
			got = exit.ExitCode()
		} else if err != nil {
			t.Fatal(err)
		}
		if got != tt.want {
			t.Errorf("%v: exit code %d, want %d", tt.args, got, tt.want)
		}
	}
}

// dropsMethods wants that nothing in the program looks for methods by a name that only a
// run knows, as executing a template of Go's does: the linker would then keep every
// exported method of every type, a tenth of the program.
func dropsMethods(t *testing.T, linked []byte) {
	t.Helper()
	if !bytes.Contains(linked, []byte("\nmain.main -> ")) {
		t.Fatal("the linker does not say what needs what")
	}
	for line := range bytes.Lines(linked) {
		if _, needed, _ := bytes.Cut(line, []byte(" -> ")); bytes.Contains(needed, []byte("<ReflectMethod>")) {
			t.Errorf("every method is kept: %s", line)
		}
	}
}
