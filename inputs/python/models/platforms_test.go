package models

import (
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/python/interp"
)

const redisSource = `
import redis
A = []
for url in [None, "", "host:6379", "redis://h", "rediss://h/0", "unix:///a"]:
    try:
        redis.Redis.from_url(url, db=0)
        A.append(None)
    except Exception as e:
        A.append(type(e).__name__)
`

// TestPlatforms is about libraries that bind settings from the variables of a platform.
func TestPlatforms(t *testing.T) {
	const heroku = "import django_heroku\nBASE_DIR = '/app'\nMIDDLEWARE = ['a']\nDATABASES = {'default': {'ENGINE': 'e'}}\nSECRET_KEY = 'k'\nDEBUG = True\n"
	const copilot = "from dbt_copilot_python.database import database_from_env, database_url_from_env\n"
	const copilotHosts = "from dbt_copilot_python.network import setup_allowed_hosts\nfrom dbt_copilot_python.utility import is_copilot\nALLOWED_HOSTS = setup_allowed_hosts(['a'])\nIN = is_copilot()\n"
	const plugins = "from importlib.metadata import entry_points\nAPPS = ['a']\nfor p in entry_points(group='shop.plugins'):\n    APPS.append(p.value)\nfor p in entry_points().select(group='shop.more'):\n    APPS.append(p.value)\nBY_NAME = [*entry_points().get('shop.plugins', ())]\n"
	credentials := map[string]string{"DB": `{"engine": "postgresql", "dbname": "n", "username": "u", "password": "p", "host": "h", "port": 5432}`}
	for _, c := range []struct {
		name    string
		vars    map[string]string
		open    bool
		plugged string // a group of entry points that is installed
		hidden  string // a variable that is set, to what is not known
		source  string
		want    map[string]string
	}{
		{name: "django_heroku in an open environment", open: true, source: heroku + "django_heroku.settings(locals())\n", want: map[string]string{
			"ALLOWED_HOSTS": "['*']", "MIDDLEWARE": "('whitenoise.middleware.WhiteNoiseMiddleware', 'a')", "STATIC_ROOT": "'/app/staticfiles'",
			"STATICFILES_STORAGE": "'whitenoise.storage.CompressedManifestStaticFilesStorage'", "DATABASES": "{'default': {'ENGINE': 'e'}}", "SECRET_KEY": "'k'", "DEBUG": "True",
		}},
		{name: "django_heroku takes the platform's variables", vars: map[string]string{"DATABASE_URL": "postgres://u:p@h/d", "SECRET_KEY": "env"},
			source: heroku + "django_heroku.settings(locals(), staticfiles=False)\n", want: map[string]string{
				"MIDDLEWARE": "['a']", "SECRET_KEY": "'env'",
				"DATABASES": "{'default': {'ENGINE': 'django.db.backends.postgresql', 'USER': 'u', 'PASSWORD': 'p', 'HOST': 'h', 'PORT': '', 'NAME': 'd', 'OPTIONS': {'sslmode': 'require'}, 'CONN_MAX_AGE': 600, 'CONN_HEALTH_CHECKS': False, 'DISABLE_SERVER_SIDE_CURSORS': False}}",
			}},
		{name: "django_heroku leaves out what it is told to", source: heroku + "ALLOWED_HOSTS = []\ndjango_heroku.settings(locals(), allowed_hosts=False, databases=False)\n", want: map[string]string{
			"ALLOWED_HOSTS": "[]", "DATABASES": "{'default': {'ENGINE': 'e'}}",
		}},
		{name: "django_on_heroku keeps SecurityMiddleware first", vars: map[string]string{"DATABASE_URL": "postgres://u:p@h/d", "CONN_MAX_AGE": "5"},
			source: strings.ReplaceAll(heroku, "django_heroku", "django_on_heroku") + "MIDDLEWARE = ['a', 'django.middleware.security.SecurityMiddleware', 'b']\ndjango_on_heroku.settings(locals(), db_ssl_required=False)\n", want: map[string]string{
				"MIDDLEWARE": "('a', 'django.middleware.security.SecurityMiddleware', 'whitenoise.middleware.WhiteNoiseMiddleware', 'b')",
				"DATABASES":  "{'default': {'ENGINE': 'django.db.backends.postgresql', 'USER': 'u', 'PASSWORD': 'p', 'HOST': 'h', 'PORT': '', 'NAME': 'd', 'CONN_MAX_AGE': 5, 'CONN_HEALTH_CHECKS': False, 'DISABLE_SERVER_SIDE_CURSORS': False}}",
			}},
		{name: "django_on_heroku without SecurityMiddleware, for maps", vars: map[string]string{"DATABASE_URL": "postgres://u:p@h/d"},
			source: strings.ReplaceAll(heroku, "django_heroku", "django_on_heroku") + "django_on_heroku.settings(locals(), geodjango=True)\n", want: map[string]string{
				"MIDDLEWARE": "('whitenoise.middleware.WhiteNoiseMiddleware', 'a')", "DATABASES": "unknown: the engine for maps is not followed",
			}},
		{name: "plugins may add apps, and are noted", source: "from edx_django_utils.plugins import add_plugins, get_plugin_apps\nDEBUG = False\nAPPS = ['a']\nAPPS.extend(get_plugin_apps('x'))\nadd_plugins(__name__, 'x', 'y')\n", want: map[string]string{
			"DEBUG": "False", "APPS": "unknown: which plugins are installed is not known",
		}},
		{name: "cfenv without services", open: true, source: "import cfenv\ne = cfenv.AppEnv()\nA = e.get_credential('A', 'd')\nB = e.get_service(label='x')\n", want: map[string]string{"A": "'d'", "B": "None"}},
		{name: "an e-mail URL that is not known sets no other name", source: "import environ\nDEBUG = False\nEMAIL_USE_TLS = False\nvars().update(environ.Env().email_url('MAIL'))\nHOST = EMAIL_HOST\n", want: map[string]string{
			"DEBUG": "False", "HOST": "unknown: no input sets MAIL", "EMAIL_USE_TLS": "unknown: no input sets MAIL",
		}},
		{name: "entry points of which none is known to be installed", source: plugins, want: map[string]string{"APPS": "['a']", "BY_NAME": "unknown: which plugins are installed is not known"}},
		{name: "entry points of packages that the settings find", source: "import sys\nsys.meta_path.append(object())\n" + plugins, want: map[string]string{"APPS": "unknown: which plugins are installed is not known"}},
		{name: "entry points add an unknown number", plugged: "x", source: "from importlib.metadata import entry_points\nAPPS = ['a']\nN = 1\nfor p in entry_points().select(group='x'):\n    APPS.append(p.value)\nfor p in entry_points(group='x'):\n    p.load()\n", want: map[string]string{
			"APPS": "unknown: which plugins are installed is not known", "N": "1",
		}},
		{name: "a client of Redis looks at its URL", source: redisSource, want: map[string]string{"A": "['AttributeError', 'ValueError', 'ValueError', None, None, None]"}},
		{name: "isolation levels of psycopg2", source: "import psycopg2, psycopg2.extras\nfrom psycopg2 import extensions\nfrom psycopg2.extras import Json\nA = extensions.ISOLATION_LEVEL_SERIALIZABLE\nB = psycopg2.extensions.ISOLATION_LEVEL_READ_COMMITTED\nD = psycopg2.connect\n", want: map[string]string{
			"A": "3", "B": "1", "D": "unknown: psycopg2.connect is not followed",
		}},
		{name: "isolation levels of psycopg", source: "from psycopg import IsolationLevel, sql\nA = IsolationLevel.SERIALIZABLE\nB = int(IsolationLevel.READ_COMMITTED)\nD = sql.SQL\n", want: map[string]string{
			"A": "<IsolationLevel.SERIALIZABLE: 4>", "B": "2", "D": "unknown: psycopg.sql is not followed",
		}},
		{name: "cfenv of services that are not known", hidden: "VCAP_SERVICES", source: "import cfenv\ne = cfenv.AppEnv()\nA = e.get_credential('A')\nB = e.get_service(name='x')\n", want: map[string]string{
			"A": "unknown: it is a secret of the platform", "B": "unknown: it is a secret of the platform",
		}},
		{name: "cfenv reads JSON", vars: map[string]string{"VCAP_SERVICES": "1"}, source: "import cfenv\ntry:\n    cfenv.AppEnv()\n    A = 1\nexcept AttributeError:\n    A = 2\n", want: map[string]string{"A": "2"}},
		{name: "a cast that rests on a variable", open: true, vars: map[string]string{"D": "no"},
			source: "import os, decouple, environ, environs\nV = os.getenv('V', '')\nc = type(not V)\nA = [decouple.config('D', default=True, cast=c), environ.Env()('D', cast=c), environ.Env().list('D', type(V))]\n",
			want:   map[string]string{"A": "[False, False, ['no']]"}},
		{name: "a model that pydantic makes", source: "from pydantic import create_model\nA = create_model('M', x=(int, 1))\nB = {}\nB.update(A().model_dump())\n", want: map[string]string{
			"A": "unknown: pydantic.create_model is not followed", "B": "unknown: pydantic.create_model is not followed",
		}},
		{name: "sentry adds to a list", source: "from sentry_sdk.scrubber import EventScrubber\nA = ['a']\nEventScrubber(denylist=A)\n", want: map[string]string{"A": "unknown: what EventScrubber adds to a list is not followed"}},
		{name: "hosts outside Copilot", open: true, source: copilotHosts, want: map[string]string{"ALLOWED_HOSTS": "['a']", "IN": "False"}},
		{name: "hosts of a container of Copilot", vars: map[string]string{"COPILOT_ENVIRONMENT_NAME": "prod"}, source: copilotHosts, want: map[string]string{
			"ALLOWED_HOSTS": "unknown: the address of the container is known only when it runs", "IN": "True",
		}},
		{name: "credentials of Copilot", vars: credentials, source: copilot + "DATABASES = database_from_env('DB', CONN_MAX_AGE=5)\nURL = database_url_from_env('DB')\n", want: map[string]string{
			"DATABASES": "{'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'n', 'USER': 'u', 'PASSWORD': 'p', 'HOST': 'h', 'PORT': 5432, 'CONN_MAX_AGE': 5}}",
			"URL":       "'postgresql://u:p@h:5432/n'",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := &host{vars: c.vars, open: c.open, plugged: c.plugged, unknown: map[string]bool{c.hidden: true}, files: map[string]string{"/app/s.py": c.source}}
			expectNames(t, h, c.want)
		})
	}
}

// expectReleases is expectNames for each release of a library, in the project that has it.
func expectReleases(t *testing.T, wants map[string]map[string]string, of func(version string) *host) {
	t.Helper()
	for version, want := range wants {
		t.Run(version, func(t *testing.T) { expectNames(t, of(version), want) })
	}
}

// expectNames runs /app/s.py of the host, and compares names that it binds.
func expectNames(t *testing.T, h *host, wants map[string]string) {
	t.Helper()
	r := interp.Run("s", interp.Options{Host: h, Path: []string{"/app"}, Models: Table()})
	if r.Failure != nil {
		t.Fatalf("%+v", r.Failure)
	}
	for name, want := range wants {
		b, _ := r.Module.NS.Get(name)
		if got := show(t, r.Thread, b.V); got != want {
			t.Errorf("%s\n got %s\nwant %s", name, got, want)
		}
	}
}
