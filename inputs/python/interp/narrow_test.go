package interp

import (
	"strings"
	"testing"
)

// A name that is not known, bound under a condition on it, makes only those names
// unknown that the condition allows.
func TestNamesUnderACondition(t *testing.T) {
	const loop = "import os, gone\nA_X = B_X = 1\nfor name in dir(gone):\n    if %s:\n        globals()[name] = getattr(gone, name)\nAFTER = 1\n"
	tests := map[string]struct{ condition, want string }{
		"a prefix":          {`name.startswith("A_")`, "A_X: unknown\nB_X: 1"},
		"prefixes":          {`name.startswith(("A_", "C_"))`, "A_X: unknown\nB_X: 1"},
		"a suffix":          {`name.endswith("_X")`, "A_X: unknown\nB_X: unknown"},
		"a part":            {`"B" in name`, "A_X: 1\nB_X: unknown"},
		"one of":            {`name in ("A_X", "Z")`, "A_X: unknown\nB_X: 1"},
		"one":               {`name == "B_X"`, "A_X: 1\nB_X: unknown"},
		"and":               {`name.isupper() and name.startswith("A_")`, "A_X: unknown\nB_X: 1"},
		"in a text":         {`name in "A_X,Z"`, "A_X: unknown\nB_X: unknown"},
		"not":               {`not name.startswith("A_")`, "A_X: unknown\nB_X: unknown"},
		"or":                {`name.startswith("A_") or name == "B_X"`, "A_X: unknown\nB_X: unknown"},
		"what is not known": {`name.startswith(gone.PREFIX)`, "A_X: unknown\nB_X: unknown"},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			w := newWorld("")
			w.files["/app/s.py"] = strings.Replace(loop, "%s", tt.condition, 1)
			r := w.run(t, "s")
			expect(t, r, tt.want+"\nAFTER: 1")
		})
	}
}

// A name that is made of one that is not known begins and ends as it is written.
func TestNamesAroundAnUnknownOne(t *testing.T) {
	const both, first, last, all = "A_X: unknown\nB_X: unknown", "A_X: unknown\nB_X: 1", "A_X: 1\nB_X: unknown", "A_X: 1\nB_X: 1"
	for key, want := range map[string]string{
		`"A_" + name`: first, `name + "_X"`: both, `"B" + name + "_X"`: last, `"A_" + name + "_Y"`: all, `name + name`: both,
		`f"A_{name}"`: first, `f"{name}_X"`: both, `f"B{name}{name}_X"`: last, `f"A_{name}_Y"`: all, `f"A_X{name}X"`: all,
		`"A_%s" % name`: first, `"%s_X" % name`: both, `"B%s_%s" % (name, "X")`: last, `"%sA_%s" % ("", name)`: first,
		`"%*s_X" % (name, "B")`: both, `"A_%(n)s_Y" % {"n": name}`: all, `"%sX%%" % name`: all,
		`"A_{}".format(name)`: first, `"{0}_X".format(name)`: both, `"B{n}_{x}".format(n=name, x="X")`: last, `"{:{}}_X".format("B", name)`: both,
		`"{{A_{}".format(name)`: all, `"A_{!r}".format(name)`: first, `"A_{}{}".format(name, name)`: first, `"".join(["A_", name])`: both,
	} {
		w := newWorld("")
		w.files["/app/s.py"] = "import gone\nA_X = B_X = 1\nname = str(gone.name)\nglobals()[" + key + "] = 2\n"
		t.Run(key, func(t *testing.T) { expect(t, w.run(t, "s"), want) })
	}
}

// Names that are not bound are lost by the same rule, also to those who import them.
func TestNamesLostUnderACondition(t *testing.T) {
	r := newWorld(`-- s.py --
from base import *
import base
A = hasattr(base, "SOCIAL_X")
B = hasattr(base, "DEBUG")
try:
    C = DEBUG
except NameError:
    C = "unbound"
-- base.py --
import gone
for name in dir(gone):
    if name.startswith("SOCIAL_"):
        globals()[name] = getattr(gone, name)
`).run(t, "s")
	expect(t, r, "A: unknown\nB: False\nC: 'unbound'")
	if r.Module.NS.Lost("DEBUG") != nil || r.Module.NS.Lost("SOCIAL_X") == nil {
		t.Error("the names of the module are lost otherwise")
	}
}

// What is made of a name is not like it.
func TestNamesMadeOfANameUnderACondition(t *testing.T) {
	for _, key := range []string{`name.lower()`, `name[2:]`, `"B" + name`, `name + "X"`, `name.replace("A", "B")`, `name * 2`, `"x%s" % name`} {
		r := newWorld("-- s.py --\nimport gone\nB_X = 1\nfor name in dir(gone):\n    if name.startswith(\"A_\"):\n        globals()["+key+"] = 1\n").run(t, "s")
		if got := show(r, "B_X"); got != "unknown" {
			t.Errorf("%s: B_X is %s", key, got)
		}
	}
}

// Two conditions on names leave what either allows.
func TestNamesUnderTwoConditions(t *testing.T) {
	r := newWorld(`-- s.py --
import gone
A_X = B_X = C_X = 1
for name in dir(gone):
    if name.startswith("A_"):
        globals()[name] = 1
    elif name.startswith("B_"):
        globals()[name] = 2
`).run(t, "s")
	expect(t, r, "A_X: unknown\nB_X: unknown\nC_X: 1")
	if r.Module.NS.Lost("DEBUG") == nil {
		t.Error("of several conditions none is kept")
	}
}
