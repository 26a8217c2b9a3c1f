package interp

// What is not known: branches, early returns, loops, exceptions.

import (
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

// What a program takes from the environment by a prefix comes in an order that nobody knows,
// and is set key by key in any.
func TestEntriesInAnyOrder(t *testing.T) {
	const source = `import os
SET = {k[2:]: v for k, v in os.environ.items() if k.startswith("P_")}
D = {"X": 0}
for key, value in SET.items():
    globals()[key] = D[key] = value
KEYS = {key.lower(): 1 for key in SET}
LAST = FIRST = None
for key in SET:
    FIRST, LAST = FIRST or key, key
for key in SET:
    if key == "A":
        break
try:
    for key in SET:
        SET["NEW"] = 1
except RuntimeError:
    GROWN = True
ONE = {len(v): k for k, v in D.items() if k != "X"}
`
	w := newWorld("-- s.py --\n" + source)
	w.env = map[string]string{"P_A": "1", "P_B": "2", "OTHER": "3"}
	expect(t, w.run(t, "s"), `
D: {'X': 0, 'A': '1', 'B': '2'}
A: '1'
B: '2'
KEYS: {'a': 1, 'b': 1}
FIRST: one of 'A', 'B'
LAST: one of 'A', 'B'
key: one of 'A', 'B'
GROWN: True
ONE: {1: one of 'A', 'B'}`)
}

// setdefault changes no variable that is set, whatever its name is: what is raised because
// of one rests on nothing.
func TestDefaultsOfUnknownNames(t *testing.T) {
	w := newWorld("-- s.py --\nimport os\n" +
		"if os.path.isfile('/app/.env'):\n    for line in open('/app/.env'):\n        os.environ.setdefault(*line.split('='))\n" +
		"A, B = os.environ['SET'], os.environ.get('UNSET')\nif A != 'y':\n    raise ValueError\n")
	w.env, w.open, w.hidden = map[string]string{"SET": "x"}, true, []string{"/app/.env"}
	r := w.run(t, "s")
	if r.Failure == nil || r.Failure.Exception != "ValueError" {
		t.Errorf("%+v, want ValueError", r.Failure)
	}
	a, _ := r.Module.NS.Get("A")
	b, _ := r.Module.NS.Get("B")
	if len(a.V.Trace().Assumes) > 0 || len(b.V.Trace().Assumes) == 0 {
		t.Errorf("A rests on %v, B on %v", a.V.Trace(), b.V.Trace())
	}
}

// Settings that stop where a file is not there say so, though the file may be there.
func TestFileThatIsRequired(t *testing.T) {
	w := newWorld("-- s.py --\nimport os\ndef load():\n    if not os.path.isfile('/app/.env'):\n        raise RuntimeError\nload()\nA = 1\n")
	w.hidden = []string{"/app/.env"}
	r := w.run(t, "s")
	if notes := noteCodes(r); r.Failure != nil || !slices.ContainsFunc(notes, func(n string) bool { return strings.HasPrefix(n, "may-not-load") }) {
		t.Errorf("failure %+v, notes %v", r.Failure, notes)
	}
	expect(t, r, "A: 1")
}

func TestUnknown(t *testing.T) {
	tests := map[string]struct{ source, want string }{
		"a call of what is not known": {`
from nowhere import helper
A = B = False
D = {"a": 1}
try:
    helper()
except Exception:
    A = True
try:
    D[U]
except KeyError:
    B = True
`, `
A: one of False, True
B: one of False, True`},
		"attributes in slots": {`
class Base:
    __slots__ = ("a",)
class Derived(Base):
    def __init__(self):
        self.a, self.b = 1, 2
A = Derived().a
B = vars(Derived())
C = Derived().__dict__
`, `
A: 1
B: unknown
C: unknown`},
		"views of the environment": {`
import os
A = os.environ.items() <= {("X", "y")}
B = isinstance(os.environ.values(), list)
try:
    os.environ.items()[0]
except TypeError:
    C = 1
D = [v for k, v in os.environ.items() if k == "X"]
`, `
A: unknown
B: False
C: 1
D: []`},
		"texts of which the ends are known": {`
URL = f"redis://{U}/0"
A = URL.startswith("redis://")
B = URL.startswith(("http", "rediss"))
C = URL.endswith("/0")
D = "://" in URL
E = URL.split("://")[0]
F = URL.partition(":")[0]
G = URL.startswith("redis://h")
H = "@" in URL
I = URL.split("/")[-1]
J = URL.split("://")[1].endswith("/0")
K = "s" if URL.startswith("rediss") else "p"
`, `
A: True
B: False
C: True
D: True
E: 'redis'
F: 'redis'
G: unknown
H: unknown
I: unknown
J: unknown
K: 'p'`},
		"texts that another program fills in": {`
A = "{{ secret_key }}"
B = "{{goal}}".lower() == "prod"
C = "Dear {{ name }},"
D = "{{}}"
`, `
A: unknown
B: unknown
C: 'Dear {{ name }},'
D: '{{}}'`},
		"both arms": {`
if U == "x":
    A = 1
    B = "same"
else:
    A = 2
    B = "same"
C = A + 1
D = B.upper()
`, `
A: one of 1, 2
B: 'same'
C: one of 2, 3
D: 'SAME'`},
		"a dict and a set that are perhaps changed while a loop goes through them": {`
D, S = {"a": 1, "b": 2}, {"c", "d"}
KEYS, ITEMS, FOUND = [], [], []
for k in D:
    KEYS.append(k)
    [D, {}][int(U)].update(V.split())
for k, v in {"a": 1}.items():
    ITEMS.append(v)
for k in S:
    FOUND.append(k)
    [S, set()][int(U)].update(V.split())
`, `
KEYS: ['a', many, many]
ITEMS: [1]
FOUND: [one of 'c', 'd', many, many]`},
		"values that a loop changes before it comes to them": {`
D = {"a": 1}
if U:
    D["c"] = 2
D["b"] = 3
for k, v in D.items():
    D["b"] = 5
    if k == "b":
        A = v
for B in D.values():
    D["b"] = 7
for k in D:
    D[k] = 9
C = D["b"]
M = {"a": 1, "b": 2}
E, F, G = [], [], []
for i, (k, v) in enumerate(M.items()):
    M["b"] = 5
    E.append(v)
values = iter(M.values())
M["b"] = 6
F += values
for k, v in zip(M, M.values()):
    M["b"] = 7
    G.append(v)
`, `
A: 5
B: 7
C: unknown
E: [1, 5]
F: [1, 6]
G: [1, 7]`},
		"a handler of all within a context manager": {`
class Kept:
    def __enter__(self): return self
    def __exit__(self, *exc): return True
from nowhere import helper
A = 1
with Kept():
    try:
        helper(U)
    except Exception:
        A = 2
def pieces():
    for x in U.split():
        yield int(x)
B = []
try:
    for pair in zip(pieces(), map(int, ["1", U])):
        if U:
            B.append(next(map(int, ["2", V])))
except ValueError:
    B = None
`, `
A: one of 1, 2
B: one of None, [many, many]`},
		"rounds for keys that may stand between others": {`
D = {"a": 1, "b": 2, U: 3, "c": 4}
SEEN, LAST = [], None
for k in D:
    if k == "b":
        SEEN.append(k)
    if k not in ("a", "b", "c"):
        LAST = "other"
for n in D:
    pass
`, `
k: unknown
n: unknown
LAST: unknown`},
		"a default of a name that is perhaps bound": {`
if U:
    X = Y = 1
A = globals().get("X", 0)
B = globals().setdefault("Y", 2)
C = globals().pop("X", 0)
`, `
A: one of 0, 1
B: one of 1, 2
C: one of 0, 1
Y: one of 1, 2
X: unbound`},
		"items of which one may stand anywhere": {`
L = U.split(",")
L.insert(1, "new")
try:
    A, B = L
except ValueError:
    pass
N = U.split(",") + [5]
try:
    C, D = N
except ValueError:
    pass
`, `
A: one of unbound, unknown
B: one of unbound, unknown
C: one of unbound, unknown
D: one of unbound, unknown`},
		"what the names of a loop hand on": {`
A, B, C, D = [], [], [], []
either = [A, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
n1 = n2 = n3 = n4 = either[int(U)]
for x in U:
    n1.append(9)
    n1 = n2; n2 = n3; n3 = n4; n4 = B
m1 = m2 = m3 = m4 = m5 = m6 = m7 = m8 = m9 = C
for x in U:
    m1.append(9)
    m1 = m2; m2 = m3; m3 = m4; m4 = m5; m5 = m6; m6 = m7; m7 = m8; m8 = m9; m9 = D
F = len(B), len(D)
`, `
B: [many]
D: [many]`},
		"what the lists that a loop makes hand on": {`
A, B = [[]], []
either = [A, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
n1 = n2 = n3 = n4 = either[int(U)]
for x in U:
    n1[0].append(9)
    n1 = n2; n2 = n3; n3 = n4; n4 = [B]
F = len(B)
`, `
B: [many]`},
		"what may be in a set": {`
class Kept:
    def __init__(self):
        self.n = 0
one, two = Kept(), Kept()
S, T = set(), set()
for x in U:
    S.add(one)
if U:
    T.add(two)
for kept in [*S, *T]:
    kept.n = 1
A = one.n
B = two.n
`, `
A: unknown
B: unknown`},
		"a handler for files": {`
try:
    A = int(U)
    B = 1
except OSError:
    A = 0
    B = 2
`, `
A: unknown
B: one of 1, 2`},
		"what a decorator that nobody reads gives": {`
from nowhere import wrapped
L, M, N, DEBUG = [], [], [], False
@wrapped
def switch():
    global DEBUG
    DEBUG = True
switch()
class Held:
    @wrapped
    def add(self, n):
        L.append(n)
        return M
Held().add(1).append(2)
@wrapped
def raising():
    N.append(1)
    raise ValueError
try:
    raising()
except ValueError:
    pass
@wrapped
def never():
    N.append(2)
`, `
DEBUG: one of False, True
L: [many]
M: [many]
N: [many]`},
		"what a choice changes before it raises": {`
N = []
def one():
    N.append(1)
    raise ValueError
def two(): pass
try:
    [one, two][int(U)]()
except ValueError:
    pass
`, `
N: [many]`},
		"handlers of what only a function that nobody reads raises": {`
import subprocess, decimal
from django.core.exceptions import ImproperlyConfigured
class Own(Exception):
    pass
def given(kind):
    try:
        U.load()
    except kind:
        return 2
    return 1
A = [given(RuntimeError), given(ImproperlyConfigured), given(PermissionError), given((ConnectionError, TimeoutError))]
B = [given(ImportError), given(NameError), given(Own), given(SystemExit)]
try:
    decimal.Decimal(U)
    C = 1
except decimal.InvalidOperation:
    C = 2
try:
    subprocess.run([U])
    D = 1
except subprocess.SubprocessError:
    D = 2
`, `
A: [one of 1, 2, one of 1, 2, one of 1, 2, one of 1, 2]
B: [1, 1, 1, 1]
C: one of 1, 2
D: one of 1, 2`},
		"a key that __missing__ perhaps sets": {`
class Kept(dict):
    def __missing__(self, key):
        N.append(key)
        self[key] = 1
        return 1
N, M = [], []
D, E, F = Kept(), Kept(a=1), Kept()
A = D[U]
B = len(D) > 0
E[U]
C = len(N)
if U:
    F["a"] = 2
F["a"]
G = F["a"]
`, `
A: 1
C: unknown
G: one of 1, 2`},
		"the text of a known object raises nothing": {`
class Kept:
    def __enter__(self): return self
    def __exit__(self, kind, exc, tb): return kind is KeyError
try:
    with Kept():
        try:
            int("x")
        except ValueError as e:
            A = str(e), repr(e)
        B = 1
        raise TypeError
except TypeError:
    C = 1
`, `
B: 1
C: 1`},
		"a handler for a special kind": {`
class Special(ValueError):
    pass
try:
    int(U)
    B = 1
except Special:
    B = 2
`, `
B: one of 1, 2`},
		"a container that is changed before an operation raises": {`
L = M = ["a"]
try:
    L += ["b"]
    A = int(U)
    L += ["c"]
except ValueError:
    pass
M.append("d")
`, `
L: ['a', 'b', many, 'd']
M: ['a', 'b', many, 'd']`},
		"a variable that is perhaps set": {`
if U:
    os.environ["X"] = "1"
A = os.environ.get("X", "0")
B = "X" in os.environ
try:
    C = os.environ["X"]
except KeyError:
    C = "none"
D = os.environ.setdefault("X", "2")
E = "X" in os.environ
`, `
A: one of '0', '1'
B: unknown
C: one of '1', 'none'
D: one of '1', '2'
E: True`},
		"an environment that is set to something unknown": {`
os.environ["X"] = "1"
os.environ.update({U: "x"})
A = os.environ.get("X")
B = os.environ.get("Y", "default")
`, `
A: unknown
B: 'default' assuming Y`},
		"a value that may hold itself": {`
d = {}
l = [d]
d["l"] = l if U else [1]
A = repr(l)
`, `
A: unknown`},
		"a container given to what is not followed": {`
import third
A, B, C = [1], [1], {"k": 1}
third.dictConfig(A)
third.install(B)
third.setup(C, 1)
`, `
A: [1]
B: [many]
C: {'k': 1}`},
		"one arm": {`
A = 1
L = ["a"]
D = {"k": 1}
if U:
    A = 2
    L.append("b")
    D["k"] = 2
    D["new"] = 1
    E = 1
`, `
A: one of 1, 2
E: one of 1, unbound`},
		"a list made in an arm": {`
if U:
    L = []
    L.append("a")
else:
    L = ["b"]
    L.append("c")
FIRST = L[0]
`, `FIRST: one of 'a', 'b'`},
		"early return": {`
def flag(v):
    if v == "a":
        return 1
    if v == "b":
        return 2
    return 3
A = flag(U)
B = flag("b")
`, `
A: one of 1, 2, 3
B: 2`},
		"early return within known ifs": {`
def f(v, deep):
    x = []
    if deep:
        x.append(1)
        if v:
            return x
        x.append(2)
    x.append(3)
    return x
A = len(f(U, True))
B = f(U, False)
`, `
A: unknown
B: [3]`},
		"early return in an unknown if": {`
def f(u, v):
    if u:
        if v:
            return 1
        x = 2
    else:
        x = 3
    return x
A = f(U, V)
`, `A: one of 1, 2, 3`},
		"a return that leaves a loop": {`
def f(v):
    for n in (1, 2, 3):
        if v == n:
            return n
    return 0
A = f(U)
`, `A: one of 0, 1, 2, 3`},
		"break and continue": {`
TOTAL = []
for n in (1, 2, 3):
    if U == n:
        break
    TOTAL.append(n)
SEEN = []
for n in (1, 2):
    if U == n:
        continue
    SEEN.append(n)
LAST = "end"
`, `LAST: 'end'`},
		"an arm that raises is dropped": {`
if U:
    raise ValueError("x")
A = 1
def f(v):
    if v == "a":
        return 1
    raise ValueError("bad")
B = f(U)
`, `
A: 1
B: 1`},
		"an arm whose exception is caught": {`
def f(v):
    try:
        if v:
            raise KeyError("x")
        r = 1
    except KeyError:
        r = 2
    return r
A = f(U)
def g(v):
    if v:
        raise KeyError("x")
    return 1
try:
    B = g(U)
except KeyError:
    B = 2
`, `
A: one of 1, 2
B: one of 1, 2`},
		"finally in both": {`
L = []
def f(v):
    try:
        if v:
            return 1
    finally:
        L.append("f")
    return 2
A = f(U)
`, `
A: one of 1, 2
L: ['f']`},
		"conditional expressions": {`
A = 1 if U else 2
B = U or "default"
C = U and "x"
D = (U or None) is None
E = "same" if U else "same"
`, `
A: one of 1, 2
E: 'same'`},
		"a loop over what is not known": {`
HOSTS = []
N = 0
for h in U.split(","):
    HOSTS.append(h.strip())
    N += 1
    LAST = "x"
LEN = len(HOSTS)
X = [h.strip() for h in U.split(",")]
Y = ["a"] + U.split(",")
Z = [h for h in ("a", "b") if h != U]
`, `
N: unknown
LEN: unknown
X: [many]
Y: ['a', many]
Z: [many, many]`},
		"while": {`
N = 0
while U:
    N += 1
A = 1
`, `
N: unknown
A: 1`},
		"a name of one arm is bound where the program goes on": {`
if U:
    X = 1
Y = X + 1
`, `Y: 2`},
		"narrowing leaves what was": {`
import os
DEBUG = U == "1"
if not DEBUG:
    A = "prod"
else:
    A = "dev"
B = A
`, `B: one of 'dev', 'prod'`},
		"match": {`
match U:
    case "a":
        A = 1
    case "b":
        A = 2
    case _:
        A = 3
`, `A: one of 1, 2, 3`},
		"classes and attributes": {`
class C:
    pass
if U:
    C.x = 1
else:
    C.x = 2
A = C.x
c = C()
if U:
    c.y = 1
    c.z = [1]
else:
    c.y = 1
    c.z = [1]
B = c.y
D = c.z[0]
`, `
A: one of 1, 2
B: 1
D: 1`},
		"one of several containers is changed": {`
A, B = ["a"], ["b"]
(A if U else B).append("x")
D = {"one": {}, "two": {}}
D[U]["k"] = 1
E = {"many": [1]}
for key in U.split(","):
    E[key] = [2]
    E[key].append(3)
X = "many" in E
`, `
A: ['a', many]
B: ['b', many]
D: {'one': {'k': one of 1, unbound}, 'two': {'k': one of 1, unbound}}
X: True`},
		"a change through what is not known": {`
L, D = [1], {"k": [1]}
x = next(v for v in (L, D["k"], U) if v == V)
x.append(2)
A = len(L)
B = D["k"][0]
`, `
A: unknown
B: unknown`},
		"a method that one of two does not have": {`
L, D = [1], {}
x = L if U else D
if V == "l":
    x.append(2)
A = L[0] if U else 1
B = len(L)
`, `
A: unknown
B: unknown`},
		"a flag that a loop carries": {`
SEEN, OUT, N = False, [], 0
for h in U.split(","):
    if SEEN:
        OUT.append("again")
    SEEN = True
    N += 1
LAST = None
while U:
    if LAST:
        SECOND = 1
    LAST = "x"
`, `
SEEN: one of False, True
OUT: [many, many]
N: unknown
LAST: one of 'x', None
SECOND: one of 1, unbound, unknown`},
		"a key that was perhaps there": {`
D = {"a": 1}
if U:
    D["k"] = 0
D["z"] = 2
D["k"] = 1
ORDER = list(D)
VALUE = D["k"]
SIZE = len(D)
TEXT = str(D)
`, `
VALUE: 1
SIZE: 3
TEXT: unknown`},
		"a key of an open dict that one arm sets": {`
D = {"a": 0}
D[U] = 2
if V:
    D["k"] = 1
A = D.get("k", 0)
E, F = {}, {"k": 1}
E[U] = 2
E.update({"k": 1} if V else {})
F.update({"k": 3})
B = E.setdefault("k", 3)
`, `
A: unknown
B: unknown
F: {'k': 3}`},
		"a name that one arm binds and a module that is not here perhaps": {`
if V:
    from missing_package.settings import *
else:
    A = 1
B = A
`, `
A: one of 1, unbound, unknown
B: unknown`},
		"a comprehension with effects": {`
L = []
X = [L.append(h) for h in U.split(",")]
Y = [L.append("y") for h in ("a", "b") if h == U]
D = {"k": 1 for h in ("a",) if U}
`, `
D: {'k': one of 1, unbound}`},
		"helper made in both arms": {`
if U:
    def f(): return 1
else:
    def f(): return 2
A = f()
`, `A: one of 1, 2`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld("")
			w.unknown = []string{"U", "V"}
			w.files["/app/s.py"] = "import os\nU = os.environ['U']\nV = os.environ['V']\n" + tt.source
			r := w.run(t, "s")
			if r.Failure != nil || r.Exhausted || r.Syntax != nil {
				t.Fatalf("failure %+v, exhausted %v, syntax %v", r.Failure, r.Exhausted, r.Syntax)
			}
			expect(t, r, tt.want)
		})
	}
}

func TestFailureIsCertainAndTheRestGoesOn(t *testing.T) {
	w := newWorld(`
-- s.py --
import os
A = 1
B = {}["key"]
C = B
if A:
    D = 1
    E = int("secret")
    F = 2
G = undefined
H = 3
`)
	r := w.run(t, "s")
	if r.Failure == nil || r.Failure.Exception != "KeyError" || r.Failure.At.Line != 3 {
		t.Fatalf("failure %+v", r.Failure)
	}
	expect(t, r, "A: 1\nB: unknown\nC: unknown\nD: 1\nE: unknown\nF: 2\nG: unknown\nH: 3")
}

func TestDroppedArmIsNoted(t *testing.T) {
	w := newWorld("-- s.py --\nimport os\nif os.environ['U']:\n    raise ValueError('x')\nA = 1\n")
	w.unknown = []string{"U"}
	r := w.run(t, "s")
	if r.Failure != nil || !slices.Equal(noteCodes(r), []string{"may-not-load s.py"}) {
		t.Fatalf("failure %v, notes %v", r.Failure, r.Thread.Notes)
	}
}

// TestMatchTellsWhatItRead: what a match decides has the trail of its subject, as what an
// if decides has that of its test.
func TestMatchTellsWhatItRead(t *testing.T) {
	steps := func(source string) []document.Step {
		w := newWorld("-- s.py --\nimport os\nenv = os.environ['ENV']\n" + source)
		w.unknown = []string{"ENV"}
		b, _ := w.run(t, "s").Module.NS.Get("A")
		if b.V.Trace() == nil {
			t.Fatal("no trail:", source)
		}
		return b.V.Trace().Steps
	}
	match := steps("match env:\n    case 'x': A = 1\n    case _: A = 2\n")
	if plain := steps("if env == 'x': A = 1\nelse: A = 2\n"); len(match) == 0 || !slices.Equal(match, plain) {
		t.Errorf("match: %v, if: %v", match, plain)
	}
}
