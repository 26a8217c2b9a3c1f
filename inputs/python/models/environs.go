package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// environs: Env and its casts, which are marshmallow's fields. Where a cast
// refuses a text it raises; a default is returned as it is.

func environsModules() map[string]maker { return one("environs", environsModule) }

// environsLib is the module of one interpretation.
type environsLib struct {
	env, fileAware             *value.Class
	errorBase, notSet, invalid *value.Class
	private                    bool // read_env fills the Env alone, not os.environ (from 15.0 on)
}

// cast makes a value of the text of a variable. ok is false where it refuses it.
type cast func(t *value.Thread, v value.Value, options *value.Call) (out value.Value, ok bool, err error)

func environsModule(t *value.Thread) value.Value {
	lib := &environsLib{private: true}
	if version, installed := t.Host.Package("environs"); installed == value.Yes && version != "" {
		lib.private = !versionBelow(version, 15)
	}
	lib.errorBase = value.NewClass("EnvError", "environs", value.Exceptions()["ValueError"])
	lib.notSet = value.NewClass("EnvNotSetError", "environs", lib.errorBase)
	lib.invalid = value.NewClass("EnvValidationError", "environs", lib.errorBase)
	lib.env = lib.envClass()
	lib.fileAware = value.NewClass("FileAwareEnv", "environs", lib.env)
	m := value.NewModule("environs", "")
	m.Define("Env", lib.env).Define("FileAwareEnv", lib.fileAware)
	m.Define("EnvError", lib.errorBase).Define("EnvNotSetError", lib.notSet).Define("EnvValidationError", lib.invalid)
	m.Define("ValidationError", value.NewClass("ValidationError", "marshmallow", value.Exceptions()["ValueError"]))
	m.Define("validate", unknown(t, "validators of marshmallow are not followed"))
	shared := t.NewInstance(lib.env)
	lib.setUp(nil, shared, &value.Call{})
	m.Define("env", shared)
	return m
}

func (lib *environsLib) envClass() *value.Class {
	c := value.NewClass("Env", "environs")
	c.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		self, ok := firstInstance(c)
		if !ok {
			return nil, t.Raise("TypeError", "__init__() missing a required argument: 'self'")
		}
		lib.setUp(t, self, c)
		return value.None(), nil
	})
	for name, f := range environsCasts() {
		lib.reader(c, name, f)
	}
	method(c, "read_env", "path=, recurse=, verbose=, override=, return_path=", lib.readEnv)
	method(c, "prefixed", "prefix", lib.prefixed)
	method(c, "seal", "", func(*value.Thread, *value.Instance, args) (value.Value, error) { return value.None(), nil })
	method(c, "dump", "", func(t *value.Thread, _ *value.Instance, _ args) (value.Value, error) {
		return unknown(t, "Env.dump is not followed"), nil
	})
	method(c, "add_parser", "name, func", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return value.None(), lib.addParser(t, self, a[0], a[1])
	})
	method(c, "parser_for", "name", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return value.NewBuiltin("decorator", loose("decorator", "func", func(t *value.Thread, f args) (value.Value, error) {
			return f[0], lib.addParser(t, self, a[0], f[0])
		})), nil
	})
	return c
}

// setUp is Env.__init__.
func (lib *environsLib) setUp(t *value.Thread, self *value.Instance, c *value.Call) {
	set := func(name string, v value.Value) { self.NS.Set(t, name, v, c.At) }
	set("eager", value.NewBool(true, nil))
	for _, name := range []string{"expand_vars", "strip_whitespace"} {
		set(name, value.NewBool(false, nil))
	}
	set("file_suffix", value.NewStr("_FILE", nil))
	set("_prefix", value.None())
	set("_environ", t.NewDict(nil))
	for _, k := range c.Keywords {
		name := k.Name
		if name == "prefix" {
			name = "_prefix"
		}
		set(name, k.Value)
	}
}

// reader adds a method that reads a variable and casts it.
func (lib *environsLib) reader(c *value.Class, name string, f cast) {
	c.Method(name, func(t *value.Thread, c *value.Call) (value.Value, error) {
		self, ok := firstInstance(c)
		switch {
		case !ok:
			return nil, t.Raise("TypeError", name+"() missing a required argument: 'self'")
		case c.Open != nil:
			return spread(c.Open), nil
		case len(c.Args) < 2 && c.Keyword("name") == nil:
			return nil, t.Raise("TypeError", name+"() missing a required argument: 'name'")
		}
		variable, def := c.Keyword("name"), c.Keyword("default")
		if len(c.Args) > 1 {
			variable = c.Args[1]
		}
		if len(c.Args) > 2 {
			def = c.Args[2]
		}
		if _, ok := def.(value.EllipsisValue); ok {
			def = nil
		}
		castDefault := strings.HasPrefix(name, "dj_")
		return lib.read(t, self, variable, def, f, c, castDefault)
	})
}

// read finds the text of a variable and casts it.
func (lib *environsLib) read(t *value.Thread, self *value.Instance, variable, def value.Value, f cast, c *value.Call, castDefault bool) (value.Value, error) {
	if u, ok := value.IsUnknown(variable); ok {
		return unknown(t, "the name of a variable is not known: "+u.Because, u.Trace()), nil
	}
	name, err := wantText(t, variable, "Env")
	if err != nil {
		return nil, err
	}
	prefix, _ := self.NS.Get("_prefix")
	if p, ok := text(prefix.V); ok {
		name = p + name
	} else if !isNone(prefix.V) {
		return unknown(t, "the prefix of an Env is not known", prefix.V.Trace()), nil
	}
	v, absent, err := lib.find(t, self, name, def != nil)
	if err != nil {
		return nil, err
	}
	switch {
	case v == nil && def == nil:
		if v, err = t.Demand(name, absent, lib.notSet, `Environment variable "`+name+`" not set`); err != nil {
			return nil, err
		}
	case v == nil && !castDefault:
		return t.Default(name, def, absent, "environs"), nil
	case v == nil:
		v = t.Default(name, def, absent, "environs")
	}
	return known(t, args{v}, func(k args) (value.Value, error) { return lib.convert(t, self, name, k[0], f, c) })
}

func (lib *environsLib) convert(t *value.Thread, self *value.Instance, name string, v value.Value, f cast, c *value.Call) (value.Value, error) {
	if s, ok := text(v); ok && strings.Contains(s, "${") && self.NS.Names() != nil {
		if b, _ := self.NS.Get("expand_vars"); b.V != nil {
			if on, err := value.Truthy(t, b.V); err != nil || on != value.No {
				return unknown(t, "expand_vars is not followed", v.Trace()), err
			}
		}
	}
	out, ok, err := f(t, v, c)
	if err != nil || ok {
		return out, err
	}
	return nil, t.RaiseClass(lib.invalid, `Environment variable "`+name+`" invalid: ...`, v.Trace())
}

// find looks in the file that NAME_FILE names (FileAwareEnv), the environment,
// then in what read_env has read.
func (lib *environsLib) find(t *value.Thread, self *value.Instance, name string, hasDefault bool) (v value.Value, absent *value.Trace, err error) {
	if self.Kind.Is(lib.fileAware) {
		v, err := lib.fromFile(t, self, name)
		if v != nil || err != nil {
			return v, nil, err
		}
	}
	v, absent = t.Environ.Lookup(t, name)
	t.Reads = append(t.Reads, value.VariableRead{Name: name, At: t.At, Default: hasDefault})
	if v != nil {
		return t.Read(name, v, "environs"), nil, nil
	}
	b, _ := self.NS.Get("_environ")
	if d, ok := b.V.(*value.Dict); ok {
		if v, ok := d.GetStr(name); ok {
			return t.Read(name, v.With(v.Trace().Under(absent)), "environs"), nil, nil
		}
	}
	return nil, absent, nil
}

func (lib *environsLib) fromFile(t *value.Thread, self *value.Instance, name string) (value.Value, error) {
	b, _ := self.NS.Get("file_suffix")
	suffix, _ := text(b.V)
	v, _ := t.Environ.Lookup(t, name+suffix)
	if u, ok := v.(*value.Unknown); ok {
		return typed(u, value.StrClass), nil
	}
	path, ok := text(v)
	if !ok || path == "" {
		return nil, nil
	}
	content, err := readText(t, path, v.Trace())
	content = value.Named(name, content)
	s, ok := text(content)
	strip, _ := self.NS.Get("strip_whitespace")
	if on, _ := value.Truthy(t, orNone(strip.V)); err == nil && ok && on == value.Yes {
		return value.NewStr(strings.TrimSpace(s), content.Trace()), nil
	}
	return content, err
}

// addParser makes a method of one Env of a function that is given the text.
func (lib *environsLib) addParser(t *value.Thread, self *value.Instance, name, f value.Value) error {
	method, err := wantText(t, name, "add_parser")
	if err != nil {
		return err
	}
	apply := func(t *value.Thread, v value.Value, c *value.Call) (value.Value, bool, error) {
		with := &value.Call{Args: args{v}, At: c.At}
		for _, k := range c.Keywords {
			if k.Name != "default" && k.Name != "name" {
				with.Keywords = append(with.Keywords, k)
			}
		}
		out, err := value.CallValue(t, f, with)
		return out, true, err
	}
	self.NS.Set(t, method, value.NewBuiltin(method, func(t *value.Thread, c *value.Call) (value.Value, error) {
		a, err := looseNames(t, c)
		if err != nil {
			return nil, err
		}
		return lib.read(t, self, a[0], a[1], apply, c, true)
	}), t.At)
	return nil
}

// looseNames takes name and default, by position or keyword; default may be nil.
func looseNames(t *value.Thread, c *value.Call) (args, error) {
	a := args{c.Keyword("name"), c.Keyword("default")}
	copy(a, c.Args[:min(len(c.Args), 2)])
	if a[0] == nil {
		return nil, t.Raise("TypeError", "missing a required argument: 'name'")
	}
	return a, nil
}

// prefixed is a context manager: inside it every name has one more prefix.
func (lib *environsLib) prefixed(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	m := t.NewInstance(value.NewClass("_GeneratorContextManager", "contextlib"))
	old, _ := self.NS.Get("_prefix")
	m.NS.Set(t, "__enter__", value.NewBuiltin("__enter__", func(t *value.Thread, _ *value.Call) (value.Value, error) {
		prefix := a[0]
		if p, ok := text(old.V); ok {
			add, err := value.Binary(t, value.Add, value.NewStr(p, nil), a[0])
			if err != nil {
				return nil, err
			}
			prefix = add
		}
		self.NS.Set(t, "_prefix", prefix, t.At)
		return self, nil
	}), t.At)
	m.NS.Set(t, "__exit__", value.NewBuiltin("__exit__", func(t *value.Thread, _ *value.Call) (value.Value, error) {
		self.NS.Set(t, "_prefix", orNone(old.V), t.At)
		return value.NewBool(false, nil), nil
	}), t.At)
	return m, nil
}

// readEnv reads the .env beside the module or above it, or the file that is given.
func (lib *environsLib) readEnv(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	path, u := dotenvPath(t, a[0], nil)
	if u != nil {
		t.Note("env-file-not-known", "which env file is read here is not known", t.At)
		return typed(u, value.BoolClass), nil
	}
	override, err := isOn(t, a[3], false)
	if err != nil {
		return nil, err
	}
	if path == "" {
		return value.NewBool(false, nil), nil
	}
	dialect := pythonDotenvDialect(t)
	entries, present := envFile(t, path, dialect)
	if present == value.Maybe {
		maybeRead(t, path)
		return typed(unknown(t, "it cannot be known whether "+t.Host.Display(path)+" is there"), value.BoolClass), nil
	}
	if !lib.private {
		setFrom(t, entries, dialect, override == value.Yes)
		return value.NewBool(present == value.Yes, nil), nil
	}
	b, _ := self.NS.Get("_environ")
	own, ok := b.V.(*value.Dict)
	fresh := map[string]bool{}
	for _, e := range entries {
		if !ok || !e.HasValue {
			continue
		}
		if _, have := own.GetStr(e.Name); !have || fresh[e.Name] || override == value.Yes {
			fresh[e.Name] = true
			own.SetStr(t, e.Name, entryValue(t, e, dialect))
		}
	}
	return value.NewBool(present == value.Yes, nil), nil
}
