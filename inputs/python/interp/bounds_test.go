package interp

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/python/value"
)

// Programs that would never end, or fill all memory, end soon and claim nothing.
func TestBounds(t *testing.T) {
	tests := map[string]struct{ source, want string }{
		"while true":        {"A = 1\nwhile True:\n    pass\nB = 2\n", "Z: open"},
		"deep recursion":    {"def f(n): return f(n + 1)\nA = f(0)\nB = 1\n", "A: unknown\nB: 1"},
		"mutual":            {"def f(n): return g(n) + g(n)\ndef g(n): return f(n) + f(n)\nA = f(0)\n", "Z: open"},
		"doubling":          {"s = 'x'\nfor i in range(60):\n    s = s + s\nA = 1\n", "A: 1"},
		"list doubling":     {"s = [1]\nfor i in range(60):\n    s = s + s\nA = 1\n", "A: 1"},
		"multiplied":        {"A = 'x' * 10**9\nB = [0] * 10**10\nC = 1\n", "A: unknown\nB: unknown\nC: 1"},
		"big range":         {"A = list(range(10**12))\nfor i in range(10**12):\n    pass\nC = 1\n", "C: 1"},
		"big power":         {"A = 10**10**10\nB = 1 << 10**10\nC = 1\n", "C: 1"},
		"long chain":        {"A = " + strings.Repeat("1+", 9000) + "1\nB = 1\n", "A: 9001\nB: 1"},
		"endless":           {"def g():\n    while True:\n        yield 1\nA = list(g())\nB = 1\n", "B: 1"},
		"own list":          {"l = []\nl.append(l)\nA = repr(l) == ''\nB = l == l\nC = 1\n", "C: 1"},
		"self iteration":    {"l = [1]\nfor x in l:\n    l.append(x)\nC = 1\n", "C: open"},
		"nested fork":       {"import os\nU = os.environ['U']\nN = 0\n" + strings.Repeat("if U:\n    N = N + 1\n", 200) + "C = 1\n", "C: 1"},
		"format width":      {"A = '%0999999999d' % 1\nB = f'{1:>999999999}'\nC = 1\n", "C: 1"},
		"imports itself":    {"from s import *\nimport s\nA = 1\n", "A: 1"},
		"class recursion":   {"class A:\n    def __getattr__(self, n): return getattr(self, n)\nB = A().x\nC = 1\n", "C: 1"},
		"deep lists":        {"A = " + strings.Repeat("[", 150) + strings.Repeat("]", 150) + "\nB = repr(A) == ''\nC = 1\n", "C: 1"},
		"deep parentheses":  {"A = " + strings.Repeat("(", 150) + "1" + strings.Repeat(")", 150) + "\nC = 1\n", "A: 1\nC: 1"},
		"long f-string":     {"X = 'y' * 1000\nA = f'" + strings.Repeat("{X}", 3000) + "'\nC = 1\n", "C: 1"},
		"nested repetition": {"A = [[[0] * 10**4] * 10**4] * 10**4\nB = str(A)\nC = 1\n", "Z: open"},
		"power of powers":   {"A = 9**9**9**9\nB = 2**(10**18)\nC = 1\n", "A: unknown\nB: unknown\nC: 1"},
		"percent width":     {"A = '%99999999d' % 1\nB = '%.99999999f' % 1.0\nC = 1\n", "C: 1"},
		"a join that grows": {"s = ['ab'] * 1000\nfor i in range(40):\n    s = [','.join(s)] * 1000\nC = 1\n", "C: 1"},
		"a dict that grows": {"d = {}\nwhile True:\n    d[len(d)] = d\nC = 1\n", "Z: open"},
		"exec of itself":    {"S = 'exec(S)'\nexec(S)\nC = 1\n", "C: 1"},
		"exec that doubles": {"S = 'S = S + S; exec(S)'\nexec(S)\nC = 1\n", "C: 1"},
		"eval of itself":    {"S = 'eval(S) + eval(S)'\nA = eval(S)\nC = 1\n", "Z: open"},
		"assumed recursion": {"import os\ndef f(n):\n    if os.environ.get('A' + str(n)):\n        return f(n + 1) + 1\n    return f(n + 1) + f(n + 1)\nA = f(0)\n", "Z: open"},
		"unknown loops":     {"import os\nU = os.environ['U']\nn = 0\n" + nested("for x in U:", 12) + "n += 1\nC = 1\n", "C: 1"},
		"loops that make":   {"import os\nU = os.environ['U']\nat = [[]]\n" + nested("for x in U:", 3) + "at += [{}]; at = at[int(x)]\nC = 1\n", "C: 1"},
		"calls of lists":    {"import os\nu = [[i] for i in range(20000)][int(os.environ['U'])]\nfor i in range(20000):\n    u()\nC = 1\n", "C: 1"},
		"calls of many":     {"import os\nu = [lambda i=i: i for i in range(20000)][int(os.environ['U'])]\nfor i in range(20000):\n    u()\nC = 1\n", "Z: open"},
		"unknown doubling":  {"import os\nU = os.environ['U']\nl = [U]\nfor x in range(60):\n    l = l + l if U else l\nC = 1\n", "C: 1"},
		"many doubts":       {"import os\nU = os.environ['U']\nn = []\ntry:\n    for i in range(2000):\n        n.append(int(U))\nexcept ValueError:\n    pass\nC = 1\n", "C: 1"},
		"many assumptions":  {"import os\ndef f(n):\n    v = os.environ.get(n)\n    if v is None:\n        return 1\n    return v\n" + "A = [f('V%d' % i) for i in range(300)]\nC = 1\n", "C: 1"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld("")
			w.open = true
			w.unknown = []string{"U"}
			w.files["/app/s.py"] = tt.source
			limits := value.DefaultLimits
			limits.Fuel = 300_000
			r := Run("s", Options{Host: w, Path: []string{"/app"}, Models: testModels(), Limits: limits})
			expect(t, r, tt.want)
		})
	}
}

// The work of joining what the arms of a program left is bounded as its statements
// are: these take little fuel, and what they leave is unknown for a reason.
func TestLoopsThatMayEndAnywhere(t *testing.T) {
	tests := map[string]string{
		"while": "url, n = U, 0\nwhile True:\n    if U.find('x'):\n        break\n    n += 1\n    url = url[1:]\n",
		"a generator": `
def parts(url):
    offset = 0
    while True:
        if not [i for i in (url.find('a'), url.find('b')) if i != -1]:
            yield offset, url
            return
        yield offset, url
        offset += 1
        url = url[offset:]
n, seen = 0, set()
for match in U.split():
    for offset, url in parts(match):
        if offset:
            seen.add(offset)
        n += 1
`,
		"for":          "n = 0\nfor i in range(3000):\n    if U == str(i):\n        break\n    n = i\n",
		"return":       "def f():\n    for i in range(3000):\n        if U == str(i):\n            return i\nn = f()\n",
		"caught":       "n = 0\ntry:\n    for i in range(3000):\n        n += int(U)\nexcept ValueError:\n    pass\n",
		"in a finally": "n = 0\nfor i in range(1000):\n    try:\n        if U == str(i):\n            break\n    finally:\n        n += 1\n",
	}
	for name, source := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld("")
			w.unknown = []string{"U"}
			w.files["/app/s.py"] = "import os\nU = os.environ['U']\n" + source + "B = 1\n"
			limits := value.DefaultLimits
			limits.Fuel = 150_000
			r := Run("s", Options{Host: w, Path: []string{"/app"}, Models: testModels(), Limits: limits})
			expect(t, r, "B: 1")
			if b, _ := r.Module.NS.Get("n"); b.V == nil || !isUnknown(b.V) || r.Exhausted {
				t.Errorf("n is %s, exhausted %v", show(r, "n"), r.Exhausted)
			}
		})
	}
}

func isUnknown(v value.Value) bool {
	_, ok := value.IsUnknown(v)
	return ok
}

// nested is a statement in itself, so many times, up to where its body begins.
func nested(head string, depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat(" ", i) + head + "\n")
	}
	return b.String() + strings.Repeat(" ", depth)
}

// FuzzSound runs generated settings packages of which the seed is mutated: what is
// said without an assumption must hold for every value of the variables.
func FuzzSound(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(seed, uint8(seed))
	}
	f.Fuzz(func(t *testing.T, seed uint64, round uint8) {
		files, env := generate(seed)
		varied := slices.Sorted(maps.Keys(env))
		if len(varied) == 0 {
			return
		}
		values := settings(varied, int(round))
		r := runGenerated(t, files, env, varied, false)
		compareRuns(t, fmt.Sprintf("seed %d, %v", seed, values), r, runGenerated(t, files, values, nil, false))
	})
}

// What breaks the interpreter is told as that, at the line.
func TestBrokenModel(t *testing.T) {
	models := map[string]func(*value.Thread) value.Value{"bad": func(*value.Thread) value.Value { panic("a fault") }}
	w := newWorld("-- s.py --\nA = 1\nimport bad\n")
	r := Run("s", Options{Host: w, Path: []string{"/app"}, Models: models})
	if !r.Broken || r.Exhausted || r.Thread.At.Line != 2 || show(r, "A") != "open" {
		t.Errorf("broken %v at %v, exhausted %v, A %s", r.Broken, r.Thread.At, r.Exhausted, show(r, "A"))
	}
}

func FuzzRun(f *testing.F) {
	for _, seed := range []string{
		"A = 1\n", project, "import os\nif os.environ.get('A'):\n    B = [x for x in os.environ]\n",
		"class A(B): x = 1\n", "def f(*a, **k):\n    return f\nf(*f, **f)\n", "match x:\n    case [a, *b]: pass\n",
		"try:\n    import x\nexcept* E as e:\n    pass\nfinally:\n    del e\n", "with a as b, c: yield\n", "global x\nasync def f(): await x\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		w := newWorld("")
		w.open = true
		w.unknown = []string{"U", "A"}
		w.files["/app/s.py"] = source
		limits := value.Limits{Fuel: 20_000, Depth: 60, Size: 1 << 16, Heap: 1 << 22}
		r := newRun(Options{Host: w, Path: []string{"/app"}, Models: testModels(), Limits: limits}, "s")
		if r.Module == nil {
			t.Fatal("no module")
		}
	})
}

// newRun is Run without its last resort: a panic must be seen.
func newRun(o Options, module string) *Result {
	in := newInterp(o)
	in.runEntry(module)
	return in.result
}

// TestWhatIsLargeCostsFuel repeats operations that go through ten thousand items, or as many
// letters a hundred times: each costs by what it goes through, so that few of them are run.
func TestWhatIsLargeCostsFuel(t *testing.T) {
	operations := strings.Fields(`list(map(str,L)) list(zip(L,L)) list(reversed(L)) list(filter(None,L)) set(L) frozenset(L) ST|ST2 ST==ST2 ST<=ST2
		dict(D) {**D} D|D2 D.update(D2) list(D.items()) dict(zip(L,L)) D.items()==D2.items() L==L2 sorted(L) L+L2 L.copy()
		hash(TK) {TK:1} TK(in){TK} {FS:1} S.title() S.upper() repr(S) f'{S!r}' S+S S.encode() S.replace('a','b') S.split('b') int(S,16)`)
	const large = `
L = list(range(10000))
L2 = list(range(10000))
D = {str(i): i for i in L}
D2 = {str(i): i for i in L}
ST = set(L)
ST2 = set(L2)
FS = frozenset(L[:9000])
TK = tuple(L[:9000])
S = 'ab' * 500000
N = 0
for i in range(20000):
    try:
        %s
    except ValueError:
        pass
    N += 1
END = 1
`
	for _, operation := range operations {
		w := newWorld("")
		w.files["/app/s.py"] = fmt.Sprintf(large, strings.ReplaceAll(operation, "(in)", " in "))
		limits := value.DefaultLimits
		limits.Fuel = 250_000
		r := Run("s", Options{Host: w, Path: []string{"/app"}, Models: testModels(), Limits: limits})
		if _, ended := r.Module.NS.Get("END"); ended || !r.Exhausted {
			t.Errorf("%s is run 20000 times", operation)
		}
	}
}

// TestLocalsCostFuel asks for the locals of a function with thousands of names, own ones or free.
func TestLocalsCostFuel(t *testing.T) {
	var own, free strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&own, "    x%d = 1\n", i)
		fmt.Fprintf(&free, "        lambda: x + y%d\n", i)
	}
	for what, source := range map[string]string{
		"own":  "def f():\n" + own.String() + "    for i in range(20000):\n        locals()\nf()\nEND = 1\n",
		"free": "def f():\n    x = 1\n    def g():\n        for i in range(20000):\n            locals()\n        return 1\n" + free.String() + "    g()\nf()\nEND = 1\n",
	} {
		w := newWorld("")
		w.files["/app/s.py"] = source
		limits := value.DefaultLimits
		limits.Fuel = 250_000
		r := Run("s", Options{Host: w, Path: []string{"/app"}, Models: testModels(), Limits: limits})
		if _, ended := r.Module.NS.Get("END"); ended || !r.Exhausted {
			t.Errorf("the %s names of a function are looked at 20000 times", what)
		}
	}
}
