package models

import (
	"cmp"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// envURLs are the methods of django-environ that make settings of URLs.
func envURLs(c *value.Class) {
	envMethod(c, "url", "var, default=", func(lib *environLib, t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return lib.url(t, self, a[0], a[1])
	})
	urlMethod(c, "db_url", "DATABASE_URL", "engine", false, (*environLib).database)
	urlMethod(c, "db", "DATABASE_URL", "engine", false, (*environLib).database)
	urlMethod(c, "cache_url", "CACHE_URL", "backend", true, (*environLib).cache)
	urlMethod(c, "cache", "CACHE_URL", "backend", true, (*environLib).cache)
	urlMethod(c, "email_url", "EMAIL_URL", "backend", true, (*environLib).email)
	urlMethod(c, "email", "EMAIL_URL", "backend", true, (*environLib).email)
	urlMethod(c, "search_url", "SEARCH_URL", "engine", true, (*environLib).search)
}

// configure makes a dict of a URL; engine is the backend that is asked for, or nil.
type configure func(lib *environLib, t *value.Thread, url, engine value.Value) (value.Value, error)

// urlMethod adds a method that reads a variable and configures what it says,
// and the class method NAME_config that takes the URL itself.
func urlMethod(c *value.Class, name, variable, option string, parsed bool, f configure) {
	f = sinceThird(variable, f)
	envMethod(c, name, "var=, default=, "+option+"=", func(lib *environLib, t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		if a[0] == nil {
			a[0] = value.NewStr(variable, nil)
		}
		read := lib.url
		if !parsed {
			read = func(t *value.Thread, self *value.Instance, name, def value.Value) (value.Value, error) {
				return lib.get(t, self, request{name: name, def: def})
			}
		}
		v, err := read(t, self, a[0], a[1])
		if err != nil {
			return nil, err
		}
		if u, ok := v.(*parseResult); ok && u.ofNothing { // as before 0.4, which parsed None
			return nil, t.RaiseClass(value.Exceptions()["AttributeError"], "'ParseResult' object has no attribute 'decode'", v.Trace())
		}
		if u, ok := value.IsUnknown(v); ok && variable == "EMAIL_URL" && len(u.Choices) == 0 {
			return emailOfUnknown(t, u), nil
		}
		if variable == "DATABASE_URL" && a[2] == nil {
			return overDatabaseURL(t, v, lib.certainEngine, func(url value.Value) (value.Value, error) { return f(lib, t, url, value.None()) })
		}
		return known(t, args{v, orNone(a[2])}, func(k args) (value.Value, error) { return f(lib, t, k[0], k[1]) })
	})
	config := strict(name, "cls, url, "+option+"=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		if lib := environOf(a[0]); lib != nil {
			return f(lib, t, a[1], orNone(a[2]))
		}
		return unknown(t, name+"_config of another class than Env is not followed", tr), nil
	})
	c.NS.Set(nil, name+"_config", &value.ClassMethod{Func: value.NewBuiltin(name+"_config", config)}, value.Place{})
}

// sinceThird is a configuration that is followed since 0.3.
func sinceThird(variable string, f configure) configure {
	return func(lib *environLib, t *value.Thread, url, engine value.Value) (value.Value, error) {
		if !lib.below(0, 3) {
			return f(lib, t, url, engine)
		}
		u := unknown(t, "what django-environ before 0.3 makes of a URL is not followed", value.Merge(url.Trace(), engine.Trace()))
		if variable == "EMAIL_URL" {
			return emailOfUnknown(t, u), nil
		}
		return u, nil
	}
}

func (lib *environLib) url(t *value.Thread, self *value.Instance, name, def value.Value) (value.Value, error) {
	parse := value.NewBuiltin("urlparse", strict("urlparse", "url", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
		if _, again := a[0].(*parseResult); again { // which "$NAME" has made already
			return nil, t.RaiseClass(value.Exceptions()["AttributeError"], "'ParseResult' object has no attribute 'decode'", a[0].Trace())
		}
		u, err := lib.parsed(t, a[0])
		if err != nil {
			return nil, err
		}
		return u, nil
	}))
	return lib.get(t, self, request{name: name, cast: parse, def: def, parseDefault: value.NewBool(true, nil)})
}

// parsed is urlparse, which versions before 0.10 teach that their own schemes have parameters.
func (lib *environLib) parsed(t *value.Thread, v value.Value) (*parseResult, error) {
	u, err := parseAny(t, v, false)
	if err != nil || lib.minor >= 10 || !lib.teaches(u.scheme) {
		return u, err
	}
	out := *u
	out.urlParts, out.taught = u.withParams(), true
	return &out, nil
}

// taughtSchemes are those of 0.4.5.
const taughtSchemes = `consolemail dbcache dummycache dummymail elasticsearch elasticsearch2 filecache filemail ldap locmemcache memcache
	memorymail mssql mysql mysql-connector mysql2 mysqlgis oracle pgsql postgis postgres postgresql psql pymemcache pyodbc redis
	rediscache redshift simple smtp smtp+ssl smtp+tls smtps solr spatialite sqlite whoosh xapian`

func (lib *environLib) teaches(scheme string) bool {
	came, later := dbSchemesCame[scheme]
	switch scheme {
	case "smtp+tls", "smtp+ssl", "xapian":
		return !lib.before(0)
	case "elasticsearch2":
		return !lib.before(4)
	case "rediss":
		return lib.minor >= 5
	case "elasticsearch5", "elasticsearch7":
		return lib.minor >= 7
	case "pylibmc":
		return lib.minor >= 8
	}
	return slices.Contains(strings.Fields(taughtSchemes), scheme) && !(later && lib.below(came...))
}

// dbSchemes are the engines by the scheme of the URL.
var dbSchemes = map[string]string{
	"postgres": postgresEngine, "postgresql": postgresEngine, "psql": postgresEngine, "pgsql": postgresEngine,
	"postgis": "django.contrib.gis.db.backends.postgis",
	"mysql":   "django.db.backends.mysql", "mysql2": "django.db.backends.mysql",
	"mysql-connector": "mysql.connector.django", "mysqlgis": "django.contrib.gis.db.backends.mysql",
	"mssql": "mssql", "oracle": "django.db.backends.oracle", "pyodbc": "sql_server.pyodbc",
	"redshift": "django_redshift_backend", "spatialite": "django.contrib.gis.db.backends.spatialite",
	"sqlite": sqliteEngine, "ldap": "ldapdb.backends.ldap",
}

// laterDBSchemes came with a later version: 0.minor and the engine.
var laterDBSchemes = map[string]struct {
	minor  int
	engine string
}{
	"cockroachdb":           {12, "django_cockroachdb"},
	"prometheus_postgresql": {13, "django_prometheus.db.backends.postgresql"},
	"prometheus_postgis":    {13, "django_prometheus.db.backends.postgis"},
	"prometheus_mysql":      {13, "django_prometheus.db.backends.mysql"},
	"prometheus_spatialite": {13, "django_prometheus.db.backends.spatialite"},
	"prometheus_sqlite":     {13, "django_prometheus.db.backends.sqlite3"},
}

const (
	postgresEngine = "django.db.backends.postgresql"
	sqliteEngine   = "django.db.backends.sqlite3"
)

// dbSchemesCame are the versions that brought schemes.
var dbSchemesCame = map[string][]int{"psql": {0, 3, 1}, "ldap": {0, 3, 1}, "oracle": {0, 4, 1}, "redshift": {0, 4, 2}, "mysql-connector": {0, 4, 4}, "pyodbc": {0, 4, 4}, "mssql": {0, 4, 5}}

// knows tells whether a scheme is one of dbSchemes that the version has.
func (lib *environLib) knows(scheme string) bool {
	came, later := dbSchemesCame[scheme]
	return dbSchemes[scheme] != "" && !(later && lib.below(came...))
}

// engineOf is the engine of a scheme; a scheme that is not known is the engine itself.
func (lib *environLib) engineOf(scheme string) string {
	if scheme == "mssql" && lib.minor < 11 {
		return "sql_server.pyodbc"
	}
	if later, ok := laterDBSchemes[scheme]; ok && lib.minor >= later.minor {
		return later.engine
	}
	engine, ok := dbSchemes[scheme]
	switch {
	case !ok:
		return scheme
	case engine == postgresEngine && lib.before(5):
		return "django.db.backends.postgresql_psycopg2"
	}
	return engine
}

// certainEngine is the engine of a scheme that every version knows; "" for another one.
func (lib *environLib) certainEngine(scheme string) string {
	if !lib.knows(scheme) {
		return ""
	}
	return lib.engineOf(scheme)
}

// engineFor is the engine of a scheme where the program gives one, or "": before 0.4.5 a
// scheme that is known decides, and another one is none.
func (lib *environLib) engineFor(scheme, given string) string {
	switch {
	case !lib.before(5):
		return lib.engineOf(cmp.Or(given, scheme))
	case lib.knows(scheme):
		return lib.engineOf(scheme)
	}
	return given
}

// postgresFamily tells whether a scheme takes a socket's directory or a list of hosts.
func (lib *environLib) postgresFamily(scheme string) bool {
	switch scheme {
	case "postgres":
		return !lib.before(5)
	case "postgresql", "psql", "pgsql", "postgis":
		return lib.minor >= 6
	}
	return strings.HasPrefix(scheme, "prometheus_postg") && lib.minor >= 13
}

// database is Env.db_url_config.
func (lib *environLib) database(t *value.Thread, v, engine value.Value) (value.Value, error) {
	if s, ok := text(v); ok && s == "sqlite://:memory:" {
		return dictOf(t, v.Trace(), "ENGINE", value.NewStr(sqliteEngine, v.Trace()), "NAME", value.NewStr(":memory:", v.Trace())), nil
	}
	u, err := lib.databaseURL(t, v)
	switch {
	case err != nil:
		return nil, err
	case u.ofNothing:
		return nil, notBytes(t, v)
	}
	path, _, _ := strings.Cut(u.name(), "?")
	parts := lib.plainParts
	if !lib.before(1) {
		path, parts = unquotePlus(path), lib.databaseParts
	}
	if u.scheme == "sqlite" && path == "" {
		path = ":memory:"
	}
	d := t.NewDict(openPart(u.trace))
	if err := parts(t, d, u, path); err != nil {
		return nil, err
	}
	if u.query != "" {
		if err := lib.databaseOptions(t, d, u); err != nil {
			return nil, err
		}
	}
	given, _ := text(engine)
	name := lib.engineFor(u.scheme, given)
	switch {
	case name == "" && lib.below(0, 3, 1):
		return d, nil
	case name == "":
		return t.NewDict(openPart(u.trace)), nil
	}
	d.SetStr(t, "ENGINE", value.NewStr(name, value.Merge(openPart(u.trace), engine.Trace())))
	return d, nil
}

// notBytes is what Python says where a text is looked for in what is false, which urlparse
// takes for empty bytes.
func notBytes(t *value.Thread, v value.Value) error {
	return t.RaiseClass(value.Exceptions()["TypeError"], "a bytes-like object is required, not 'str'", v.Trace())
}

// databaseURL parses the URL as db_url_config does: what urlparse refuses, and
// what has no path, is quoted and parsed again.
func (lib *environLib) databaseURL(t *value.Thread, v value.Value) (*parseResult, error) {
	u, err := lib.parsed(t, v)
	if err == nil && u.ofNothing && lib.minor >= 11 {
		return asResult(t, value.NewStr("", v.Trace()), false)
	}
	if s, ok := text(v); err != nil && ok && lib.minor >= 11 {
		return asResult(t, value.NewStr(quoteURL(s, ":/?&=@"), v.Trace()), false)
	}
	if err == nil && u.path == "" && lib.minor >= 11 {
		return asResult(t, value.NewStr(quoteURL(u.join(), ":/?&=@"), u.trace), false)
	}
	return u, err
}

// plainParts are those up to 0.4.0: as they stand in the URL, and None for what it lacks.
func (lib *environLib) plainParts(t *value.Thread, d *value.Dict, u *parseResult, path string) error {
	tr := openPart(u.trace)
	user, hasUser, password, hasPassword := u.userinfo()
	port, err := u.netlocPart(t, "port")
	if err != nil {
		return err
	}
	if u.scheme == "ldap" && !lib.below(0, 3, 1) {
		path = ldapName(u.hostname(), port)
	}
	d.SetStr(t, "NAME", value.NewStr(path, tr))
	d.SetStr(t, "USER", value.None().With(tr))
	d.SetStr(t, "PASSWORD", value.None().With(tr))
	d.SetStr(t, "HOST", textOrNone(u.hostname(), tr))
	d.SetStr(t, "PORT", port)
	if hasUser {
		d.SetStr(t, "USER", value.NewStr(user, tr))
	}
	if hasPassword {
		d.SetStr(t, "PASSWORD", value.NewStr(password, tr.Hidden()))
	}
	return nil
}

// ldapName is the name of the database of LDAP: its URL.
func ldapName(host string, port value.Value) string {
	name := "ldap://" + cmp.Or(host, "None")
	if n, ok := port.(value.Int); ok && n.Big().Sign() != 0 {
		name += ":" + n.Big().String()
	}
	return name
}

func (lib *environLib) databaseParts(t *value.Thread, d *value.Dict, u *parseResult, path string) error {
	tr := openPart(u.trace)
	user, _, password, _ := u.userinfo()
	unescape := unquoteURL
	if lib.minor < 9 {
		unescape = unquotePlus
	}
	host, port, err := lib.hosts(t, u)
	if err != nil {
		return err
	}
	if u.scheme == "ldap" {
		path = ldapName(host, port)
	}
	if strings.HasPrefix(path, "/") && (lib.postgresFamily(u.scheme) || lib.minor >= 8 && strings.Contains(path, "cloudsql")) {
		i := strings.LastIndexByte(path, '/')
		host, path = path[:i], path[i+1:]
	}
	if u.scheme == "oracle" && path == "" {
		host, path = "", host
	}
	d.SetStr(t, "NAME", value.NewStr(path, tr))
	d.SetStr(t, "USER", value.NewStr(unescape(user), tr))
	d.SetStr(t, "PASSWORD", value.NewStr(unescape(password), tr.Hidden()))
	d.SetStr(t, "HOST", value.NewStr(host, tr))
	if u.scheme != "oracle" {
		d.SetStr(t, "PORT", port)
	} else if n, ok := port.(value.Int); ok {
		d.SetStr(t, "PORT", value.NewStr(n.Big().String(), tr))
	}
	return nil
}

// hosts gives host and port; of a Postgres cluster, the lists of them.
func (lib *environLib) hosts(t *value.Thread, u *parseResult) (string, value.Value, error) {
	tr := openPart(u.trace)
	netloc := u.netloc[strings.LastIndexByte(u.netloc, '@')+1:]
	if lib.minor >= 13 {
		netloc = unquoteURL(netloc)
	}
	if lib.minor >= 9 && lib.postgresFamily(u.scheme) && strings.Contains(netloc, ",") {
		host, port := clusterHosts(netloc, lib.minor >= 13)
		if n, ok := pythonInt(port); ok && n.Sign() == 0 {
			port = ""
		}
		return host, intIfDigits(t, port, tr), nil
	}
	port, err := u.netlocPart(t, "port")
	if err != nil {
		return "", nil, err
	}
	if n, ok := port.(value.Int); !ok || n.Big().Sign() == 0 {
		port = value.NewStr("", tr)
	}
	return u.hostname(), port, nil
}

// clusterHosts splits "a:1,b:2" into its hosts and its ports. Without careful, the
// last colon stands before the port whatever the host is.
func clusterHosts(netloc string, careful bool) (hosts, ports string) {
	var names, numbers []string
	for _, h := range strings.Split(netloc, ",") {
		name, number := h, ""
		if end := strings.IndexByte(h, ']'); careful && strings.HasPrefix(h, "[") {
			if end >= 0 && strings.HasPrefix(h[end+1:], ":") {
				name, number = h[:end+1], h[end+2:]
			}
		} else if i := strings.LastIndexByte(h, ':'); i >= 0 && (!careful || isDigits(h[i+1:])) {
			name, number = h[:i], h[i+1:]
		}
		names = append(names, name)
		if number != "" {
			numbers = append(numbers, number)
		}
	}
	return strings.Join(names, ","), strings.Join(numbers, ",")
}

// databaseOptions puts the query into the settings that Django knows and into OPTIONS.
func (lib *environLib) databaseOptions(t *value.Thread, d *value.Dict, u *parseResult) error {
	base := map[string]bool{"CONN_MAX_AGE": true, "ATOMIC_REQUESTS": true, "AUTOCOMMIT": true,
		"DISABLE_SERVER_SIDE_CURSORS": lib.minor >= 5, "CONN_HEALTH_CHECKS": lib.minor >= 10}
	options := t.NewDict(openPart(u.trace))
	for _, q := range parseQuery(u.query, false) {
		tr := queryTrace(u, q.name)
		if upper := strings.ToUpper(q.name); base[upper] {
			v, err := lib.queryValue(t, q.values[0], tr)
			if err != nil {
				return err
			}
			d.SetStr(t, upper, v)
			continue
		}
		options.SetStr(t, q.name, intIfDigits(t, q.values[0], tr))
	}
	d.SetStr(t, "OPTIONS", options)
	return nil
}

// queryValue is a setting that a query gives: a literal, in early versions a number only.
// What is no expression was refused before 0.7.
func (lib *environLib) queryValue(t *value.Thread, s string, tr *value.Trace) (value.Value, error) {
	if lib.before(5) {
		return intIfDigits(t, s, tr), nil
	}
	if _, err := literalEval(t, s, tr); lib.minor < 7 && raisedIs(err, "SyntaxError") {
		return nil, err
	}
	return literalOrText(t, s, tr), nil
}

// dictOf makes a dict of names and values in turn.
func dictOf(t *value.Thread, tr *value.Trace, pairs ...any) *value.Dict {
	d := t.NewDict(tr)
	for i := 0; i+1 < len(pairs); i += 2 {
		d.SetStr(t, pairs[i].(string), pairs[i+1].(value.Value))
	}
	return d
}
