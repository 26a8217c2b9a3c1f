package models

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/djgate/djgate/inputs/python/value"
)

// django-environ (module environ), versions 0.3.0 to 0.14: Env and its casts are here, the
// URL casts in environ_urls.go, read_env in envfile.go.

func environModules() map[string]maker {
	return map[string]maker{
		"environ": environModule,
		// The package's names are those of this module, which it star-imports.
		"environ.environ": func(t *value.Thread) value.Value {
			m := value.NewModule("environ.environ", "")
			for _, name := range environNames {
				m.Define(name, attribute(t, "environ", name))
			}
			return m
		},
	}
}

// environNames are what both modules of django-environ have.
var environNames = []string{"Env", "FileAwareEnv", "Path", "ImproperlyConfigured", "NoValue"}

// environLib is the module of one interpretation.
type environLib struct {
	version string // "" where it is not known
	minor   int    // of version 0.minor; the newest where it is not known
	notSet  *value.Instance
	wrong   *value.Class // ImproperlyConfigured
	env     *value.Class
	path    *value.Class
	truths  value.Value // BOOLEAN_TRUE_STRINGS of a class that has its own; else nil
}

// below tells whether the version is known, and below another.
func (lib *environLib) below(numbers ...int) bool {
	return lib.version != "" && versionBelow(lib.version, numbers...)
}

// before tells whether the version is known, and before 0.4.patch.
func (lib *environLib) before(patch int) bool { return lib.below(0, 4, patch) }

// copies tells whether read_env copies os.environ, where it reads the file, and the class
// knows no variable before: so does 0.4.2 alone.
func (lib *environLib) copies() bool { return lib.before(3) && !lib.before(2) }

func environModule(t *value.Thread) value.Value {
	version, _ := t.Host.Package("environ")
	lib := &environLib{version: version, minor: minorVersion(t, "environ", 14)}
	lib.wrong, _ = attribute(t, "django.core.exceptions", "ImproperlyConfigured").(*value.Class)
	lib.notSet = t.NewInstance(value.NewClass("NoValue", "environ.environ"))
	lib.env = lib.envClass(t)
	fileAware := value.NewClass("FileAwareEnv", "environ.environ", lib.env)
	mapping := t.NewInstance(value.NewClass("FileAwareMapping", "environ.fileaware_mapping"))
	fileAware.NS.Set(nil, "ENVIRON", mapping, value.Place{})
	lib.path = environPathClass(t, lib)
	m := value.NewModule("environ", "")
	m.Define("Env", lib.env).Define("FileAwareEnv", fileAware).Define("Path", lib.path)
	m.Define("ImproperlyConfigured", lib.wrong).Define("NoValue", lib.notSet.Kind)
	m.Define("FileAwareMapping", mapping.Kind)
	return m
}

// minorVersion is the second number of an installed package's version; def
// stands for one that is not known.
func minorVersion(t *value.Thread, name string, def int) int {
	version, installed := t.Host.Package(name)
	if parts := strings.Split(version, "."); installed == value.Yes && len(parts) > 1 {
		if n, err := strconv.Atoi(parts[1]); err == nil {
			return n
		}
	}
	return def
}

// method adds a method whose signature does not name self.
func method(c *value.Class, name, params string, f func(t *value.Thread, self *value.Instance, a args) (value.Value, error)) {
	c.Method(name, func(t *value.Thread, call *value.Call) (value.Value, error) {
		self, ok := firstInstance(call)
		if !ok {
			return nil, t.Raise("TypeError", name+"() missing a required argument: 'self'")
		}
		rest := *call
		rest.Args = call.Args[1:]
		a, err := signed(name, params).bind(t, &rest)
		if err != nil {
			return nil, err
		}
		if call.Open != nil {
			return spread(call.Open), nil
		}
		return overClasses(t, a, func(a args) (value.Value, error) {
			out, err := f(t, self, a)
			return followed(out, err, a)
		})
	})
}

func firstInstance(c *value.Call) (*value.Instance, bool) {
	if len(c.Args) == 0 {
		return nil, false
	}
	self, ok := c.Args[0].(*value.Instance)
	return self, ok
}

func (lib *environLib) envClass(t *value.Thread) *value.Class {
	c := envMethods().Copy(lib)
	switch {
	case lib.copies():
		c.NS.Set(nil, "ENVIRON", t.NewDict(nil), value.Place{})
	case !lib.before(1):
		c.NS.Set(nil, "ENVIRON", t.Environ, value.Place{})
	}
	if lib.below(0, 3, 1) {
		c.NS.Delete(nil, "email")
	}
	if lib.before(0) {
		c.NS.Delete(nil, "tuple")
	}
	c.NS.Set(nil, "NOTSET", lib.notSet, value.Place{})
	if lib.minor >= 12 {
		urlMethod(c, "channels_url", "CHANNELS_URL", "backend", true, (*environLib).channels)
		urlMethod(c, "channels", "CHANNELS_URL", "backend", true, (*environLib).channels)
	}
	return c
}

// environOf is the library whose class Env a class is, or derives from; nil for
// none, and for what is no class.
func environOf(v value.Value) *environLib {
	c, ok := v.(*value.Class)
	if !ok {
		return nil
	}
	for _, k := range c.MRO() {
		if lib, ok := k.Data.(*environLib); ok {
			return lib
		}
	}
	return nil
}

// envMethod adds a method to the Env of every interpretation.
func envMethod(c *value.Class, name, params string, f func(lib *environLib, t *value.Thread, self *value.Instance, a args) (value.Value, error)) {
	method(c, name, params, func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		lib := environOf(self.Kind)
		if lib == nil {
			return nil, t.Raise("AttributeError", "'"+self.Kind.Name+"' object has no attribute 'get_value'")
		}
		return f(lib.of(self), t, self, a)
	})
}

// of is the library as an object of the project's class reads variables.
func (lib *environLib) of(self *value.Instance) *environLib {
	b, _, found := self.Kind.Lookup("BOOLEAN_TRUE_STRINGS")
	if !found {
		return lib
	}
	own := *lib
	own.truths = b.V
	return &own
}

// envMethods are the methods of Env, which all interpretations share.
var envMethods = sync.OnceValue(func() *value.Class {
	c := value.NewClass("Env", "environ.environ")
	c.Method("__init__", envInit)
	envMethod(c, "__call__", "var, cast=, default=, parse_default=", func(lib *environLib, t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return lib.get(t, self, request{name: a[0], cast: a[1], def: a[2], parseDefault: a[3]})
	})
	envMethod(c, "get_value", "var, cast=, default=, parse_default=", func(lib *environLib, t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return lib.read(t, self, request{name: a[0], cast: a[1], def: a[2], parseDefault: a[3]})
	})
	envMethod(c, "__contains__", "var", func(lib *environLib, t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		if lib.before(4) {
			return nil, t.Raise("TypeError", "argument of type '"+self.Kind.Name+"' is not iterable")
		}
		source, err := value.Attr(t, self, "ENVIRON")
		if err != nil {
			return nil, err
		}
		return value.CompareValue(t, value.In, a[0], source)
	})
	envScalars(c)
	envContainers(c)
	envURLs(c)
	c.NS.Set(nil, "read_env", &value.ClassMethod{Func: value.NewBuiltin("read_env", func(t *value.Thread, c *value.Call) (value.Value, error) {
		if lib := environOf(c.Args[0]); lib != nil {
			return lib.readEnv(t, c)
		}
		return unknown(t, "read_env of another class than Env is not followed"), nil
	})}, value.Place{})
	return c
})

// schemeName is the attribute that holds what Env was called with.
func (lib *environLib) schemeName() string {
	if lib.before(0) {
		return "schema"
	}
	return "scheme"
}

// envInit is Env(**scheme).
func envInit(t *value.Thread, c *value.Call) (value.Value, error) {
	self, ok := firstInstance(c)
	if !ok || len(c.Args) > 1 {
		return nil, t.Raise("TypeError", "Env.__init__() takes 1 positional argument")
	}
	scheme := t.NewDict(nil)
	for _, k := range c.Keywords {
		scheme.SetStr(t, k.Name, k.Value)
	}
	if c.Open != nil {
		scheme.Open(t, c.Open)
	}
	for _, attr := range []struct {
		name  string
		since int // the minor version
		v     value.Value
	}{{"smart_cast", 5, value.NewBool(true, nil)}, {"escape_proxy", 8, value.NewBool(false, nil)}, {"prefix", 9, value.NewStr("", nil)}, {environOf(self.Kind).schemeName(), 0, scheme}} {
		if environOf(self.Kind).minor >= attr.since {
			self.NS.Set(t, attr.name, attr.v, t.At)
		}
	}
	return value.None(), nil
}

// scalars are the methods for single values.
func envScalars(c *value.Class) {
	for name, class := range map[string]*value.Class{"bool": value.BoolClass, "int": value.IntClass, "float": value.FloatClass} {
		envMethod(c, name, "var, default=", func(lib *environLib, t *value.Thread, self *value.Instance, a args) (value.Value, error) {
			return lib.get(t, self, request{name: a[0], cast: class, def: a[1]})
		})
	}
	envMethod(c, "str", "var, default=, multiline=, choices=", func(lib *environLib, t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		if a[2] != nil && lib.before(5) {
			return nil, t.Raise("TypeError", "str() got an unexpected keyword argument 'multiline'")
		}
		if a[3] != nil && lib.minor < 13 {
			return nil, t.Raise("TypeError", "str() got an unexpected keyword argument 'choices'")
		}
		return lib.str(t, self, a)
	})
	envMethod(c, "unicode", "var, default=", func(lib *environLib, t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		if lib.minor >= 10 {
			return nil, t.Raise("AttributeError", "'Env' object has no attribute 'unicode'")
		}
		return lib.get(t, self, request{name: a[0], cast: value.StrClass, def: a[1]})
	})
	envMethod(c, "bytes", "var, default=, encoding=", func(lib *environLib, t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		if lib.before(5) {
			return nil, t.Raise("AttributeError", "'"+self.Kind.Name+"' object has no attribute 'bytes'")
		}
		if lib.minor < 7 {
			a[1] = nil // those versions forget the default
		}
		v, err := lib.get(t, self, request{name: a[0], cast: value.StrClass, def: a[1]})
		if a[2] != nil && err == nil {
			return unknown(t, "another encoding is not followed", v.Trace(), a[2].Trace()), nil
		}
		if err != nil {
			return nil, err
		}
		return overCast(t, v, nil, func(v value.Value) (value.Value, error) {
			if s, ok := text(v); ok {
				return value.NewBytes(s, v.Trace()), nil
			}
			if lib.minor < 7 {
				return nil, t.Raise("AttributeError", "'"+v.Class().Name+"' object has no attribute 'encode'")
			}
			return v, nil
		})
	})
	envMethod(c, "json", "var, default=", func(lib *environLib, t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return lib.get(t, self, request{name: a[0], cast: attribute(t, "json", "loads"), def: a[1]})
	})
	envMethod(c, "path", "var, default=, *, required=, is_file=", func(lib *environLib, t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		v, err := lib.get(t, self, request{name: a[0], def: a[1]})
		if err != nil {
			return nil, err
		}
		return known(t, args{v, orFalse(a[2]), orFalse(a[3])}, func(k args) (value.Value, error) {
			return newEnvironPath(t, lib, k[:1], k[1], k[2])
		})
	})
}

func orFalse(v value.Value) value.Value {
	if v == nil {
		return value.NewBool(false, nil)
	}
	return v
}

func (lib *environLib) str(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	r := request{name: a[0], cast: value.StrClass, def: a[1]}
	if lib.minor < 5 {
		r.cast = nil
	}
	v, err := lib.get(t, self, r)
	if err != nil {
		return nil, err
	}
	multiline, err := isOn(t, a[2], false)
	if err != nil {
		return nil, err
	}
	s, isText := text(v)
	if _, unknown := value.IsUnknown(v); !isText && !unknown && multiline == value.Yes {
		return nil, lib.notMultiline(t, v)
	}
	if isText && multiline == value.Yes {
		if lib.minor >= 8 {
			s = strings.ReplaceAll(s, `\r\n`, "\n")
		}
		s = strings.ReplaceAll(s, `\n`, "\n")
		return value.NewStr(s, v.Trace()), nil
	}
	if a[3] == nil || lib.unset(a[3]) || multiline == value.Yes {
		return v, nil
	}
	in, err := value.Compare(t, value.In, v, a[3])
	if err == nil && in == value.No {
		return nil, t.RaiseClass(lib.wrong, "Invalid value: ... not in ...", v.Trace())
	}
	return v, err
}

// notMultiline is what str raises, asked for the lines of what is no text.
func (lib *environLib) notMultiline(t *value.Thread, v value.Value) error {
	if lib.minor >= 8 {
		return t.RaiseClass(value.Exceptions()["TypeError"], "expected string or bytes-like object, got '"+v.Class().Name+"'", v.Trace())
	}
	return t.RaiseClass(value.Exceptions()["AttributeError"], "'"+v.Class().Name+"' object has no attribute 'replace'", v.Trace())
}

// containers are the methods for lists, tuples and dicts.
func envContainers(c *value.Class) {
	envSequence(c, "list", value.ListClass, func(t *value.Thread, cast value.Value) value.Value {
		return t.NewList([]value.Value{cast}, nil)
	})
	envSequence(c, "tuple", value.TupleClass, func(_ *value.Thread, cast value.Value) value.Value {
		return value.NewTuple([]value.Value{cast}, nil)
	})
	envMethod(c, "dict", "var, cast=, default=", func(lib *environLib, t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		if a[1] == nil {
			a[1] = value.DictClass
		}
		return lib.get(t, self, request{name: a[0], cast: a[1], def: a[2]})
	})
}

// envSequence is a method for sequences. A cast that is false is none: who writes
// env.list("X", []) means a default, and gives a cast.
func envSequence(c *value.Class, name string, whole *value.Class, of func(*value.Thread, value.Value) value.Value) {
	envMethod(c, name, "var, cast=, default=", func(lib *environLib, t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		var cast value.Value = whole
		if a[1] != nil {
			given, err := value.Truthy(t, a[1])
			switch {
			case err != nil:
				return nil, err
			case given == value.Maybe:
				return unknown(t, "the cast is not known", traceOf(a)), nil
			case given == value.Yes:
				cast = of(t, a[1])
			}
		}
		return lib.get(t, self, request{name: a[0], cast: cast, def: a[2]})
	})
}

// unset tells whether a default was not given.
func (lib *environLib) unset(v value.Value) bool {
	i, ok := v.(*value.Instance)
	return v == nil || ok && i.Kind == lib.notSet.Kind
}

// perhapsUnset tells whether a default is NOTSET by an assumption, or one of several
// among which that is.
func (lib *environLib) perhapsUnset(u *value.Unknown) bool {
	return slices.ContainsFunc(u.Choices, func(c value.Choice) bool { return lib.unset(c.V) })
}
