package models

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestDjangoNames: the table has, of an installed Django, the names that Django has.
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
				var have []string
				for name, bits := range djangoTable().modules[module] {
					if bits&bit != 0 {
						have = append(have, name)
					}
				}
				slices.Sort(have)
				if want := strings.Fields(words); !slices.Equal(have, want) {
					t.Errorf("%s of Django %s:\n got %v\nwant %v", module, series, have, want)
				}
			}
		})
	}
}
