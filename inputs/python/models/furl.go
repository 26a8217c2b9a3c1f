package models

import (
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/value"
)

// furl 2.1: the parts of plain URLs. What it would quote, decode or refuse is not followed.

var (
	furlURLRE  = pattern.New(`^([a-zA-Z][a-zA-Z0-9+.-]*)://(?:([A-Za-z0-9_.-]+)(?::([A-Za-z0-9_.-]+))?@)?([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)(?::([1-9][0-9]{0,3}))?(?:/[A-Za-z0-9_./-]*)?(?:\?([A-Za-z0-9_.-]+=[A-Za-z0-9_.-]*(?:&[A-Za-z0-9_.-]+=[A-Za-z0-9_.-]*)*))?(?:#[A-Za-z0-9_./=-]*)?$`)
	furlTextRE = pattern.New(`^[A-Za-z0-9_.,*=@() /-]*$`) // neither a scheme nor a host
)

func furlModules() map[string]maker {
	return one("furl", func(*value.Thread) value.Value {
		m := value.NewModule("furl", "")
		class := furlClass()
		m.Define("furl", value.NewBuiltin("furl", strict("furl", "url=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			return readFurl(t, class, orNone(a[0]), tr)
		})))
		m.Fallback = notFollowed("furl")
		return m
	})
}

func furlClass() *value.Class {
	c := value.NewClass("furl", "furl.furl")
	notKnown := func(t *value.Thread, _ *value.Call) (value.Value, error) {
		return unknown(t, "this part of a furl is not followed"), nil
	}
	for _, name := range []string{"__getattr__", "__str__", "__repr__"} {
		c.Method(name, notKnown)
	}
	return c
}

func readFurl(t *value.Thread, class *value.Class, url value.Value, tr *value.Trace) (value.Value, error) {
	s, isText := text(url)
	parts := furlURLRE.FindStringSubmatch(s)
	f := t.NewInstance(class)
	set := func(name string, v value.Value) { f.NS.Set(t, name, v, t.At) }
	switch {
	case isNone(url) || isText && furlTextRE.MatchString(s) && !strings.HasPrefix(s, "//"):
		for _, name := range []string{"scheme", "host", "port", "username", "password"} {
			set(name, value.None().With(tr))
		}
		set("args", t.NewDict(tr))
		return f, nil
	case parts == nil || strings.Contains(strings.ToLower(parts[4]), "xn--"):
		return unknown(t, "a URL that is not plain is not followed by the model of furl", tr), nil
	}
	open := openPart(tr)
	set("scheme", value.NewStr(strings.ToLower(parts[1]), open))
	set("host", value.NewStr(strings.ToLower(parts[4]), open))
	set("username", textOrNone(parts[2], open))
	set("password", textOrNone(parts[3], tr.Hidden()))
	if port, ok := furlPort(strings.ToLower(parts[1]), parts[5]); ok {
		set("port", value.NewInt(port, open))
	}
	query := t.NewDict(open)
	for _, q := range parseQuery(parts[6], true) {
		query.SetStr(t, q.name, value.NewStr(q.values[0], open))
	}
	set("args", query)
	return f, nil
}

// furlPort is the port of a URL, or the usual one of the web.
func furlPort(scheme, given string) (int64, bool) {
	usual := map[string]int64{"http": 80, "https": 443}
	if given == "" {
		port, ok := usual[scheme]
		return port, ok
	}
	port, err := strconv.ParseInt(given, 10, 64)
	return port, err == nil
}

// textOrNone is the text of a part, or None where it is not there.
func textOrNone(s string, tr *value.Trace) value.Value {
	if s == "" {
		return value.None().With(tr)
	}
	return value.NewStr(s, tr)
}
