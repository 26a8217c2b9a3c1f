package models

import (
	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/python/value"
)

// python-dotenv (module dotenv).

func dotenvModules() map[string]maker {
	return map[string]maker{"dotenv": dotenvModule, "dotenv.main": dotenvModule}
}

func dotenvModule(*value.Thread) value.Value {
	m := value.NewModule("dotenv", "")
	m.Func("load_dotenv", loose("load_dotenv", "dotenv_path=, stream=, verbose=, override=, interpolate=, encoding=", loadDotenv))
	m.Func("dotenv_values", loose("dotenv_values", "dotenv_path=, stream=, verbose=, interpolate=, encoding=", dotenvValues))
	m.Func("find_dotenv", loose("find_dotenv", "filename=, raise_error_if_not_found=, usecwd=", findDotenv))
	m.Func("read_dotenv", loose("read_dotenv", "dotenv=, override=", readDotenv))
	m.Func("parse_dotenv", unknownCall("dotenv.parse_dotenv is not followed"))
	m.Func("get_key", unknownCall("dotenv.get_key is not followed"))
	m.Func("set_key", inert)
	m.Func("unset_key", inert)
	m.Func("load_ipython_extension", inert)
	return m
}

func loadDotenv(t *value.Thread, a args) (value.Value, error) {
	path, u := dotenvPath(t, a[0], a[1])
	override, err := isOn(t, a[3], false)
	if err != nil {
		return nil, err
	}
	if u != nil {
		unknownRead(t, u, override != value.No)
		return typed(u, value.BoolClass), nil
	}
	interpolate, err := isOn(t, a[4], true)
	if err != nil {
		return nil, err
	}
	if path == "" {
		return value.NewBool(false, nil), nil
	}
	dialect := calledDialect(t, interpolate)
	over, under := variableText(t), dotenv.Lookup(nil)
	if override == value.Yes || fileFirst(t) {
		over, under = under, over
	}
	entries, present := calledEntries(t, path, interpolate, over, under)
	if present == value.Maybe {
		maybeRead(t, path, override != value.No)
		return typed(unknown(t, "it cannot be known whether "+t.Host.Display(path)+" is there"), value.BoolClass), nil
	}
	setFrom(t, a[0], entries, dialect, override == value.Yes)
	return value.NewBool(len(entries) > 0, nil), nil
}

// fileFirst tells whether "${NAME}" is always what the file says, as before 0.16.
func fileFirst(t *value.Thread) bool {
	version, _ := t.Host.Package("dotenv")
	return version != "" && versionBelow(version, 0, 16)
}

func dotenvValues(t *value.Thread, a args) (value.Value, error) {
	path, u := dotenvPath(t, a[0], a[1])
	d := t.NewDict(nil)
	if u != nil {
		d.Open(t, u)
		return d, nil
	}
	interpolate, err := isOn(t, a[3], true)
	if err != nil {
		return nil, err
	}
	dialect := calledDialect(t, interpolate)
	entries, present := calledEntries(t, path, interpolate, nil, variableText(t))
	if present == value.Maybe && path != "" {
		d.Open(t, unknown(t, "the content of "+t.Host.Display(path)+" is not known"))
	}
	for _, e := range entries {
		if e.HasValue {
			d.SetStr(t, e.Name, restingOn(entryValue(t, e, dialect), orNone(a[0]).Trace()))
		} else {
			d.SetStr(t, e.Name, restingOn(value.None(), orNone(a[0]).Trace()))
		}
	}
	return d, nil
}

// calledEntries are the lines of a file as they are read with or without
// interpolation. Where that is not known, what it would change is not either.
func calledEntries(t *value.Thread, path string, interpolate value.Truth, over, under dotenv.Lookup) ([]dotenv.Entry, value.Truth) {
	entries, present := parseEnvFile(t, path, calledDialect(t, interpolate), over, under)
	if interpolate == value.Maybe {
		literal, _ := parseEnvFile(t, path, calledDialect(t, value.No), over, under)
		for i, e := range literal {
			if i < len(entries) && e.Value != entries[i].Value {
				entries[i].Because = "whether ${NAME} is replaced in it is not known"
			}
		}
	}
	return entries, present
}

// calledDialect is the grammar of the installed version, with or without interpolation.
func calledDialect(t *value.Thread, interpolate value.Truth) dotenv.Dialect {
	if interpolate == value.No {
		return pythonDotenvDialect(t).Literal()
	}
	return pythonDotenvDialect(t)
}

// pythonDotenvDialect is the grammar of the installed version.
func pythonDotenvDialect(t *value.Thread) dotenv.Dialect {
	version, installed := t.Host.Package("dotenv")
	if installed != value.Yes || version == "" {
		return dotenv.PythonDotenv
	}
	switch {
	case versionBelow(version, 1, 2, 3):
		return dotenv.PythonDotenv122
	case versionBelow(version, 1, 2, 4):
		return dotenv.PythonDotenv123
	}
	return dotenv.PythonDotenv
}

// dotenvPath is the file that is meant: the argument, or the .env that is found
// upward; "" where none is found. An empty path is none given.
func dotenvPath(t *value.Thread, path, stream value.Value) (string, *value.Unknown) {
	if !isNone(stream) {
		return "", unknown(t, "an open env file is not followed", stream.Trace())
	}
	if u, ok := value.IsUnknown(orNone(path)); ok {
		return "", u
	}
	if p, ok := pathText(path); ok && p != "" {
		return absolute(t, p, path.Trace())
	}
	return searchUp(t, ".env"), nil
}

// searchUp finds a file in the folder of the running module, or above it.
func searchUp(t *value.Thread, name string) string {
	dir, _ := splitPath(t.File)
	return searchFrom(t, dir, name)
}

// searchFrom finds a file in a folder, or above it.
func searchFrom(t *value.Thread, dir, name string) string {
	for {
		path := joinPath(dir, name)
		switch kind, present := t.Host.Stat(path); {
		case present == value.Yes && kind == "file":
			return path
		case present == value.Maybe && inProject(t, path):
			maybeRead(t, path, false)
		}
		up, _ := splitPath(dir)
		if up == dir || dir == "" {
			return ""
		}
		dir = up
	}
}

func findDotenv(t *value.Thread, a args) (value.Value, error) {
	name := ".env"
	if a[0] != nil {
		s, ok := text(a[0])
		if !ok {
			return spread(a[0]), nil
		}
		name = s
	}
	raise, err := isOn(t, a[1], false)
	if err != nil {
		return nil, err
	}
	cwd, err := isOn(t, a[2], false)
	if err != nil {
		return nil, err
	}
	dir, _ := splitPath(t.File)
	if cwd != value.No {
		var u *value.Unknown
		if dir, u = absolute(t, "", a[2].Trace()); cwd == value.Maybe || u != nil {
			return typed(unknown(t, "the working directory is not known"), value.StrClass), nil
		}
	}
	path := searchFrom(t, normPath(dir), name)
	if path == "" && raise == value.Yes {
		return nil, t.Raise("OSError", "File not found")
	}
	return value.NewStr(path, publicPath(nil)), nil
}
