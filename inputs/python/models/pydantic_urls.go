package models

import (
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/value"
)

// The URLs of pydantic: of version 1 texts with attributes, of version 2 objects
// whose text is normalised.

// plainDSN is a URL that pydantic leaves as it is.
var plainDSN = pattern.New(`^[a-z][a-z0-9+]*://(?:[A-Za-z0-9._~-]+(?::[A-Za-z0-9._~-]+)?@)?[a-z0-9.-]*[a-z][a-z0-9.-]*(?::[1-9][0-9]{0,4})?/[A-Za-z0-9._~/-]+$`)

// urlSchemes are those that each type takes.
var urlSchemes = map[string]map[string]bool{
	"PostgresDsn": {"postgres": true, "postgresql": true, "postgresql+asyncpg": true, "postgresql+psycopg": true, "postgresql+psycopg2": true},
	"RedisDsn":    {"redis": true, "rediss": true}, "HttpUrl": {"http": true, "https": true}, "AnyHttpUrl": {"http": true, "https": true},
	"AmqpDsn": {"amqp": true, "amqps": true}, "MySQLDsn": {"mysql": true, "mysql+pymysql": true},
}

// urlObjectClass is the class of the URLs of version 2.
func urlObjectClass() *value.Class {
	c := value.NewClass("Url", "pydantic.networks")
	for _, name := range []string{"__str__", "unicode_string", "encoded_string"} {
		c.Method(name, func(_ *value.Thread, c *value.Call) (value.Value, error) {
			if u := urlOfInstance(c); u != nil {
				return value.NewStr(u.join(), u.trace), nil
			}
			return value.None(), nil
		})
	}
	for name, part := range map[string]string{"host": "hostname", "port": "port", "username": "username", "password": "password", "scheme": "scheme", "path": "path"} {
		c.NS.Set(nil, name, &value.Property{Getter: value.NewBuiltin(name, func(t *value.Thread, c *value.Call) (value.Value, error) {
			u := urlOfInstance(c)
			if u == nil {
				return value.None(), nil
			}
			return value.Attr(t, u, part)
		})}, value.Place{})
	}
	return c
}

func urlOfInstance(c *value.Call) *parseResult {
	if self, ok := firstInstance(c); ok {
		u, _ := self.Data.(*parseResult)
		return u
	}
	return nil
}

func (lib *pydanticLib) makeURL(t *value.Thread, s schema, v value.Value) (value.Value, bool, error) {
	if i, ok := v.(*value.Instance); ok && i.Kind.Is(lib.url) {
		return i, true, nil
	}
	raw, ok := text(v)
	u, err := asResult(t, v, false)
	if err != nil || !ok || !plainDSN.MatchString(raw) || urlSchemes[s.name] != nil && !urlSchemes[s.name][u.scheme] {
		return unknown(t, "whether pydantic takes the URL as it is is not followed", v.Trace()), true, nil
	}
	if _, port := u.hostinfo(); s.name == "RedisDsn" && port == "" || port == "80" || port == "443" {
		return unknown(t, "the URL that pydantic makes is not followed", v.Trace()), true, nil
	}
	if lib.v1 {
		out, err := lib.oldURL(t, s.name, v)
		return out, true, err
	}
	i := t.NewInstance(lib.url)
	i.Data = u
	return i, true, nil
}

// oldURL is a URL of version 1: a text with attributes.
func (lib *pydanticLib) oldURL(t *value.Thread, name string, v value.Value) (value.Value, error) {
	u, err := asResult(t, v, false)
	if err != nil {
		return nil, err
	}
	c := value.NewClass(name, "pydantic.networks", value.StrClass)
	for name, part := range map[string]string{"scheme": "scheme", "host": "hostname", "user": "username", "password": "password", "path": "path"} {
		held, err := value.Attr(t, u, part)
		if err != nil {
			return nil, err
		}
		c.NS.Set(nil, name, held, value.Place{})
	}
	var held value.Value = value.None()
	if _, port := u.hostinfo(); port != "" {
		held = value.NewStr(port, u.open())
	}
	c.NS.Set(nil, "port", held, value.Place{})
	c.NS.Set(nil, "query", value.None(), value.Place{})
	c.NS.Set(nil, "fragment", value.None(), value.Place{})
	c.Method("__repr__", unknownCall("the repr of a URL of pydantic is not followed"))
	c.Method("__getattr__", unknownCall("an attribute of a URL of pydantic is not followed"))
	return t.NewDerived(c, v), nil
}
