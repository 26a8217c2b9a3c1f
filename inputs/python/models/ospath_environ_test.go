package models

import (
	"testing"

	"github.com/djgate/djgate/inputs/python/interp"
)

// TestExpandvarsOfAnotherEnviron: what the program puts in the place of os.environ is where
// os.path.expandvars looks.
func TestExpandvarsOfAnotherEnviron(t *testing.T) {
	files := map[string]string{"/app/s.py": `import os
os.environ = {'A': 'x'}
A = os.path.expandvars('$A-$SET')
os.environ['B'] = 'y'
B = os.path.expandvars('${B}')
os.environ = dict(os.environ, C='z')
C = os.path.expandvars('$A$C')
`}
	expectNames(t, &host{vars: map[string]string{"A": "real", "SET": "1"}, files: files}, map[string]string{"A": "'x-$SET'", "B": "'y'", "C": "'xz'"})
}

// TestProcessFirstRestsOnTheProcess: where the variables win over the lines of an env text,
// what a line makes of an earlier one rests on that no variable has its name.
func TestProcessFirstRestsOnTheProcess(t *testing.T) {
	files := map[string]string{"/app/s.py": "import io\nfrom dotenv import dotenv_values\nA = dotenv_values(stream=io.StringIO('X=1\\nY=${X}\\n'))['Y']\n"}
	for version, assumes := range map[string]int{"0.12.0": 1, "0.14.0": 0, "1.0.0": 0} {
		h := &host{packages: map[string]string{"dotenv": version}, files: files, open: true}
		r := interp.Run("s", interp.Options{Host: h, Path: []string{"/app"}, Models: Table()})
		b, _ := r.Module.NS.Get("A")
		if got := len(b.V.Trace().Assumes); show(t, r.Thread, b.V) != "'1'" || got != assumes {
			t.Errorf("%s: %s assumes %d, want %d", version, show(t, r.Thread, b.V), got, assumes)
		}
	}
}
