package interp

// Whatever a program chooses by a variable that nothing sets, what it makes of its
// choice rests on that variable: functions, classes and other objects that carry no
// trace of their own are chosen in many ways, and used in many.

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// choosing binds X to one or the other, by the variable V.
var choosing = map[string]string{
	"if expression": `X = Yes if os.environ.get("V") else No`,
	"if statement":  "if os.environ.get('V'):\n    X = Yes\nelse:\n    X = No",
	"assigned over": "X = No\nif os.environ.get('V'):\n    X = Yes",
	"and, or":       `X = os.environ.get("V") and Yes or No`,
	"dict":          `X = {"1": Yes}.get(os.environ.get("V"), No)`,
	"dict item":     `X = {"1": Yes, "0": No}[os.environ.get("V", "0")]`,
	"list item":     `X = [No, Yes][int(os.environ.get("V", "0"))]`,
	"function":      "def choose():\n    if os.environ.get('V'):\n        return Yes\n    return No\nX = choose()",
	"default":       "def choose(x=Yes if os.environ.get('V') else No):\n    return x\nX = choose()",
	"attribute":     "class Held:\n    x = No\nif os.environ.get('V'):\n    Held.x = Yes\nX = Held.x",
	"name":          "class Held:\n    no, yes = No, Yes\nX = getattr(Held, 'yes' if os.environ.get('V') else 'no')",
	"globals":       `X = globals()["Yes" if os.environ.get("V") else "No"]`,
	"loop":          "for X in [No, Yes]:\n    if not os.environ.get('V'):\n        break",
	"next":          `X = next(x for x in [Yes, No] if x is No or os.environ.get("V"))`,
	"tuple":         `X, other = (Yes, No) if os.environ.get("V") else (No, Yes)`,
	"try":           "try:\n    os.environ['V']\n    X = Yes\nexcept KeyError:\n    X = No",
	"match":         "match os.environ.get('V'):\n    case None:\n        X = No\n    case _:\n        X = Yes",
	"lambda":        `X = (lambda v: Yes if v else No)(os.environ.get("V"))`,
	"pop":           "both = [Yes, No]\nX = both.pop() if not os.environ.get('V') else both[0]",
	"sorted":        `X = sorted([Yes, No], key=lambda x: (x is No) == bool(os.environ.get("V")))[0]`,
	"walrus":        "if (X := No) is No and os.environ.get('V'):\n    X = Yes",
	"definition":    "if os.environ.get('V'):\n    class Held:\n        x = Yes\nelse:\n    class Held:\n        x = No\nX = Held.x",
	"returned":      "def choose(v):\n    return (lambda: Yes) if v else (lambda: No)\nX = choose(os.environ.get('V'))()",
}

// chosen are pairs of objects, and what is made of the one that is chosen.
var chosen = map[string]struct{ make, uses string }{
	"function": {`
def Yes(*a, **k): return "yes"
def No(*a, **k): return "no"
`, `
X(); X.__name__; list(map(X, [1])); sorted([2, 1], key=lambda n: X(n)); X is No; X == No; [X()]; {X(): 1}; f"{X()}"; X in (No,); {No: 1}.get(X, 2)
(lambda f: f())(X); [f() for f in [X]]; dict(a=X())["a"]; callable(X); hasattr(X, "__name__"); getattr(X, "__name__")`},
	"lambda":  {"Yes = lambda *a: 1\nNo = lambda *a: 0\n", `X(); [X() for _ in range(2)]; max([1, 2], key=X); list(filter(X, [5])); any(map(X, [1])); X() + 1; not X(); -X()`},
	"builtin": {"Yes, No = max, min\n", `X(1, 2); X.__name__; list(map(X, [[1, 2]])); X is min`},
	"method":  {"Yes, No = str.upper, str.lower\n", `X("aB"); [X(s) for s in ["aB"]]; list(map(X, ["aB"]))`},
	"bound":   {"Yes, No = 'aB'.upper, 'aB'.lower\n", `X(); X.__name__`},
	"type":    {"Yes, No = int, str\n", `X("1"); X.__name__; isinstance(1, X); issubclass(bool, X); X is str; X == str; type(X("1")).__name__; [X("2")]; list(map(X, ["1"])); X().__class__.__name__; str(X)`},
	"class": {`
class Base:
    names = []
    def __init_subclass__(cls, **k): Base.names = Base.names + [cls.__name__]
class Yes(Base):
    a = "yes"
    def __init__(self, n=1): self.n = n
    def get(self): return "y"
    @property
    def prop(self): return "yp"
    @classmethod
    def make(cls): return cls.__name__
    @staticmethod
    def static(): return "ys"
    def __len__(self): return 1
    def __eq__(self, o): return True
    def __enter__(self): return "entered"
    def __exit__(self, *a): return True
    def __iter__(self): return iter(["y"])
    def __getitem__(self, k): return "item"
    def __contains__(self, k): return True
    def __call__(self): return "called"
    def __str__(self): return "str"
    def __add__(self, o): return "added"
    def __bool__(self): return True
class No(Base):
    a = "no"
    def __init__(self, n=0): self.n = n
    def get(self): return "n"
    @property
    def prop(self): return "np"
    @classmethod
    def make(cls): return cls.__name__
    @staticmethod
    def static(): return "ns"
    def __len__(self): return 0
    def __eq__(self, o): return False
    def __enter__(self): return "not entered"
    def __exit__(self, *a): return False
    def __iter__(self): return iter([])
    def __getitem__(self, k): return "no item"
    def __contains__(self, k): return False
    def __call__(self): return "not called"
    def __str__(self): return "no str"
    def __add__(self, o): return "not added"
    def __bool__(self): return False
`, `
X.a; X.__name__; X().a; X().n; X(n=5).get(); X().prop; X.make(); X.static(); X.get(X()); isinstance(X(), No); issubclass(X, No); X is No; len(X()); X() == 1; list(X()); X()["k"]; "k" in X(); X()(); str(X()); X() + 1; bool(X()); not X()
type(X()).__name__; X().__class__ is No; vars(X())["n"]; X.__dict__["a"]; getattr(X, "a"); hasattr(X, "a"); [i.a for i in [X()]]; f"{X()}"; "%s" % X(); type("D", (X,), {}).a; type("D", (X,), {})().get(); X.__mro__[0].__name__; [*X()]; X.__bases__[0].__name__; max(X(), "a", key=len); {X: 1}.get(No, 0); X.__init__(Plain()); str.join("", X()); sum(len(i) for i in [X()]); "a" if X() else "b"`},
	"instance": {`
class Thing:
    def __init__(self, v): self.v = v
    def get(self): return self.v
    def __repr__(self): return "T%s" % self.v
Yes, No = Thing("yes"), Thing("no")
`, `X.v; X.get(); X is No; vars(X); repr(X); [t.v for t in [X]]; getattr(X, "v"); X.__dict__; (lambda t: t.v)(X); {"a": X}["a"].v; f"{X!r}"`},
	"decorator": {`
def Yes(f):
    return lambda *a: "decorated"
def No(f):
    return f
`, `X(plain)(); D1(); D2().m(); D3`},
	"dict":                      {"Yes, No = {'a': 1, 'b': 1}, {'a': 2}\n", `X; X["a"]; X.get("b"); list(X); {**X}; dict(X, c=1); "b" in X; len(X); X is No; sorted(X.items()); [k for k in X]; X == {"a": 2}; X | {"z": 1}; list(X.values()); X.copy(); X.keys() & {"a"}`},
	"dict that updates another": {"Yes, No = {'a': 3, 'n': {'k': 3}}, {'b': 2}\n", updatingUses},
	"pairs that update another": {"Yes, No = [('a', 3), ('n', {'k': 3})], [('b', 2)]\n", "updated(old(), X)['a']; updated(old(), X)['n']['k']; dict(X, a=1)['a']; {**old(), **dict(X)}['a']; old().update(X)"},
	"names that update another": {"class Yes: a, n = 3, {'k': 3}\nclass No: b = 2\n", strings.ReplaceAll(updatingUses, "X", "public(X)") + "; [n for n in dir(X) if n[0] != '_']; old().get([n for n in dir(X) if n[0] != '_'][0])"},
	"set that updates another":  {"Yes, No = {'a'}, {'b'}\n", "sorted(changed({'z'}, 'update', X)); sorted({'z', *X}); 'a' in changed({'z'}, 'update', X); len(changed({'b'}, 'update', X)); sorted(changed({'a', 'z'}, 'difference_update', X)); sorted(changed({'a', 'z'}, 'intersection_update', X)); sorted(changed({'a', 'z'}, 'symmetric_difference_update', X))"},
	"list that extends another": {"Yes, No = ['a'], []\n", "changed(['z'], 'extend', X)[-1]; changed(['z'], 'extend', X)[0]; changed(['z'], '__iadd__', X); ['z', *X][-1]; [*X, 'z'][0]; len(['z'] + X); (X + ['z'])[0]; changed(['z'], '__setitem__', slice(0, 1), X)"},
	"list":                      {"Yes, No = ['a', 'b'], ['c']\n", `X; X[0]; X[-1]; len(X); X + ["z"]; [*X]; "a" in X; X is No; sorted(X); X[:1]; list(reversed(X)); X.copy(); X.index(X[0]); X.count("c"); ",".join(X); X * 2; dict(enumerate(X)); list(zip(X, X)); tuple(X); max(X); set(X) == {"c"}; all(X); list(map(str, X))`},
	"exception":                 {"Yes, No = KeyError, ValueError\n", `caught(X); X("a").args; X.__name__; issubclass(X, LookupError); raised(X)`},
	"module":                    {"import sys\nYes, No = os, sys\n", `X.__name__; X is sys; hasattr(X, "environ")`},
	"generator":                 {"def Yes():\n    yield 1\n    yield 2\ndef No():\n    yield 3\n", `list(X()); next(X()); sum(X()); [n for n in X()]; list(zip(X(), "ab")); dict(zip("ab", X())); max(X()); tuple(X()); list(map(str, X())); sorted(X()); any(n > 2 for n in X()); list(enumerate(X())); {*X()} == {3}; list(filter(None, X())); list(reversed(list(X()))); 3 in X()`},
	"namedtuple": {`
class Point(tuple):
    @property
    def x(self): return self[0]
Yes, No = Point((1, 2)), Point((3,))
`, `X.x; X[0]; len(X); tuple(X); list(X); X + (1,); X == (3,); 3 in X; [*X]; max(X)`},
	"none":                          {"Yes, No = 1, None\n", `X is None; X or "x"; X == None; [x for x in [X] if x]; X is not None; bool(X); str(X); isinstance(X, int); type(X).__name__; f"{X}"`},
	"range":                         {"Yes, No = range(3), range(1)\n", `list(X); len(X); X[0]; 2 in X; [n for n in X]; sum(X); X.stop; max(X); X == range(1); list(reversed(X))`},
	"set":                           {"Yes, No = {'a'}, {'b'}\n", `"a" in X; len(X); sorted(X); X | {"c"} == {"b", "c"}; X & {"a"} == set(); list(X); X == {"b"}; X <= {"b"}; frozenset(X) == frozenset("b"); X - {"b"} == set(); X.isdisjoint({"a"})`},
	"text":                          {"Yes, No = 'a', 'b'\n", textUses},
	"number":                        {"Yes, No = 2, 1\n", numberUses},
	"dict of dicts":                 {"Yes, No = {'a': {'k': 1}, 'b': {'k': 2}}, {'a': {'k': 3}}\n", nestedUses},
	"bytes":                         {"Yes, No = b'ab', b'c'\n", `X; X.decode(); X[0]; len(X); X + b"z"; list(X); X.hex(); b"c" in X; X == b"c"`},
	"slice":                         {"Yes, No = slice(0, 2), slice(1, 3)\n", `"abcd"[X]; [1, 2, 3, 4][X]; X.start; X == slice(1, 3)`},
	"function that changes nothing": {"L = []\ndef No(*a, **k): pass\ndef Yes(*a, **k): L.append(1)\n", changingUses},
	"function that changes more":    {"L = []\ndef No(*a, **k): L.append(1)\ndef Yes(*a, **k): L.append(1); L.append(2)\n", changingUses},
	"function or none":              {"L = []\nNo = None\ndef Yes(*a, **k): L.append(1)\n", "X and X(); len(L); [f() for f in [X] if f]; len(L); (lambda f: f and f())(X); len(L); callable(X) and list(map(X, [1])); len(L)"},
	"function or text":              {"L = []\nNo = 'no'\ndef Yes(*a, **k): L.append(1)\n", "X() if callable(X) else 0; len(L); X if isinstance(X, str) else X(); len(L)"},
	"list that nobody reads":        {"from nowhere import No\nYes = L = []\n", "X.append(1); len(L); X.extend([1]); len(L); (lambda l: l.append(2))(X); len(L)"},
	"function that nobody reads":    {"from nowhere import No\nL = []\ndef Yes(*a, **k): L.append(1)\n", changingUses},
	"instead of one that is read":   {"from nowhere import Yes\nL = []\ndef No(*a, **k): L.append(1)\n", changingUses},
	"property":                      {"Yes, No = property(lambda s: 'yes'), property(lambda s: 'no')\n", `type("P", (), {"p": X})().p`},
}

const changingUses = "X(); len(L); list(map(X, [1])); len(L); (lambda f: f())(X); len(L); [f() for f in [X]]; len(L); {'f': X}['f'](); len(L); sorted([2, 1], key=lambda n: [X(n), n][1]); len(L)"

const textUses = "keyed({'a': 1, 'b': 2}, X)['a']; keyed({'a': 1}, X).get('b'); list(keyed({'a': 1}, X)); 'a' in removed({'a': 1, 'b': 2}, X); len(removed({'a': 1}, X)); " +
	"defaulted({'a': 1}, X); defaulted({'a': 1}, X)['a']; defaulted({'a': 1}, X).get('b'); held(X).a; getattr(held(X), 'b', 0); named(X, 'N_A'); named(X, 'N_B'); pushed(['z'], X)[-1]; pushed(['z'], X)[0]; " +
	"inserted(['y', 'z'], 0 if X == 'a' else 2, 'new'); inserted(['y', 'z'], 0 if X == 'a' else 2, 'new')[0]; dropped(['a', 'b'], X); dropped(['a', 'b'], X)[0]; [c for c in 'ab' if c != X]; len({c: 1 for c in 'ab' if c != X}); " +
	"dict.fromkeys([X, 'z']); sorted(['c', X]); ['c', X].index(X); {'a': 1, 'b': 2}[X]; {'a': 1}.pop(X, 0); f'{X}-{X}'; '%s' % X; X.join('xy'); 'axb'.split(X); 'axb'.replace(X, '-'); loop(X); until(X); matched(X); nested(X)['n']['k']; nested(X)['n'].get('l'); " +
	"type('C', (), {X: 1}).__dict__.get('a'); vars(held(X)).get('a'); functools.reduce(lambda m, n: m + n, [X, 'z']); functools.partial(str.replace, 'ab', X)('-'); list(itertools.chain([X], 'z')); copy.deepcopy({X: [1]}); json.loads(json.dumps({X: 1})); re.sub(X, '-', 'ab'); list(zip(X, 'z')); " +
	"[*map(str.upper, X)]; max(X, 'aa'); min([X, 'aa']); any(c == X for c in 'ac'); all(c != X for c in 'ac'); sum(c == X for c in 'aab'); bool(X == 'a') + 1; not X == 'a'; X == 'a' or 'other'; X == 'a' and 'same'; 1 if X == 'a' else 2; [1, 2][X == 'a']; 'abcd'[:1 if X == 'a' else 2]; " +
	"swapped(X); first(X); counted(X); raising(X); deleted(X); generated(X)"

const numberUses = "['z'] * X; list(range(X)); 'ab'[X - 1]; ['p', 'q', 'r'][X]; ['p', 'q', 'r'][-X]; 'abc'[:X]; popped(['p', 'q'], X - 1); popped(['p', 'q'], X - 1)[0]; replaced(['p', 'q', 'r'], X); replaced(['p', 'q', 'r'], X)[0]; sliced(['p', 'q', 'r'], X); sliced(['p', 'q', 'r'], X)[-1]; divmod(5, X); X / 2; 7 // X; -X; X ** 2; X << 1; round(X / 3, X); f'{X:03d}'; str(X).zfill(3); sum([1] * X); times(X); [n for n in range(3) if n < X]; {n: n for n in range(X)}; all(n < X for n in range(2)); X > 1; 1 < X < 3; max(X, 1); bin(X); int('1' * X); X or 5; (X - 1) or 5; (X - 1) and 5; enumerated(X)"

const nestedUses = "X['a']['k']; changedIn(X, 'a')['a']['k']; changedIn({**X}, 'a')['a']['k']; changedIn(copy.deepcopy(X), 'a')['a']['k']; sorted(X); [v['k'] for v in X.values()]; {k: v['k'] for k, v in X.items()}; changedIn({'a': {'k': 9}, **X}, 'a')['a']['k']; merged({'a': {'k': 9, 'l': 8}}, X)['a']['k']; X.get('b', {}).get('k'); len(X); dict(X)['a']['k']; setIn({'z': 1}, X)['z']"

const updatingUses = "updated(old(), X)['a']; updated(old(), X)['n']['k']; updated(old(), X).get('a'); {**old(), **X}['a']; {**old(), **X}['n']['k']; dict(old(), **X)['a']; (old() | X)['a']; " +
	"keywords(old(), X)['a']; inplace(old(), X)['a']; default(**X); list({**old(), **X}); updated(updated({}, old()), X)['n']; dict(ChainMap(X, old()))['a']; updated({'d': old()}['d'], X)['a']; " +
	"[v for k, v in updated(old(), X).items() if k == 'a']; updated(old(), X) == {'a': 1, 'n': {'k': 1}, 'b': 2}; list(updated(old(), X).values())[0]; each(old(), X)['a']"

// helpers stand before every program; those behind the choice use X.
const chosenBefore = `import os
class Plain: pass
def plain(): return "plain"
`

const chosenAfter = `
def caught(x):
    try:
        raise ValueError("v")
    except x:
        return "caught"
    except Exception:
        return "other"
import copy, functools, itertools, json, re
from collections import ChainMap
def keyed(d, k):
    d[k] = 9
    return d
def removed(d, k):
    d.pop(k, None)
    return d
def defaulted(d, k):
    d.setdefault(k, 9)
    return d
def held(k):
    class Held: a = 0
    h = Held()
    setattr(h, k, 9)
    return h
def named(k, name):
    globals()["N_" + str(k).upper()] = 9
    try:
        return globals().get(name, "none")
    finally:
        del globals()["N_" + str(k).upper()]
def pushed(l, x):
    l.append(x)
    return l
def inserted(l, i, x):
    l.insert(i, x)
    return l
def dropped(l, x):
    if x in l: l.remove(x)
    return l
def loop(x):
    out = []
    for c in "cab":
        if c == x: break
        out.append(c)
    else:
        out.append("else")
    return out
def until(x):
    n = 0
    while n < 5 and "cab"[n % 3] != x: n += 1
    return n
def matched(x):
    match x:
        case "a": return 1
        case _: return 2
def nested(x):
    d = {"n": {"k": 1}}
    if x == "a": d["n"]["l"] = 2
    else: d["n"] = {"k": 3}
    return d
def swapped(x):
    p, q = (1, 2) if x == "a" else (2, 1)
    p, q = q, p
    return [p, q]
def first(x):
    for c in "ab":
        if c == x: return c + "!"
def counted(x):
    n = {}
    for c in "a" + str(x): n[c] = n.get(c, 0) + 1
    return n
def raising(x):
    try:
        {"a": 1}[x]
    except KeyError as e:
        return e.args
    return "none"
def deleted(x):
    v = 1
    if x == "a": del v
    return "v" in locals()
def generated(x):
    def g():
        yield 1
        if x == "a": return
        yield 2
    return list(g())
def popped(l, i):
    l.pop(i)
    return l
def replaced(l, i):
    l[i] = "new"
    return l
def sliced(l, i):
    l[:i] = ["new"]
    return l
def times(n):
    s = ""
    for _ in range(n): s += "x"
    return s
def enumerated(n): return [(i, c) for i, c in enumerate("ab", n)]
def changedIn(d, k):
    d = dict(d)
    d[k] = {**d[k], "k": d[k]["k"] + 1}
    return d
def merged(base, new):
    for k, v in new.items():
        if isinstance(v, dict) and isinstance(base.get(k), dict): merged(base[k], v)
        else: base[k] = v
    return base
def setIn(d, new):
    for k in new: d[k] = 2
    return d
def public(x): return {n: getattr(x, n) for n in dir(x) if n[0] != "_"}
def old(): return {"a": 1, "n": {"k": 1}}
def updated(d, x):
    d.update(x)
    return d
def keywords(d, x):
    d.update(z=1, **x)
    return d
def inplace(d, x):
    d |= x
    return d
def default(a=1, **k): return a
def each(d, x):
    for k, v in x.items():
        d[k] = v
    return d
def changed(c, how, *x):
    getattr(c, how)(*x)
    return c
def raised(x):
    try:
        raise x("v")
    except ValueError:
        return "value"
    except Exception as e:
        return type(e).__name__
`

const chosenDecorated = `
@X
def D1(): return "plain"
class D2:
    @X
    def m(self): return "plain"
@X
class D3: pass
D3 = D3 if isinstance(D3, type) else 0
D3 = 1 if D3 else 0
`

// chosenProgram is one choice and all its uses, with the expressions of the names V1, V2, ...
func chosenProgram(how, what string) (source string, uses map[string]string) {
	c := chosen[what]
	var out strings.Builder
	out.WriteString(chosenBefore + c.make + choosing[how] + "\n" + chosenAfter)
	if what == "decorator" {
		out.WriteString(chosenDecorated)
	}
	uses = map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(c.uses), "\n") {
		for _, use := range strings.Split(line, "; ") {
			name := fmt.Sprintf("V%d", len(uses)+1)
			uses[name] = use
			fmt.Fprintf(&out, "%s = %s\n", name, use)
		}
	}
	return out.String(), uses
}

// changing are the objects of which one changes something, and the other nothing.
var changing = []string{"function that changes nothing", "function or none", "function or text", "list that nobody reads", "function that nobody reads"}

// unfollowed are ways to choose of which it is not known what else there was: what that
// would have changed is not told, where the choice itself changes nothing.
func unfollowed(how, what string) bool {
	return slices.Contains(changing, what) && (how == "name" || how == "globals" || how == "next")
}

func TestChoicesRestOnTheirVariable(t *testing.T) {
	for what := range chosen {
		for how := range choosing {
			if unfollowed(how, what) {
				continue
			}
			t.Run(what+"/"+how, func(t *testing.T) {
				source, uses := chosenProgram(how, what)
				files := map[string]string{"s.py": source}
				for _, unknown := range [][]string{nil, {"V"}} {
					r := runGenerated(t, files, nil, unknown, true)
					for _, env := range []map[string]string{{"V": "1"}, {}}[:2-len(unknown)] {
						concrete := runGenerated(t, files, env, nil, false)
						if concrete.Failure != nil {
							t.Fatalf("with %v: %+v", env, concrete.Failure)
						}
						wrongNames(r, concrete, func(text string) {
							name, _, _ := strings.Cut(text, " ")
							t.Errorf("%v unknown, with %v, %s: %s", unknown, env, uses[name], text)
						})
					}
				}
			})
		}
	}
}
