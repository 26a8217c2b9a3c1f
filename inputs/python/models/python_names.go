package models

import (
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// newerModules are modules of the standard library and the Python 3 that has them first.
var newerModules = map[string]int{"graphlib": 9, "tomllib": 11, "zoneinfo": 9}

// newerNames are names of modules that are not in every Python 3, after the minor
// version that has them first ("Changed in version" of the library's reference).
var newerNames = map[string]string{
	"ast":         "9 unparse",
	"base64":      "13 z85encode z85decode",
	"contextlib":  "10 aclosing, 11 chdir",
	"copy":        "13 replace",
	"dataclasses": "10 KW_ONLY",
	"datetime":    "11 UTC",
	"enum":        "11 StrEnum ReprEnum EnumType verify member nonmember property global_enum",
	"functools":   "8 cached_property singledispatchmethod, 9 cache",
	"glob":        "13 translate",
	"hashlib":     "11 file_digest",
	"inspect":     "10 get_annotations",
	"itertools":   "10 pairwise, 12 batched",
	"math":        "8 comb dist isqrt perm prod, 9 lcm nextafter ulp, 11 cbrt exp2, 12 sumprod, 13 fma",
	"operator":    "11 call",
	"os":          "13 process_cpu_count",
	"pathlib":     "13 UnsupportedOperation",
	"random":      "9 randbytes, 12 binomialvariate",
	"re":          "11 NOFLAG, 13 PatternError",
	"shlex":       "8 join",
	"statistics":  "8 fmean geometric_mean multimode quantiles NormalDist, 10 correlation covariance linear_regression",
	"types":       "9 GenericAlias, 10 EllipsisType NoneType NotImplementedType UnionType",
	"typing": "8 Final Literal Protocol SupportsIndex TypedDict final get_args get_origin runtime_checkable, 9 Annotated, " +
		"10 Concatenate ParamSpec TypeAlias TypeGuard is_typeddict, " +
		"11 LiteralString Never NotRequired Required Self TypeVarTuple Unpack assert_never assert_type dataclass_transform reveal_type, " +
		"12 TypeAliasType override, 13 NoDefault ReadOnly TypeIs get_protocol_members",
	"uuid":     "14 uuid6 uuid7 uuid8",
	"warnings": "13 deprecated",
}

// removedNames are names of modules that a newer Python does not have any more, after
// the minor version that lacks them first ("Removed" in its "What's New").
var removedNames = map[string]string{
	"base64": "9 decodestring encodestring",
	"collections": "10 AsyncGenerator AsyncIterable AsyncIterator Awaitable ByteString Callable Collection Container Coroutine Generator " +
		"Hashable ItemsView Iterable Iterator KeysView Mapping MappingView MutableMapping MutableSequence MutableSet Reversible Sequence Set Sized ValuesView",
	"fractions": "9 gcd",
	"inspect":   "11 formatargspec getargspec",
	"platform":  "8 dist linux_distribution",
	"re":        "13 T TEMPLATE template",
	"time":      "8 clock",
}

// shadowing are names of modules that hide builtins after a star import, and that no model
// has (__all__ of each, CPython 3.11).
var shadowing = map[string]string{"ast": "Ellipsis slice", "fileinput": "input", "locale": "format str", "multiprocessing": "TimeoutError",
	"os": "open", "posix": "open", "shelve": "open", "sqlite3": "Warning", "threading": "enumerate"}

// unexported are names of models that no star import binds: submodules, and what __all__ lacks.
var unexported = map[string]string{
	"collections": "abc", "configparser": "Error", "copy": "error", "glob": "has_magic", "hashlib": "scrypt", "importlib": "metadata util",
	"logging": "addFilter addHandler config disabled handlers removeHandler root setLevel", "os": "PathLike", "random": "compare_digest",
	"re": "DEBUG T TEMPLATE", "secrets": "seed setstate shuffle", "unittest": "mock",
}

// ofPython is a module as the Python in use has it: without the names of newer and
// of older ones, or not at all. Where the version is not known, it is taken to have all.
func ofPython(module string, make maker) maker {
	since, newer, removed := newerModules[module], newerNames[module], removedNames[module]
	shadows, kept := shadowing[module], unexported[module]
	if since == 0 && newer+removed+shadows+kept == "" {
		return make
	}
	return func(t *value.Thread) value.Value {
		if since > 0 && value.PythonSince(t, since) == value.No {
			return nil
		}
		m, ok := make(t).(*value.Module)
		if !ok {
			return nil
		}
		withoutGroups(t, m, newer, value.No)
		withoutGroups(t, m, removed, value.Yes)
		for _, name := range strings.Fields(shadows) {
			m.Define(name, unknown(t, module+"."+name+" is not followed"))
		}
		m.Unexported = strings.Fields(kept)
		return m
	}
}

// withoutGroups takes away the names of each group whose version of Python the one in use is
// known to have reached, or not to have.
func withoutGroups(t *value.Thread, m *value.Module, groups string, reached value.Truth) {
	for _, group := range strings.Split(groups, ", ") {
		words := strings.Fields(group)
		if len(words) == 0 {
			continue
		}
		if minor, _ := strconv.Atoi(words[0]); value.PythonSince(t, minor) == reached {
			withoutNames(m, words[1:])
		}
	}
}

// withoutNames takes names away from a module of this interpretation.
func withoutNames(m *value.Module, names []string) {
	lacks := make(map[string]bool, len(names))
	for _, name := range names {
		lacks[name] = true
		m.NS.Delete(nil, name)
	}
	other := m.Fallback
	if other == nil {
		other = notFollowed(m.Name)
	}
	m.Fallback = func(t *value.Thread, name string) (value.Value, error) {
		if lacks[name] {
			return nil, nil
		}
		return other(t, name)
	}
}
