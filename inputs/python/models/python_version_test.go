package models

import (
	"testing"

	"github.com/djgate/djgate/inputs/python/interp"
)

// TestModulesOfPython: a module that the version of Python in use does not have cannot be imported.
func TestModulesOfPython(t *testing.T) {
	for _, c := range []struct {
		python, setuptools, module string
		fails                      bool
	}{
		{"3.11", "-", "distutils.util", false},
		{"3.12", "-", "distutils.util", true},
		{"3.12.1", "65.5.0", "distutils.util", false},
		{"", "-", "distutils.util", false},
		{"3.10", "-", "tomllib", true},
		{"3.11", "-", "tomllib", false},
	} {
		h := &host{packages: map[string]string{"setuptools": c.setuptools}, files: map[string]string{"/app/s.py": "import " + c.module + "\n"}}
		if c.python != "" {
			h.packages["python"] = c.python
		}
		r := interp.Run("s", interp.Options{Host: h, Path: []string{"/app"}, Models: Table()})
		if got := r.Failure != nil; got != c.fails {
			t.Errorf("import %s in Python %q: %+v", c.module, c.python, r.Failure)
		}
	}
}

// TestNamesOfPython: a name that the version of Python in use does not have cannot be imported.
func TestNamesOfPython(t *testing.T) {
	for _, c := range []struct{ python, module, name, want string }{
		{"3.8", "functools", "cache", "None"},
		{"3.8.10", "functools", "cached_property", "True"},
		{"3.9", "functools", "cache", "True"},
		{"3.11.4", "itertools", "batched", "None"},
		{"3.12", "itertools", "batched", "True"},
		{"3.10", "datetime", "UTC", "None"},
		{"3.10", "datetime", "timezone", "True"},
		{"3.10", "typing", "Self", "None"},
		{"3.8", "zoneinfo", "ZoneInfo", "None"},
		{"3.10", "enum", "StrEnum", "None"},
		{"", "itertools", "batched", "True"},
		{"3.9", "collections", "Mapping", "True"},
		{"3.10", "collections", "Mapping", "None"},
		{"3.10", "collections", "OrderedDict", "True"},
		{"3.12", "inspect", "getargspec", "None"},
	} {
		src := "try:\n    from " + c.module + " import " + c.name + " as x\n    A = True\nexcept ImportError:\n    A = None\n"
		h := &host{packages: map[string]string{}, files: map[string]string{"/app/s.py": src}}
		if c.python != "" {
			h.packages["python"] = c.python
		}
		r := interp.Run("s", interp.Options{Host: h, Path: []string{"/app"}, Models: Table()})
		b, _ := r.Module.NS.Get("A")
		if got := show(t, r.Thread, b.V); got != c.want {
			t.Errorf("%s.%s in Python %q: %s, want %s", c.module, c.name, c.python, got, c.want)
		}
	}
}

// TestRelativeImport: importlib.import_module resolves a relative name as a package's module does.
func TestRelativeImport(t *testing.T) {
	h := &host{files: map[string]string{
		"/app/s.py":            "import importlib\nA = importlib.import_module('.b', 'pkg').X\nB = importlib.import_module('..b', 'pkg.sub').X\n",
		"/app/pkg/__init__.py": "", "/app/pkg/b.py": "X = 3\n", "/app/pkg/sub/__init__.py": "",
	}}
	r := interp.Run("s", interp.Options{Host: h, Path: []string{"/app"}, Models: Table()})
	for _, name := range []string{"A", "B"} {
		b, ok := r.Module.NS.Get(name)
		if !ok || show(t, r.Thread, b.V) != "3" {
			t.Errorf("%s: %+v %v", name, r.Failure, ok)
		}
	}
}

// TestUnionOfPython: Optional[int] is of another class from Python 3.14 on.
func TestUnionOfPython(t *testing.T) {
	for python3, want := range map[string]string{
		"3.13": "'_UnionGenericAlias'", "3.14": "'Union'", "": "unknown: the class of a union differs between versions of Python",
	} {
		h := &host{packages: map[string]string{}}
		if python3 != "" {
			h.packages["python"] = python3
		}
		if got := python(t, newThread(h), "type(typing.Optional[int]).__name__"); got != want {
			t.Errorf("Python %q: %s, want %s", python3, got, want)
		}
	}
}

// TestEnumTextsOfPython: Python 3.11 changed the texts of enums. The wanted ones are those
// of CPython 3.10, 3.11 and 3.13.
func TestEnumTextsOfPython(t *testing.T) {
	const src = `from enum import Enum, Flag, IntEnum
class S(str, Enum):
    A = "a"
class I(IntEnum):
    A = 1
class F(Flag):
    A = 1
A = `
	for _, c := range []struct{ expr, old, recent, either string }{
		{`f"{S.A}"`, "'a'", "'S.A'", "unknown: it differs between versions of Python, and which one is used is not known"},
		{"str(S.A)", "'S.A'", "'S.A'", "'S.A'"},
		{"str(I.A)", "'I.A'", "'1'", "unknown: it differs between versions of Python, and which one is used is not known"},
		{`f"{I.A}"`, "'1'", "'1'", "'1'"},
		{"repr(F)", `"<enum 'F'>"`, `"<flag 'F'>"`, "unknown: it differs between versions of Python, and which one is used is not known"},
		{"S", "<enum 'S'>", "<enum 'S'>", "<enum 'S'>"},
		{"type(S).__name__", "'EnumMeta'", "'EnumType'", "'EnumType'"},
	} {
		for python, want := range map[string]string{"3.10.13": c.old, "3.11.7": c.recent, "3.13": c.recent, "": c.either} {
			h := &host{packages: map[string]string{}, files: map[string]string{"/app/s.py": src + c.expr + "\n"}}
			if python != "" {
				h.packages["python"] = python
			}
			r := interp.Run("s", interp.Options{Host: h, Path: []string{"/app"}, Models: Table()})
			b, _ := r.Module.NS.Get("A")
			if got := show(t, r.Thread, b.V); got != want {
				t.Errorf("%s in Python %q: %s, want %s", c.expr, python, got, want)
			}
		}
	}
}

// TestParentsOfPython: Path.parents has slices, and items from the end, since Python 3.10.
// The wanted ones are those of CPython 3.9 and 3.13.
func TestParentsOfPython(t *testing.T) {
	const src = `from pathlib import PurePosixPath
def of(key):
    try:
        return str(PurePosixPath("/a/b").parents[key])
    except Exception as e:
        return type(e).__name__
A = [of(0), of(-1), of(slice(1)), of(2)]
`
	const recent = `['/a', '/', "(PurePosixPath('/a'),)", 'IndexError']`
	for python, want := range map[string]string{"3.9.18": "['/a', 'IndexError', 'TypeError', 'IndexError']", "3.13": recent, "": recent} {
		h := &host{packages: map[string]string{}, files: map[string]string{"/app/s.py": src}}
		if python != "" {
			h.packages["python"] = python
		}
		expectNames(t, h, map[string]string{"A": want})
	}
}
