package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/value"
)

// The URLs of pydantic: of version 1 texts with attributes, of version 2 objects
// whose text is normalised.

// plainDSN is a URL that version 1 leaves as it is.
var plainDSN = pattern.New(`^[a-z][a-z0-9+]*://(?:[A-Za-z0-9._~-]+(?::[A-Za-z0-9._~-]+)?@)?[a-z0-9.-]*[a-z][a-z0-9.-]*(?::[1-9][0-9]{0,4})?(?:/[A-Za-z0-9._~/-]*)?$`)

// topLevel is a host that ends with a top-level domain, which version 1 asks of an HttpUrl.
var topLevel = pattern.New(`\.[a-z]{2,63}$`)

// urlSchemes are those that each type takes.
var urlSchemes = map[string]map[string]bool{
	"PostgresDsn": {"postgres": true, "postgresql": true, "postgresql+asyncpg": true, "postgresql+psycopg": true, "postgresql+psycopg2": true},
	"RedisDsn":    {"redis": true, "rediss": true}, "HttpUrl": {"http": true, "https": true}, "AnyHttpUrl": {"http": true, "https": true},
	"AmqpDsn": {"amqp": true, "amqps": true}, "MySQLDsn": {"mysql": true, "mysql+pymysql": true},
}

// urlForm are the URLs of version 2 that are followed: scheme, user, password, host, port,
// path and the rest. Their letters are those that stay as they are.
var urlForm = pattern.New(`^([a-z][a-z0-9+]*)://(?:([A-Za-z0-9._~-]*)(?::((?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+))?@)?([a-z0-9.-]*[a-z][a-z0-9.-]*)(?::([1-9][0-9]{0,4}))?(/[A-Za-z0-9._~/-]*)?((?:\?[A-Za-z0-9._~=&,/-]+)?(?:#[A-Za-z0-9._~/-]+)?)$`)

// takesScheme tells whether a type takes a scheme. Which drivers it takes behind a "+"
// depends on the version.
func takesScheme(kind, scheme string) value.Truth {
	all, limited := urlSchemes[kind]
	if !limited || all[scheme] {
		return value.Yes
	}
	family, _, _ := strings.Cut(scheme, "+")
	if all[family] {
		return value.Maybe
	}
	return value.No
}

// webPorts are the ports of the schemes whose URLs always have a path, and lack this port.
var webPorts = map[string]string{"http": "80", "https": "443", "ws": "80", "wss": "443", "ftp": "21"}

// urlDefaults are the port and the path that a type adds.
var urlDefaults = map[string][2]string{"RedisDsn": {"6379", "/0"}, "MySQLDsn": {"3306", ""}}

// normalURL is the text of a URL as a type of version 2 has it; not ok where it is not followed.
func normalURL(kind, raw string) (out string, ok bool) {
	m := urlForm.FindStringSubmatch(raw)
	if m == nil || strings.Contains(m[6], "/.") {
		return "", false
	}
	scheme, port, path := m[1], m[5], m[6]
	usual, web := webPorts[scheme]
	if web && port == usual {
		port = ""
	}
	if web && path == "" {
		path = "/"
	}
	adds := urlDefaults[kind]
	if port == "" {
		port = adds[0]
	}
	if adds[1] != "" && strings.Trim(path, "/") == "" {
		path = adds[1]
	}
	userinfo := m[2]
	if m[3] != "" {
		userinfo += ":" + m[3]
	}
	if userinfo != "" {
		userinfo += "@"
	}
	if port != "" {
		port = ":" + port
	}
	return scheme + "://" + userinfo + m[4] + port + path + m[7], true
}

// urlClass is the class of the URLs of a type of version 2: since 2.10 one of its name,
// before that of pydantic_core. The hosts of a Postgres URL may be several.
func (lib *pydanticLib) urlClass(kind string) *value.Class {
	name, module := kind, "pydantic.networks"
	several := kind == "PostgresDsn"
	if lib.coreURLs {
		name, module = "Url", "pydantic_core._pydantic_core"
		if several {
			name = "MultiHostUrl"
		}
	}
	if c := lib.urls[name]; c != nil {
		return c
	}
	c := value.NewClass(name, module, lib.url)
	lib.urls[name] = c
	c.Method("__repr__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		u := urlOfInstance(c)
		if u == nil {
			return value.None(), nil
		}
		return joined(t, name+"(", value.NewStr(u.join(), u.trace), ")")
	})
	if several {
		c.Method("hosts", func(t *value.Thread, c *value.Call) (value.Value, error) { return urlHosts(t, urlOfInstance(c)) })
		return c
	}
	for _, part := range []string{"username", "password", "host", "port"} {
		c.NS.Set(nil, part, urlPart(part), value.Place{})
	}
	return c
}

// urlObjectClass is what the classes of version 2 have in common.
func urlObjectClass() *value.Class {
	c := value.NewClass("_BaseUrl", "pydantic.networks")
	for _, name := range []string{"__str__", "unicode_string", "encoded_string"} {
		c.Method(name, func(_ *value.Thread, c *value.Call) (value.Value, error) {
			if u := urlOfInstance(c); u != nil {
				return value.NewStr(u.join(), u.trace), nil
			}
			return value.None(), nil
		})
	}
	for _, part := range []string{"scheme", "path", "query", "fragment"} {
		c.NS.Set(nil, part, urlPart(part), value.Place{})
	}
	for _, name := range []string{"build", "query_params"} {
		c.Method(name, unknownCall(name+" of a URL of pydantic is not followed"))
	}
	return c
}

// urlPart is the attribute of a part of a URL, which is None where there is none.
func urlPart(name string) *value.Property {
	of := name
	if name == "host" {
		of = "hostname"
	}
	return &value.Property{Getter: value.NewBuiltin(name, func(t *value.Thread, c *value.Call) (value.Value, error) {
		u := urlOfInstance(c)
		if u == nil {
			return value.None(), nil
		}
		v, err := value.Attr(t, u, of)
		if port := webPorts[u.scheme]; err == nil && name == "port" && isNone(v) && port != "" {
			return call(t, value.IntClass, value.NewStr(port, v.Trace()))
		}
		if err == nil && isEmptyText(v) {
			return value.None().With(v.Trace()), nil
		}
		return v, err
	})}
}

// urlHosts is hosts() of a URL that may have several, and has one.
func urlHosts(t *value.Thread, u *parseResult) (value.Value, error) {
	if u == nil {
		return value.None(), nil
	}
	d := t.NewDict(u.trace)
	for _, part := range []string{"username", "password", "host", "port"} {
		getter := urlPart(part).Getter
		i := t.NewInstance(value.ObjectClass)
		i.Data = u
		v, err := call(t, getter, i)
		if err != nil {
			return nil, err
		}
		d.SetStr(t, part, v)
	}
	return t.NewList([]value.Value{d}, u.trace), nil
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
	raw, isText := text(v)
	followed := isText && plainDSN.MatchString(raw)
	if !lib.v1 && isText {
		raw, followed = normalURL(s.name, raw)
	}
	scheme, _, _ := strings.Cut(raw, ":")
	switch takes := takesScheme(s.name, scheme); {
	case !followed || takes == value.Maybe:
		return unknown(t, "whether pydantic takes the URL as it is is not followed", v.Trace()), true, nil
	case takes == value.No:
		return nil, false, nil
	}
	if lib.v1 {
		return lib.oldURL(t, s.name, v)
	}
	u, err := asResult(t, value.NewStr(raw, v.Trace()), false)
	if err != nil {
		return nil, false, err
	}
	i := t.NewInstance(lib.urlClass(s.name))
	i.Data = u
	return i, true, nil
}

// oldURL is a URL of version 1: a text with attributes. A port or a path that is added or
// left out is not followed.
func (lib *pydanticLib) oldURL(t *value.Thread, name string, v value.Value) (value.Value, bool, error) {
	u, err := asResult(t, v, false)
	if err != nil {
		return nil, false, err
	}
	host, port := u.hostinfo()
	switch {
	case name == "PostgresDsn" && !strings.Contains(u.netloc, "@"):
		return nil, false, nil
	case name == "RedisDsn" && (port == "" || u.path == "") || port == "80" || port == "443", name == "HttpUrl" && !topLevel.MatchString(host):
		return unknown(t, "the URL that pydantic makes is not followed", v.Trace()), true, nil
	}
	c := value.NewClass(name, "pydantic.networks", value.StrClass)
	for name, part := range map[string]string{"scheme": "scheme", "host": "hostname", "user": "username", "password": "password", "path": "path"} {
		held, err := value.Attr(t, u, part)
		if err != nil {
			return nil, false, err
		}
		if s, isText := text(held); isText && s == "" {
			held = value.None().With(held.Trace())
		}
		c.NS.Set(nil, name, held, value.Place{})
	}
	c.NS.Set(nil, "port", oldPort(u, name, port), value.Place{})
	c.NS.Set(nil, "query", value.None(), value.Place{})
	c.NS.Set(nil, "fragment", value.None(), value.Place{})
	c.Method("__repr__", unknownCall("the repr of a URL of pydantic is not followed"))
	c.Method("__getattr__", unknownCall("an attribute of a URL of pydantic is not followed"))
	return t.NewDerived(c, v), true, nil
}

// oldPort is the port of a URL of version 1, a text; an HttpUrl has that of its scheme.
func oldPort(u *parseResult, kind, port string) value.Value {
	if port == "" && kind == "HttpUrl" {
		port = webPorts[u.scheme]
	}
	if port == "" {
		return value.None()
	}
	return value.NewStr(port, u.open())
}
