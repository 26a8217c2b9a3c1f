package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/python/value"
)

// python-decouple: the environment first, then the repository. A variable of
// the process always wins over the file.

func decoupleModules() map[string]maker { return one("decouple", decoupleModule) }

// decoupleLib is the module of one interpretation.
type decoupleLib struct {
	version    string // "" where it is not known
	undefined  *value.Instance
	missing    *value.Class // UndefinedValueError
	repository *value.Class // RepositoryEmpty, the base of them all
}

// repository is what a Repository... instance holds.
type repository struct {
	values  map[string]value.Value
	unknown *value.Unknown // set where the file is perhaps there
	ini     value.Value    // the parser of a settings.ini, in the place of values
}

// below tells whether the version is known, and below another.
func (lib *decoupleLib) below(numbers ...int) bool {
	return lib.version != "" && versionBelow(lib.version, numbers...)
}

func decoupleModule(t *value.Thread) value.Value {
	version, _ := t.Host.Package("decouple")
	lib := &decoupleLib{
		version:    version,
		undefined:  t.NewInstance(value.NewClass("Undefined", "decouple")),
		missing:    value.NewClass("UndefinedValueError", "decouple", value.Exceptions()["Exception"]),
		repository: value.NewClass("RepositoryEmpty", "decouple"),
	}
	lib.repository.New = lib.newRepository(func(*value.Thread, string) (repository, error) { return repository{}, nil })
	m := value.NewModule("decouple", "")
	for name, load := range map[string]func(*value.Thread, string) (repository, error){
		"RepositoryEnv": loadDecoupleEnv, "RepositoryIni": loadDecoupleIni, "RepositorySecret": loadDecoupleSecrets,
	} {
		c := value.NewClass(name, "decouple", lib.repository)
		c.New = lib.newRepository(load)
		if name != "RepositorySecret" || !lib.below(3, 6) {
			m.Define(name, c)
		}
	}
	config := value.NewClass("Config", "decouple")
	method(config, "__init__", "repository", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		self.NS.Set(t, "repository", a[0], t.At)
		return value.None(), nil
	})
	auto := lib.autoConfig()
	for _, name := range []string{"__call__", "get"} {
		method(config, name, "option, default=, cast=", lib.get)
	}
	shared := t.NewInstance(auto)
	shared.NS.Set(nil, "search_path", value.None(), value.Place{})
	m.Define("config", shared).Define("Config", config).Define("AutoConfig", auto)
	m.Define("undefined", lib.undefined).Define("Undefined", lib.undefined.Kind)
	m.Define("UndefinedValueError", lib.missing)
	lib.defineLater(m)
	return m
}

// autoConfig is the class of config, which has no get.
func (lib *decoupleLib) autoConfig() *value.Class {
	auto := value.NewClass("AutoConfig", "decouple")
	params := "search_path="
	if lib.below(3, 1) {
		params = ""
	}
	method(auto, "__init__", params, func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		path := value.None()
		if len(a) > 0 {
			path = orNone(a[0])
		}
		self.NS.Set(t, "search_path", path, t.At)
		return value.None(), nil
	})
	method(auto, "__call__", "option, default=, cast=", lib.get)
	return auto
}

// defineLater defines the names that came with a later release than 2.2.
func (lib *decoupleLib) defineLater(m *value.Module) {
	if !lib.below(2, 3) {
		m.Define("Csv", lib.csvClass())
	}
	if lib.below(3, 1) {
		m.Define("RepositoryShell", lib.repository)
	} else {
		m.Define("RepositoryEmpty", lib.repository)
	}
	if !lib.below(3, 3) {
		m.Func("strtobool", strict("strtobool", "value", strToBool))
	}
	if !lib.below(3, 4) {
		m.Define("Choices", choicesClass())
	}
}

func (lib *decoupleLib) newRepository(load func(*value.Thread, string) (repository, error)) func(*value.Thread, *value.Class, *value.Call) (value.Value, error) {
	return func(t *value.Thread, cls *value.Class, c *value.Call) (value.Value, error) {
		return strict(cls.Name, "source=, encoding=", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
			i := t.NewInstance(cls)
			path := "/run/secrets/"
			if a[0] != nil {
				p, err := wantPath(t, a[0])
				if err != nil {
					return nil, err
				}
				path = p
			}
			r, err := load(t, path)
			i.Data = r
			return i, err
		})(t, c)
	}
}

// get is Config.get: the variable, the repository, the default; then the cast,
// which the default passes through too.
func (lib *decoupleLib) get(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	if u, ok := value.IsUnknown(a[0]); ok {
		return unknown(t, "the name of a variable is not known: "+u.Because, u.Trace()), nil
	}
	name, err := wantText(t, a[0], "get")
	if err != nil {
		return nil, err
	}
	def := a[1]
	if def == value.Value(lib.undefined) {
		def = nil
	}
	find := lib.find
	if lib.below(3, 1) {
		find = lib.findFirst
	}
	v, err := find(t, self, name, def)
	if err != nil {
		return nil, err
	}
	cast := a[2]
	if cast == nil || cast == value.Value(lib.undefined) {
		return v, nil
	}
	return overCast(t, v, cast, func(v value.Value) (value.Value, error) { return lib.cast(t, cast, v) })
}

func (lib *decoupleLib) find(t *value.Thread, self *value.Instance, name string, def value.Value) (value.Value, error) {
	v, absent := t.Environ.Lookup(t, name)
	t.Reads = append(t.Reads, value.VariableRead{Name: name, At: t.At, Default: def != nil})
	if v != nil {
		return t.Read(name, v, "decouple"), nil
	}
	r, err := lib.repositoryOf(t, self)
	if err != nil {
		return nil, err
	}
	v, err = r.get(t, name)
	if v != nil || err != nil {
		return t.Read(name, restingOn(orNone(v), absent), "decouple"), restingError(err, absent)
	}
	switch {
	case r.unknown != nil:
		return spread(r.unknown), nil
	case def != nil:
		return t.Default(name, def, absent, "decouple"), nil
	}
	return t.DemandText(name, absent, lib.missing, name+" not found. Declare it as envvar or define a default value.")
}

// repositoryOf is the repository of a Config, or the one that an AutoConfig finds.
func (lib *decoupleLib) repositoryOf(t *value.Thread, self *value.Instance) (repository, error) {
	if b, ok := self.NS.Get("repository"); ok {
		if i, ok := b.V.(*value.Instance); ok {
			if r, ok := i.Data.(repository); ok {
				return r, nil
			}
		}
		return repository{unknown: unknown(t, "the repository of decouple is not followed", b.V.Trace())}, nil
	}
	dir, _ := splitPath(t.File)
	if b, ok := self.NS.Get("search_path"); ok && !isNone(b.V) {
		p, ok := pathText(b.V)
		if !ok {
			return repository{unknown: unknown(t, "the search path of decouple is not known", b.V.Trace())}, nil
		}
		p, u := absolute(t, p, b.V.Trace())
		if u != nil {
			return repository{unknown: u}, nil
		}
		dir = normPath(p)
	}
	return findRepository(t, dir)
}

// findRepository looks for settings.ini, then .env, in the folder and upward. The
// file that is there is read; one that is perhaps there hides all that is above.
func findRepository(t *value.Thread, dir string) (repository, error) {
	for dir != "" && dir != "/" {
		for _, c := range []struct {
			name string
			load func(*value.Thread, string) (repository, error)
		}{{"settings.ini", loadDecoupleIni}, {".env", loadDecoupleEnv}} {
			path := joinPath(dir, c.name)
			switch kind, present := t.Host.Stat(path); {
			case present == value.Yes && kind == "file":
				return c.load(t, path)
			case present == value.Maybe && inProject(t, path):
				maybeRead(t, path, false)
			}
		}
		dir, _ = splitPath(dir)
	}
	return repository{}, nil
}

// inProject tells whether a path lies below the root that is judged.
func inProject(t *value.Thread, path string) bool {
	shown := t.Host.Display(path)
	return !strings.HasPrefix(shown, "/") && shown != ".." && !strings.HasPrefix(shown, "../")
}

func loadDecoupleEnv(t *value.Thread, path string) (repository, error) {
	dialect := dotenv.Decouple
	switch version, _ := t.Host.Package("decouple"); {
	case version == "":
	case versionBelow(version, 2, 3):
		dialect = dotenv.Decouple22
	case versionBelow(version, 3, 2):
		dialect = dotenv.Decouple31
	case versionBelow(version, 3, 5):
		dialect = dotenv.Decouple34
	}
	return loadEnv(t, path, dialect)
}

func loadEnv(t *value.Thread, path string, dialect dotenv.Dialect) (repository, error) {
	if p, u := absolute(t, path, nil); u == nil {
		path = normPath(p)
	}
	entries, present := envFile(t, path, dialect)
	switch present {
	case value.No:
		missing := value.Exceptions()["FileNotFoundError"]
		switch made := onMachine(t, path, present) == value.Maybe; {
		case !made:
			return repository{}, t.RaiseClass(missing, noSuchFile, nil)
		case t.Handling(missing):
			return repository{}, t.RaiseClass(missing, noSuchFile, withoutFile(t, path))
		}
		fallthrough
	case value.Maybe:
		return repository{unknown: unknown(t, "the content of "+t.Host.Display(path)+" is not known")}, nil
	}
	r := repository{values: map[string]value.Value{}}
	for _, e := range entries {
		r.values[e.Name] = entryValue(t, e, dialect)
	}
	return r, nil
}

// get is what the repository has under a name; nil for nothing.
func (r repository) get(t *value.Thread, name string) (value.Value, error) {
	if r.ini == nil {
		return r.values[name], nil
	}
	section, option := value.NewStr("settings", nil), value.NewStr(name, nil)
	has, err := callMethod(t, r.ini, "has_option", section, option)
	if u, ok := value.IsUnknown(has); ok || err != nil {
		return unknownOrNil(u), err
	}
	if there, err := value.Truthy(t, has); err != nil || there != value.Yes {
		return nil, err
	}
	v, err := callMethod(t, r.ini, "get", section, option)
	if err != nil {
		return nil, err
	}
	return value.Named(name, v), nil
}

// loadDecoupleIni reads the file; what counts is its section [settings].
func loadDecoupleIni(t *value.Thread, path string) (repository, error) {
	content, u, err := readFile(t, path, nil)
	if u != nil || err != nil {
		return repository{unknown: u}, err
	}
	parser, err := call(t, attribute(t, "configparser", "ConfigParser"))
	if err != nil {
		return repository{}, err
	}
	_, err = callMethod(t, parser, "read_string", value.NewStr(string(content), fileTrace(t, path, nil)))
	return repository{ini: parser}, err
}

func loadDecoupleSecrets(t *value.Thread, path string) (repository, error) {
	return repository{unknown: unknown(t, "the files of "+path+" are known only when the process runs")}, nil
}

// decoupleTrue and decoupleFalse are all that decouple takes for a bool; any other text raises.
var (
	decoupleTrue  = []string{"y", "yes", "t", "true", "on", "1"}
	decoupleFalse = []string{"n", "no", "f", "false", "off", "0"}
)

func decoupleBool(t *value.Thread, v value.Value) (value.Value, error) {
	if b, ok := v.(value.Bool); ok {
		return b, nil
	}
	s, err := value.ToStr(t, v)
	if err != nil {
		return nil, err
	}
	word, _ := text(s)
	word = strings.ToLower(word)
	switch {
	case slices.Contains(decoupleTrue, word):
		return value.NewBool(true, v.Trace()), nil
	case slices.Contains(decoupleFalse, word):
		return value.NewBool(false, v.Trace()), nil
	}
	return nil, t.RaiseClass(value.Exceptions()["ValueError"], "Invalid truth value: ...", v.Trace())
}

// strToBool is decouple.strtobool, which takes texts, and since 3.7 bools; before 3.6 it was
// that of distutils, which gives 1 and 0.
func strToBool(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
	below := func(minor int) bool { return packageBelow(t, "decouple", 3, minor) }
	_, isText := text(a[0])
	if _, isBool := a[0].(value.Bool); !isText && (!isBool || below(7)) {
		return nil, t.Raise("AttributeError", "'"+a[0].Class().Name+"' object has no attribute 'lower'")
	}
	out, err := decoupleBool(t, a[0])
	if err == nil && below(6) {
		return call(t, value.IntClass, out)
	}
	return out, err
}

func (lib *decoupleLib) cast(t *value.Thread, cast, v value.Value) (value.Value, error) {
	if cast != value.Value(value.BoolClass) {
		return call(t, cast, v)
	}
	if isEmptyText(v) && !lib.below(3, 1) {
		return value.NewBool(false, v.Trace()), nil
	}
	if s, _ := text(v); lib.below(3, 3) && slices.Contains([]string{"y", "t", "n", "f"}, strings.ToLower(s)) {
		return nil, t.RaiseClass(value.Exceptions()["ValueError"], "Not a boolean: ...", v.Trace())
	}
	return decoupleBool(t, v)
}
