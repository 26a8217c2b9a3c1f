package interp

import "testing"

// TestUpdateWithPerhaps: what is perhaps in a dict takes nothing away from what is
// certainly there, whichever way the names of a module are set from it.
func TestUpdateWithPerhaps(t *testing.T) {
	for _, how := range []string{
		"globals().update(vars(base))",
		"globals().update({k: v for k, v in vars(base).items() if k.isupper()})",
		"d = dict(vars(base))\nglobals().update(d)",
		"d = {k: v for k, v in vars(base).items() if k.isupper()}\nfor k in d:\n    globals()[k] = d[k]",
		"for k, v in vars(base).items():\n    if k.isupper():\n        globals()[k] = v",
	} {
		w := newWorld("-- base.py --\nimport os\nA = 1\nif os.environ['SECRET_MODE'] == 'x':\n    B = 2\n    E = 5\n" +
			"-- s.py --\nimport base\nC = 3\nE = 4\n" + how + "\n")
		w.unknown = []string{"SECRET_MODE"}
		expect(t, w.run(t, "s"), "A: 1\nB: one of 2, unbound\nC: 3\nE: one of 4, 5")
	}
}
