package interp

// The programs of testdata/asserts hold in Python and here: each assert must be
// certainly true.

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/python/value"
)

func TestAsserts(t *testing.T) {
	files, err := filepath.Glob("testdata/asserts/*.py")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".py")
		t.Run(name, func(t *testing.T) { checkAsserts(t, file, name) })
	}
}

func checkAsserts(t *testing.T, file, name string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld("")
	w.files["/app/"+name+".py"] = string(text)
	count := 0
	r := Run(name, Options{Host: w, Path: []string{"/app"}, Models: testModels(),
		asserted: func(truth value.Truth, at value.Place) {
			count++
			if truth != value.Yes && !expectedToFail(string(text), at.Line) {
				t.Errorf("%s:%d: not certainly true (%d)", at.File, at.Line, truth)
			}
		}})
	if r.Failure != nil {
		t.Errorf("%s:%d: %s: %s", r.Failure.At.File, r.Failure.At.Line, r.Failure.Exception, r.Failure.Message)
	}
	if r.Syntax != nil {
		t.Error(r.Syntax)
	}
	for _, n := range r.Thread.Notes {
		t.Errorf("%s:%d: %s %s", n.At.File, n.At.Line, n.Code, n.Text)
	}
	if asserts := strings.Count(string(text), "assert "); count < asserts/2 {
		t.Errorf("only %d of %d asserts were reached", count, asserts)
	}
}

// expectedToFail tells whether the assert on a line is one that the program catches.
func expectedToFail(text string, line int) bool {
	return strings.Contains(strings.Split(text, "\n")[line-1], `, "no"`)
}

func TestAssertsHoldInPython(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3")
	}
	files, _ := filepath.Glob("testdata/asserts/*.py")
	for _, file := range files {
		if out, err := exec.Command(python, file).CombinedOutput(); err != nil {
			t.Errorf("%s: %s", file, out)
		}
	}
}
