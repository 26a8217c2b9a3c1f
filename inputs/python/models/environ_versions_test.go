package models

import (
	"strings"
	"testing"
)

// TestEnvironReadEnv is about what env() knows before and after read_env, the lines that
// it reads, and methods; what is wanted is what each version says.
func TestEnvironReadEnv(t *testing.T) {
	const source = `import environ, os
` + asksFor + `env = environ.Env()
A = [f(env, 'SET'), f(env, 'SET', default='d')]
env.read_env(os.path.join(os.path.dirname(__file__), '.env'), EXTRA='e')
B = [f(env, name, default='none') for name in ('SET', 'PLAIN', 'EXPORTED', 'QUOTED', 'TWICE', 'EXTRA')]
C = [os.environ.get('PLAIN'), os.environ.get('EXTRA')]
os.environ['PLAIN'] = 'later'
D = [f(env, 'PLAIN', default='none'), f(lambda: 'PLAIN' in env), f(env, 'NONE', default=b'x')]
E = [f(lambda: env.bytes('SET')), f(lambda: env.str('SET', multiline=True)), f(lambda: env.str('NONE', 5, multiline=True))]
F = [f(env.path, 'SET', default=environ.Path('/a')), f(lambda: environ.Path('/a/b') - 'b'), f(lambda: environ.Path('/a/b') - 'x')]
`
	file := strings.Join([]string{"PLAIN=p", "export EXPORTED=x", `QUOTED="a\nb\$c"`, "TWICE=1", "TWICE=2", "SET=file", ""}, "\n")
	type wants = map[string]string
	old := wants{
		"A": "['/s', '/s']", "B": "['/s', 'p', 'none', 'anb$c', '1', 'e']", "C": "['p', 'e']",
		"D": "['later', 'TypeError', 'TypeError']", "E": "['AttributeError', 'TypeError', 'TypeError']", "F": "['AttributeError', <Path:/a>, <Path:/a/b>]",
	}
	bytes := wants{
		"A": "['/s', '/s']", "B": "['/s', 'p', 'x', 'anb$c', '1', 'e']", "C": "['p', 'e']",
		"D": "['later', True, 'TypeError']", "E": "[b'/s', '/s', 'AttributeError']", "F": "['AttributeError', <Path:/a>, 'TypeError']",
	}
	for version, want := range map[string]wants{
		"0.4.1": old,
		"0.4.2": {"A": "['ImproperlyConfigured', 'd']", "B": old["B"], "C": "[None, None]", "D": "['p', 'TypeError', 'TypeError']", "E": old["E"], "F": old["F"]},
		"0.4.3": old,
		"0.4.4": {"B": old["B"], "D": "['later', True, 'TypeError']", "E": old["E"], "F": bytes["F"]},
		"0.4.5": bytes,
		"0.6.0": bytes,
		"0.7.0": {"B": bytes["B"], "D": "['later', True, b'x']", "E": bytes["E"]},
		"0.8.0": {"B": `['/s', 'p', 'x', 'a\\nb$c', '2', 'e']`, "E": "[b'/s', '/s', 'TypeError']", "F": bytes["F"]},
		"0.9.0": {"F": "[<Path:/s>, <Path:/a>, 'TypeError']"},
	} {
		t.Run(version, func(t *testing.T) {
			h := &host{packages: map[string]string{"environ": version}, vars: map[string]string{"SET": "/s"}, files: map[string]string{"/app/s.py": source, "/app/.env": file}}
			expectNames(t, h, want)
		})
	}
}

// TestEnvironThird is about django-environ 0.3 and what came with 0.4; what is wanted is
// what each release says.
func TestEnvironThird(t *testing.T) {
	const source = `import environ, os
` + asksFor + `env = environ.Env(DEBUG=(bool, False), N=int)
A = [f(env, 'DEBUG'), f(env, 'N'), f(env, 'LIST', cast=tuple), f(env.list, 'LIST'), f(env, 'LIST', cast=(int,)), f(env.list, 'NONE', default=[1])]
B = [f(environ.Env.db_url_config, url) for url in ('pgsql://u:p%40@H/n', 'psql://h/n', 'x://h/n?a=1', 'ldap://h:3/x')]
C = [f(environ.Env.cache_url_config, url) for url in ('redis://h:1/2', 'rediscache:///s', 'locmemcache://?binary=1')]
D = [f(environ.Env.email_url_config, url) for url in ('smtps://u%40x:p@h:25', 'smtp+tls://h', 'x://h?email_use_ssl=1')]
E = [f(lambda: environ.Path('/a')('b')), f(lambda: os.path.join(environ.Path('/a'), 'b')), f(lambda: environ.Path('/a') + environ.Path('/b'))]
`
	expectReleases(t, map[string]map[string]string{
		"0.3.0": {"A": "[True, 3, ('1', ',', '2'), ['1', '2'], 'TypeError', [1]]", "B": "[{'NAME': 'n', 'USER': 'u', 'PASSWORD': 'p%40', 'HOST': 'h', 'PORT': None, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {'NAME': 'n', 'USER': None, 'PASSWORD': None, 'HOST': 'h', 'PORT': None}, {'NAME': 'n', 'USER': None, 'PASSWORD': None, 'HOST': 'h', 'PORT': None, 'OPTIONS': {'a': 1}}, {'NAME': 'x', 'USER': None, 'PASSWORD': None, 'HOST': 'h', 'PORT': 3}]", "C": "[{'BACKEND': 'redis_cache.cache.RedisCache', 'LOCATION': 'h:1'}, {'BACKEND': 'redis_cache.cache.RedisCache', 'LOCATION': 'unix:/s'}, {'BACKEND': 'django.core.cache.backends.locmem.LocMemCache', 'LOCATION': '', 'OPTIONS': {'BINARY': 1}}]", "D": "[{'EMAIL_FILE_PATH': '', 'EMAIL_HOST_USER': 'u%40x', 'EMAIL_HOST_PASSWORD': 'p', 'EMAIL_HOST': 'h', 'EMAIL_PORT': 25, 'EMAIL_BACKEND': 'django.core.mail.backends.smtp.EmailBackend', 'EMAIL_USE_TLS': True}, {'EMAIL_FILE_PATH': '', 'EMAIL_HOST_USER': None, 'EMAIL_HOST_PASSWORD': None, 'EMAIL_HOST': 'h', 'EMAIL_PORT': None, 'EMAIL_USE_TLS': False}, {'EMAIL_FILE_PATH': '', 'EMAIL_HOST_USER': None, 'EMAIL_HOST_PASSWORD': None, 'EMAIL_HOST': 'h', 'EMAIL_PORT': None, 'EMAIL_USE_TLS': False, 'OPTIONS': {'EMAIL_USE_SSL': 1}}]", "E": "['/a/b', 'TypeError', <Path:/a/b>]"},
		"0.3.1": {"A": "[True, 3, ('1', ',', '2'), ['1', '2'], 'TypeError', [1]]", "B": "[{'NAME': 'n', 'USER': 'u', 'PASSWORD': 'p%40', 'HOST': 'h', 'PORT': None, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {'NAME': 'n', 'USER': None, 'PASSWORD': None, 'HOST': 'h', 'PORT': None, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {}, {'NAME': 'ldap://h:3', 'USER': None, 'PASSWORD': None, 'HOST': 'h', 'PORT': 3, 'ENGINE': 'ldapdb.backends.ldap'}]", "C": "[{'BACKEND': 'redis_cache.cache.RedisCache', 'LOCATION': 'h:1'}, {'BACKEND': 'redis_cache.cache.RedisCache', 'LOCATION': 'unix:/s'}, {'BACKEND': 'django.core.cache.backends.locmem.LocMemCache', 'LOCATION': '', 'OPTIONS': {'BINARY': 1}}]", "D": "[{'EMAIL_FILE_PATH': '', 'EMAIL_HOST_USER': 'u%40x', 'EMAIL_HOST_PASSWORD': 'p', 'EMAIL_HOST': 'h', 'EMAIL_PORT': 25, 'EMAIL_BACKEND': 'django.core.mail.backends.smtp.EmailBackend', 'EMAIL_USE_TLS': True}, {'EMAIL_FILE_PATH': '', 'EMAIL_HOST_USER': None, 'EMAIL_HOST_PASSWORD': None, 'EMAIL_HOST': 'h', 'EMAIL_PORT': None, 'EMAIL_USE_TLS': False}, {'EMAIL_FILE_PATH': '', 'EMAIL_HOST_USER': None, 'EMAIL_HOST_PASSWORD': None, 'EMAIL_HOST': 'h', 'EMAIL_PORT': None, 'EMAIL_USE_TLS': False, 'OPTIONS': {'EMAIL_USE_SSL': 1}}]", "E": "['/a/b', 'TypeError', <Path:/b>]"},
		"0.4.0": {"A": "[True, 3, ('1', '2'), ['1', '2'], (1, 2), [1]]", "B": "[{'NAME': 'n', 'USER': 'u', 'PASSWORD': 'p%40', 'HOST': 'h', 'PORT': None, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {'NAME': 'n', 'USER': None, 'PASSWORD': None, 'HOST': 'h', 'PORT': None, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {}, {'NAME': 'ldap://h:3', 'USER': None, 'PASSWORD': None, 'HOST': 'h', 'PORT': 3, 'ENGINE': 'ldapdb.backends.ldap'}]", "C": "[{'BACKEND': 'django_redis.cache.RedisCache', 'LOCATION': 'h:1'}, {'BACKEND': 'django_redis.cache.RedisCache', 'LOCATION': 'unix:/s'}, {'BACKEND': 'django.core.cache.backends.locmem.LocMemCache', 'LOCATION': '', 'OPTIONS': {'BINARY': 1}}]", "D": "[{'EMAIL_FILE_PATH': '', 'EMAIL_HOST_USER': 'u%40x', 'EMAIL_HOST_PASSWORD': 'p', 'EMAIL_HOST': 'h', 'EMAIL_PORT': 25, 'EMAIL_BACKEND': 'django.core.mail.backends.smtp.EmailBackend', 'EMAIL_USE_TLS': True}, {'EMAIL_FILE_PATH': '', 'EMAIL_HOST_USER': None, 'EMAIL_HOST_PASSWORD': None, 'EMAIL_HOST': 'h', 'EMAIL_PORT': None, 'EMAIL_BACKEND': 'django.core.mail.backends.smtp.EmailBackend', 'EMAIL_USE_TLS': True}, 'ImproperlyConfigured']", "E": "['/a/b', 'TypeError', <Path:/b>]"},
		"0.4.1": {"A": "[True, 3, ('1', '2'), ['1', '2'], (1, 2), [1]]", "B": "[{'NAME': 'n', 'USER': 'u', 'PASSWORD': 'p@', 'HOST': 'h', 'PORT': '', 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {}, {'NAME': 'ldap://h:3', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': 3, 'ENGINE': 'ldapdb.backends.ldap'}]", "C": "[{'BACKEND': 'django_redis.cache.RedisCache', 'LOCATION': 'redis://h:1/2'}, {'BACKEND': 'django_redis.cache.RedisCache', 'LOCATION': 'unix:///s'}, {'BACKEND': 'django.core.cache.backends.locmem.LocMemCache', 'LOCATION': '', 'BINARY': 1, 'OPTIONS': {}}]", "D": "[{'EMAIL_FILE_PATH': '', 'EMAIL_HOST_USER': 'u@x', 'EMAIL_HOST_PASSWORD': 'p', 'EMAIL_HOST': 'h', 'EMAIL_PORT': 25, 'EMAIL_BACKEND': 'django.core.mail.backends.smtp.EmailBackend', 'EMAIL_USE_TLS': True}, {'EMAIL_FILE_PATH': '', 'EMAIL_HOST_USER': None, 'EMAIL_HOST_PASSWORD': None, 'EMAIL_HOST': 'h', 'EMAIL_PORT': None, 'EMAIL_BACKEND': 'django.core.mail.backends.smtp.EmailBackend', 'EMAIL_USE_TLS': True}, 'ImproperlyConfigured']", "E": "['/a/b', 'TypeError', <Path:/b>]"},
		"0.4.5": {"A": "[True, 3, ('1', '2'), ['1', '2'], (1, 2), [1]]", "B": "[{'NAME': 'n', 'USER': 'u', 'PASSWORD': 'p@', 'HOST': 'h', 'PORT': '', 'ENGINE': 'django.db.backends.postgresql'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'ENGINE': 'django.db.backends.postgresql'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'OPTIONS': {'a': 1}, 'ENGINE': 'x'}, {'NAME': 'ldap://h:3', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': 3, 'ENGINE': 'ldapdb.backends.ldap'}]", "C": "[{'BACKEND': 'django_redis.cache.RedisCache', 'LOCATION': 'redis://h:1/2'}, {'BACKEND': 'django_redis.cache.RedisCache', 'LOCATION': 'unix:///s'}, {'BACKEND': 'django.core.cache.backends.locmem.LocMemCache', 'LOCATION': '', 'BINARY': 1, 'OPTIONS': {}}]", "D": "[{'EMAIL_FILE_PATH': '', 'EMAIL_HOST_USER': 'u@x', 'EMAIL_HOST_PASSWORD': 'p', 'EMAIL_HOST': 'h', 'EMAIL_PORT': 25, 'EMAIL_BACKEND': 'django.core.mail.backends.smtp.EmailBackend', 'EMAIL_USE_TLS': True}, {'EMAIL_FILE_PATH': '', 'EMAIL_HOST_USER': None, 'EMAIL_HOST_PASSWORD': None, 'EMAIL_HOST': 'h', 'EMAIL_PORT': None, 'EMAIL_BACKEND': 'django.core.mail.backends.smtp.EmailBackend', 'EMAIL_USE_TLS': True}, 'ImproperlyConfigured']", "E": "['/a/b', '/a/b', <Path:/b>]"},
	}, func(version string) *host {
		return &host{packages: map[string]string{"environ": version, "redis_cache": "-"}, vars: map[string]string{"DEBUG": "yes", "N": "3", "LIST": "1,2"}, files: map[string]string{"/app/s.py": source}}
	})
}

// TestEnvironTeachesSchemes: before 0.10 urllib is taught that django-environ's schemes have
// hosts, so that Python before 3.13 writes a URL without one otherwise than it is given.
func TestEnvironTeachesSchemes(t *testing.T) {
	const source = "import environ\nA = environ.Env().url('X').geturl()\n"
	for _, c := range []struct{ environ, python, want string }{
		{"0.8.1", "3.11.7", "unknown: how this URL is written depends on the version of Python"},
		{"0.8.1", "3.13.0", "'postgres:x'"}, {"0.10.0", "3.11.7", "'postgres:x'"},
	} {
		h := &host{packages: map[string]string{"environ": c.environ, "python": c.python}, vars: map[string]string{"X": "postgres:x"}, files: map[string]string{"/app/s.py": source}}
		expectNames(t, h, map[string]string{"A": c.want})
	}
}
