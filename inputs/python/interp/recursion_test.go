package interp

import (
	"fmt"
	"strings"
	"testing"
)

// What the calls of a recursion that is not followed to its end could have changed is not
// known: neither what it was before nor what the calls that are followed made of it.
func TestRecursionThatIsCutOff(t *testing.T) {
	tests := map[string]struct{ source, want string }{
		"a global": {`
N = 0
KEPT = 1
def f(n):
    global N
    if U[n:]:
        N += 1
        f(n + 1)
f(0)
`, "N: unknown\nKEPT: 1"},
		"one that has no end": {`
class Settings:
    @property
    def DEBUG(self):
        return 1 if self.DEBUG else 2
def f(n):
    if f(n + 1):
        return 1
    return 2
A = Settings().DEBUG
B = f(0)
`, "A: unknown\nB: unknown"},
		"a list": {`
L = ["a"]
def f(n):
    if U[n:]:
        L.append(n)
        f(n + 1)
f(0)
A = len(L)
`, "A: unknown"},
		"what is only changed deep down": {`
A = 0
def f(n):
    global A
    if U[n:]:
        f(n + 1)
    elif n > 90:
        A = 1
f(0)
`, "A: unknown"},
		"arguments": {`
D = {"a": {"a": {"a": {"a": {"a": {"a": {"a": {"a": {}}}}}}}}}
LAST = D["a"]["a"]["a"]["a"]["a"]["a"]["a"]["a"]
def f(d):
    for k in list(d):
        if U == k:
            return
        f(d[k])
    d["x"] = 1
f(D)
A = LAST.get("x")
`, "A: one of 1, None"},
		"what a step in between enables": {`
A = 0
X = 0
def f(n):
    global A, X
    if X and n > 90:
        A = 1
    if n > 80:
        X = 1
    if U[n:]:
        f(n + 1)
    X = 0
f(0)
`, "A: unknown"},
		"what it gives": {`
SHARED = []
def f(n):
    if n > 90:
        return SHARED
    if U[n:]:
        return f(n + 1)
    return []
f(0).append(1)
A = len(SHARED)
`, "A: unknown"},
		"two functions": {`
A = []
def f(n):
    if U[n:]:
        g(n + 1)
def g(n):
    if n > 90:
        A.append(n)
    if U[-n:]:
        f(n)
f(0)
B = len(A)
`, "B: unknown"},
		"a generator": {`
A = []
def f(n):
    if n > 90:
        A.append(n)
    yield n
    if U[n:]:
        yield from f(n + 1)
for x in f(0):
    pass
B = len(A)
`, "B: unknown"},
		"a method": {`
class Node:
    count = 0
    def walk(self, n):
        if n > 90:
            Node.count = n
        if U[n:]:
            self.walk(n + 1)
Node().walk(0)
B = Node.count
`, "B: unknown"},
		"a recursion that is too deep": {`
L = []
def f(n):
    L.append(n)
    if n < 400:
        f(n + 1)
f(0)
A = len(L)
B = 1
`, "A: unknown\nB: 1"},
		"a recursion that is not": {`
def total(n):
    return n + total(n - 1) if n else 0
A = total(100)
`, "A: 5050"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld("")
			w.unknown = []string{"U"}
			w.files["/app/s.py"] = "import os\nU = os.environ['U']\n" + tt.source
			expect(t, w.run(t, "s"), tt.want)
		})
	}
}

// A function that calls itself in many arms takes the work of each of them, not that of all
// ways through several levels.
func TestRecursionInManyArms(t *testing.T) {
	work := func(arms int) float64 {
		var b strings.Builder
		b.WriteString("import os\nU = os.environ['U']\ndef f(v):\n")
		for i := range arms {
			fmt.Fprintf(&b, "    if v.startswith('%d'):\n        return [f(v[%d:])]\n", i, i)
		}
		w := newWorld("")
		w.unknown = []string{"U"}
		w.files["/app/s.py"] = b.String() + "    return v\nA = f(U)\nB = 1\n"
		return testing.AllocsPerRun(1, func() { expect(t, w.run(t, "s"), "B: 1") })
	}
	if few, many := work(4), work(8); many > 8*few {
		t.Errorf("a recursion in 4 arms makes %v allocations, and one in 8 arms %v", few, many)
	}
}
