package syntax

import (
	"os"
	"strings"
	"testing"
)

// compareChecks holds Check against CPython's compiler on every file that both
// parse: Check refuses none that compiles, and says the same of 95 in 100 others.
func compareChecks(t *testing.T, o oracle, paths []string) {
	t.Helper()
	refused, same := 0, 0
	for i, want := range o.run(t, paths, "compile") {
		src, err := os.ReadFile(paths[i])
		if err != nil {
			t.Fatal(err)
		}
		module, err := Parse("x.py", src)
		if err != nil || newestSyntax(module) > o.minor {
			continue
		}
		got := verdictOf(Check(module))
		switch {
		case want == "ok" && got != "ok":
			t.Errorf("%s compiles, Check: %s", paths[i], got)
		case want != "ok":
			refused++
		}
		if want != "ok" && o.said(got) == o.said(want) {
			same++
		} else if want != "ok" {
			t.Logf("Check: %s, the compiler: %s", got, want)
		}
	}
	t.Logf("CPython parses and does not compile %d, Check says the same of %d", refused, same)
	if same*100 < refused*95 {
		t.Errorf("Check and the compiler agree on %d of %d", same, refused)
	}
}

// futureError is the one error of the compiler whose column CPython moved, in 3.12.
const futureError = "from __future__ imports must occur at the beginning of the file"

// said is an error as this CPython places it.
func (o oracle) said(verdict string) string {
	if line, _, ok := strings.Cut(verdict, ":"); ok && o.minor < 12 && strings.HasSuffix(verdict, futureError) {
		return line + ":" + futureError
	}
	return verdict
}

// TestCheckLibrary: what CPython ships compiles, but for files that it says do not.
func TestCheckLibrary(t *testing.T) {
	o := findOracle(t)
	t.Parallel()
	var suspects []string
	for _, path := range o.library(t) {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if module, err := Parse(path, src); err == nil && Check(module) != nil {
			suspects = append(suspects, path)
		}
	}
	compareChecks(t, o, suspects)
}
