package interp

import (
	"testing"

	"github.com/djgate/djgate/inputs/python/value"
)

// TestSearchPath is about folders that a program puts on sys.path: apps has a module of
// its own, one that the project's folder has as well, and one named as a package is.
func TestSearchPath(t *testing.T) {
	const files = "-- apps/mine.py --\nX = 1\n-- apps/both.py --\nX = 2\n-- apps/present_pkg.py --\nX = 3\n-- both.py --\nX = 4\n-- s.py --\nimport os, sys\n"
	for name, tt := range map[string]struct{ program, want string }{
		"first": {"sys.path.insert(0, '/app/./apps')\nimport mine, both\nA = mine.X\nB = both.X\n", "A: 1\nB: 2"},
		"last":  {"sys.path.append('/app/apps')\nimport mine, both\nA = mine.X\nB = both.X\n", "A: 1\nB: 4"},
		"where nothing sets a variable": {
			"if not os.environ.get('V'):\n    sys.path.insert(0, '/app/apps')\nimport present_pkg\nA = present_pkg.X\n", "A: unknown"},
		"a folder that is not here": {"sys.path.insert(0, '/gone')\nimport both\nA = both.X\n", "A: 4"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(files + tt.program)
			w.open, w.installed = true, map[string]value.Truth{"present_pkg": value.Yes}
			expect(t, w.run(t, "s"), tt.want)
		})
	}
}
