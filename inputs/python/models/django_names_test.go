package models

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestDjangoNames: every name that an installed Django has is in the table. What
// the table has too much, of other releases of the series, raises no false alarm.
func TestDjangoNames(t *testing.T) {
	for _, venv := range []string{"requirements", "requirements-old"} {
		t.Run(venv, func(t *testing.T) {
			python := filepath.Join(os.Getenv("DJGATE_VENVS"), venv, "bin", "python")
			if _, err := os.Stat(python); err != nil || os.Getenv("DJGATE_VENVS") == "" {
				if os.Getenv("DJGATE_REQUIRE_ORACLES") == "1" {
					t.Fatal("no virtualenv " + venv)
				}
				t.Skip("no virtualenv " + venv + " in DJGATE_VENVS: nothing to compare with")
			}
			out, err := exec.Command(python, filepath.Join("testdata", "django_names.py")).Output()
			if err != nil {
				t.Fatal(err)
			}
			series, lines, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
			bit := djangoTable().bits(series + "-" + series)
			for line := range strings.Lines(lines) {
				module, words, _ := strings.Cut(strings.TrimSpace(line), ":")
				for _, name := range strings.Fields(words) {
					if djangoTable().modules[module]()[name]&bit == 0 {
						t.Errorf("Django %s has %s.%s, the table does not", series, module, name)
					}
				}
			}
		})
	}
}
