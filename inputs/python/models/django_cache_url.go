package models

import (
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/value"
)

// django-cache-url 3.2 to 3.4: parse and config give the settings of one cache.

// cacheURLBackends are the backends by scheme, but for Redis.
var cacheURLBackends = map[string]string{
	"db": "django.core.cache.backends.db.DatabaseCache", "dummy": "django.core.cache.backends.dummy.DummyCache",
	"elasticache": "django_elasticache.memcached.ElastiCache", "file": "django.core.cache.backends.filebased.FileBasedCache",
	"locmem": "django.core.cache.backends.locmem.LocMemCache", "uwsgicache": "uwsgicache.UWSGICache",
	"memcached": "django.core.cache.backends.memcached.PyLibMCCache", "djangopylibmc": "django_pylibmc.memcached.PyLibMCCache",
	"pymemcached": "django.core.cache.backends.memcached.MemcachedCache",
	"pymemcache":  "django.core.cache.backends.memcached.PyMemcacheCache", "redis-cache": "redis_cache.RedisCache",
}

// cacheURLLib is one version of django-cache-url.
type cacheURLLib struct {
	redis      string // the backend of redis://
	unix       string // what stands before the path of a socket
	ownURL     bool   // Django's own Redis backend gets the password in its URL
	pymemcache bool
	broken     *value.Class
}

func djangoCacheURLModule(t *value.Thread) value.Value {
	m := value.NewModule("django_cache_url", "")
	version, installed := t.Host.Package("django_cache_url")
	below := func(numbers ...int) bool {
		return installed == value.Yes && version != "" && versionBelow(version, numbers...)
	}
	if below(3, 2) {
		m.Fallback = func(t *value.Thread, _ string) (value.Value, error) {
			return unknown(t, "django-cache-url before 3.2 is not followed"), nil
		}
		return m
	}
	lib := &cacheURLLib{redis: djangoRedis, unix: "unix://", ownURL: !below(3, 4, 2), pymemcache: !below(3, 3), broken: value.Exceptions()["Exception"]}
	if below(3, 4) || below(3, 4, 6) && major(t) < 4 {
		lib.redis = "django_redis.cache.RedisCache"
	}
	if below(3, 4, 4) {
		lib.unix = "unix:"
	}
	m.Define("DEFAULT_ENV", value.NewStr("CACHE_URL", nil))
	m.Func("parse", strict("parse", "url", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) { return lib.parse(t, a[0]) }))
	m.Func("config", configOf("CACHE_URL", value.NewStr("locmem://", nil), lib.parse))
	m.Fallback = notFollowed("django_cache_url")
	return m
}

func (lib *cacheURLLib) backend(scheme, name string) string {
	for _, s := range []string{scheme, name} {
		if s == "redis" || s == "rediss" || s == "hiredis" {
			return lib.redis
		}
	}
	if name == "pymemcache" && !lib.pymemcache {
		return ""
	}
	return cacheURLBackends[name]
}

// parse is django_cache_url.parse.
func (lib *cacheURLLib) parse(t *value.Thread, v value.Value) (value.Value, error) {
	u, err := asResult(t, v, false)
	if err != nil {
		return nil, err
	}
	tr := openPart(u.trace)
	backend := lib.backend("", u.scheme)
	if backend == "" {
		return nil, t.RaiseClass(lib.broken, "Unknown backend: ...", tr)
	}
	query := map[string]string{}
	var order []string
	for _, q := range parseQuery(u.query, false) {
		name := strings.ToUpper(q.name)
		if _, again := query[name]; !again {
			order = append(order, name)
		}
		query[name] = strings.Join(q.values, ";")
	}
	if own := lib.backend("", query["LIB"]); own != "" && strings.Contains(u.scheme, "redis") {
		backend = own
	}
	d := dictOf(t, tr, "BACKEND", value.NewStr(backend, tr))
	options := t.NewDict(tr)
	if u.scheme == "hiredis" {
		options.SetStr(t, "PARSER_CLASS", value.NewStr("redis.connection.HiredisParser", tr))
	}
	if err := lib.location(t, d, options, u, backend, query); err != nil {
		return nil, err
	}
	return d, lib.arguments(t, d, options, u, order, query)
}

// location sets LOCATION and, for Redis, what goes with it.
func (lib *cacheURLLib) location(t *value.Thread, d, options *value.Dict, u *parseResult, backend string, query map[string]string) error {
	path, where := u.path, u.path
	redis := u.scheme == "redis" || u.scheme == "hiredis" || u.scheme == "rediss"
	switch {
	case u.netloc == "" && (u.scheme == "memcached" || u.scheme == "pymemcached" || u.scheme == "djangopylibmc" || u.scheme == "pymemcache" && lib.pymemcache):
		where = lib.unix + path
	case u.netloc == "" && redis && u.scheme != "rediss":
		db := "0"
		if found := redisSocketDB.FindStringSubmatch(path); found != nil {
			db, path = found[1], path[:max(strings.LastIndexByte(path, '/'), 0)]
		}
		where = lib.unix + path + "?db=" + db
	case u.netloc != "" && redis:
		return lib.redisLocation(t, d, options, u, backend, query)
	case u.netloc != "":
		where = strings.ReplaceAll(u.netloc, ",", ";")
	}
	if u.scheme == "uwsgicache" && where == "" {
		where = "default"
	}
	d.SetStr(t, "LOCATION", value.NewStr(where, u.trace))
	return nil
}

// redisSocketDB finds the number of the database in the path of a socket.
var redisSocketDB = pattern.New(`^.+?(\d+)`)

func (lib *cacheURLLib) redisLocation(t *value.Thread, d, options *value.Dict, u *parseResult, backend string, query map[string]string) error {
	_, _, password, _ := u.userinfo()
	plain := query["LIB"] == "redis-cache" || lib.ownURL && backend == djangoRedis
	if password != "" && !plain {
		options.SetStr(t, "PASSWORD", value.NewStr(password, u.trace.Hidden()))
	}
	port, has, ok := u.port()
	if !ok {
		return t.RaiseClass(value.Exceptions()["ValueError"], u.wrongPort(), openPart(u.trace))
	}
	if !has || port == 0 {
		port = 6379
	}
	scheme, db := "redis", "0"
	if u.scheme == "rediss" {
		scheme = "rediss"
	}
	if len(u.path) > 1 {
		db = u.path[1:]
	}
	host := u.hostname()
	if host == "" {
		host = "None"
	}
	host += ":" + strconv.Itoa(port) + "/" + db
	if password != "" && plain {
		d.SetStr(t, "LOCATION", value.NewStr(scheme+"://:"+password+"@"+host, u.trace))
	} else {
		d.SetStr(t, "LOCATION", value.NewStr(scheme+"://"+host, openPart(u.trace)))
	}
	if query["LIB"] == "redis-cache" {
		return redisCacheOptions(t, options, u, query)
	}
	return nil
}

// redisCacheOptions are those of django-redis-cache.
func redisCacheOptions(t *value.Thread, options *value.Dict, u *parseResult, query map[string]string) error {
	tr := openPart(u.trace)
	for _, name := range []string{"PARSER_CLASS", "CONNECTION_POOL_CLASS"} {
		if s, ok := query[name]; ok {
			options.SetStr(t, name, value.NewStr(s, tr))
		}
	}
	pool := t.NewDict(tr)
	for _, pair := range [][2]string{{"MAX_CONNECTIONS", "max_connections"}, {"TIMEOUT", "timeout"}} {
		s, ok := query[pair[0]]
		if !ok {
			continue
		}
		n, err := call(t, value.IntClass, value.NewStr(s, tr))
		if err != nil {
			return err
		}
		pool.SetStr(t, pair[1], n)
	}
	if len(pool.Entries()) > 0 {
		options.SetStr(t, "CONNECTION_POOL_CLASS_KWARGS", pool)
	}
	return nil
}

// arguments puts the query into the settings of the cache, and two of its names into OPTIONS.
func (lib *cacheURLLib) arguments(t *value.Thread, d, options *value.Dict, u *parseResult, order []string, query map[string]string) error {
	for _, name := range []string{"MAX_ENTRIES", "CULL_FREQUENCY"} {
		s, ok := query[name]
		if !ok {
			continue
		}
		n, err := call(t, value.IntClass, value.NewStr(s, openPart(u.trace)))
		if err != nil {
			return err
		}
		options.SetStr(t, name, n)
		delete(query, name)
	}
	if len(options.Entries()) > 0 {
		d.SetStr(t, "OPTIONS", options)
	}
	for _, name := range order {
		if s, ok := query[name]; ok {
			d.SetStr(t, name, value.NewStr(s, queryTrace(u, name)))
		}
	}
	return nil
}
