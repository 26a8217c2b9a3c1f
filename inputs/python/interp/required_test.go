package interp

import (
	"slices"
	"testing"

	"github.com/djgate/djgate/inputs/python/value"
)

// A handler that turns the absence of a variable into another failure makes the
// variable required, as if nothing had caught it.
func TestAbsenceThatIsTurnedIntoAFailureMakesTheVariableRequired(t *testing.T) {
	const header = "import os, sys\nclass Improper(Exception): pass\nsys.exit = lambda why: exit(why)\n"
	tests := map[string]string{
		"raise": `
try:
    K = os.environ["K"]
except KeyError:
    raise Improper("set K")
`,
		"raise from": `
try:
    K = os.environ["K"]
except KeyError as e:
    raise Improper("set K") from e
`,
		"the same again": `
try:
    K = os.environ["K"]
except KeyError:
    raise
`,
		"sys.exit": `
try:
    K = os.environ["K"]
except KeyError:
    print("set K")
    sys.exit(1)
`,
		"else": `
try:
    value = os.environ["K"]
except KeyError:
    raise Improper("set K")
else:
    K = value.strip()
`,
		"finally": `
try:
    K = os.environ["K"]
except KeyError:
    raise Improper("set K")
finally:
    pass
`,
		"a helper": `
def get_env(name):
    try:
        return os.environ[name]
    except KeyError:
        raise Improper(f"set the variable {name}")
K = get_env("K")
`,
		"a helper with a flag": `
def get_env(name, default=None):
    try:
        return os.environ[name]
    except KeyError:
        if default is not None:
            return default
        raise Improper("Set the {} environment variable".format(name))
K = get_env("K")
`,
		"a helper by get": `
def get_env(name):
    value = os.environ.get(name)
    if value is None:
        raise Improper(name)
    return value
K = get_env("K")
`,
		"a helper in a helper": `
def get_env(name):
    try:
        return os.environ[name]
    except KeyError:
        raise Improper(f"set the variable {name}")
def secret(name):
    try:
        return get_env(name).strip()
    except Improper as e:
        sys.exit(str(e))
K = secret("K")
`,
		"under another assumption": `
if os.environ.get("MODE", "prod") == "prod":
    try:
        K = os.environ["K"]
    except KeyError:
        raise Improper("set K")
`,
		"a conversion": `
K = int(os.environ.get("K"))
`,
		"an assertion": `
K = os.environ.get("K")
assert K, "set K"
`,
		"nested": `
try:
    try:
        K = os.environ["K"]
    except KeyError as e:
        raise Improper("set K") from e
except Improper:
    raise RuntimeError("cannot start")
`,
		"in an if": `
if True:
    try:
        K = os.environ["K"]
    except KeyError:
        raise Improper("set K")
`,
		"a module that each machine has, and this one lacks": `
if not os.environ.get("K"):
    try:
        from local_settings import *
    except ImportError as e:
        raise ImportError("make local_settings.py, or set K") from e
`,
		"not in": `
if "K" not in os.environ:
    raise Improper("set K")
K = os.environ["K"]
`,
	}
	for name, source := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld("")
			w.open = true
			w.files["/app/s.py"] = header + source + "AFTER = 1\n"
			r := w.run(t, "s")
			if r.Failure != nil || r.Exhausted {
				t.Fatalf("failure %+v, exhausted %v", r.Failure, r.Exhausted)
			}
			expect(t, r, "AFTER: 1")
			if got := refuted(r); !slices.Equal(got, []string{"K"}) {
				t.Errorf("required: %v", got)
			}
		})
	}
}

// Whatever a statement makes of the value of a variable that must be set, it does not fail
// for the value that an unset one has.
func TestWhatFollowsARefusalHasAValue(t *testing.T) {
	for _, use := range []string{
		"os.environ['O'] = K", "os.environ.update({'O': K})", "os.environ.setdefault('O', K)", "a, b = K", "(a, *b) = K", "K, = K",
		"for a in K: pass", "a = [k for k in K]", "a = {k: 1 for k in K}", "del K[0]", "L[0:0] = K", "K[0] = 1", "K.a = 1", "L += K",
		"f(*K)", "f(**K)", "a = [*K]", "a = {**K}", "a = -K", "a = ~K", "K()", "a = ''.join(['x', K])", "a = K.split(',')", "a = int(K)", "a = 'x' + K",
		"with K: pass", "with K as (a, b): pass", "@K\ndef g(): pass", "@K\nclass G: pass", "a = f'{K:>5}'", "a = f'{1:{K}}'", "a = list(map(K, [1]))", "a = (k for k in K)", "def g():\n    yield from K\na = list(g())",
	} {
		w := newWorld("-- s.py --\nimport os\nL = [1]\nD = {}\ndef f(*a, **k): pass\nK = os.environ.get('K')\nif not K:\n    raise ValueError('set K')\n" + use + "\nAFTER = 1\n")
		w.open = true
		r := w.run(t, "s")
		if r.Failure != nil {
			t.Errorf("%s: failure %+v", use, r.Failure)
			continue
		}
		expect(t, r, "AFTER: 1")
	}
}

// What another assumption leads to refutes nothing.
func TestFailureWithoutOneCulpritRefutesNothing(t *testing.T) {
	for name, source := range map[string]string{
		"either of two": "if not os.environ.get('A') and not os.environ.get('B'):\n    raise ValueError('set A or B')\n",
		"on no account": "if os.environ['U'] == '1':\n    if not os.environ.get('K'):\n        raise ValueError('set K')\n",
		"caught":        "try:\n    K = os.environ['K']\nexcept KeyError:\n    K = 'dev'\n",
		"caught later":  "try:\n    try:\n        K = os.environ['K']\n    except KeyError:\n        raise ValueError('set K')\nexcept ValueError:\n    K = 'dev'\n",
	} {
		w := newWorld("-- s.py --\nimport os\n" + source)
		w.open, w.unknown = true, []string{"U"}
		if got := refuted(w.run(t, "s")); len(got) > 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// In a closed environment the program fails there, and that is said.
func TestAbsenceThatIsTurnedIntoAFailureIsOne(t *testing.T) {
	for handler, exception := range map[string]string{"raise RuntimeError('set K')": "RuntimeError", "exit(1)": "SystemExit", "print(1 / 0)": "ZeroDivisionError"} {
		w := newWorld("-- s.py --\nimport os\ntry:\n    K = os.environ['K']\nexcept KeyError:\n    " + handler + "\nAFTER = 1\n")
		r := w.run(t, "s")
		if r.Failure == nil || r.Failure.Exception != exception || r.Failure.At.Line != 5 {
			t.Errorf("%s: failure %+v", handler, r.Failure)
		}
		expect(t, r, "K: unknown\nAFTER: 1")
		b, _ := r.Module.NS.Get("K")
		if u, _ := value.IsUnknown(b.V); u == nil || !slices.Equal(u.Needs, []string{"K"}) {
			t.Errorf("%s: K is %+v", handler, u)
		}
	}
}

// refuted are the variables without which the program was seen to fail.
func refuted(r *Result) []string {
	var names []string
	for _, m := range r.Thread.Required {
		if m.Refuted && !slices.Contains(names, m.Name) {
			names = append(names, m.Name)
		}
	}
	return names
}

// Where an arm ends the program since a variable is unset, the variable is set, and then
// the condition is open: that arm may be taken as well.
func TestAnArmThatDemandsAVariableMayBeTakenWhereItIsSet(t *testing.T) {
	tests := map[string]string{
		"if": `
if os.environ.get("K") == "":
    L = []
else:
    L = [item for item in os.environ.get("K").split(",")]
`,
		"if not": `
if os.environ.get("K") != "":
    L = os.environ.get("K").split(",")
else:
    L = []
`,
		"an expression": `
L = [] if os.environ.get("K") == "" else os.environ.get("K").split(",")
`,
		"caught for another reason": `
try:
    if os.environ.get("K") == "":
        L = []
    else:
        L = [int(item) for item in os.environ.get("K").split(",")]
except ValueError:
    raise SystemExit("K")
`,
	}
	for name, source := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld("-- s.py --\nimport os\n" + source + "FIRST = L[0]\n")
			w.open = true
			r := w.run(t, "s")
			if r.Failure != nil {
				t.Errorf("it does not load: %v", r.Failure)
			}
			if !slices.ContainsFunc(r.Thread.Required, func(m value.Missing) bool { return m.Name == "K" }) {
				t.Errorf("K is not required: %v", r.Thread.Required)
			}
			if got := show(r, "L"); got == "[]" {
				t.Errorf("L is %s whatever K is", got)
			}
		})
	}
}
