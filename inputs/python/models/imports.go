package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// recordModules are the libraries of which the arguments of a call are facts for policies.
func recordModules() map[string]maker {
	return map[string]maker{
		"sentry_sdk": sentryModule, "sentry_sdk.utils": sentryUtils, "sentry_sdk.scrubber": scrubberModule,
		"logging.config": func(*value.Thread) value.Value {
			m := value.NewModule("logging.config", "")
			m.Func("dictConfig", dictConfig)
			m.Func("fileConfig", inert)
			return m
		},
	}
}

// scrubberModule has EventScrubber, which adds names to the list that it is given
// (sentry_sdk/scrubber.py of sentry-sdk 2).
func scrubberModule(*value.Thread) value.Value {
	m := value.NewModule("sentry_sdk.scrubber", "")
	m.Func("EventScrubber", func(t *value.Thread, c *value.Call) (value.Value, error) {
		u := unknown(t, "what EventScrubber adds to a list is not followed", traceOf(c.Args))
		for _, v := range c.Args {
			value.Lose(t, v, u)
		}
		for _, k := range c.Keywords {
			value.Lose(t, k.Value, u)
		}
		return spread(u), nil
	})
	m.Fallback = notFollowed(m.Name)
	return m
}

// recorded is a function that only records that it was called. first is the name
// of its first parameter.
func recorded(name, first string) function {
	return func(t *value.Thread, c *value.Call) (value.Value, error) {
		with := &value.Call{Keywords: c.Keywords, Open: c.Open, At: c.At}
		if len(c.Args) > 0 {
			with.Keywords = append([]value.Keyword{{Name: first, Value: c.Args[0]}}, c.Keywords...)
		}
		t.Calls = append(t.Calls, value.CallFact{Name: name, Args: with, At: t.At})
		return value.None(), nil
	}
}

func importModules() map[string]maker {
	return map[string]maker{
		"importlib": importlibModule, "importlib.metadata": metadataModule, "importlib_metadata": metadataModule,
		"importlib.resources": resourcesModule("importlib.resources"), "importlib_resources": resourcesModule("importlib_resources"),
		"importlib.machinery": machineryModule, "runpy": runpyModule,
		"importlib.util": importUtilModule, "split_settings": packageOf("split_settings", "tools"), "split_settings.tools": splitSettingsModule,
	}
}

func importlibModule(t *value.Thread) value.Value {
	m := value.NewModule("importlib", "")
	m.Func("import_module", strict("import_module", "name, package=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		name, err := wantText(t, a[0], "import_module")
		if err != nil {
			return nil, err
		}
		if !strings.HasPrefix(name, ".") {
			return importModule(t, name)
		}
		return importRelative(t, name, a[1], tr)
	}))
	m.Func("reload", same)
	m.Func("invalidate_caches", inert)
	m.Fallback = func(t *value.Thread, name string) (value.Value, error) {
		if name == "metadata" || name == "util" || name == "resources" || name == "machinery" {
			return importModule(t, "importlib."+name)
		}
		return unknown(t, "importlib."+name+" is not followed"), nil
	}
	return m
}

// importRelative imports a name that begins with dots, as seen from a package.
func importRelative(t *value.Thread, name string, from value.Value, tr *value.Trace) (value.Value, error) {
	pkg, _ := text(orNone(from))
	if pkg == "" {
		return nil, t.Raise("TypeError", "the 'package' argument is required to perform a relative import")
	}
	rest := strings.TrimLeft(name, ".")
	parts := strings.Split(pkg, ".")
	up := len(name) - len(rest)
	if up > len(parts) {
		return nil, t.RaiseClass(value.Exceptions()["ImportError"], "attempted relative import beyond top-level package", tr)
	}
	full := strings.Join(parts[:len(parts)-up+1], ".")
	if rest != "" {
		full += "." + rest
	}
	return importModule(t, full)
}

func metadataModule(*value.Thread) value.Value {
	m := value.NewModule("importlib.metadata", "")
	missing := value.NewClass("PackageNotFoundError", "importlib.metadata", value.Exceptions()["ModuleNotFoundError"])
	m.Define("PackageNotFoundError", missing)
	m.Func("version", strict("version", "distribution_name", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		name, err := wantText(t, a[0], "version")
		if err != nil {
			return nil, err
		}
		version, installed := t.Host.Package(name)
		if installed == value.Yes && version != "" {
			return value.NewStr(version, tr), nil
		}
		return typed(unknown(t, "the version of a package is not known", tr), value.StrClass), nil
	}))
	points := entryPointsClass()
	m.Func("entry_points", func(t *value.Thread, c *value.Call) (value.Value, error) {
		if len(c.Keywords) > 0 || c.Open != nil {
			return entryPoints(t, c.Keyword("group"))
		}
		return t.NewInstance(points), nil
	})
	m.Fallback = notFollowed("importlib.metadata")
	return m
}

// entryPointsClass is what lists the entry points of all installed packages.
func entryPointsClass() *value.Class {
	c := value.NewClass("EntryPoints", "importlib.metadata")
	c.Method("select", func(t *value.Thread, c *value.Call) (value.Value, error) { return entryPoints(t, c.Keyword("group")) })
	for _, name := range []string{"get", "__getitem__", "__iter__"} { // by group or by name, as the version of Python has it
		c.Method(name, func(t *value.Thread, _ *value.Call) (value.Value, error) { return entryPoints(t, nil) })
	}
	c.Method("__getattr__", func(t *value.Thread, _ *value.Call) (value.Value, error) {
		return unknown(t, "which plugins are installed is not known"), nil
	})
	return c
}

// entryPoints are those of a group. No file of the project lists them: where nothing
// says that one is installed, none is taken to be, as with an optional override.
func entryPoints(t *value.Thread, group value.Value) (value.Value, error) {
	name, ok := text(group)
	if !ok || t.Host.Plugged(name) || findsMore(t) {
		return t.NewList([]value.Value{several(t, "which plugins are installed is not known")}, nil), nil
	}
	t.Note(assumedAbsent, name, t.At)
	return t.NewList(nil, group.Trace().Under(&value.Trace{Assumes: []string{name}})), nil
}

// findsMore tells whether the settings find modules, and so packages, by finders of their own.
func findsMore(t *value.Thread) bool {
	finders, ok := attribute(t, "sys", "meta_path").(*value.List)
	return !ok || len(finders.Elems()) != 1
}

// importUtilModule has find_spec, which settings use to ask whether a package is installed.
func importUtilModule(t *value.Thread) value.Value {
	m := value.NewModule("importlib.util", "")
	spec := opaqueClass("ModuleSpec", "importlib.machinery")
	m.Func("find_spec", strict("find_spec", "name, package=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		name, err := wantText(t, a[0], "find_spec")
		if err != nil {
			return nil, err
		}
		if standard(name) {
			return t.NewInstance(spec), nil
		}
		present, rests, err := t.FindModule(name)
		if err != nil {
			return nil, err
		}
		if present == value.Maybe {
			_, present = t.Host.Package(name)
		}
		switch present {
		case value.Yes:
			return t.NewInstance(spec), nil
		case value.No:
			return value.None().With(tr.Under(rests)), nil
		}
		return unknown(t, "it is not known whether "+name+" is installed", tr), nil
	}))
	specFunctions(t, m)
	m.Fallback = notFollowed("importlib.util")
	return m
}

// standard tells whether a model is of Python's own library, and always there.
func standard(name string) bool {
	switch name {
	case "os", "sys", "json", "re", "logging", "pathlib", "datetime", "tomllib":
		return true
	}
	return false
}

// includeArgument is include of one argument, of the class skip where it is optional. Where
// it is not known which file that is, each that it may be is run apart.
func includeArgument(t *value.Thread, v value.Value, skip *value.Class) error {
	u, isUnknown := value.IsUnknown(v)
	if isUnknown && len(u.Choices) == 0 {
		u = u.Among(filesAround(t, u))
	}
	if isUnknown && len(u.Choices) > 0 {
		_, err := value.Over(t, u, func(v value.Value) (value.Value, error) {
			return value.None(), includeArgument(t, v, skip)
		})
		return err
	}
	i, ok := v.(*value.Instance)
	return include(t, value.Underlying(v), ok && i.Kind == skip)
}

// include runs the files that a pattern matches, in their order; the pattern is
// relative to the folder of the module that includes. An optional file of which it
// cannot be known whether it is there is taken as absent, as local_settings is, and
// everything rests on that.
func include(t *value.Thread, pattern value.Value, optional bool) error {
	p, ok := pathText(pattern)
	if !ok || t.Run == nil || t.Globals == nil {
		if t.Globals != nil {
			t.Globals.Open(t, spread(unknown(t, "which settings files are included here is not known"), pattern))
		}
		return nil
	}
	if p == "" && optional && !packageBelow(t, "split_settings", 1, 3, 2) {
		return nil
	}
	file := normPath(beside(t, p))
	paths, known := globPaths(t, file, false)
	switch {
	case !known && optional:
		t.Globals.Assume(t, withoutFile(t, file))
		return nil
	case !known:
		t.Globals.Open(t, unknown(t, "whether a settings file that is included is there is not known", pattern.Trace()))
		return nil
	case len(paths) == 0:
		return includeAbsent(t, file, optional, pattern.Trace())
	}
	if err := includePaths(t, paths); err != nil {
		return err
	}
	if _, isText := text(pattern); !isText && packageBelow(t, "split_settings", 1) {
		return t.Raise("AttributeError", "'PosixPath' object has no attribute 'rfind'")
	}
	return nil
}

// includedPaths are the files of arguments of which the order is not known; nil where it is. Those of the class skip are optional.
func includedPaths(t *value.Thread, c *value.Call, skip *value.Class) (paths []string, err error) {
	if !c.Mixed || t.Globals == nil || t.Run == nil {
		return nil, nil
	}
	paths = []string{}
	for _, v := range c.Args {
		p, ok := pathText(v)
		file := normPath(beside(t, p))
		found, known := globPaths(t, file, false)
		if !ok || !known {
			t.Globals.Open(t, unknown(t, "whether a settings file that is included is there is not known", v.Trace()))
			continue
		}
		if i, own := v.(*value.Instance); len(found) == 0 {
			if err := includeAbsent(t, file, own && i.Kind == skip, v.Trace()); err != nil {
				return nil, err
			}
		}
		paths = append(paths, found...)
	}
	return paths, nil
}

// includePaths runs files, in whatever order.
func includePaths(t *value.Thread, paths []string) error {
	before, inside := t.Globals.Get(includedFile)
	if err := includeAll(t, paths); err != nil {
		return err
	}
	if inside {
		t.Globals.Set(t, includedFile, before.V, before.At)
	} else {
		t.Globals.Delete(t, includedFile)
	}
	return nil
}

// maxFiles bounds the files of which each is run for a name that is not known.
const maxFiles = 8

// filesAround are the files that a path may name of which the beginning and the end are
// known, as "environments/{0}.py" is: what is missing is taken for the name of one that is
// here. None where there are too many, or none is here.
func filesAround(t *value.Thread, u *value.Unknown) (files []value.Choice) {
	head, tail := u.Ends()
	if head == "" || tail == "" || strings.ContainsAny(head+tail, "*?[") {
		return nil
	}
	paths, known := globPaths(t, normPath(beside(t, head+"*"+tail)), false)
	if !known || len(paths) > maxFiles {
		return nil
	}
	for _, path := range paths {
		files = append(files, value.Choice{V: value.NewStr(path, nil)})
	}
	return files
}

// includeAbsent is where a pattern matches nothing that is here. A module may be made on
// the machine: one without which the settings load is an optional override, as one that
// is imported, and of another an ignore rule tells.
func includeAbsent(t *value.Thread, file string, optional bool, tr *value.Trace) error {
	missing, shown := value.Exceptions()["OSError"], t.Host.Display(file)
	one := isModule(file) && !strings.ContainsAny(file, "*?[")
	copes := optional || t.Handling(missing)
	switch {
	case one && copes:
		t.Note(overrideAbsent, shown, t.At)
	case one && onMachine(t, file, value.No) == value.Maybe:
		u := unknown(t, "the file "+shown+" is not here, and an ignore rule names it: the machine may have it", tr)
		u.Needs = []string{shown}
		t.Globals.Open(t, u)
		return nil
	}
	if optional {
		return nil
	}
	return t.RaiseClass(missing, "No such file: ...", tr)
}

// The names that include keeps in the namespace of the module that includes: the file
// that runs, and all that have run, which do not run again.
const includedFile, includedFiles = "__included_file__", "__included_files__"

// includeAll runs the files that a pattern matches. glob gives them in the order in which
// the directory has them, which is not known: they are run in the order of their names, and
// what another order would leave otherwise is not known.
func includeAll(t *value.Thread, paths []string) error {
	if len(paths) < 2 || t.Isolate == nil {
		return includeEach(t, paths)
	}
	others := lefts(t, paths)
	if err := includeEach(t, paths); err != nil {
		return err
	}
	for name, text := range textsOf(t, t.Globals) {
		otherwise := slices.ContainsFunc(others, func(left map[string]string) bool { return left[name] != text })
		if b, _ := t.Globals.Get(name); otherwise && name != includedFile && name != includedFiles {
			t.Globals.Set(t, name, typed(unknown(t, "the order of files in a directory is not known", b.V.Trace()), b.V.Class()), b.At)
		}
	}
	return nil
}

// lefts are the texts of what other orders of the files leave: the reverse or, where that
// fails since one file needs another, each file after all others.
func lefts(t *value.Thread, paths []string) (others []map[string]string) {
	order := slices.Clone(paths)
	slices.Reverse(order)
	if left := included(t, order); left != nil {
		return append(others, left)
	}
	for i, path := range paths[:len(paths)-1] {
		order = append(slices.Delete(slices.Clone(paths), i, i+1), path)
		if left := included(t, order); left != nil {
			others = append(others, left)
		}
	}
	return others
}

// includeEach runs the files in this order.
func includeEach(t *value.Thread, paths []string) error {
	for _, path := range paths {
		if err := includeOnce(t, path); err != nil {
			return err
		}
	}
	return nil
}

// included are the texts of what the files leave in this order, in which they are not run
// for good; nil where they fail: the directory has another.
func included(t *value.Thread, paths []string) (left map[string]string) {
	_, failed := t.Isolate(func() error {
		err := includeEach(t, paths)
		left = textsOf(t, t.Globals)
		return err
	})
	if failed != nil {
		return nil
	}
	return left
}

// textsOf are the reprs of what a namespace holds; of what has none that is known, its class.
func textsOf(t *value.Thread, ns *value.Namespace) map[string]string {
	out := map[string]string{}
	for _, name := range ns.Names() {
		b, _ := ns.Get(name)
		repr, err := value.ToRepr(t, b.V)
		shown, ok := text(repr)
		if err != nil || !ok {
			shown = b.V.Class().Name
		}
		out[name] = shown
	}
	return out
}
