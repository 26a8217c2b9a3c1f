package models

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// dj-database-url before 3.0, whose functions took fewer arguments and which
// knew fewer schemes.

// djOld is one of these versions.
type djOld struct {
	version string
	engines map[string]string
	schemes *value.Dict // the same, as the program may change them
	params  string
	wrong   *value.Class // what an unknown scheme raises
}

func newDjOld(version, django string) *djOld {
	lib := &djOld{version: version, engines: map[string]string{}, wrong: value.Exceptions()["ValueError"]}
	for scheme, engine := range djEngines {
		lib.engines[scheme] = engine
	}
	switch {
	case lib.below(0, 3):
	case lib.below(0, 4):
		lib.params = "engine="
	case lib.below(0, 5):
		lib.params = "engine=, conn_max_age="
	case lib.below(1, 1):
		lib.params = "engine=, conn_max_age=, ssl_require="
	case lib.below(1, 2):
		lib.params = "engine=, conn_max_age=, conn_health_checks=, ssl_require="
	case lib.below(2, 2):
		lib.params = "engine=, conn_max_age=, conn_health_checks=, ssl_require=, test_options="
	default:
		lib.params = djOptions
	}
	if lib.below(1, 3) {
		lib.wrong = value.Exceptions()["KeyError"]
	}
	if lib.below(1) || lib.below(1, 1) && django != "" && versionBelow(django, 2) {
		for _, scheme := range []string{"postgres", "postgresql", "pgsql"} {
			lib.engines[scheme] = psycopg2Engine
		}
	}
	for _, came := range djSchemesCame {
		if lib.below(came.with...) {
			for scheme := range strings.FieldsSeq(came.schemes) {
				delete(lib.engines, scheme)
			}
		}
	}
	return lib
}

// djSchemesCame are the versions that brought schemes.
var djSchemesCame = []struct {
	with    []int
	schemes string
}{
	{[]int{0, 3}, "pgsql mysqlgis spatialite"},
	{[]int{0, 4}, "mysql-connector oracle oraclegis"},
	{[]int{0, 4, 2}, "redshift"},
	{[]int{0, 5}, "mssql"},
	{[]int{1}, "cockroach mssqlms"},
	{[]int{1, 1}, "timescale timescalegis"},
}

const psycopg2Engine = "django.db.backends.postgresql_psycopg2"

// mixesOptions tells whether config hands its ssl_require to parse as conn_health_checks,
// as 1.1 alone does.
func (lib *djOld) mixesOptions() bool { return lib.below(1, 2) && !lib.below(1, 1) }

func (lib *djOld) below(numbers ...int) bool { return versionBelow(lib.version, numbers...) }

// module is dj_database_url.
func (lib *djOld) module(t *value.Thread) value.Value {
	lib.schemes = t.NewDict(nil)
	for _, scheme := range slices.Sorted(maps.Keys(lib.engines)) {
		lib.schemes.SetStr(t, scheme, value.NewStr(lib.engines[scheme], nil))
	}
	m := value.NewModule("dj_database_url", "")
	m.Define("DEFAULT_ENV", value.NewStr("DATABASE_URL", nil)).Define("SCHEMES", lib.schemes)
	options := signed("parse", lib.params)
	m.Func("parse", loose("parse", "url, "+lib.params, func(t *value.Thread, a args) (value.Value, error) {
		given := named(options, a[1:])
		return overDatabaseURL(t, a[0], lib.engine(given), func(url value.Value) (value.Value, error) { return lib.parse(t, url, given) })
	}))
	configParams := lib.params
	if lib.mixesOptions() {
		configParams = "engine=, conn_max_age=, ssl_require="
	}
	configOptions := signed("config", configParams)
	m.Func("config", loose("config", "env=, default=, "+configParams, func(t *value.Thread, a args) (value.Value, error) {
		given := named(configOptions, a[2:])
		if lib.mixesOptions() {
			given["conn_health_checks"], given["ssl_require"] = given["ssl_require"], nil
		}
		v, err := t.Environ.Get(t, orDefault(a[0], "DATABASE_URL"), orNone(a[1]), "config")
		if err != nil {
			return nil, err
		}
		parse := func(t *value.Thread, url value.Value) (value.Value, error) { return lib.parse(t, url, given) }
		return overDatabaseURL(t, v, lib.engine(given), func(url value.Value) (value.Value, error) { return unlessEmpty(t, url, parse) })
	}))
	others := notFollowed("dj_database_url")
	m.Fallback = func(t *value.Thread, name string) (value.Value, error) {
		if name == "register" { // which 3.0 brought
			return nil, nil
		}
		return others(t, name)
	}
	return m
}

// engine tells the engine that a scheme decides by itself; "" where the program may have
// given another.
func (lib *djOld) engine(options map[string]value.Value) func(scheme string) string {
	return func(scheme string) string {
		engine, found := lib.schemes.GetStr(scheme)
		if !found || lib.schemes.More() != nil || options["engine"] != nil {
			return ""
		}
		name, _ := text(engine)
		return name
	}
}

func orDefault(v value.Value, def string) value.Value {
	if v == nil {
		return value.NewStr(def, nil)
	}
	return v
}

// named are arguments by the name of their parameter.
func named(s signature, a args) map[string]value.Value {
	out := map[string]value.Value{}
	for i, p := range s.params {
		if a[i] != nil {
			out[p.name] = a[i]
		}
	}
	return out
}

// parse is dj_database_url.parse.
func (lib *djOld) parse(t *value.Thread, v value.Value, options map[string]value.Value) (value.Value, error) {
	if s, ok := text(v); ok && s == "sqlite://:memory:" && !lib.below(0, 2, 2) {
		return dictOf(t, v.Trace(), "ENGINE", value.NewStr(sqliteEngine, v.Trace()), "NAME", value.NewStr(":memory:", v.Trace())), nil
	}
	u, err := parseAny(t, v, !lib.below(1, 1))
	switch {
	case err != nil:
		return nil, err
	case u.ofNothing && lib.below(1, 3):
		return nil, notBytes(t, v)
	}
	tr := openPart(u.trace)
	port, has, ok := u.port()
	wrongPort := func() error { return t.RaiseClass(value.Exceptions()["ValueError"], u.wrongPort(), tr) }
	if !ok && lib.below(0, 5) {
		return nil, wrongPort()
	}
	var engine value.Value = value.NewStr("", tr)
	if own, ok := lib.schemes.GetStr(u.scheme); ok {
		engine = own.With(value.Merge(tr, own.Trace()))
	} else if more := lib.schemes.More(); more != nil {
		engine = spread(more)
	}
	if given := options["engine"]; !isNone(given) {
		engine = given
	} else if isEmptyText(engine) && !lib.below(0, 4) {
		return nil, t.RaiseClass(lib.wrong, "...", tr)
	}
	if lib.below(0, 4) {
		return lib.earliest(t, u, engine)
	}
	if !ok {
		return nil, wrongPort()
	}
	var portValue value.Value = value.NewStr("", tr)
	if has && port != 0 {
		portValue = value.NewInt(int64(port), tr)
		if name, _ := text(engine); lib.stringPort(name) {
			portValue = value.NewStr(strconv.Itoa(port), tr)
		}
	}
	user, _, password, _ := u.userinfo()
	path := u.name()
	if u.scheme == "sqlite" && path == "" {
		path = ":memory:"
	}
	d := dictOf(t, tr, "NAME", value.NewStr(unquoteURL(path), tr), "USER", value.NewStr(unquoteURL(user), tr),
		"PASSWORD", value.NewStr(unquoteURL(password), tr.Hidden()), "HOST", value.NewStr(lib.host(u), tr), "PORT", portValue,
		"CONN_MAX_AGE", orInt(options["conn_max_age"], 0))
	return d, lib.rest(t, d, u, engine, options)
}

// earliest is what parse gives before 0.4: the parts as they stand in the URL, without its
// query, and no engine for a scheme that is not known.
func (lib *djOld) earliest(t *value.Thread, u *parseResult, engine value.Value) (value.Value, error) {
	tr := openPart(u.trace)
	port, err := u.netlocPart(t, "port")
	if err != nil {
		return nil, err
	}
	absent := value.None().With(tr)
	if !lib.below(0, 3) {
		absent = value.NewStr("", tr)
	}
	part := func(s string, has bool) value.Value {
		if has {
			return value.NewStr(s, tr)
		}
		return absent
	}
	if n, ok := port.(value.Int); !ok || n.Big().Sign() == 0 && !lib.below(0, 3) {
		port = absent
	}
	path := u.name()
	if u.scheme == "sqlite" && path == "" && !lib.below(0, 2, 2) {
		path = ":memory:"
	}
	user, hasUser, password, hasPassword := u.userinfo()
	secret := part("", false)
	if hasPassword {
		secret = value.NewStr(password, tr.Hidden())
	}
	d := dictOf(t, tr, "NAME", value.NewStr(path, tr), "USER", part(user, hasUser), "PASSWORD", secret,
		"HOST", part(u.hostname(), u.hostname() != ""), "PORT", port)
	if !isEmptyText(engine) {
		d.SetStr(t, "ENGINE", engine)
	}
	return d, nil
}

func orInt(v value.Value, def int64) value.Value {
	if v == nil {
		return value.NewInt(def, nil)
	}
	return v
}

// stringPort tells whether an engine takes its port as text.
func (lib *djOld) stringPort(engine string) bool {
	switch engine {
	case lib.engines["oracle"]:
		return !lib.below(0, 5)
	case lib.engines["mssql"], "mssql":
		return !lib.below(1)
	}
	return false
}

// host is the host, which may be the percent-encoded path of a socket.
func (lib *djOld) host(u *parseResult) string {
	host := u.hostname()
	rest := u.netloc[strings.LastIndexByte(u.netloc, '@')+1:]
	switch {
	case lib.below(0, 4, 2):
		return strings.NewReplacer("%2f", "/", "%2F", "/").Replace(host)
	case lib.below(0, 5):
		rest, _, _ = strings.Cut(rest, ":")
		return strings.NewReplacer("%2f", "/", "%2F", "/").Replace(rest)
	case lib.below(1, 2) && strings.Contains(strings.ToLower(host), "%2f"):
		rest, _, _ = strings.Cut(rest, ":")
		return strings.NewReplacer("%2f", "/", "%2F", "/").Replace(rest)
	case lib.below(1, 2) || !strings.Contains(host, "%"):
		return host
	case lib.below(1, 3):
		rest, _, _ = strings.Cut(rest, ":")
	}
	return unquoteURL(rest)
}

// rest sets what the arguments say, the engine, and the query as OPTIONS.
func (lib *djOld) rest(t *value.Thread, d *value.Dict, u *parseResult, engine value.Value, options map[string]value.Value) error {
	if !lib.below(1, 1) {
		d.SetStr(t, "CONN_HEALTH_CHECKS", orFalse(options["conn_health_checks"]))
		if !lib.below(2, 2) {
			d.SetStr(t, "DISABLE_SERVER_SIDE_CURSORS", orFalse(options["disable_server_side_cursors"]))
		}
		if !lib.below(1, 3) {
			d.SetStr(t, "ENGINE", engine)
		}
		if on, err := isOn(t, options["test_options"], false); err != nil {
			return err
		} else if on != value.No {
			d.SetStr(t, "TEST", options["test_options"])
		}
	}
	o := lib.options(t, u, engine)
	ssl, err := isOn(t, options["ssl_require"], false)
	if err != nil {
		return err
	}
	if ssl != value.No {
		setSSLMode(t, o, options["ssl_require"], ssl)
	}
	lib.searchPath(t, o, u, engine)
	if len(o.Entries()) > 0 {
		d.SetStr(t, "OPTIONS", o)
	}
	if lib.below(1, 3) && !isEmptyText(engine) {
		d.SetStr(t, "ENGINE", engine)
	}
	return nil
}

// setSSLMode is what ssl_require adds to OPTIONS, if it is true.
func setSSLMode(t *value.Thread, o *value.Dict, ssl value.Value, truth value.Truth) {
	mode := value.NewStr("require", ssl.Trace())
	if truth == value.Yes {
		o.SetStr(t, "sslmode", mode)
		return
	}
	if u, ok := value.IsUnknown(ssl); ok {
		u = typed(u, value.StrClass)
		u.Choices = []value.Choice{{When: "ssl_require is true", V: mode}, {When: "ssl_require is false", V: value.Unbound{}}}
		o.SetStr(t, "sslmode", u)
	}
}

func (lib *djOld) options(t *value.Thread, u *parseResult, engine value.Value) *value.Dict {
	tr := openPart(u.trace)
	o := t.NewDict(tr)
	for _, q := range parseQuery(u.query, false) {
		last := q.values[len(q.values)-1]
		switch {
		case u.scheme == "mysql" && q.name == "ssl-ca" && !lib.below(0, 4, 1):
			o.SetStr(t, "ssl", dictOf(t, tr, "ca", value.NewStr(last, tr)))
		case lib.below(2, 1):
			o.SetStr(t, q.name, value.NewStr(last, queryTrace(u, q.name)))
		case lib.below(2, 2): // numbers, but no bools yet
			o.SetStr(t, q.name, intIfInt(last, queryTrace(u, q.name)))
		default:
			o.SetStr(t, q.name, djOption(t, queryPair{q.name, []string{last}}, u))
		}
	}
	return o
}

// intIfInt is the number that a text spells for int(), else the text.
func intIfInt(s string, tr *value.Trace) value.Value {
	if n, ok := pythonInt(s); ok {
		return value.NewBigInt(n, tr)
	}
	return value.NewStr(s, tr)
}

// searchPath turns currentSchema into an option of Postgres.
func (lib *djOld) searchPath(t *value.Thread, o *value.Dict, u *parseResult, engine value.Value) {
	schema, ok := o.GetStr("currentSchema")
	fits := slices.Contains(searchPathSchemes, u.scheme)
	if lib.below(2, 2) {
		name, _ := text(engine)
		fits = lib.searches(name)
	}
	if !ok || !fits {
		return
	}
	s, err := value.ToStr(t, schema)
	if err != nil {
		return
	}
	if !lib.below(0, 4, 2) {
		o.Delete(t, value.NewStr("currentSchema", nil))
	}
	path, _ := text(s)
	o.SetStr(t, "options", value.NewStr("-c search_path="+path, schema.Trace()))
}

// searchPathSchemes are those whose currentSchema is one of Postgres, since 2.2.
var searchPathSchemes = []string{"postgres", "postgresql", "pgsql", "postgis", "redshift", "timescale", "timescalegis"}

// searches tells whether currentSchema is one of Postgres to an engine, before 2.2.
func (lib *djOld) searches(engine string) bool {
	switch engine {
	case psycopg2Engine:
		return true
	case "django.contrib.gis.db.backends.postgis", "django_redshift_backend":
		return !lib.below(0, 4, 2)
	case postgresEngine:
		return !lib.below(1)
	case "timescale.db.backends.postgresql", "timescale.db.backends.postgis":
		return !lib.below(1, 1)
	}
	return false
}
