package interp

import "testing"

// State that outlives the statement that makes it: iterators that are consumed in
// part, names that are listed, functions that are bound in one arm.

func TestStateIsUnknown(t *testing.T) {
	tests := map[string]struct{ source, want string }{
		"a loop that is left takes no more of an iterator": {`
rest = iter([1, 2, 3])
if U:
    for x in rest:
        break
A = len(list(rest))
`, `A: unknown`},
		"an iterator that perhaps ends": {`
class Count:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 1 and U: raise StopIteration
        return self.n
A = len(list(Count()))
B = 1
`, `
A: unknown
B: 1`},
		"a sequence of what is not known": {`
class Bag:
    def __getitem__(self, n): return [1, *U.split(",")][n]
A = len([x for x in Bag()])
B = 1
`, `
A: unknown
B: 1`},
		"names that are perhaps bound": {`
if U: NEW = 1
A = "NEW" in dir()
`, `A: unknown`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			expectWith(t, &world{unknown: []string{"U"}}, "U = os.environ['U']\n"+tt.source, tt.want)
		})
	}
}

func TestStateIsAssumed(t *testing.T) {
	tests := map[string]struct{ source, want string }{
		"a function that is bound in one arm": {`
L = []
def f(): return 1
if os.environ.get("A"):
    def f():
        L.append(1)
        return 2
B = f()
`, `
B: 1 assuming A
L: [] assuming A`},
		"names that are listed": {`
if os.environ.get("A"): NEW = 1
B = len([k for k in dir() if k == "NEW"])
C = len([k for k in list(globals()) if k == "NEW"])
`, `
B: 0 assuming A
C: 0 assuming A`},
		"an attribute that an instance lacks": {`
class C: X = 1
c = C()
if os.environ.get("A"): c.X = 2
B = c.X
`, `B: 1 assuming A`},
		"what a dict has under a key that is assumed": {`
class C: X = 1
class D: X = 2
def f(): return 1
def g(): return 2
M = {}
M[os.environ.get("A", "x")] = C
B = M.get("x", D).X
E = {os.environ.get("A", "x"): f}.get("x", g)()
`, `
B: 1 assuming A
E: 1 assuming A`},
		"a variable that a loop sets unless a call raises": {`
def f(name):
    if os.environ.get(name): raise ValueError(name)
for x in (1, 2):
    try:
        f("A")
    except ValueError:
        pass
    else:
        os.environ["KEY"] = "x"
B = os.environ.get("KEY")
`, `B: 'x' assuming A`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) { expectWith(t, &world{open: true}, tt.source, tt.want) })
	}
}

// expectWith runs a module in a world of which only the variables are given.
func expectWith(t *testing.T, w *world, source, want string) {
	t.Helper()
	w.files, w.env = map[string]string{"/app/s.py": "import os\n" + source}, map[string]string{}
	r := w.run(t, "s")
	if r.Failure != nil || r.Exhausted || r.Syntax != nil {
		t.Fatalf("failure %+v, exhausted %v, syntax %v", r.Failure, r.Exhausted, r.Syntax)
	}
	expect(t, r, want)
}
