package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// django-smart-env 1.0 (smart_env/__init__.py): an Env of django-environ that takes
// every cast from its scheme, of (cast, default, develop, explicit, help), and
// refuses a variable that is not in it.

func smartEnvModules() map[string]maker {
	return map[string]maker{"smart_env": smartEnvModule}
}

// smartEnvLib is the module of one interpretation.
type smartEnvLib struct {
	base, missing *value.Class
	bool          value.Value
}

func smartEnvModule(t *value.Thread) value.Value {
	m := value.NewModule("smart_env", "")
	m.Fallback = notFollowed("smart_env")
	lib := &smartEnvLib{}
	var ok bool
	if lib.base, ok = attribute(t, "environ", "Env").(*value.Class); !ok {
		return m
	}
	lib.bool = value.NewBuiltin("smart_bool", strict("smart_bool", "value", smartBool))
	failure := value.NewClass("SmartEnvError", "smart_env.exceptions", value.Exceptions()["Exception"])
	lib.missing = value.NewClass("SmartEnvMissingVarError", "smart_env.exceptions", failure)
	c := value.NewClass("SmartEnv", "smart_env", lib.base)
	c.Method("__init__", lib.init)
	method(c, "get_value", "var, cast=, default=, parse_default=", lib.read)
	method(c, "bool", "var, default=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		v, err := lib.read(t, self, args{a[0], nil, a[1], nil})
		if err != nil {
			return nil, err
		}
		return call(t, value.BoolClass, v)
	})
	method(c, "storage", "value", lib.storage)
	for _, name := range []string{"get_develop_value", "is_valid", "check_explicit"} {
		method(c, name, "var=", func(t *value.Thread, _ *value.Instance, _ args) (value.Value, error) {
			return unknown(t, "SmartEnv."+name+" is not followed"), nil
		})
	}
	m.Define("SmartEnv", c).Define("Env", lib.base).Define("smart_bool", lib.bool).Define("SmartEnvMissingVarError", lib.missing)
	return m
}

// init keeps the scheme as it is written in raw, and the cast and default of each
// variable as the scheme of an Env.
func (lib *smartEnvLib) init(t *value.Thread, c *value.Call) (value.Value, error) {
	self, ok := firstInstance(c)
	if !ok || len(c.Args) > 1 {
		return nil, t.Raise("TypeError", "SmartEnv.__init__() takes 1 positional argument")
	}
	raw, plain := t.NewDict(nil), &value.Call{Args: c.Args, Open: c.Open, At: c.At}
	for _, k := range c.Keywords {
		raw.SetStr(t, k.Name, k.Value)
		items, err := value.Items(t, k.Value)
		switch {
		case raisedIs(err, "TypeError"): // it is a cast alone
			plain.Keywords = append(plain.Keywords, k)
			continue
		case err != nil:
			return nil, err
		case len(items) < 2:
			return nil, t.RaiseClass(value.Exceptions()["ValueError"], "not enough values to unpack (expected at least 2)", k.Value.Trace())
		}
		plain.Keywords = append(plain.Keywords, value.Keyword{Name: k.Name, Value: value.NewTuple(items[:2], k.Value.Trace())})
	}
	if c.Open != nil {
		raw.Open(t, c.Open)
	}
	self.NS.Set(t, "raw", raw, t.At)
	init, _, _ := lib.base.Lookup("__init__")
	return value.CallValue(t, init.V, plain)
}

// read is SmartEnv.get_value.
func (lib *smartEnvLib) read(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	cast, err := lib.castOf(t, self, a[0])
	if err != nil {
		return nil, err
	}
	if u, ok := value.IsUnknown(cast); ok {
		return spread(u), nil
	}
	def := a[2]
	if def == nil {
		if def, err = value.Attr(t, self, "NOTSET"); err != nil {
			return nil, err
		}
	}
	get, _, _ := lib.base.Lookup("get_value")
	v, err := call(t, get.V, self, a[0], cast, def, orFalse(a[3]))
	if err != nil || cast != value.Value(value.BoolClass) {
		return v, err
	}
	return call(t, lib.bool, v)
}

// castOf is the cast that the scheme gives a variable; SmartEnvMissingVarError where it has none.
func (lib *smartEnvLib) castOf(t *value.Thread, self *value.Instance, name value.Value) (value.Value, error) {
	raw, err := value.Attr(t, self, "raw")
	if err != nil {
		return nil, err
	}
	entry, err := value.Item(t, raw, name)
	if raisedIs(err, "KeyError") {
		return nil, t.RaiseClass(lib.missing, "Missing ...", name.Trace())
	}
	if err != nil {
		return nil, err
	}
	switch e := entry.(type) {
	case value.Tuple, *value.List:
		return value.Item(t, e, value.NewInt(0, nil))
	case *value.Class:
		switch e {
		case value.BoolClass:
			return lib.bool, nil
		case value.StrClass, value.IntClass, value.FloatClass:
			return e, nil
		}
		return unknown(t, "a cast of this class alone is not followed"), nil // list[0] is an alias
	}
	return entry, nil
}

// smartBool is smart_bool: by the first letter of a text.
func smartBool(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	for _, b := range []bool{true, false} {
		if value.Equal(t, a[0], value.NewBool(b, nil)) == value.Yes {
			return value.NewBool(b, tr), nil
		}
	}
	truth, err := value.Truthy(t, a[0])
	if err != nil || truth == value.No {
		return value.NewBool(false, tr), err
	}
	lower, err := callMethod(t, a[0], "lower")
	if err != nil {
		return nil, err
	}
	s, _ := text(lower)
	return value.NewBool(s == "" || !strings.Contains("fn0", s[:1]), tr), nil
}

// storage is SmartEnv.storage: "path.of.Backend?name=text&...".
func (lib *smartEnvLib) storage(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	v, err := lib.read(t, self, args{a[0], nil, nil, nil})
	if err != nil {
		return nil, err
	}
	return known(t, args{v}, func(k args) (value.Value, error) {
		truth, err := value.Truthy(t, k[0])
		if err != nil || truth == value.No {
			return value.None().With(k[0].Trace()), err
		}
		s, err := wantText(t, k[0], "storage")
		if err != nil {
			return nil, err
		}
		tr := k[0].Trace()
		backend, query, has := strings.Cut(s, "?")
		options := t.NewDict(tr)
		for _, entry := range strings.Split(query, "&") {
			name, text, ok := strings.Cut(entry, "=")
			if has && !ok {
				return nil, t.RaiseClass(value.Exceptions()["ValueError"], "not enough values to unpack (expected 2, got 1)", tr)
			}
			if has {
				options.SetStr(t, name, value.NewStr(text, tr))
			}
		}
		return dictOf(t, tr, "BACKEND", value.NewStr(backend, tr), "OPTIONS", options), nil
	})
}
