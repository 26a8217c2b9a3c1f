package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// sentryModule is sentry_sdk, whose init records what it is given.
func sentryModule(*value.Thread) value.Value {
	m := value.NewModule("sentry_sdk", "")
	guard, record := opaqueClass("_InitGuard", "sentry_sdk"), recorded("sentry_sdk.init", "dsn")
	m.Func("init", func(t *value.Thread, c *value.Call) (value.Value, error) {
		if _, err := record(t, c); err != nil {
			return nil, err
		}
		if c.Open == nil && c.Keyword("transport") == nil {
			if err := checkDSN(t, givenDSN(t, c)); err != nil {
				return nil, err
			}
		}
		return t.NewInstance(guard), nil
	})
	m.Fallback = notFollowed("sentry_sdk")
	return m
}

// sentryUtils has the exception that a wrong DSN raises.
func sentryUtils(*value.Thread) value.Value {
	m := value.NewModule("sentry_sdk.utils", "")
	m.Define("BadDsn", value.NewClass("BadDsn", "sentry_sdk.utils", value.Exceptions()["ValueError"]))
	m.Fallback = notFollowed(m.Name)
	return m
}

// givenDSN is the DSN of a call, or of the environment where it gives none.
func givenDSN(t *value.Thread, c *value.Call) value.Value {
	v := c.Keyword("dsn")
	if len(c.Args) > 0 {
		v = c.Args[0]
	}
	if isNone(v) {
		v, _ = t.Environ.Lookup(t, "SENTRY_DSN")
	}
	return orNone(v)
}

// checkDSN raises for a text that is no DSN, as sentry_sdk does before it sends
// anything (sentry_sdk/utils.py, Dsn). None and "" turn it off.
func checkDSN(t *value.Thread, dsn value.Value) error {
	_, err := known(t, args{dsn}, func(a args) (value.Value, error) {
		if s, ok := text(a[0]); !ok || s == "" {
			return value.None(), nil
		}
		u, err := asResult(t, a[0], true)
		if err != nil {
			return nil, err
		}
		ok, err := isDSN(t, u)
		if err != nil {
			return nil, value.Blame(err, a[0])
		}
		if !ok {
			bad, _ := attribute(t, "sentry_sdk.utils", "BadDsn").(*value.Class)
			return nil, t.RaiseClass(bad, "the DSN is not https://key@host/number", a[0].Trace())
		}
		return value.None(), nil
	})
	return err
}

// isDSN tells whether a URL has what a DSN needs, in sentry's order: a port that is no
// number raises an error of its own.
func isDSN(t *value.Thread, u *parseResult) (bool, error) {
	if u.scheme != "http" && u.scheme != "https" {
		return false, nil
	}
	for _, name := range []string{"hostname", "port", "username"} {
		v, err := value.Attr(t, u, name)
		if err != nil {
			return false, err
		}
		if s, _ := text(v); s == "" && name != "port" {
			return false, nil
		}
	}
	_, isNumber := pythonInt(u.path[strings.LastIndexByte(u.path, '/')+1:])
	return isNumber, nil
}
