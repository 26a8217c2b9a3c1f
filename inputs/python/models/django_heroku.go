package models

import (
	"slices"

	"github.com/djgate/djgate/inputs/python/value"
)

// django-heroku 0.3.1 (django_heroku/core.py) and its fork django-on-heroku 1.1.2, which
// keeps SecurityMiddleware first and asks more of the database: settings(locals()) binds
// names in the module that calls it.

const herokuParams = "config, *, db_colors=, databases=, test_runner=, staticfiles=, allowed_hosts=, logging=, secret_key="

func djangoHerokuModules() map[string]maker {
	out := map[string]maker{}
	for name, more := range map[string]string{"django_heroku": "", "django_on_heroku": ", geodjango=, db_ssl_required="} {
		out[name] = func(*value.Thread) value.Value {
			m := value.NewModule(name, "")
			m.Func("settings", loose("settings", herokuParams+more, func(t *value.Thread, a args) (value.Value, error) {
				h := heroku{bindings{t, a[0]}, value.LiteralAt(t.At), name, nil}
				if more != "" {
					h.fork = a[8:]
				}
				return h.settings(a[1:8])
			}))
			m.Fallback = notFollowed(name)
			return m
		}
	}
	return out
}

// bindings are the names of a module that hands its locals() or globals() to a function.
type bindings struct {
	t      *value.Thread
	config value.Value
}

// get is what a name is bound to; nil where it is not bound.
func (b bindings) get(name string) (value.Value, error) {
	v, err := value.Item(b.t, b.config, value.NewStr(name, nil))
	if raised, ok := err.(*value.Raised); ok && raised.Kind == value.Exceptions()["KeyError"] {
		return nil, nil
	}
	return v, err
}

func (b bindings) set(name string, v value.Value) error {
	return value.SetItem(b.t, b.config, value.NewStr(name, nil), v)
}

// heroku lays the settings of the platform over the module's.
type heroku struct {
	bindings
	at   *value.Trace // of what is bound whatever the project says
	name string       // of the package
	fork args         // geodjango and db_ssl_required of django-on-heroku; nil for django-heroku
}

// settings lays over the module what the options, each on by default but the first, leave on.
func (h heroku) settings(a args) (value.Value, error) {
	for i, lay := range []func() error{h.allDatabases, h.databases, h.testRunner, h.staticFiles, h.allowedHosts, h.logging, h.secretKey} {
		on, err := isOn(h.t, a[i], i > 0)
		switch {
		case err != nil:
			return nil, err
		case on == value.Maybe:
			// The interpreter makes every name unknown that such a call was handed.
			return spread(a[i]), nil
		case on == value.No:
			continue
		}
		if err := lay(); err != nil {
			return nil, err
		}
	}
	return value.None(), nil
}

// allDatabases is db_colors: one more database for each variable HEROKU_POSTGRESQL_*.
func (h heroku) allDatabases() error {
	if err := h.defaultDatabase(); err != nil {
		return err
	}
	all, err := h.get("DATABASES")
	if d, ok := all.(*value.Dict); ok {
		d.Open(h.t, unknown(h.t, "which databases the platform attaches is not known"))
	}
	return err
}

// defaultDatabase binds DATABASES where the project does not.
func (h heroku) defaultDatabase() error {
	if have, err := h.get("DATABASES"); err != nil || have != nil {
		return err
	}
	return h.set("DATABASES", dictOf(h.t, h.at, "default", value.None().With(h.at)))
}

func (h heroku) databases() error {
	if err := h.defaultDatabase(); err != nil {
		return err
	}
	all, err := h.get("DATABASES")
	if err != nil {
		return err
	}
	key := value.NewStr("default", h.at)
	isSet, tr, err := h.variable("DATABASE_URL")
	if err != nil || isSet == value.No {
		return h.keep(all, key, tr, err)
	}
	config, err := h.database()
	if err != nil {
		return err
	}
	if isSet == value.Maybe {
		config = unknown(h.t, "whether DATABASE_URL is set is not known", tr)
	}
	return value.SetItem(h.t, all, key, config)
}

// database is what the variable of the platform says of the default database.
func (h heroku) database() (value.Value, error) {
	var age, tls value.Value = value.NewInt(600, h.at), value.NewBool(true, h.at)
	if h.fork != nil {
		if geo, err := isOn(h.t, h.fork[0], false); err != nil || geo != value.No {
			return unknown(h.t, "the engine for maps is not followed", traceOf(h.fork[:1])), err
		}
		var err error
		if age, err = h.connectionAge(); err != nil {
			return nil, err
		}
		if h.fork[1] != nil {
			tls = h.fork[1]
		}
	}
	return value.CallValue(h.t, attribute(h.t, "dj_database_url", "config"), &value.Call{At: h.t.At, Keywords: []value.Keyword{
		{Name: "conn_max_age", Value: age}, {Name: "ssl_require", Value: tls},
	}})
}

// connectionAge is CONN_MAX_AGE of the project, else that of the environment, which is read anyway.
func (h heroku) connectionAge() (value.Value, error) {
	text, err := h.t.Environ.Get(h.t, value.NewStr("CONN_MAX_AGE", nil), value.NewInt(600, h.at), h.name+".settings")
	if err != nil {
		return nil, err
	}
	age, err := call(h.t, value.IntClass, text)
	if err != nil {
		return nil, err
	}
	if own, err := h.get("CONN_MAX_AGE"); err != nil || own != nil {
		return own, err
	}
	return age, nil
}

// variable tells whether a variable is set, and what the answer depends on.
func (h heroku) variable(name string) (value.Truth, *value.Trace, error) {
	return h.t.Environ.ContainsTrace(h.t, value.NewStr(name, nil))
}

// keep leaves an item as it is, because of what absent says. Where there is none nothing changes.
func (h heroku) keep(of, key value.Value, absent *value.Trace, err error) error {
	d, ok := of.(*value.Dict)
	if !ok || err != nil {
		return err
	}
	if v, there := d.Get(key); there {
		d.Set(h.t, key, v.With(v.Trace().Under(absent)))
	}
	return nil
}

// testRunner is for the CI of the platform, which sets CI.
func (h heroku) testRunner() error {
	if isSet, _, err := h.variable("CI"); err != nil || isSet == value.No {
		return err
	}
	return h.set("TEST_RUNNER", value.NewStr(h.name+".HerokuDiscoverRunner", h.at))
}

func (h heroku) staticFiles() error {
	base, err := value.Item(h.t, h.config, value.NewStr("BASE_DIR", nil))
	if err != nil {
		return err
	}
	root, err := call(h.t, attribute(h.t, "os.path", "join"), base, value.NewStr("staticfiles", h.at))
	if err != nil {
		return err
	}
	if err := h.set("STATIC_ROOT", root); err != nil {
		return err
	}
	if err := h.set("STATIC_URL", value.NewStr("/static/", h.at)); err != nil {
		return err
	}
	if err := h.whiteNoise(); err != nil {
		return err
	}
	return h.set("STATICFILES_STORAGE", value.NewStr("whitenoise.storage.CompressedManifestStaticFilesStorage", h.at))
}

// whiteNoise puts its middleware first; the fork after SecurityMiddleware, where there is one.
func (h heroku) whiteNoise() error {
	name := "MIDDLEWARE_CLASSES"
	have, err := h.get(name)
	if err == nil && have == nil {
		name = "MIDDLEWARE"
		have, err = value.Item(h.t, h.config, value.NewStr(name, nil))
	}
	if err != nil {
		return err
	}
	if u, ok := value.IsUnknown(have); ok {
		return h.set(name, spread(u))
	}
	items, err := value.Items(h.t, have)
	if err != nil {
		return err
	}
	after := 0
	if h.fork != nil {
		after = slices.IndexFunc(items, func(v value.Value) bool {
			s, known := text(v)
			return !known || s == "django.middleware.security.SecurityMiddleware"
		}) + 1
		if after > 0 {
			if _, known := text(items[after-1]); !known {
				return h.set(name, unknown(h.t, "where WhiteNoise is put is not known", traceOf(items)))
			}
		}
	}
	noise := value.NewStr("whitenoise.middleware.WhiteNoiseMiddleware", h.at)
	return h.set(name, value.NewTuple(slices.Insert(slices.Clone(items), after, value.Value(noise)), have.Trace()))
}

func (h heroku) allowedHosts() error {
	return h.set("ALLOWED_HOSTS", h.t.NewList([]value.Value{value.NewStr("*", h.at)}, h.at))
}

func (h heroku) logging() error {
	word := func(s string) value.Value { return value.NewStr(s, h.at) }
	group := func(pairs ...any) value.Value { return dictOf(h.t, h.at, pairs...) }
	verbose := "%(asctime)s [%(process)d] [%(levelname)s] pathname=%(pathname)s lineno=%(lineno)s funcname=%(funcName)s %(message)s"
	return h.set("LOGGING", group(
		"version", value.NewInt(1, h.at), "disable_existing_loggers", value.NewBool(false, h.at),
		"formatters", group(
			"verbose", group("format", word(verbose), "datefmt", word("%Y-%m-%d %H:%M:%S")),
			"simple", group("format", word("%(levelname)s %(message)s"))),
		"handlers", group(
			"null", group("level", word("DEBUG"), "class", word("logging.NullHandler")),
			"console", group("level", word("DEBUG"), "class", word("logging.StreamHandler"), "formatter", word("verbose"))),
		"loggers", group(
			"testlogger", group("handlers", h.t.NewList([]value.Value{word("console")}, h.at), "level", word("INFO")))))
}

// secretKey takes SECRET_KEY from the environment, where it is set.
func (h heroku) secretKey() error {
	isSet, tr, err := h.variable("SECRET_KEY")
	if err != nil || isSet == value.No {
		return h.keepKey(tr, err)
	}
	v, err := h.t.Environ.Get(h.t, value.NewStr("SECRET_KEY", nil), value.None(), h.name+".settings")
	if err != nil {
		return err
	}
	if isSet == value.Maybe {
		v = unknown(h.t, "whether SECRET_KEY is set is not known", v.Trace())
	}
	return h.set("SECRET_KEY", v)
}

func (h heroku) keepKey(absent *value.Trace, err error) error {
	if err != nil {
		return err
	}
	have, err := h.get("SECRET_KEY")
	if err != nil || have == nil {
		return err
	}
	return h.set("SECRET_KEY", have.With(have.Trace().Under(absent)))
}
