package models

import "github.com/djgate/djgate/inputs/python/value"

// django-getenv 1 (getenv/env.py): a variable is the literal of Python that it is written
// as, or else its text.

func djangoGetenvModules() map[string]maker {
	return map[string]maker{"getenv": djangoGetenv}
}

func djangoGetenv(*value.Thread) value.Value {
	m := value.NewModule("getenv", "")
	missing := value.NewClass("ImproperlyConfigured", "getenv.env", value.Exceptions()["Exception"])
	m.Define("ImproperlyConfigured", missing)
	m.Func("env", loose("env", "key, default=, required=", func(t *value.Thread, a args) (value.Value, error) {
		return getenvOf(t, a, missing)
	}))
	m.Fallback = notFollowed(m.Name)
	return m
}

func getenvOf(t *value.Thread, a args, missing *value.Class) (value.Value, error) {
	if u, ok := value.IsUnknown(a[0]); ok {
		return unknown(t, "the name of a variable is not known: "+u.Because, u.Trace()), nil
	}
	name, err := wantText(t, a[0], "env")
	if err != nil {
		return nil, err
	}
	def := orNone(a[1])
	demanded, err := isDemanded(t, def, a[2])
	if err != nil {
		return nil, err
	}
	v, absent := t.Environ.Lookup(t, name)
	t.Reads = append(t.Reads, value.VariableRead{Name: name, At: t.At, Default: demanded != value.Yes})
	switch {
	case v != nil:
		return overCast(t, t.Read(name, v, "getenv"), nil, func(v value.Value) (value.Value, error) {
			s, _ := text(v)
			literal, err := literalEval(t, s, v.Trace())
			if raisedIs(err, "SyntaxError") || raisedIs(err, "ValueError") {
				return v, nil
			}
			return literal, err
		})
	case demanded == value.Maybe:
		return unknown(t, "whether this raises is not known", absent), nil
	case demanded == value.Yes:
		return t.Demand(name, absent, missing, "Missing required environment variable ...")
	}
	return t.Default(name, def, absent, "getenv"), nil
}

// isDemanded tells whether a variable must be set: it is required, and has no default that
// is true.
func isDemanded(t *value.Thread, def, required value.Value) (value.Truth, error) {
	on, err := isOn(t, required, false)
	if err != nil || on == value.No {
		return on, err
	}
	given, err := value.Truthy(t, def)
	switch {
	case err != nil:
		return value.Maybe, err
	case given == value.Yes:
		return value.No, nil
	case given == value.Maybe:
		return value.Maybe, nil
	}
	return on, nil
}
