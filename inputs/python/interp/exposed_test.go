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

// Who is handed the names of another module reads them.
func TestNamesOfAnotherModule(t *testing.T) {
	const pkg = "-- p/s.py --\nA = 1\n-- p/__init__.py --\nimport gone\nfrom . import s\n"
	tests := map[string]struct{ source, want string }{
		"read":              {"gone.config.from_dict(s.__dict__)\n", "A: 1"},
		"bound by a helper": {"def bind(names):\n    gone.settings(names)\nbind(s.__dict__)\n", "A: unknown"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			expect(t, newWorld(pkg+tt.source).run(t, "p.s"), tt.want)
		})
	}
}

// The __init__ of a base that is not here may give an instance attributes of its own,
// which come before those of the class.
func TestAttributesOfAnUnknownBase(t *testing.T) {
	const class = "import gone\nclass C(gone.Base):\n    debug = False\n    def own(self):\n        return 1\n"
	tests := map[string]struct{ source, want string }{
		"of the instance": {"A = C().debug\n", "A: unknown"},
		"of the class":    {"A = C.debug\n", "A: False"},
		"a method":        {"A = C().own()\n", "A: 1"},
		"set here":        {"c = C()\nc.debug = True\nA = c.debug\n", "A: True"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			expect(t, newWorld("-- s.py --\n"+class+tt.source).run(t, "s"), tt.want)
		})
	}
}
