package models

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Each name of an installed os is in the table, so that none which it has is taken for a slip.
func TestOSNames(t *testing.T) {
	python := filepath.Join(os.Getenv("DJGATE_VENVS"), "requirements", "bin", "python")
	if _, err := os.Stat(python); err != nil || os.Getenv("DJGATE_VENVS") == "" {
		if os.Getenv("DJGATE_REQUIRE_ORACLES") == "1" {
			t.Fatal("no virtualenv requirements")
		}
		t.Skip("no virtualenv requirements in DJGATE_VENVS: nothing to compare with")
	}
	out, err := exec.Command(python, "-c", "import os; print(*(n for n in dir(os) if n[0].islower()))").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range strings.Fields(string(out)) {
		if !slices.Contains(strings.Fields(osNames), name) {
			t.Errorf("os.%s is not in the table", name)
		}
	}
}
