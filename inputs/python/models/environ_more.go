package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/value"
)

// queryTrace is the trace of one field of a URL's query: secret by its name.
func queryTrace(u *parseResult, name string) *value.Trace {
	if document.SecretName(name) {
		return u.trace.Hidden()
	}
	return openPart(u.trace)
}

// cacheSchemes are the cache backends by the scheme of the URL, but for Redis and pymemcache.
var cacheSchemes = map[string]string{
	"dbcache":     "django.core.cache.backends.db.DatabaseCache",
	"dummycache":  "django.core.cache.backends.dummy.DummyCache",
	"filecache":   "django.core.cache.backends.filebased.FileBasedCache",
	"locmemcache": "django.core.cache.backends.locmem.LocMemCache",
	"memcache":    "django.core.cache.backends.memcached.MemcachedCache",
	"pylibmc":     "django.core.cache.backends.memcached.PyLibMCCache",
}

const djangoRedis = "django.core.cache.backends.redis.RedisCache"

// cacheBackend is the backend of a scheme; it may depend on what is installed.
func (lib *environLib) cacheBackend(t *value.Thread, scheme string, tr *value.Trace) (value.Value, error) {
	if backend, ok := cacheSchemes[scheme]; ok && (scheme != "pylibmc" || lib.minor >= 8) {
		return value.NewStr(backend, tr), nil
	}
	switch scheme {
	case "pymemcache":
		if lib.minor < 8 {
			return value.NewStr(cacheSchemes["pylibmc"], tr), nil
		}
		return installedOr(t, "pymemcache", "django.core.cache.backends.memcached.PyMemcacheCache", cacheSchemes["pylibmc"], tr), nil
	case "rediss":
		if lib.minor < 5 {
			break
		}
		return lib.redisBackend(t, tr), nil
	case "valkey", "valkeys":
		if lib.minor < 13 {
			break
		}
		return lib.redisBackend(t, tr), nil
	case "redis", "rediscache":
		return lib.redisBackend(t, tr), nil
	}
	if lib.minor < 5 {
		return nil, t.RaiseClass(value.Exceptions()["KeyError"], "...", tr)
	}
	return nil, t.RaiseClass(lib.wrong, "Invalid cache schema ...", tr)
}

func (lib *environLib) redisBackend(t *value.Thread, tr *value.Trace) value.Value {
	switch {
	case lib.before(0):
		return value.NewStr("redis_cache.cache.RedisCache", tr)
	case lib.before(1):
		return value.NewStr("django_redis.cache.RedisCache", tr)
	}
	if lib.minor == 10 && major(t) >= 4 {
		return value.NewStr(djangoRedis, tr)
	}
	if lib.minor < 11 {
		return installedOr(t, "redis_cache", "redis_cache.RedisCache", "django_redis.cache.RedisCache", tr)
	}
	fallback := djangoRedis
	if major(t) < 4 {
		fallback = "redis_cache.RedisCache"
	}
	return installedOr(t, "django_redis", "django_redis.cache.RedisCache", fallback, tr)
}

// installedOr is one text where a package is installed and another where it is not.
func installedOr(t *value.Thread, name, yes, no string, tr *value.Trace) value.Value {
	switch _, installed := t.Host.Package(name); installed {
	case value.Yes:
		return value.NewStr(yes, tr)
	case value.No:
		return value.NewStr(no, tr)
	}
	u := typed(unknown(t, "it is not known whether "+name+" is installed", tr), value.StrClass)
	u.Choices = []value.Choice{{When: name + " is installed", V: value.NewStr(yes, tr)}, {When: name + " is not installed", V: value.NewStr(no, tr)}}
	return u
}

// cache is Env.cache_url_config.
func (lib *environLib) cache(t *value.Thread, v, backend value.Value) (value.Value, error) {
	u, err := lib.parsed(t, v)
	switch {
	case err != nil:
		return nil, err
	case lib.minor >= 5 && (u.ofNothing || isEmptyText(v)):
		return t.NewDict(v.Trace()), nil
	case u.ofNothing:
		return nil, notBytes(t, v)
	}
	tr := openPart(u.trace)
	chosen, err := lib.cacheBackend(t, u.scheme, tr)
	if err != nil {
		return nil, err
	}
	if s, ok := text(backend); ok && s != "" {
		chosen = backend
	}
	d := t.NewDict(tr)
	d.SetStr(t, "BACKEND", chosen)
	d.SetStr(t, "LOCATION", lib.cacheLocation(t, u))
	if u.query != "" {
		return d, lib.cacheOptions(t, d, u, chosen)
	}
	return d, nil
}

func (lib *environLib) cacheLocation(t *value.Thread, u *parseResult) value.Value {
	places := strings.Split(u.netloc, ",")
	socket := u.scheme == "memcache" || u.scheme == "pymemcache"
	switch {
	case u.scheme == "filecache":
		places = []string{u.netloc + u.path}
	case socket && (lib.minor >= 8 && u.netloc == "" || lib.minor < 8 && u.path != ""):
		places = []string{"unix:" + u.path}
	case lib.before(1) && u.scheme == "rediscache" && u.path != "":
		places = []string{"unix:" + u.path}
	case strings.HasPrefix(u.scheme, "redis") && !lib.before(1):
		scheme := strings.ReplaceAll(u.scheme, "cache", "")
		if u.hostname() == "" {
			scheme = "unix"
		}
		if lib.before(4) {
			places = []string{u.netloc}
		}
		for i, p := range places {
			places[i] = scheme + "://" + p + u.path
		}
	}
	if len(places) == 1 {
		return value.NewStr(places[0], u.trace)
	}
	return t.NewList(strs(places, u.trace), u.trace)
}

// cacheOptions puts the query into the settings of the cache and into OPTIONS,
// whose names are lower case for Django's own Redis backend from 0.13 on.
func (lib *environLib) cacheOptions(t *value.Thread, d *value.Dict, u *parseResult, backend value.Value) error {
	base := map[string]bool{"TIMEOUT": true, "KEY_PREFIX": true, "VERSION": true, "KEY_FUNCTION": true, "BINARY": !lib.before(1)}
	options := t.NewDict(openPart(u.trace))
	if b, ok := value.IsUnknown(backend); ok && lib.minor >= 13 {
		d.Open(t, spread(b))
		return nil
	}
	name, _ := text(backend)
	for _, q := range parseQuery(u.query, false) {
		v, err := lib.queryValue(t, q.values[0], queryTrace(u, q.name))
		if err != nil {
			return err
		}
		upper := strings.ToUpper(q.name)
		key := upper
		if name == djangoRedis && lib.minor >= 13 {
			key = strings.ToLower(q.name)
		}
		if base[upper] {
			d.SetStr(t, key, v)
		} else {
			options.SetStr(t, key, v)
		}
	}
	d.SetStr(t, "OPTIONS", options)
	return nil
}

// emailSchemes are the mail backends by the scheme of the URL.
var emailSchemes = map[string]string{
	"smtp": smtpBackend, "smtps": smtpBackend, "smtp+tls": smtpBackend, "smtp+ssl": smtpBackend,
	"consolemail": "django.core.mail.backends.console.EmailBackend",
	"filemail":    "django.core.mail.backends.filebased.EmailBackend",
	"memorymail":  "django.core.mail.backends.locmem.EmailBackend",
	"dummymail":   "django.core.mail.backends.dummy.EmailBackend",
}

const smtpBackend = "django.core.mail.backends.smtp.EmailBackend"

// email is Env.email_url_config.
func (lib *environLib) email(t *value.Thread, v, backend value.Value) (value.Value, error) {
	u, err := lib.parsed(t, v)
	if err == nil && u.ofNothing {
		err = notBytes(t, v)
	}
	if err != nil {
		return nil, err
	}
	tr := openPart(u.trace)
	path, _, _ := strings.Cut(u.name(), "?")
	if !lib.before(1) {
		path = unquotePlus(path)
	}
	d := dictOf(t, tr, "EMAIL_FILE_PATH", value.NewStr(path, tr)).Within(slices.Concat(emailSet, emailPerhaps)...)
	unescape := unquoteURL
	if lib.minor < 9 {
		unescape = unquotePlus
	}
	for _, part := range [][2]string{{"EMAIL_HOST_USER", "username"}, {"EMAIL_HOST_PASSWORD", "password"}, {"EMAIL_HOST", "hostname"}, {"EMAIL_PORT", "port"}} {
		v, err := u.netlocPart(t, part[1])
		if err != nil {
			return nil, err
		}
		if s, ok := text(v); ok && part[1] != "hostname" && !lib.before(1) {
			v = value.NewStr(unescape(s), v.Trace())
		}
		d.SetStr(t, part[0], v)
	}
	if err := lib.emailBackend(t, d, u.scheme, backend); err != nil {
		return nil, err
	}
	switch {
	case lib.before(0):
		d.SetStr(t, "EMAIL_USE_TLS", value.NewBool(u.scheme == "smtps", tr))
	case u.scheme == "smtps" || u.scheme == "smtp+tls":
		d.SetStr(t, "EMAIL_USE_TLS", value.NewBool(true, tr))
	case u.scheme == "smtp+ssl":
		d.SetStr(t, "EMAIL_USE_SSL", value.NewBool(true, tr))
	}
	if u.query != "" {
		lib.emailOptions(t, d, u)
	}
	return d, nil
}

// emailBackend sets the backend that is given, or that of the scheme; before 0.4 none for
// one that is not known.
func (lib *environLib) emailBackend(t *value.Thread, d *value.Dict, scheme string, backend value.Value) error {
	chosen, ok := emailSchemes[scheme]
	if lib.before(0) && strings.HasPrefix(scheme, "smtp+") {
		ok = false
	}
	if s, given := text(backend); given && s != "" {
		chosen, ok = s, true
	}
	switch {
	case ok:
		d.SetStr(t, "EMAIL_BACKEND", value.NewStr(chosen, d.Trace()))
	case !lib.before(0):
		return t.RaiseClass(lib.wrong, "Invalid email schema ...", d.Trace())
	}
	return nil
}

// emailSet are the settings that any URL gives, emailPerhaps those that some do.
var (
	emailSet     = []string{"EMAIL_FILE_PATH", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_BACKEND"}
	emailPerhaps = []string{"EMAIL_USE_TLS", "EMAIL_USE_SSL", "OPTIONS"}
)

// emailOfUnknown is what any URL gives: settings often take all of it over, and no
// other setting is in doubt then.
func emailOfUnknown(t *value.Thread, u *value.Unknown) value.Value {
	d := t.NewDict(nil)
	for _, name := range emailSet {
		d.SetStr(t, name, spread(u))
	}
	for _, name := range emailPerhaps {
		perhaps := spread(u)
		perhaps.Choices = []value.Choice{{V: spread(u)}, {V: value.Unbound{}}}
		d.SetStr(t, name, perhaps)
	}
	return d
}

func (lib *environLib) emailOptions(t *value.Thread, d *value.Dict, u *parseResult) {
	options := t.NewDict(openPart(u.trace))
	for _, q := range parseQuery(u.query, false) {
		into, upper := options, strings.ToUpper(q.name)
		if upper == "EMAIL_USE_TLS" || upper == "EMAIL_USE_SSL" && !lib.before(0) {
			into = d
		}
		into.SetStr(t, upper, intIfDigits(t, q.values[0], queryTrace(u, q.name)))
	}
	d.SetStr(t, "OPTIONS", options)
}

// search is not followed: no policy reads HAYSTACK_CONNECTIONS.
func (lib *environLib) search(t *value.Thread, v, _ value.Value) (value.Value, error) {
	return typed(unknown(t, "search_url is not followed", v.Trace()), value.DictClass), nil
}

// channelSchemes are the channel layers by the scheme of the URL.
var channelSchemes = map[string]string{
	"inmemory": "channels.layers.InMemoryChannelLayer",
	"redis":    "channels_redis.core.RedisChannelLayer", "redis+pubsub": "channels_redis.pubsub.RedisPubSubChannelLayer",
	"rediss": "channels_redis.core.RedisChannelLayer", "rediss+pubsub": "channels_redis.pubsub.RedisPubSubChannelLayer",
}

// channels is Env.channels_url_config.
func (lib *environLib) channels(t *value.Thread, v, backend value.Value) (value.Value, error) {
	u, err := lib.parsed(t, v)
	if err != nil {
		return nil, err
	}
	tr := openPart(u.trace)
	if s, ok := text(backend); ok && s != "" {
		return dictOf(t, tr, "BACKEND", backend), nil
	}
	layer, ok := channelSchemes[u.scheme]
	if !ok || lib.minor < 13 && strings.HasPrefix(u.scheme, "rediss") {
		return nil, t.RaiseClass(lib.wrong, "Invalid channels schema ...", tr)
	}
	d := dictOf(t, tr, "BACKEND", value.NewStr(layer, tr))
	if scheme, _, _ := strings.Cut(u.scheme, "+"); strings.HasPrefix(scheme, "redis") {
		parts := u.urlParts
		parts.scheme = scheme
		hosts := t.NewList([]value.Value{value.NewStr(parts.join(), u.trace)}, tr)
		d.SetStr(t, "CONFIG", dictOf(t, tr, "hosts", hosts))
	}
	return d, nil
}
