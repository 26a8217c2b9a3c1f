package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/value"
)

// environs 4 to 15: Env and its casts, which are marshmallow's fields. Where a
// cast refuses a text it raises; from 14.0 on a default is returned as it is.

func environsModules() map[string]maker {
	return map[string]maker{
		"environs": environsModule,
		"marshmallow": func(t *value.Thread) value.Value {
			m := packageOf("marshmallow", "validate")(t).(*value.Module)
			return m.Define("ValidationError", validationError(t))
		},
		"marshmallow.validate": func(t *value.Thread) value.Value { return validateModule(validationError(t)) },
	}
}

// validationError is marshmallow's exception, which environs has too.
func validationError(t *value.Thread) *value.Class {
	c, _ := attribute(t, "environs", "ValidationError").(*value.Class)
	return c
}

// environsLib is the module of one interpretation.
type environsLib struct {
	version        string // "" for one that is not known
	env, fileAware *value.Class
	// The exceptions of environs and marshmallow.
	errorBase, notSet, invalid, sealed, validation *value.Class
}

// below tells whether the version is known to be an earlier one.
func (lib *environsLib) below(numbers ...int) bool {
	return lib.version != "" && versionBelow(lib.version, numbers...)
}

// private: read_env fills the Env alone, not os.environ.
func (lib *environsLib) private() bool { return !lib.below(15) }

// cast makes a value of the text of a variable. ok is false where it refuses it.
type cast func(t *value.Thread, v value.Value, options *value.Call) (out value.Value, ok bool, err error)

func environsModule(t *value.Thread) value.Value {
	lib := &environsLib{}
	if version, installed := t.Host.Package("environs"); installed == value.Yes {
		lib.version = version
	}
	lib.errorBase = value.NewClass("EnvError", "environs", value.Exceptions()["ValueError"])
	lib.notSet, lib.invalid = lib.errorBase, value.NewClass("EnvValidationError", "environs", lib.errorBase)
	switch {
	case lib.below(6, 1):
		lib.invalid = lib.errorBase
	case lib.below(8, 1): // but for URLs
		lib.notSet = lib.invalid
	case !lib.below(15, 1):
		lib.notSet = value.NewClass("EnvNotSetError", "environs", lib.errorBase)
	}
	lib.sealed = value.NewClass("EnvSealedError", "environs", value.Exceptions()["TypeError"], lib.errorBase)
	lib.validation = value.NewClass("ValidationError", "marshmallow.exceptions", value.Exceptions()["Exception"])
	lib.env = lib.envClass()
	lib.fileAware = value.NewClass("FileAwareEnv", "environs", lib.env)
	m := value.NewModule("environs", "")
	m.Define("Env", lib.env).Define("FileAwareEnv", lib.fileAware)
	m.Define("EnvError", lib.errorBase).Define("EnvNotSetError", lib.notSet).Define("EnvValidationError", lib.invalid)
	m.Define("EnvSealedError", lib.sealed).Define("ValidationError", lib.validation)
	if path := attribute(t, "pathlib", "Path"); path != nil { // which it imports for itself
		m.Define("Path", path)
	}
	if !lib.below(14, 3) {
		m.Define("validate", validateModule(lib.validation))
	}
	if !lib.below(14) {
		shared := t.NewInstance(lib.env)
		lib.setUp(nil, shared, &value.Call{})
		m.Define("env", shared)
	}
	return m
}

func (lib *environsLib) envClass() *value.Class {
	c := value.NewClass("Env", "environs")
	c.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		self, ok := firstInstance(c)
		if !ok {
			return nil, t.Raise("TypeError", "__init__() missing a required argument: 'self'")
		}
		if err := lib.refuse(t, c); err != nil {
			return nil, err
		}
		lib.setUp(t, self, c)
		return value.None(), nil
	})
	for name, f := range lib.casts() {
		lib.reader(c, name, f)
	}
	if lib.private() {
		method(c, "read_env", "path=, *, recurse=, override=, return_path=, verbose=", lib.readEnv)
	} else {
		read := value.NewBuiltin("read_env", loose("read_env", "path=, recurse=, verbose=, override=, return_path=", func(t *value.Thread, a args) (value.Value, error) {
			return lib.readEnv(t, nil, args{a[0], a[1], a[3], a[4], a[2]})
		}))
		c.NS.Set(nil, "read_env", &value.StaticMethod{Func: read}, value.Place{})
	}
	method(c, "prefixed", "prefix", lib.prefixed)
	method(c, "seal", "", lib.seal)
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

// refuse is the error of what Env is given and does not take, or not yet: options came with
// releases, and none is positional.
func (lib *environsLib) refuse(t *value.Thread, c *value.Call) error {
	since := map[string][]int{"eager": {6, 1}, "expand_vars": {8, 1}, "prefix": {14, 1}, "file_suffix": {14, 3}, "strip_whitespace": {15, 1}}
	for _, k := range c.Keywords {
		if release, has := since[k.Name]; !has || lib.below(release...) {
			return t.Raise("TypeError", "__init__() got an unexpected keyword argument ...")
		}
	}
	if len(c.Args) > 1 {
		return t.Raise("TypeError", "__init__() takes 1 positional argument but more were given")
	}
	return nil
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
	set("_failed", value.NewBool(false, nil))
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
		case name == "enum" && !lib.below(13) && c.Keyword("enum") == nil:
			return nil, t.Raise("TypeError", "__init__() missing a required argument: 'enum'")
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
		castDefault := strings.HasPrefix(name, "dj_") || lib.below(14) && (lib.castsNone(name) || !isNone(def))
		return lib.read(t, self, variable, def, f, c, castDefault)
	})
}

// castsNone tells whether a version before 14 casts None too, where that is the default.
func (lib *environsLib) castsNone(name string) bool {
	switch name {
	case "enum", "url", "dict":
		return true
	case "list":
		return lib.below(10, 2)
	case "json":
		return lib.below(10, 1)
	}
	return false
}

// proxied is a text that names another variable, before 9.
var proxied = pattern.New(`^[\s\v\x1c-\x1f\x85\pZ]*\{\{[^}]*\}\}`)

// read finds the text of a variable and casts it.
func (lib *environsLib) read(t *value.Thread, self *value.Instance, variable, def value.Value, f cast, c *value.Call, castDefault bool) (value.Value, error) {
	if held, _ := self.NS.Get("_sealed"); held.V != nil {
		return nil, t.RaiseClass(lib.sealed, "Env has already been sealed. New values cannot be parsed.", nil)
	}
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
	case v == nil && def == nil && putsOff(t, self):
		self.NS.Set(t, "_failed", value.NewBool(true, absent), t.At)
		return t.Default(name, value.None(), absent, "environs"), nil
	case v == nil && def == nil:
		if v, err = t.Demand(name, absent, lib.notSet, `Environment variable "`+name+`" not set`); err != nil {
			return nil, err
		}
	case v == nil && !castDefault:
		return t.Default(name, def, absent, "environs"), nil
	case v == nil:
		v = t.Default(name, def, absent, "environs")
	}
	if s, _ := text(v); lib.below(9) && proxied.MatchString(s) {
		return unknown(t, "{{NAME}} of environs before 9 is not followed", v.Trace()), nil
	}
	return known(t, args{v}, func(k args) (value.Value, error) { return lib.convert(t, self, name, k[0], f, c) })
}

// convert expands "${NAME}", casts and validates.
func (lib *environsLib) convert(t *value.Thread, self *value.Instance, name string, v value.Value, f cast, c *value.Call) (value.Value, error) {
	v, u, err := lib.expand(t, self, v, c)
	if u != nil || err != nil {
		return unknownOrNil(u), err
	}
	out, ok, err := f(t, v, c)
	if err == nil && ok {
		out, ok, err = lib.validate(t, out, c.Keyword("validate"))
	}
	if r, raised := err.(*value.Raised); raised && r.Kind.Is(lib.validation) {
		ok, err = false, nil
	}
	if err != nil || ok {
		return out, err
	}
	if putsOff(t, self) {
		self.NS.Set(t, "_failed", value.NewBool(true, v.Trace()), t.At)
		if lib.below(15) {
			return v, nil
		}
		return value.None().With(v.Trace()), nil
	}
	return nil, t.RaiseClass(lib.invalid, `Environment variable "`+name+`" invalid: ...`, v.Trace())
}

// putsOff tells whether an Env is not eager: what is wrong is raised by seal.
func putsOff(t *value.Thread, self *value.Instance) bool {
	eager, _ := self.NS.Get("eager")
	on, err := value.Truthy(t, orNone(eager.V))
	return err == nil && eager.V != nil && on == value.No
}

// validate calls a validator, or each of a list; false where one refuses the value.
func (lib *environsLib) validate(t *value.Thread, v, validate value.Value) (value.Value, bool, error) {
	if isNone(validate) {
		return v, true, nil
	}
	each := []value.Value{validate}
	switch validate.(type) {
	case *value.List, value.Tuple:
		items, err := value.Items(t, validate)
		if err != nil {
			return nil, false, err
		}
		each = items
	}
	for _, f := range each {
		r, err := call(t, f, v)
		if err != nil {
			return nil, false, err
		}
		if u, ok := value.IsUnknown(r); ok {
			return spread(u, v), true, nil
		}
		if b, ok := r.(value.Bool); ok && !b.B && lib.below(15) {
			switch version, _ := t.Host.Package("marshmallow"); {
			case version == "" && !lib.below(14):
				return unknown(t, "what a validator that gives False does depends on the version of marshmallow", v.Trace()), true, nil
			case version == "" || versionBelow(version, 4):
				return nil, false, nil
			}
		}
	}
	return v, true, nil
}

// seal raises what an Env that is not eager has put off. No Env reads after it.
func (lib *environsLib) seal(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
	self.NS.Set(t, "_sealed", value.NewBool(true, nil), t.At)
	b, _ := self.NS.Get("_failed")
	failed, err := value.Truthy(t, orFalse(b.V))
	if err == nil && failed == value.Yes {
		err = t.RaiseClass(lib.invalid, "Environment variables invalid: ...", b.V.Trace())
	}
	return value.None(), err
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
