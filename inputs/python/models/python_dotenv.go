package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/python/value"
)

// python-dotenv (module dotenv).

func dotenvModules() map[string]maker {
	return map[string]maker{"dotenv": dotenvModule, "dotenv.main": dotenvModule}
}

func dotenvModule(t *value.Thread) value.Value {
	m := value.NewModule("dotenv", "")
	python, django := dotenvIs(t)
	if python != value.Yes || django == value.Yes {
		m.Func("read_dotenv", loose("read_dotenv", "dotenv=, override=", readDotenv))
		m.Func("parse_dotenv", unknownCall("dotenv.parse_dotenv is not followed"))
	}
	m.Fallback = func(t *value.Thread, name string) (value.Value, error) {
		if name == "read_dotenv" || python == value.No && django == value.Yes {
			return nil, nil
		}
		return notFollowed("dotenv")(t, name)
	}
	if python == value.No && django == value.Yes {
		return m
	}
	if dotenvFirst(t) {
		m.Func("load_dotenv", loose("load_dotenv", "dotenv_path, verbose=, override=", loadFirstDotenv))
		m.Func("dotenv_values", loose("dotenv_values", "dotenv_path", func(t *value.Thread, a args) (value.Value, error) {
			return dotenvValues(t, args{a[0], nil, nil, nil, nil})
		}))
	} else {
		m.Func("load_dotenv", loose("load_dotenv", "dotenv_path=, stream=, verbose=, override=, interpolate=, encoding=", loadDotenv))
		m.Func("dotenv_values", loose("dotenv_values", "dotenv_path=, stream=, verbose=, interpolate=, encoding=", dotenvValues))
	}
	m.Func("find_dotenv", loose("find_dotenv", "filename=, raise_error_if_not_found=, usecwd=", findDotenv))
	m.Func("get_key", loose("get_key", "dotenv_path, key_to_get, encoding=", getKey))
	m.Func("set_key", inert)
	m.Func("unset_key", inert)
	m.Func("load_ipython_extension", inert)
	return m
}

// dotenvIs tells which of the two packages is there that have a module dotenv; where both
// are, Python finds that of python-dotenv.
func dotenvIs(t *value.Thread) (python, django value.Truth) {
	_, python = t.Host.Package("python_dotenv")
	_, django = t.Host.Package("django_dotenv")
	return python, django
}

// dotenvFirst tells whether the version is before 0.8, whose load_dotenv demands a path.
// django-dotenv, whose module has the same name, is not one of them.
func dotenvFirst(t *value.Thread) bool { return packageBelow(t, "dotenv", 0, 8) }

// loadFirstDotenv is load_dotenv before 0.8, which gives None where there is no file. What
// keywords it takes came with 0.7.
func loadFirstDotenv(t *value.Thread, a args) (value.Value, error) {
	if (a[1] != nil || a[2] != nil) && packageBelow(t, "dotenv", 0, 7) {
		return nil, t.Raise("TypeError", "load_dotenv() got an unexpected keyword argument")
	}
	loaded, err := loadDotenv(t, args{a[0], nil, a[1], a[2], nil, nil})
	if err != nil {
		return nil, err
	}
	if path, ok := pathText(a[0]); ok {
		if path == "" {
			return value.None(), nil
		}
		if path, u := absolute(t, path, nil); u == nil {
			switch _, present := t.Host.Stat(normPath(path)); present {
			case value.Yes:
				return value.NewBool(true, nil), nil
			case value.No:
				return value.None().With(loaded.Trace()), nil
			}
		}
	}
	return unknown(t, "whether there is an env file is not known"), nil
}

func loadDotenv(t *value.Thread, a args) (value.Value, error) {
	if err := dotenvKeywords(t, "load_dotenv", a[4], a[5]); err != nil {
		return nil, err
	}
	override, err := isOn(t, a[3], false)
	if err != nil {
		return nil, err
	}
	interpolate, err := isOn(t, a[4], true)
	if err != nil {
		return nil, err
	}
	if dotenvDisabled(t) {
		return value.NewBool(false, nil), nil
	}
	over, under := loadBetween(t, override)
	dialect := calledDialect(t, interpolate)
	file, stream := dotenvSource(a[0], a[1])
	if stream != nil {
		any, err := loadStream(t, stream, dialect, override, over, under)
		if err == nil && alwaysLoads(t) {
			any = value.NewBool(true, nil)
		}
		return any, err
	}
	path, u := dotenvPath(t, file)
	switch {
	case u != nil:
		unknownRead(t, u, override != value.No)
		return typed(u, value.BoolClass), nil
	case path == "":
		dir, _ := splitPath(t.File)
		overwrittenFrom(t, dir, ".env", override)
		return value.NewBool(alwaysLoads(t), nil), nil
	}
	entries, present := calledEntries(t, path, interpolate, over, under)
	if present == value.Maybe {
		maybeRead(t, path, override != value.No)
		return typed(unknown(t, "it cannot be known whether "+t.Host.Display(path)+" is there"), value.BoolClass), nil
	}
	if present == value.No {
		overwritten(t, path, override)
	}
	setFrom(t, file, entries, dialect, override == value.Yes)
	return value.NewBool(len(entries) > 0 || alwaysLoads(t), nil), nil
}

// alwaysLoads tells whether load_dotenv returns True whatever it finds, as before 0.21.
func alwaysLoads(t *value.Thread) bool {
	return packageBelow(t, "dotenv", 0, 21) && !packageBelow(t, "dotenv", 0, 8)
}

// dotenvDisabled tells whether load_dotenv is told, since 1.2, to do nothing.
func dotenvDisabled(t *value.Thread) bool {
	if packageBelow(t, "dotenv", 1, 2) {
		return false
	}
	v, _ := t.Environ.Lookup(t, "PYTHON_DOTENV_DISABLED")
	s, _ := text(v)
	return slices.Contains([]string{"1", "true", "t", "yes", "y"}, strings.ToLower(s))
}

// dotenvSource is the file that is named, or the stream that is read in its place.
func dotenvSource(path, stream value.Value) (file, open value.Value) {
	if isNone(stream) || !isNone(path) && !isEmptyText(path) {
		return path, nil
	}
	if opened, ok := openedPath(stream); ok {
		return opened, nil
	}
	return path, stream
}

// fileFirst tells whether "${NAME}" is always what the file says, as in 0.14 and 0.15.
func fileFirst(t *value.Thread) bool {
	return packageBelow(t, "dotenv", 0, 16) && !packageBelow(t, "dotenv", 0, 14)
}

// processFirst tells whether "${NAME}" is always what the process has, as before 0.14.
func processFirst(t *value.Thread) bool { return packageBelow(t, "dotenv", 0, 14) }

// loadBetween are the environments over and under the lines of load_dotenv.
func loadBetween(t *value.Thread, override value.Truth) (over, under dotenv.Lookup) {
	if fileFirst(t) || override == value.Yes && !processFirst(t) {
		return nil, variableText(t)
	}
	return variableText(t), nil
}

// valuesBetween are the environments over and under the lines of dotenv_values.
func valuesBetween(t *value.Thread) (over, under dotenv.Lookup) {
	if processFirst(t) {
		return variableText(t), nil
	}
	return nil, variableText(t)
}

// dotenvKeywords refuses the arguments that a release does not have yet.
func dotenvKeywords(t *value.Thread, f string, interpolate, encoding value.Value) error {
	switch {
	case interpolate != nil && packageBelow(t, "dotenv", 0, 11):
		return t.Raise("TypeError", f+"() got an unexpected keyword argument 'interpolate'")
	case encoding != nil && packageBelow(t, "dotenv", 0, 10, 2):
		return t.Raise("TypeError", f+"() got an unexpected keyword argument 'encoding'")
	}
	return nil
}

func dotenvValues(t *value.Thread, a args) (value.Value, error) {
	if err := dotenvKeywords(t, "dotenv_values", a[3], a[4]); err != nil {
		return nil, err
	}
	interpolate, err := isOn(t, a[3], true)
	if err != nil {
		return nil, err
	}
	d := t.NewDict(nil)
	out := dotenvDict(t, d, interpolate)
	file, stream := dotenvSource(a[0], a[1])
	if stream != nil {
		return out, streamValues(t, d, stream, calledDialect(t, interpolate))
	}
	path, u := dotenvPath(t, file)
	if u != nil {
		d.Open(t, u)
		return out, nil
	}
	dialect := calledDialect(t, interpolate)
	over, under := valuesBetween(t)
	entries, present := calledEntries(t, path, interpolate, over, under)
	switch {
	case present == value.Maybe && path != "":
		d.Open(t, unknown(t, "the content of "+t.Host.Display(path)+" is not known"))
	case present == value.No || path == "":
		return out.With(absentEnvFile(t, path)), nil
	}
	for _, e := range entries {
		d.SetStr(t, e.Name, restingOn(valueOrNone(e, entryValue(t, e, dialect)), orNone(file).Trace()))
	}
	return out, nil
}

// dotenvDict is what dotenv_values gives a dict as: an OrderedDict, which between 0.10 and
// 0.15 it was only where nothing was interpolated.
func dotenvDict(t *value.Thread, d *value.Dict, interpolate value.Truth) value.Value {
	ordered, _ := attribute(t, "collections", "OrderedDict").(*value.Class)
	if packageBelow(t, "dotenv", 0, 16) && !packageBelow(t, "dotenv", 0, 10) && interpolate != value.No || ordered == nil {
		return d
	}
	return t.NewDerived(ordered, d)
}

// streamValues puts the lines of a stream into a dict.
func streamValues(t *value.Thread, d *value.Dict, stream value.Value, dialect dotenv.Dialect) error {
	content, err := streamText(t, stream)
	if err != nil {
		return err
	}
	s, ok := text(content)
	if !ok {
		d.Open(t, value.Doubt(nil, content, unknown(t, "the text of an env file is not known", content.Trace())))
		return nil
	}
	over, under := valuesBetween(t)
	for _, e := range streamEntries(t, s, content.Trace(), dialect, over, under) {
		d.SetStr(t, e.Name, valueOrNone(e, streamValue(t, e, content.Trace(), dialect)))
	}
	if tr := content.Trace(); tr != nil && len(tr.Assumes) > 0 {
		d.Open(t, unknown(t, "what the text of an env file would set is not known", tr))
	}
	return nil
}

// valueOrNone is what a line gives its name: None where it has no "=".
func valueOrNone(e dotenv.Entry, v value.Value) value.Value {
	if e.HasValue {
		return v
	}
	return value.None()
}

// getKey is one value of a file, as dotenv_values has it.
func getKey(t *value.Thread, a args) (value.Value, error) {
	values, err := dotenvValues(t, args{a[0], nil, nil, nil, nil})
	if err != nil {
		return nil, err
	}
	get, err := value.Attr(t, values, "get")
	if err != nil {
		return nil, err
	}
	return call(t, get, a[1])
}

// calledEntries are the lines of a file as they are read with or without
// interpolation. Where that is not known, what it would change is not either.
func calledEntries(t *value.Thread, path string, interpolate value.Truth, over, under dotenv.Lookup) ([]dotenv.Entry, value.Truth) {
	entries, present := parseEnvFile(t, path, calledDialect(t, interpolate), over, under)
	if interpolate != value.Maybe {
		return entries, present
	}
	literal, _ := parseEnvFile(t, path, calledDialect(t, value.No), over, under)
	for i, e := range literal {
		if i < len(entries) && e.Value != entries[i].Value {
			entries[i].Because = "whether ${NAME} is replaced in it is not known"
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
	for _, d := range pythonDotenvs {
		if versionBelow(version, d.below...) {
			return d.dialect
		}
	}
	return dotenv.PythonDotenv
}

// pythonDotenvs are the grammars of the releases below a version.
var pythonDotenvs = []struct {
	below   []int
	dialect dotenv.Dialect
}{
	{[]int{0, 6}, dotenv.PythonDotenv05}, {[]int{0, 6, 4}, dotenv.PythonDotenv063}, {[]int{0, 6, 5}, dotenv.PythonDotenv064},
	{[]int{0, 8}, dotenv.PythonDotenv07}, {[]int{0, 9, 1}, dotenv.PythonDotenv08}, {[]int{0, 10}, dotenv.PythonDotenv09},
	{[]int{0, 10, 1}, dotenv.PythonDotenv0100}, {[]int{0, 10, 3}, dotenv.PythonDotenv0102}, {[]int{0, 10, 4}, dotenv.PythonDotenv0103},
	{[]int{0, 10, 5}, dotenv.PythonDotenv0104}, {[]int{0, 13}, dotenv.PythonDotenv012}, {[]int{0, 15}, dotenv.PythonDotenv014},
	{[]int{1, 2, 3}, dotenv.PythonDotenv122}, {[]int{1, 2, 4}, dotenv.PythonDotenv123},
}

// dotenvPath is the file that is meant: the argument, or the .env that is found
// upward; "" where none is. From 0.8 to 0.18 an empty path is none given. 0.8 looks for it from
// the folder of python-dotenv on, below which the project hardly lies: only where Python's
// packages lie in the project.
func dotenvPath(t *value.Thread, path value.Value) (string, *value.Unknown) {
	if u, ok := value.IsUnknown(orNone(path)); ok {
		return "", u
	}
	p, ok := pathText(path)
	if ok && p == "" && (dotenvFirst(t) || !packageBelow(t, "dotenv", 0, 19)) {
		return "", nil
	}
	if p != "" {
		return absolute(t, p, path.Trace())
	}
	found := searchUp(t, ".env")
	if found != "" && packageBelow(t, "dotenv", 0, 9) {
		return "", unknown(t, "python-dotenv before 0.9 looks for .env from where it is installed, which is not known")
	}
	return found, nil
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
	if cwd == value.No && packageBelow(t, "dotenv", 0, 5, 1) {
		return typed(unknown(t, "python-dotenv before 0.5.1 looks from where it is installed, which is not known"), value.StrClass), nil
	}
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
