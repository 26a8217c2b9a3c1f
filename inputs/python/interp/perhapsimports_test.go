package interp

import (
	"fmt"
	"strings"
	"testing"
)

// A module that is run in one arm after the other takes the work of each: it does not stand
// for ever more modules, of which each import is run for every one.
func TestModuleOfManyArms(t *testing.T) {
	work := func(arms int) float64 {
		var b strings.Builder
		b.WriteString("import os\nU = os.environ['U']\n")
		for i := range arms {
			fmt.Fprintf(&b, "if U.startswith('%d'):\n    import m\n    A = m.X\n", i)
		}
		w := newWorld("")
		w.unknown = []string{"U"}
		w.files["/app/s.py"] = b.String() + "import m\nB = 1\nC = m.X\n"
		w.files["/app/m.py"] = "import n\nX = 1\n"
		w.files["/app/n.py"] = "X = 2\n"
		return testing.AllocsPerRun(1, func() { expect(t, w.run(t, "s"), "A: one of unbound, unknown\nB: 1\nC: unknown") })
	}
	if few, many := work(20), work(40); many > 3*few {
		t.Errorf("a module of 20 arms makes %v allocations, and one of 40 arms %v", few, many)
	}
}
