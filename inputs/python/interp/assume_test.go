package interp

// Open environments: a variable that nothing sets is assumed to be unset.

import (
	"slices"
	"testing"

	"github.com/djgate/djgate/inputs/python/value"
)

func TestAssume(t *testing.T) {
	tests := map[string]struct{ source, want string }{
		"the names of what is chosen": {`
class One: X = 1
class Two: X = 2
CHOSEN = One if os.environ.get("E") is None else Two
for name in dir(CHOSEN):
    if name.isupper():
        globals()[name] = getattr(CHOSEN, name)
names = {}
names.update(vars(CHOSEN))
Y = names["X"]
`, `
X: 1 assuming E
Y: 1 assuming E`},
		"a dict that is updated with what is chosen": {`
D = {"A": 1, "B": 1}
D.update({"one": {"B": 2}, "two": {"A": 3}}[os.environ.get("E", "one")])
A, B = D["A"], D["B"]
L = {"A": 1, **({} if os.environ.get("E") is None else {"A": 2})}["A"]
`, `
A: 1 assuming E
B: 2 assuming E
L: 1 assuming E`},
		"a default": {`
DEBUG = os.environ.get("DEBUG", "0") == "1"
A = "plain"
`, `
DEBUG: False assuming DEBUG
A: 'plain'`},
		"assertions": {`
ENV, KEY = os.environ.get("ENV", "local"), os.environ.get("KEY") or "x"
A = B = C = 1
if ENV != "local":
    assert KEY != "x", "set KEY"
    A = 2
def checked():
    assert ENV != "local"
    return 2
try:
    B = checked()
except AssertionError:
    C = 2
`, `
A: 1 assuming ENV
B: 1 assuming ENV
C: 2 assuming ENV
`},
		"patterns that look inside": {`
ENV = os.environ.get("ENV", "local")
class Point:
    __match_args__ = ("x",)
    def __init__(self):
        self.x = ENV
        if ENV == "prod":
            self.y = 1
class K:
    env = ENV
pairs, plain, here = {}, [[1]], [[]]
if ENV == "prod":
    pairs["k"] = 1
    here[0].append(1)
match Point():
    case Point("prod"): A = 1
    case _: A = 2
match Point():
    case Point(y=1): B = 1
    case _: B = 2
match {"a": [pairs]}:
    case {"a": [{"k": 1}]}: C = 1
    case _: C = 2
match here:
    case [[_]]: D = 1
    case _: D = 2
match "local":
    case K.env: E = 1
    case _: E = 2
match 1:
    case 1 if ENV == "local": F = 1
    case _: F = 2
match [ENV == "prod"]:
    case [False | None]: G = 1
    case _: G = 2
match plain:
    case [[x]]: H = x
    case _: H = 2
`, `
A: 2 assuming ENV
B: 2 assuming ENV
C: 2 assuming ENV
D: 2 assuming ENV
E: 1 assuming ENV
F: 1 assuming ENV
G: 1 assuming ENV
H: 1`},
		"names that no variable can have": {`
A = os.environ.get("", "1")
B = os.environ.get(os.environ.get("NAME", ""), "1")
C = "A=B" in os.environ
`, `
A: '1'
B: '1' assuming NAME
C: False`},
		"an if on it": {`
DEBUG = os.environ.get("DEBUG", "0") == "1"
A, B, L = 1, 1, ["x"]
if DEBUG:
    A = 2
    L.append("y")
    C = 1
else:
    B = 1
    D = 1
E = 1
`, `
A: 1 assuming DEBUG
L: ['x'] assuming DEBUG
D: 1 assuming DEBUG
C: unbound
E: 1`},
		"arguments of which there may be others": {`
names, more, kept = ["a"], [], []
if os.environ.get("NAMES"):
    names.append("b")
if os.environ.get("MORE"):
    more.append("b")
def count(*args, **options):
    kept.append(1)
    return len(args) + len(options)
A = count(*names)
B = count(*more)
C = count(**{name: 1 for name in more})
D = len(kept)
E = count(*["x"])
`, `
A: 1 assuming NAMES
B: 0 assuming MORE
C: 0 assuming MORE
D: 3 assuming MORE NAMES
E: 1
`},
		"attributes that are there, and keys of a dict's view": {`
class C:
    if os.environ.get("ONE", "x") == "x":
        a = 1
    b = os.environ.get("TWO", "x")
A = hasattr(C, "a")
B = hasattr(C(), "c")
C = "THREE" not in dict(os.environ, x="y").keys()
`, `
A: True assuming ONE
B: False
C: True assuming THREE
`},
		"names that are not bound": {`
x = 1
def f():
    if os.environ.get("X"): v = 1
    def inner(): return v
    try: a = v
    except UnboundLocalError: a = "none"
    try: return a, inner()
    except NameError: return a, "none"
class C:
    if os.environ.get("X"): x = y = 2
    try: a = y
    except NameError: a = "none"
    b = x
A = f()
B = C.a
C = C.b
`, `
A: ('none', 'none') assuming X
B: 'none' assuming X
C: 1 assuming X
`},
		"names that are bound": {`
def f():
    if os.environ.get("X") is None: v = 1
    return v
A = B = 1
try: A = f()
except NameError: B = 2
`, `
A: 1 assuming X
B: 1 assuming X
`},
		"what else the next value may raise": {`
A = B = 1
try:
    A = 2
    int(os.environ.get("X"))
    B = 2
except ValueError: pass
`, `
A: 2
B: one of 1, 2 assuming X
`},
		"exceptions where a generator ends": {`
def some(n):
    for i in range(n):
        if not os.environ.get("X"):
            return
        yield i
try: A = max(some(2))
except ValueError: A = "none"
try: B = next(some(2))
except StopIteration: B = "none"
try: C, *_ = some(2)
except ValueError: C = "none"
`, `
A: 'none' assuming X
B: 'none' assuming X
C: 'none' assuming X
`},
		"keys that rest on an assumption": {`
key = os.environ.get("KEY", "x")
d = {key: 1, "y": 2}
A = d["x"]
B = d.get("x")
C = "%(x)s" % d
D = {"x": 5, key: 1}["x"]
E = {key: 1, "x": 5}["x"]
F = dict([(key, 1)]).get("x")
G = {k: 1 for k in [key]}["x"]
H = {key: ["a"]}.get("x")
I = d["y"]
J = {"x": 1}["x"]
`, `
A: 1 assuming KEY
B: 1 assuming KEY
C: '1' assuming KEY
D: 1 assuming KEY
E: 5
F: 1 assuming KEY
G: 1 assuming KEY
H: ['a'] assuming KEY
I: 2
J: 1
`},
		"what another variable makes the same": {`
def f():
    if os.environ.get("A"):
        return os.environ.get("B", "x")
    return "x"
A = f()
B = (os.environ.get("B", "x") if os.environ.get("A") else "x")
C = (lambda: os.environ.get("B", "x"))() if os.environ.get("A") else "x"
g = (lambda: "x") if os.environ.get("A") is None else (lambda: os.environ.get("B", "x"))
D = [h() for h in [g]][0]
`, `
A: 'x' assuming A
B: 'x' assuming A
C: 'x' assuming A
D: 'x' assuming A
`},
		"a function that is handed on": {`
n, kept, L = 0, [], []
def count():
    global n
    n += 1
def make():
    if os.environ.get("MADE"):
        return lambda: kept.append(1)
def use(f):
    try:
        return f()
    except TypeError:
        return "none"
def nothing():
    pass
f = nothing if os.environ.get("F") is None else count
g = iter(L)
if os.environ.get("G"):
    g = L.append
use(f)
A = n
use(make())
B = len(kept)
C = [g(1) if callable(g) else 0 for _ in "ab"][0]
D = len(L)
E = use(nothing)
`, `
A: 0 assuming F
B: 0 assuming MADE
C: 0 assuming G
D: 0 assuming G
E: None
`},
		"a function that ends without a return": {`
def caught(name):
    try:
        return os.environ[name]
    except KeyError:
        print(name, "is not set")
def asked(name):
    if name in os.environ:
        return os.environ[name]
def bare(name):
    if os.environ.get(name):
        return 1
    return
A, B, C = caught("A"), asked("B"), bare("C")
D = caught("D").split(",")
`, `
A: None assuming A
B: None assuming B
C: None assuming C
D: unknown assuming D
`},
		"comparisons of what is in containers": {`
key = os.environ.get("KEY", "")
A = (key, 1) == ("", 1)
B = {"a": [key]} == {"a": [""]}
C = (key,) < ("b",)
D = (1, "x") == (1, "x")
E = sorted(["a", "b"], key=lambda k: (k == os.environ.get("KEY", ""), k))[0]
F = max(["a", "b"], key=lambda k: (k == os.environ.get("KEY", ""), k))
`, `
A: True assuming KEY
B: True assuming KEY
C: True assuming KEY
D: True
E: 'a' assuming KEY
F: 'b' assuming KEY
`},
		"names that are bound in a loop which another value would not leave": {`
names = ["a"] if os.environ.get("NAMES") is None else ["l"]
calls, kept = [], []
for x in names:
    if x == "a":
        break
    def call():
        calls.append(1)
    keep = kept.append
    call()
    keep(1)
`, `
calls: [] assuming NAMES
kept: [] assuming NAMES
`},
		"what the elements of a comprehension do": {`
names = ["a"] if os.environ.get("NAMES") else []
more = ["a", "b"] if os.environ.get("MORE") is None else []
calls, keys, items, pure = [], [], [], []
A = [calls.append(1) for x in names]
B = {keys.append(1): 1 for x in more}
C = sum(items.append(1) or 1 for x in more for y in ["z"])
D, E, F = len(calls), len(keys), len(items)
G = [pure.append(1) for x in ["c"]]
H = len(pure)
`, `
A: [] assuming NAMES
B: {None: 1} assuming MORE
C: 2 assuming MORE
D: 0 assuming NAMES
E: 2 assuming MORE
F: 2 assuming MORE
G: [None]
H: 1
`},
		"loops over what a method or a filter gives": {`
class Hosts:
    def __iter__(self):
        return iter(["a", "b"] if os.environ.get("ITER") else ["a"])
    def __index__(self):
        return 1 if os.environ.get("INDEX") else 0
N = 0
for host in Hosts():
    A = host
    N += 1
for k in filter(lambda k: not os.environ.get("KEEP"), ["x"]):
    B = k
C = "none"
for k in filter(lambda k: os.environ.get("DROP"), ["x"]):
    C = k
D = [h for h in Hosts()]
E, *F = Hosts()
G = [*Hosts()]
H = ["a", "b"][Hosts()]
I = "ab"[Hosts():]
J = max(*Hosts(), "0")
K = 1
`, `
A: 'a' assuming ITER
N: 1 assuming ITER
B: 'x' assuming KEEP
C: 'none' assuming DROP
D: ['a'] assuming ITER
E: 'a' assuming ITER
F: [] assuming ITER
G: ['a'] assuming ITER
H: 'a' assuming INDEX
I: 'ab' assuming INDEX
J: 'a' assuming ITER
K: 1`},
		"a copy of the environment": {`
os.environ["OWN"] = "1"
env = os.environ.copy()
os.environ["OWN"] = os.environ["LATER"] = "2"
A = env["OWN"]
G = env.get("A", "x")
P = env.pop("P", "y")
B = 1
if "LATER" in env:
    B = 2
C = isinstance(env, dict)
env["A"] = 5
D = env["A"]
del env["OWN"]
E = "OWN" in env
F = os.environ["OWN"]
`, `
A: '1'
G: 'x' assuming A
P: 'y' assuming P
B: 1 assuming LATER
C: True
D: 5
E: False
F: '2'`},
		"a copy that takes over prefixed variables": {`
os.environ["OWN"] = "1"
env = os.environ.copy()
for key, value in os.environ.items():
    if key.startswith("CFG_"):
        env[key[4:]] = value
A = env.get("A", "x")
if "HOSTS" in env:
    B = 1
C = 0
if env.get("C", "true") == "true":
    C = 1
D = "x"
E = env["OWN"]
P = {k: v for k, v in os.environ.items() if k.startswith("P_")}
`, `
A: 'x' assuming A
B: unbound
C: 1 assuming C
D: 'x'
E: '1'
P: {} assuming *`},
		"a loop over the environment itself": {`
A = B = C = D = E = 1
for key in os.environ:
    if key.startswith("CFG_"):
        globals()[key[4:]] = os.environ[key]
F = sorted(os.environ)
G = [k for k in os.environ.keys() if k.startswith("P_")]
H = {k: os.environ[k] for k in filter(lambda k: k.startswith("P_"), os.environ)}
`, `
A: 1 assuming *
F: [] assuming *
G: [] assuming *
H: {} assuming *`},
		"the names of the environment": {`
os.environ["OWN"] = "1"
A = 1
if "A" in os.environ.keys():
    A = 2
B = "OWN" in os.environ.keys()
C = "C" not in list(os.environ.keys())
D = {"OWN", "D"} - os.environ.keys()
E = sorted(os.environ.keys() & {"OWN", "E"})
F = {"OWN", "F"} <= os.environ.keys()
`, `
A: 1 assuming A
B: True
C: True assuming *
D: {'D'} assuming *
E: ['OWN'] assuming *
F: unknown`},
		"what the environment overrides in a dict": {`
os.environ["OWN"] = "1"
known = {"A": 1, "OWN": 2, 3: 4}
known.update(os.environ)
A, B, C, D = known["A"], known["OWN"], known[3], known.get("D", "x")
E = {"E": 1, **os.environ}["E"]
F = dict({"F": 1}, **os.environ)["F"]
G = dict(os.environ).get("G", 1)
H = ({"H": 1} | dict(os.environ))["H"]
I = {**os.environ, "I": 1}["I"]
`, `
A: 1 assuming A
B: '1'
C: 4
D: 'x' assuming D
E: 1 assuming E
F: 1 assuming F
G: 1 assuming G
H: 1 assuming H
I: 1`},
		"variables that are given while others are copied": {`
os.environ["OWN"] = "1"
env = os.environ.copy()
for key, value in os.environ.items():
    if key.startswith("CFG_"):
        env[key[4:]] = os.environ[key[4:]] = value
A = int(env["OWN"])
if "OWN" in env:
    B = os.environ["OWN"]
C = env.get("C", "x")
D = os.environ.get("D", "x")
`, `
A: 1
B: '1'
C: 'x' assuming C
D: 'x' assuming D`},
		"answers of classes": {`
class Flags:
    def __contains__(self, name): return name in os.environ
    def __bool__(self): return "B" in os.environ
class Sized:
    def __len__(self): return int(os.environ.get("L", "0"))
    def __lt__(self, other): return os.environ.get("LT") == "1"
IN = 1
if "A" in Flags():
    IN = 2
NOT = not Flags()
TRUE = 1 if Flags() else 0
OR = Flags() or "x"
SIZE = len(Sized())
EMPTY = 1 if Sized() else 0
ANY = any([Flags()])
MIN = min(1, 2, key=lambda x: Sized())
HOSTS = list(filter(None, [os.environ.get("H")]))
PART = "abc"[:int(os.environ.get("P", "1"))]
PARTS = [1, 2][int(os.environ.get("P", "1")):]
def items():
    if "I" in os.environ:
        return
    yield 1
ITEM = list(items())[0]
FIRST = next((v for v in [os.environ.get("N")] if v), "none")
COUNT = sum(1 for v in [os.environ.get("S")] if v)
LEAST = sorted([os.environ.get("Z", "b"), "a"])[0]
BEST = max([3, 2], key=lambda x: -x if "K" in os.environ else x)
`, `
IN: 1 assuming A
NOT: True assuming B
TRUE: 0 assuming B
OR: 'x' assuming B
SIZE: 0 assuming L
EMPTY: 0 assuming L
ANY: False assuming B
MIN: 1 assuming LT
HOSTS: [] assuming H
PART: 'a' assuming P
PARTS: [2] assuming P
ITEM: 1 assuming I
FIRST: 'none' assuming N
COUNT: 0 assuming S
LEAST: 'a' assuming Z
BEST: 3 assuming K`},
		"early return helper": {`
def env(name, default=None):
    v = os.environ.get(name)
    if v is None:
        return default
    return v.lower()
A = env("A", "x")
B = 1
`, `
A: 'x' assuming A
B: 1`},
		"except KeyError": {`
try:
    KEY = os.environ["KEY"]
except KeyError:
    KEY = "dev"
B = 1
`, `
KEY: 'dev' assuming KEY
B: 1`},
		"what map, filter and key= call raises for an item": {`
D = {"a": 1}
try:
    A = list(map(D.__getitem__, [os.environ.get("A", "x")]))
except KeyError:
    A = None
try:
    B = list(filter(D.__getitem__, [os.environ.get("B", "x")]))
except KeyError:
    B = None
try:
    C = list(map(int, ["x", os.environ.get("C", "1")]))
except ValueError:
    C = None
try:
    E = sorted([os.environ.get("E", "x")], key=D.__getitem__)
except KeyError:
    E = None
`, `
A: None assuming A
B: None assuming B
C: None
D: {'a': 1}
E: None assuming E`},
		"or": {`
A = os.environ.get("A") or "x"
B = "y" if os.environ.get("B") else "n"
C = not os.environ.get("C")
D = [h for h in os.environ.get("D", "a,b").split(",") if h]
`, `
A: 'x' assuming A
B: 'n' assuming B
C: True assuming C
D: ['a', 'b'] assuming D`},
		"a required variable is unknown": {`
KEY = os.environ["KEY"]
B = KEY + "x"
`, `
KEY: unknown
B: unknown`},
		"a check that raises": {`
KEY = os.environ.get("KEY")
if not KEY:
    raise ValueError("set it")
B = 1
`, `
KEY: None assuming KEY
B: 1`},
		"nested deeply": {`
A = 0
if not os.environ.get("A"):
    if not os.environ.get("B"):
        if not os.environ.get("C"):
            if not os.environ.get("D"):
                if not os.environ.get("E"):
                    if not os.environ.get("F"):
                        A = 1
B = 1
`, `
A: 1 assuming A B C D E F
B: 1`},
		"a function that only skipped code calls": {`
L, D, N = [], {"k": 1}, 0
def change():
    global N
    N = 1
    L.append(1)
    D["k"] = 2
def f():
    if not os.environ.get("A"):
        return
    change()
f()
B = 1
`, `
L: [] assuming A
N: 0 assuming A
B: 1`},
		"an exit that reads variables": {`
def f():
    if os.environ.get("A"):
        os.environ["B"] = "2"
        return
f()
B = os.environ.get("B", "1")
os.environ["C"] = "x"
C = os.environ["C"]
`, `
B: '1' assuming A B
C: 'x'`},
		"a loop over an assumed list": {`
L = []
for h in os.environ.get("A", "").split():
    L.append(h)
    BOUND = 1
`, `
L: [] assuming A`},
		"one of several containers": {`
A, B, C = [], [], []
(A if os.environ.get("U") else B).append(1)
`, `
A: [] assuming U
B: [1] assuming U
C: []`},
		"an operation that would raise": {`
A = 1
try:
    N = int(os.environ.get("N", "5"))
    B = 1
except ValueError:
    A = 2
C = 1
`, `
N: 5 assuming N
A: 1 assuming N
B: 1 assuming N
C: 1`},
		"an operation that raises": {`
try:
    N = int(os.environ.get("N", ""))
    A = 1
except ValueError:
    N = 0
L = []
try:
    del {}[os.environ.get("K", "k")]
    L.append(1)
except KeyError:
    pass
`, `
N: 0 assuming N
A: unbound
L: [] assuming K`},
		"a generator that is asked item by item": {`
LOG, LATER = [], []
def first():
    if os.environ.get("A"):
        yield 1
    LOG.append(1)
    yield 2
def some():
    for i in range(3):
        if os.environ.get("B"):
            return
        yield i
def plain():
    yield 1
    LATER.append(1)
    yield 2
A = next(first())
B = dict(zip("xy", some()))["y"]
C = [n for n in zip(some(), "a")][0][0]
D = next(plain())
`, `
A: 2 assuming A
LOG: [1] assuming A
B: 1 assuming B
C: 0 assuming B
D: 1
LATER: []`},
		"what both arms do": {`
A, L = False, []
if os.environ.get("U", "") == "":
    A = B = True
    L.append("x")
else:
    A = B = True
    L.append("x")
`, `
A: True
B: True
L: ['x']`},
		"what both arms do, and one of them not always": {`
A, L = False, []
if os.environ.get("U", "") == "":
    if os.environ.get("U") is None:
        A = True
        L.append("x")
    else:
        A = False
else:
    A = True
    L.append("x")
`, `
A: True assuming U
L: ['x'] assuming U`},
		"a generator that one arm begins": {`
L, M = [], []
if os.environ.get("U"):
    g = iter(())
else:
    def numbers():
        M.append(1)
        yield 1
        L.append(1)
        yield 2
    g = numbers()
    next(g)
A = list(g)
`, `
A: [2] assuming U
L: [1] assuming U
M: [1] assuming U`},
		"a module that both arms import": {`
import sys
STATE = []
if os.environ.get("U"):
    STATE.append(1)
    import m
else:
    import m
A, B = m.A, m.B
`, `
A: 0 assuming U
B: 1 assuming U`},
		"what both arms take from modules that they import": {`
STATE = []
if os.environ.get("U"):
    STATE.append(1)
    from m import *
    C = A
else:
    from n import *
    C = A
import m, n
D, E = m.B, n.B
`, `
A: 0 assuming U
B: 1
C: 0 assuming U
D: 1 assuming U
E: 1 assuming U`},
		"a module that the other arm imports": {`
STATE = []
if os.environ.get("U"):
    import m
STATE.append(1)
import m
A = m.A
`, `
A: 1 assuming U`},
		"a module that the other arm may import": {`
STATE = []
if os.environ.get("U"):
    STATE.append(1)
    if os.environ.get("U") == "x":
        import m
import m
A = m.A
`, `
A: 0 assuming U`},
		"operations that raise where another operand is given": {`
D, L, KEY, N = {"a": 1}, ["a"], "a", 1
if os.environ.get("U"):
    KEY, N = "", 0
class C: a = 1
def tried(f):
    try:
        f()
    except Exception:
        return 1
    return 0
A = tried(lambda: D[KEY])
B = tried(lambda: D.copy().pop(KEY))
E = tried(lambda: getattr(C, KEY))
F = tried(lambda: "%d" % (N or "x"))
G = tried(lambda: f"{1:{KEY and '>3' or 'q!'}}")
H = tried(lambda: D[KEY + "b"] if KEY != "a" else D["a"])
I = tried(lambda: L.index(KEY))
J = tried(lambda: [KEY].index("b"))
K = tried(lambda: [KEY].remove("a"))
M = tried(lambda: D["a"])
O = 0
try:
    D[KEY] += 1
except KeyError:
    O = 1
`, `
A: 0 assuming U
B: 0 assuming U
E: one of 0, 1 assuming U
F: 0 assuming U
G: 0 assuming U
H: 0 assuming U
I: 0 assuming U
J: 1 assuming U
K: 0 assuming U
M: 0
O: 0 assuming U`},
		"names of the environment, one after the other": {`
def names():
    yield from os.environ
A = list(k for k in os.environ if k == "U")
B = next((k for k in os.environ.keys() if k == "U"), None)
C = ",".join(k for k in names() if k == "U")
D = sum(1 for n in (1,) for k in os.environ if k == "U")
E = list(n for n in (1, 2) if n > 1)
`, `
A: [] assuming *
B: None assuming *
C: '' assuming *
D: 0 assuming *
E: [2]`},
		"a loop that breaks": {`
for n in (1, 2):
    if not os.environ.get("A"):
        break
    X = 1
B = n
C = 1
`, `
C: 1`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld("")
			w.open = true
			w.files["/app/s.py"] = "import os\n" + tt.source
			w.files["/app/m.py"] = "from s import STATE\nA, B = len(STATE), 1\n"
			w.files["/app/n.py"] = w.files["/app/m.py"]
			r := w.run(t, "s")
			if r.Failure != nil || r.Exhausted || r.Syntax != nil {
				t.Fatalf("failure %+v, exhausted %v, syntax %v", r.Failure, r.Exhausted, r.Syntax)
			}
			expect(t, r, tt.want)
		})
	}
}

func TestRequired(t *testing.T) {
	source := `-- s.py --
import os
A = os.environ["A"]
if os.environ["U"]:
    B = os.environ["B"]
try:
    C = os.environ["C"]
except KeyError:
    C = None
`
	for _, open := range []bool{false, true} {
		w := newWorld(source)
		w.unknown, w.open = []string{"U"}, open
		r := w.run(t, "s")
		var got []string
		for _, m := range r.Thread.Required {
			certain := " perhaps"
			if m.Certain {
				certain = " certainly"
			}
			got = append(got, m.Name+certain)
		}
		if len(got) != 2 || got[0] != "A certainly" || got[1] != "B perhaps" {
			t.Errorf("open %v: %v", open, got)
		}
	}
}

// A statement that fails only since a variable is assumed unset needs that variable.
func TestFailureUnderAnAssumptionNamesTheVariable(t *testing.T) {
	w := newWorld("-- settings.py --\nimport os\nHOSTS = os.environ.get('HOSTS').split()\n")
	w.open = true
	r := Run("settings", Options{Host: w, Path: []string{"/app"}, Models: testModels()})
	b, _ := r.Module.NS.Get("HOSTS")
	u, ok := value.IsUnknown(b.V)
	if !ok || !slices.Equal(u.Needs, []string{"HOSTS"}) || r.Failure != nil {
		t.Errorf("%+v, failure %+v", u, r.Failure)
	}
}
