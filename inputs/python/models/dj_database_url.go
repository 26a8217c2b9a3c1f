package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/value"
)

// dj-database-url 3: parse and config. Earlier versions are in dj_database_url_old.go.

// djEngines are the engines by scheme (dj_database_url 3.1, ENGINE_SCHEMES).
var djEngines = map[string]string{
	"postgres": postgresEngine, "postgresql": postgresEngine, "pgsql": postgresEngine,
	"postgis": "django.contrib.gis.db.backends.postgis", "redshift": "django_redshift_backend",
	"timescale": "timescale.db.backends.postgresql", "timescalegis": "timescale.db.backends.postgis",
	"mysql": "django.db.backends.mysql", "mysql2": "django.db.backends.mysql",
	"mysqlgis": "django.contrib.gis.db.backends.mysql", "mysql-connector": "mysql.connector.django",
	"oracle": "django.db.backends.oracle", "oraclegis": "django.contrib.gis.db.backends.oracle",
	"mssql": "sql_server.pyodbc", "mssqlms": "mssql", "sqlite": sqliteEngine,
	"spatialite": "django.contrib.gis.db.backends.spatialite", "cockroach": "django_cockroachdb",
}

const djOptions = "engine=, conn_max_age=, conn_health_checks=, disable_server_side_cursors=, ssl_require=, test_options="

// djLib is the module of one interpretation.
type djLib struct {
	parseError, unknownScheme *value.Class
	registered                *value.Dict // engines by the scheme that the program gives them
}

func newDjLib(t *value.Thread) *djLib {
	return &djLib{
		registered:    t.NewDict(nil),
		parseError:    value.NewClass("ParseError", "dj_database_url", value.Exceptions()["ValueError"]),
		unknownScheme: value.NewClass("UnknownSchemeError", "dj_database_url", value.Exceptions()["ValueError"]),
	}
}

func djDatabaseURLModule(t *value.Thread) value.Value {
	if version, installed := t.Host.Package("dj_database_url"); installed == value.Yes && version != "" && versionBelow(version, 3) {
		django, _ := t.Host.Package("django")
		return newDjOld(version, django).module(t)
	}
	lib := newDjLib(t)
	m := value.NewModule("dj_database_url", "")
	m.Define("DEFAULT_ENV", value.NewStr("DATABASE_URL", nil))
	m.Define("ParseError", lib.parseError).Define("UnknownSchemeError", lib.unknownScheme)
	m.Func("parse", loose("parse", "url, "+djOptions, func(t *value.Thread, a args) (value.Value, error) {
		return overDatabaseURL(t, a[0], lib.engine(a[1]), func(url value.Value) (value.Value, error) { return lib.parse(t, url, a[1:]) })
	}))
	m.Func("config", loose("config", "env=, default=, "+djOptions, lib.config))
	m.Func("register", loose("register", "scheme, backend", lib.register))
	return m
}

// register gives a scheme an engine. What it returns may decorate a function, which is
// handed the settings.
func (lib *djLib) register(t *value.Thread, a args) (value.Value, error) {
	lib.registered.Set(t, a[0], a[1])
	return value.NewBuiltin("inner", loose("inner", "func", func(t *value.Thread, f args) (value.Value, error) {
		lib.registered.Set(t, a[0], unknown(t, "what a function makes of the settings of a database is not followed"))
		return f[0], nil
	})), nil
}

func (lib *djLib) config(t *value.Thread, a args) (value.Value, error) {
	name := a[0]
	if name == nil {
		name = value.NewStr("DATABASE_URL", nil)
	}
	v, err := t.Environ.Get(t, name, orNone(a[1]), "dj_database_url.config")
	if err != nil {
		return nil, err
	}
	parse := func(t *value.Thread, url value.Value) (value.Value, error) { return lib.parse(t, url, a[2:]) }
	return overDatabaseURL(t, v, lib.engine(a[2]), func(url value.Value) (value.Value, error) { return unlessEmpty(t, url, parse) })
}

// engine tells the engine that a scheme decides by itself; "" where the program may have
// given another.
func (lib *djLib) engine(given value.Value) func(scheme string) string {
	return func(scheme string) string {
		if _, registered := lib.registered.GetStr(scheme); registered || lib.registered.More() != nil || given != nil {
			return ""
		}
		return djEngines[scheme]
	}
}

// overDatabaseURL makes the settings of a database of a URL. Of one that is not known but
// for its beginning they are the engine, where its scheme decides that, and others.
func overDatabaseURL(t *value.Thread, url value.Value, engine func(scheme string) string, f func(url value.Value) (value.Value, error)) (value.Value, error) {
	if u, ok := value.IsUnknown(orNone(url)); ok && len(u.Choices) == 0 {
		head, _ := u.Ends()
		scheme, _, _ := strings.Cut(head, "://")
		if name := engine(scheme); name != "" && scheme != head {
			d := dictOf(t, openPart(u.Trace()), "ENGINE", value.NewStr(name, openPart(u.Trace())))
			d.Open(t, spread(u))
			return d, nil
		}
	}
	return known(t, args{url}, func(k args) (value.Value, error) { return f(k[0]) })
}

// parse makes the settings of a database; options are those of djOptions, in order.
func (lib *djLib) parse(t *value.Thread, v value.Value, options args) (value.Value, error) {
	if s, ok := text(v); ok && s == "sqlite://:memory:" {
		return dictOf(t, v.Trace(), "ENGINE", value.NewStr(sqliteEngine, v.Trace()), "NAME", value.NewStr(":memory:", v.Trace())), nil
	}
	s, ok := text(v)
	if !ok {
		if _, err := parseAny(t, v, true); err != nil {
			return nil, err
		}
	}
	parts, ok := splitURL(s)
	_, _, portOK := parts.port()
	switch parts.readable(t, ok) {
	case value.No:
		return nil, t.RaiseClass(lib.parseError, "This string is not a valid url", openPart(v.Trace()))
	case value.Maybe:
		return nil, bracketsDoubted(t, v)
	}
	engine, found := djEngines[parts.scheme]
	own, registered := lib.registered.GetStr(parts.scheme)
	if registered {
		engine, found = text(own)
	}
	if u, ok := value.IsUnknown(orNone(own)); ok {
		return spread(u), nil
	}
	if !found {
		return nil, t.RaiseClass(lib.unknownScheme, "Scheme '...://' is unknown", openPart(v.Trace()))
	}
	if !portOK {
		return nil, t.RaiseClass(lib.parseError, "This string is not a valid url", openPart(v.Trace()))
	}
	u := &parseResult{urlParts: parts, split: true, trace: v.Trace()}
	d := lib.parts(t, u, engine)
	if !registered {
		lib.postprocess(t, d, u)
	}
	return d, lib.explicit(t, d, options)
}

// parts are the settings that the URL gives.
func (lib *djLib) parts(t *value.Thread, u *parseResult, engine string) *value.Dict {
	tr := openPart(u.trace)
	user, _, password, _ := u.userinfo()
	var port value.Value = value.NewStr("", tr)
	if n, has, _ := u.port(); has && n != 0 {
		port = value.NewInt(int64(n), tr)
	}
	options := t.NewDict(tr)
	for _, q := range parseQuery(u.query, false) {
		options.SetStr(t, q.name, djOption(t, q, u))
	}
	return dictOf(t, tr,
		"ENGINE", value.NewStr(engine, tr), "USER", value.NewStr(unquoteURL(user), tr),
		"PASSWORD", value.NewStr(unquoteURL(password), tr.Hidden()), "HOST", value.NewStr(unquoteURL(u.hostname()), tr),
		"PORT", port, "NAME", value.NewStr(unquoteURL(u.name()), tr), "OPTIONS", options)
}

// djOption is one field of the query: digits are an int, true and false bools.
func djOption(t *value.Thread, q queryPair, u *parseResult) value.Value {
	tr := openPart(u.trace)
	if document.SecretName(q.name) {
		tr = tr.Hidden()
	}
	var out []value.Value
	for _, s := range q.values {
		switch strings.ToLower(s) {
		case "true", "false":
			out = append(out, value.NewBool(strings.EqualFold(s, "true"), tr))
		default:
			out = append(out, intIfDigits(t, s, tr))
		}
	}
	if len(out) == 1 {
		return out[0]
	}
	return t.NewList(out, tr)
}

// postprocess is what the engine makes of the settings.
func (lib *djLib) postprocess(t *value.Thread, d *value.Dict, u *parseResult) {
	tr := openPart(u.trace)
	options, _ := d.GetStr("OPTIONS")
	o := options.(*value.Dict)
	take := func(name string) (value.Value, bool) {
		v, ok := o.GetStr(name)
		if ok {
			o.Delete(t, value.NewStr(name, nil))
		}
		return v, ok
	}
	switch u.scheme {
	case "sqlite":
		if name, _ := d.GetStr("NAME"); isEmptyText(name) {
			d.SetStr(t, "NAME", value.NewStr(":memory:", tr))
		}
	case "oracle", "mssql", "mssqlms":
		if n, _ := d.GetStr("PORT"); n != nil {
			if i, ok := n.(value.Int); ok {
				d.SetStr(t, "PORT", value.NewStr(i.Big().String(), tr))
			}
		}
	case "mysql", "mysql2":
		if ca, ok := take("ssl-ca"); ok && isGiven(t, ca) {
			o.SetStr(t, "ssl", dictOf(t, tr, "ca", ca))
		}
	case "postgres", "postgresql", "pgsql", "postgis", "redshift", "timescale", "timescalegis":
		if schema, ok := take("currentSchema"); ok && isGiven(t, schema) {
			shown, _ := value.ToStr(t, schema)
			s, _ := text(shown)
			o.SetStr(t, "options", value.NewStr("-c search_path="+s, schema.Trace()))
		}
	}
}

// isGiven tells whether a known value is true.
func isGiven(t *value.Thread, v value.Value) bool {
	on, err := isOn(t, v, false)
	return err == nil && on == value.Yes
}

// explicit lays what the call says over the settings.
func (lib *djLib) explicit(t *value.Thread, d *value.Dict, options args) error {
	engine, age, health, cursors, ssl, test := options[0], options[1], options[2], options[3], options[4], options[5]
	if age == nil {
		age = value.NewInt(0, nil)
	}
	requires, err := isOn(t, ssl, false)
	if err != nil {
		return err
	}
	opts, _ := d.GetStr("OPTIONS")
	o := opts.(*value.Dict)
	if requires != value.No {
		setSSLMode(t, o, ssl, requires)
	}
	d.SetStr(t, "CONN_MAX_AGE", age)
	d.SetStr(t, "CONN_HEALTH_CHECKS", orFalse(health))
	d.SetStr(t, "DISABLE_SERVER_SIDE_CURSORS", orFalse(cursors))
	for name, v := range map[string]value.Value{"ENGINE": engine, "TEST": test} {
		on, err := isOn(t, v, false)
		if err != nil {
			return err
		}
		if on == value.Yes || on == value.Maybe {
			d.SetStr(t, name, v)
		}
	}
	if len(o.Entries()) == 0 && o.More() == nil {
		d.Delete(t, value.NewStr("OPTIONS", nil))
	}
	return nil
}
