package interp

import "testing"

// Code that is not here and that is handed the names of a module may bind any.
func TestNamesHandedToUnknownCode(t *testing.T) {
	tests := map[string]struct{ source, want string }{
		"locals()":       {"gone.settings(locals())\n", "A: unknown\nlower: 1\nB: 2\nZ: open"},
		"globals()":      {"gone.settings(namespace=globals())\n", "A: unknown\nB: 2\nZ: open"},
		"vars()":         {"gone.settings(1, vars())\n", "A: unknown\nB: 2\nZ: open"},
		"the module":     {"gone.settings(sys.modules[__name__])\n", "A: unknown\nB: 2\nZ: open"},
		"its name":       {"export(__name__, A)\n", "A: unknown\nB: 2\nZ: open"},
		"in a function":  {"def f():\n    gone.settings(globals())\nf()\n", "A: unknown\nB: 2\nZ: open"},
		"under doubt":    {"if U:\n    gone.settings(globals())\n", "A: unknown\nB: 2\nZ: open"},
		"a logger":       {"log = gone.get_logger(__name__)\n", "A: 1\nB: 2\nZ: unbound"},
		"a known module": {"gone.settings(os)\n", "A: 1\nB: 2\nZ: unbound"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld("-- s.py --\nimport os, sys, gone\nfrom gone import export\nU = os.environ['U']\nA = lower = 1\n" + tt.source + "B = 2\n")
			w.unknown = []string{"U"}
			expect(t, w.run(t, "s"), tt.want)
		})
	}
}
