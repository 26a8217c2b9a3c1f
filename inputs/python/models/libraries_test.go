package models

import "testing"

// parsing defines f, which is what dj_database_url.parse gives, or the name of what it raises.
const parsing = `import dj_database_url as d
def f(url, **options):
    try:
        return d.parse(url, **options)
    except Exception as e:
        return type(e).__name__
`

// Between 1.0 and 2.0 each version of dj_database_url takes another argument.
func TestDatabaseURLs(t *testing.T) {
	const source = parsing + `A = [f('postgres://u@%2Frun%2Fdb/n')['HOST'], f('x://h/n')]
B = f('timescale://h/n', conn_health_checks=True)
C = f('postgres://h/n', test_options={'NAME': 't'})
D = f('postgres://h/n?n=-5&b=true')['OPTIONS']
`
	database := func(engine, health, test string) string {
		return "{'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'CONN_MAX_AGE': 0, 'CONN_HEALTH_CHECKS': " + health + test + ", 'ENGINE': '" + engine + "'}"
	}
	const timescale, postgres = "timescale.db.backends.postgresql", "django.db.backends.postgresql"
	expectOfVersions(t, "dj_database_url", source, map[string]map[string]string{
		"1.0.0": {"A": "['/run/db', 'KeyError']", "B": "'TypeError'", "C": "'TypeError'"},
		"1.1.0": {"A": "['/run/db', 'KeyError']", "B": database(timescale, "True", ""), "C": "'TypeError'"},
		"1.2.0": {"A": "['/run/db', 'KeyError']", "B": database(timescale, "True", ""), "C": database(postgres, "False", ", 'TEST': {'NAME': 't'}")},
		"2.0.0": {"D": "{'n': '-5', 'b': 'true'}"},
		"2.1.0": {"D": "{'n': -5, 'b': 'true'}"},
		"2.2.0": {"D": "{'n': '-5', 'b': True}"},
		"1.3.0": {"A": "['/run/db', 'ValueError']", "B": database(timescale, "True", "")},
	})
}

// TestDatabaseURLsByRelease is about what single releases of dj_database_url changed; what is
// wanted is what each says.
func TestDatabaseURLsByRelease(t *testing.T) {
	const source = `import dj_database_url as d
def f(name, get, *args, **options):
    try:
        return get(*args, **options).get(name, '-')
    except Exception as e:
        return type(e).__name__
A = [f('NAME', d.parse, url) for url in ('x://h:y/n', 'sqlite://:memory:', 'sqlite://')]
B = [f(name, d.config, default='postgres://h/n', ssl_require=True) for name in ('CONN_HEALTH_CHECKS', 'OPTIONS')]
C = [f('OPTIONS', d.parse, 'postgres://h/n?currentSchema=s', engine=e) for e in ('django.db.backends.postgresql', 'x.postgis')]
D = [f('OPTIONS', d.parse, url) for url in ('postgres://h/n?currentSchema=1', 'postgres://h/n?currentSchema=false', 'mysql://h/n?ssl-ca=0')]
`
	expectOfVersions(t, "dj_database_url", source, map[string]map[string]string{
		"0.2.1": {"A": "['ValueError', 'ValueError', '']", "B": "['TypeError', 'TypeError']", "C": "['TypeError', 'TypeError']", "D": "['-', '-', '-']"},
		"0.2.2": {"A": "['ValueError', ':memory:', ':memory:']", "B": "['TypeError', 'TypeError']", "C": "['TypeError', 'TypeError']", "D": "['-', '-', '-']"},
		"0.3.0": {"A": "['ValueError', ':memory:', ':memory:']", "B": "['TypeError', 'TypeError']", "C": "['-', '-']", "D": "['-', '-', '-']"},
		"0.4.2": {"A": "['ValueError', ':memory:', ':memory:']", "B": "['TypeError', 'TypeError']", "C": "[{'currentSchema': 's'}, {'currentSchema': 's'}]", "D": "[{'options': '-c search_path=1'}, {'options': '-c search_path=false'}, {'ssl': {'ca': '0'}}]"},
		"0.5.0": {"A": "['KeyError', ':memory:', ':memory:']", "B": "['-', {'sslmode': 'require'}]", "C": "[{'currentSchema': 's'}, {'currentSchema': 's'}]", "D": "[{'options': '-c search_path=1'}, {'options': '-c search_path=false'}, {'ssl': {'ca': '0'}}]"},
		"1.0.0": {"A": "['KeyError', ':memory:', ':memory:']", "B": "['-', {'sslmode': 'require'}]", "C": "[{'options': '-c search_path=s'}, {'currentSchema': 's'}]", "D": "[{'options': '-c search_path=1'}, {'options': '-c search_path=false'}, {'ssl': {'ca': '0'}}]"},
		"1.1.0": {"A": "['KeyError', ':memory:', ':memory:']", "B": "[True, '-']", "C": "[{'options': '-c search_path=s'}, {'currentSchema': 's'}]", "D": "[{'options': '-c search_path=1'}, {'options': '-c search_path=false'}, {'ssl': {'ca': '0'}}]"},
		"1.2.0": {"A": "['KeyError', ':memory:', ':memory:']", "B": "[False, {'sslmode': 'require'}]", "C": "[{'options': '-c search_path=s'}, {'currentSchema': 's'}]", "D": "[{'options': '-c search_path=1'}, {'options': '-c search_path=false'}, {'ssl': {'ca': '0'}}]"},
		"1.3.0": {"A": "['ValueError', ':memory:', ':memory:']", "B": "[False, {'sslmode': 'require'}]", "C": "[{'options': '-c search_path=s'}, {'currentSchema': 's'}]", "D": "[{'options': '-c search_path=1'}, {'options': '-c search_path=false'}, {'ssl': {'ca': '0'}}]"},
		"2.2.0": {"A": "['ValueError', ':memory:', ':memory:']", "B": "[False, {'sslmode': 'require'}]", "C": "[{'options': '-c search_path=s'}, {'options': '-c search_path=s'}]", "D": "[{'options': '-c search_path=1'}, {'options': '-c search_path=False'}, {'ssl': {'ca': '0'}}]"},
		"3.0.0": {"A": "['UnknownSchemeError', ':memory:', ':memory:']", "B": "[False, {'sslmode': 'require'}]", "C": "[{'options': '-c search_path=s'}, {'options': '-c search_path=s'}]", "D": "[{'options': '-c search_path=1'}, '-', '-']"},
	})
}

// TestFirstDatabaseURLs is about dj_database_url before 1.0; what is wanted is what each version says.
func TestFirstDatabaseURLs(t *testing.T) {
	const source = parsing + `A = f('postgres://u:p%40x@Host:5/n%20m?sslmode=require&currentSchema=s')
B = f('mysql://u@h/n?ssl-ca=c')
C = [f('x://h/n'), f('x://h/n', engine='e'), f('postgres://h/n', engine='e'), f('postgres://h/n', conn_max_age=3), f('postgres://h/n', ssl_require=True)]
D = [f('sqlite://'), f('sqlite:////a/b.db')]
E = [f(s + '://Ab%2Fc:1/') for s in 'oracle redshift mssql pgsql mysqlgis cockroach'.split()]
`
	expectOfVersions(t, "dj_database_url", source, map[string]map[string]string{
		"0.2.2": {
			"A": `{'NAME': 'n%20m', 'USER': 'u', 'PASSWORD': 'p%40x', 'HOST': 'host', 'PORT': 5, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}`,
			"B": `{'NAME': 'n', 'USER': 'u', 'PASSWORD': None, 'HOST': 'h', 'PORT': None, 'ENGINE': 'django.db.backends.mysql'}`,
			"C": `[{'NAME': 'n', 'USER': None, 'PASSWORD': None, 'HOST': 'h', 'PORT': None}, 'TypeError', 'TypeError', 'TypeError', 'TypeError']`,
			"D": `[{'NAME': ':memory:', 'USER': None, 'PASSWORD': None, 'HOST': None, 'PORT': None, 'ENGINE': 'django.db.backends.sqlite3'}, {'NAME': '/a/b.db', 'USER': None, 'PASSWORD': None, 'HOST': None, 'PORT': None, 'ENGINE': 'django.db.backends.sqlite3'}]`,
			"E": `[{'NAME': '', 'USER': None, 'PASSWORD': None, 'HOST': 'ab%2Fc', 'PORT': 1}, {'NAME': '', 'USER': None, 'PASSWORD': None, 'HOST': 'ab%2Fc', 'PORT': 1}, {'NAME': '', 'USER': None, 'PASSWORD': None, 'HOST': 'ab%2Fc', 'PORT': 1}, {'NAME': '', 'USER': None, 'PASSWORD': None, 'HOST': 'ab%2Fc', 'PORT': 1}, {'NAME': '', 'USER': None, 'PASSWORD': None, 'HOST': 'ab%2Fc', 'PORT': 1}, {'NAME': '', 'USER': None, 'PASSWORD': None, 'HOST': 'ab%2Fc', 'PORT': 1}]`,
		},
		"0.3.0": {
			"A": `{'NAME': 'n%20m', 'USER': 'u', 'PASSWORD': 'p%40x', 'HOST': 'host', 'PORT': 5, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}`,
			"B": `{'NAME': 'n', 'USER': 'u', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'ENGINE': 'django.db.backends.mysql'}`,
			"C": `[{'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': ''}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'ENGINE': 'e'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'ENGINE': 'e'}, 'TypeError', 'TypeError']`,
			"D": `[{'NAME': ':memory:', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', 'ENGINE': 'django.db.backends.sqlite3'}, {'NAME': '/a/b.db', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', 'ENGINE': 'django.db.backends.sqlite3'}]`,
			"E": `[{'NAME': '', 'USER': '', 'PASSWORD': '', 'HOST': 'ab%2Fc', 'PORT': 1}, {'NAME': '', 'USER': '', 'PASSWORD': '', 'HOST': 'ab%2Fc', 'PORT': 1}, {'NAME': '', 'USER': '', 'PASSWORD': '', 'HOST': 'ab%2Fc', 'PORT': 1}, {'NAME': '', 'USER': '', 'PASSWORD': '', 'HOST': 'ab%2Fc', 'PORT': 1, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {'NAME': '', 'USER': '', 'PASSWORD': '', 'HOST': 'ab%2Fc', 'PORT': 1, 'ENGINE': 'django.contrib.gis.db.backends.mysql'}, {'NAME': '', 'USER': '', 'PASSWORD': '', 'HOST': 'ab%2Fc', 'PORT': 1}]`,
		},
		"0.4.0": {
			"A": `{'NAME': 'n m', 'USER': 'u', 'PASSWORD': 'p@x', 'HOST': 'host', 'PORT': 5, 'CONN_MAX_AGE': 0, 'OPTIONS': {'sslmode': 'require', 'currentSchema': 's', 'options': '-c search_path=s'}, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}`,
			"B": `{'NAME': 'n', 'USER': 'u', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'CONN_MAX_AGE': 0, 'OPTIONS': {'ssl-ca': 'c'}, 'ENGINE': 'django.db.backends.mysql'}`,
			"C": `['KeyError', {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'CONN_MAX_AGE': 0, 'ENGINE': 'e'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'CONN_MAX_AGE': 0, 'ENGINE': 'e'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'CONN_MAX_AGE': 3, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, 'TypeError']`,
			"D": `[{'NAME': ':memory:', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', 'CONN_MAX_AGE': 0, 'ENGINE': 'django.db.backends.sqlite3'}, {'NAME': '/a/b.db', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', 'CONN_MAX_AGE': 0, 'ENGINE': 'django.db.backends.sqlite3'}]`,
			"E": `[{'NAME': '', 'USER': '', 'PASSWORD': '', 'HOST': 'ab/c', 'PORT': 1, 'CONN_MAX_AGE': 0, 'ENGINE': 'django.db.backends.oracle'}, 'KeyError', 'KeyError', {'NAME': '', 'USER': '', 'PASSWORD': '', 'HOST': 'ab/c', 'PORT': 1, 'CONN_MAX_AGE': 0, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {'NAME': '', 'USER': '', 'PASSWORD': '', 'HOST': 'ab/c', 'PORT': 1, 'CONN_MAX_AGE': 0, 'ENGINE': 'django.contrib.gis.db.backends.mysql'}, 'KeyError']`,
		},
		"0.4.1": {
			"A": `{'NAME': 'n m', 'USER': 'u', 'PASSWORD': 'p@x', 'HOST': 'host', 'PORT': 5, 'CONN_MAX_AGE': 0, 'OPTIONS': {'sslmode': 'require', 'currentSchema': 's', 'options': '-c search_path=s'}, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}`,
			"B": `{'NAME': 'n', 'USER': 'u', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'CONN_MAX_AGE': 0, 'OPTIONS': {'ssl': {'ca': 'c'}}, 'ENGINE': 'django.db.backends.mysql'}`,
			"C": `['KeyError', {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'CONN_MAX_AGE': 0, 'ENGINE': 'e'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'CONN_MAX_AGE': 0, 'ENGINE': 'e'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'CONN_MAX_AGE': 3, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, 'TypeError']`,
			"D": `[{'NAME': ':memory:', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', 'CONN_MAX_AGE': 0, 'ENGINE': 'django.db.backends.sqlite3'}, {'NAME': '/a/b.db', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', 'CONN_MAX_AGE': 0, 'ENGINE': 'django.db.backends.sqlite3'}]`,
			"E": `[{'NAME': '', 'USER': '', 'PASSWORD': '', 'HOST': 'ab/c', 'PORT': 1, 'CONN_MAX_AGE': 0, 'ENGINE': 'django.db.backends.oracle'}, 'KeyError', 'KeyError', {'NAME': '', 'USER': '', 'PASSWORD': '', 'HOST': 'ab/c', 'PORT': 1, 'CONN_MAX_AGE': 0, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {'NAME': '', 'USER': '', 'PASSWORD': '', 'HOST': 'ab/c', 'PORT': 1, 'CONN_MAX_AGE': 0, 'ENGINE': 'django.contrib.gis.db.backends.mysql'}, 'KeyError']`,
		},
		"0.4.2": {
			"A": `{'NAME': 'n m', 'USER': 'u', 'PASSWORD': 'p@x', 'HOST': 'Host', 'PORT': 5, 'CONN_MAX_AGE': 0, 'OPTIONS': {'sslmode': 'require', 'options': '-c search_path=s'}, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}`,
			"B": `{'NAME': 'n', 'USER': 'u', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'CONN_MAX_AGE': 0, 'OPTIONS': {'ssl': {'ca': 'c'}}, 'ENGINE': 'django.db.backends.mysql'}`,
			"C": `['KeyError', {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'CONN_MAX_AGE': 0, 'ENGINE': 'e'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'CONN_MAX_AGE': 0, 'ENGINE': 'e'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'CONN_MAX_AGE': 3, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, 'TypeError']`,
			"D": `[{'NAME': ':memory:', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', 'CONN_MAX_AGE': 0, 'ENGINE': 'django.db.backends.sqlite3'}, {'NAME': '/a/b.db', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', 'CONN_MAX_AGE': 0, 'ENGINE': 'django.db.backends.sqlite3'}]`,
			"E": `[{'NAME': '', 'USER': '', 'PASSWORD': '', 'HOST': 'Ab/c', 'PORT': 1, 'CONN_MAX_AGE': 0, 'ENGINE': 'django.db.backends.oracle'}, {'NAME': '', 'USER': '', 'PASSWORD': '', 'HOST': 'Ab/c', 'PORT': 1, 'CONN_MAX_AGE': 0, 'ENGINE': 'django_redshift_backend'}, 'KeyError', {'NAME': '', 'USER': '', 'PASSWORD': '', 'HOST': 'Ab/c', 'PORT': 1, 'CONN_MAX_AGE': 0, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {'NAME': '', 'USER': '', 'PASSWORD': '', 'HOST': 'Ab/c', 'PORT': 1, 'CONN_MAX_AGE': 0, 'ENGINE': 'django.contrib.gis.db.backends.mysql'}, 'KeyError']`,
		},
		"0.5.0": {
			"A": `{'NAME': 'n m', 'USER': 'u', 'PASSWORD': 'p@x', 'HOST': 'host', 'PORT': 5, 'CONN_MAX_AGE': 0, 'OPTIONS': {'sslmode': 'require', 'options': '-c search_path=s'}, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}`,
			"B": `{'NAME': 'n', 'USER': 'u', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'CONN_MAX_AGE': 0, 'OPTIONS': {'ssl': {'ca': 'c'}}, 'ENGINE': 'django.db.backends.mysql'}`,
			"C": `['KeyError', {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'CONN_MAX_AGE': 0, 'ENGINE': 'e'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'CONN_MAX_AGE': 0, 'ENGINE': 'e'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'CONN_MAX_AGE': 3, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'CONN_MAX_AGE': 0, 'OPTIONS': {'sslmode': 'require'}, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}]`,
			"D": `[{'NAME': ':memory:', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', 'CONN_MAX_AGE': 0, 'ENGINE': 'django.db.backends.sqlite3'}, {'NAME': '/a/b.db', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', 'CONN_MAX_AGE': 0, 'ENGINE': 'django.db.backends.sqlite3'}]`,
			"E": `[{'NAME': '', 'USER': '', 'PASSWORD': '', 'HOST': 'Ab/c', 'PORT': '1', 'CONN_MAX_AGE': 0, 'ENGINE': 'django.db.backends.oracle'}, {'NAME': '', 'USER': '', 'PASSWORD': '', 'HOST': 'Ab/c', 'PORT': 1, 'CONN_MAX_AGE': 0, 'ENGINE': 'django_redshift_backend'}, {'NAME': '', 'USER': '', 'PASSWORD': '', 'HOST': 'Ab/c', 'PORT': 1, 'CONN_MAX_AGE': 0, 'ENGINE': 'sql_server.pyodbc'}, {'NAME': '', 'USER': '', 'PASSWORD': '', 'HOST': 'Ab/c', 'PORT': 1, 'CONN_MAX_AGE': 0, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {'NAME': '', 'USER': '', 'PASSWORD': '', 'HOST': 'Ab/c', 'PORT': 1, 'CONN_MAX_AGE': 0, 'ENGINE': 'django.contrib.gis.db.backends.mysql'}, 'KeyError']`,
		},
	})
}

// TestEnvironBeforeTheFourth is about the URLs of django-environ 0.3; those before are not followed.
func TestEnvironBeforeTheFourth(t *testing.T) {
	const source = `import environ
def f(url, **options):
    try:
        return environ.Env.db_url_config(url, **options)
    except Exception as e:
        return type(e).__name__
A = [f('postgres://u:p%40x@Host:5/n%20m'), f('postgres:////run/db/n'), f('https://u:p@h/n'), f('x://h/n', engine='e'), f('postgres://h/n', engine='e')]
B = [f(s + '://h:1/n') for s in 'psql ldap redshift mysqlgis'.split()]
C = [f('sqlite://'), f('sqlite:////a/b.db'), f('postgres://h/n?conn_max_age=5&sslmode=require')]
D = environ.Env.cache_url_config('redis://h/0')
E = environ.Env.email_url_config('smtp://h')['EMAIL_HOST']
`
	const because = "unknown: what django-environ before 0.3 makes of a URL is not followed"
	expectOfVersions(t, "environ", source, map[string]map[string]string{
		"0.3.0": {
			"A": `[{'NAME': 'n%20m', 'USER': 'u', 'PASSWORD': 'p%40x', 'HOST': 'host', 'PORT': 5, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {'NAME': '/run/db/n', 'USER': None, 'PASSWORD': None, 'HOST': None, 'PORT': None, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {'NAME': 'n', 'USER': 'u', 'PASSWORD': 'p', 'HOST': 'h', 'PORT': None}, {'NAME': 'n', 'USER': None, 'PASSWORD': None, 'HOST': 'h', 'PORT': None, 'ENGINE': 'e'}, {'NAME': 'n', 'USER': None, 'PASSWORD': None, 'HOST': 'h', 'PORT': None, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}]`,
			"B": `[{'NAME': 'n', 'USER': None, 'PASSWORD': None, 'HOST': 'h', 'PORT': 1}, {'NAME': 'n', 'USER': None, 'PASSWORD': None, 'HOST': 'h', 'PORT': 1}, {'NAME': 'n', 'USER': None, 'PASSWORD': None, 'HOST': 'h', 'PORT': 1}, {'NAME': 'n', 'USER': None, 'PASSWORD': None, 'HOST': 'h', 'PORT': 1, 'ENGINE': 'django.contrib.gis.db.backends.mysql'}]`,
			"C": `[{'NAME': ':memory:', 'USER': None, 'PASSWORD': None, 'HOST': None, 'PORT': None, 'ENGINE': 'django.db.backends.sqlite3'}, {'NAME': '/a/b.db', 'USER': None, 'PASSWORD': None, 'HOST': None, 'PORT': None, 'ENGINE': 'django.db.backends.sqlite3'}, {'NAME': 'n', 'USER': None, 'PASSWORD': None, 'HOST': 'h', 'PORT': None, 'CONN_MAX_AGE': 5, 'OPTIONS': {'sslmode': 'require'}, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}]`,
			"D": "{'BACKEND': 'redis_cache.cache.RedisCache', 'LOCATION': 'h'}", "E": "'h'",
		},
		"0.2.1": {"D": because},
	})
}

// TestFirstMailURLs is about dj-email-url before 0.1; what is wanted is what the version says.
func TestFirstMailURLs(t *testing.T) {
	const source = `import dj_email_url
A = [dj_email_url.parse(u) for u in ('smtp://u%40x:p@h:2525/?tls=True', 'smtps://h', 'submission://h', 'smtp://h/?ssl=yes', 'console:', 'file:///tmp/x', 'smtp://')]
B = dj_email_url.config()
`
	h := &host{packages: map[string]string{"dj_email_url": "0.0.10"}, files: map[string]string{"/app/s.py": source}}
	expectNames(t, h, map[string]string{
		"A": `[{'EMAIL_FILE_PATH': '', 'EMAIL_HOST_USER': 'u@x', 'EMAIL_HOST_PASSWORD': 'p', 'EMAIL_HOST': 'h', 'EMAIL_PORT': 2525, 'EMAIL_USE_SSL': False, 'EMAIL_USE_TLS': True, 'EMAIL_BACKEND': 'django.core.mail.backends.smtp.EmailBackend'}, {'EMAIL_FILE_PATH': '', 'EMAIL_HOST_USER': None, 'EMAIL_HOST_PASSWORD': None, 'EMAIL_HOST': 'h', 'EMAIL_PORT': None, 'EMAIL_USE_SSL': False, 'EMAIL_USE_TLS': True, 'EMAIL_BACKEND': 'django.core.mail.backends.smtp.EmailBackend'}, {'EMAIL_FILE_PATH': '', 'EMAIL_HOST_USER': None, 'EMAIL_HOST_PASSWORD': None, 'EMAIL_HOST': 'h', 'EMAIL_PORT': None, 'EMAIL_USE_SSL': False, 'EMAIL_USE_TLS': False}, {'EMAIL_FILE_PATH': '', 'EMAIL_HOST_USER': None, 'EMAIL_HOST_PASSWORD': None, 'EMAIL_HOST': 'h', 'EMAIL_PORT': None, 'EMAIL_USE_SSL': False, 'EMAIL_USE_TLS': False, 'EMAIL_BACKEND': 'django.core.mail.backends.smtp.EmailBackend'}, {'EMAIL_FILE_PATH': '', 'EMAIL_HOST_USER': None, 'EMAIL_HOST_PASSWORD': None, 'EMAIL_HOST': None, 'EMAIL_PORT': None, 'EMAIL_USE_SSL': False, 'EMAIL_USE_TLS': False, 'EMAIL_BACKEND': 'django.core.mail.backends.console.EmailBackend'}, {'EMAIL_FILE_PATH': 'tmp/x', 'EMAIL_HOST_USER': None, 'EMAIL_HOST_PASSWORD': None, 'EMAIL_HOST': None, 'EMAIL_PORT': None, 'EMAIL_USE_SSL': False, 'EMAIL_USE_TLS': False, 'EMAIL_BACKEND': 'django.core.mail.backends.filebased.EmailBackend'}, {'EMAIL_FILE_PATH': '', 'EMAIL_HOST_USER': None, 'EMAIL_HOST_PASSWORD': None, 'EMAIL_HOST': None, 'EMAIL_PORT': None, 'EMAIL_USE_SSL': False, 'EMAIL_USE_TLS': False, 'EMAIL_BACKEND': 'django.core.mail.backends.smtp.EmailBackend'}]`,
		"B": `{}`,
	})
	h = &host{packages: map[string]string{"dj_email_url": "0.0.4"}, files: map[string]string{"/app/s.py": "import dj_email_url\nDEBUG = False\nvars().update(dj_email_url.parse('smtp://h'))\n"}}
	expectNames(t, h, map[string]string{"DEBUG": "False", "EMAIL_HOST": "unknown: dj-email-url before 0.0.10 is not followed"})
}

// TestFirstEnviron is about URLs in django-environ 0.4; what is wanted is what each version says.
func TestFirstEnviron(t *testing.T) {
	const source = `import environ
def f(url, **options):
    try:
        return environ.Env.db_url_config(url, **options)
    except Exception as e:
        return type(e).__name__
A = [f('postgres://u:p%40x@Host:5/n%20m'), f('postgres:////run/db/n'), f('https://u:p@h/n'), f('x://h/n', engine='e'), f('postgres://h/n', engine='e')]
B = [f(s + '://h:1/n') for s in 'oracle redshift mysql-connector pyodbc mssql mysqlgis'.split()]
C = [f('sqlite://'), f('sqlite:////a/b.db'), f('oracle://u:p@n')]
D = [environ.Env.cache_url_config('rediscache://h:1,i:2/0')['LOCATION']]
`
	expectOfVersions(t, "environ", source, map[string]map[string]string{
		"0.4.0": {
			"A": `[{'NAME': 'n%20m', 'USER': 'u', 'PASSWORD': 'p%40x', 'HOST': 'host', 'PORT': 5, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {'NAME': '/run/db/n', 'USER': None, 'PASSWORD': None, 'HOST': None, 'PORT': None, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {}, {'NAME': 'n', 'USER': None, 'PASSWORD': None, 'HOST': 'h', 'PORT': None, 'ENGINE': 'e'}, {'NAME': 'n', 'USER': None, 'PASSWORD': None, 'HOST': 'h', 'PORT': None, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}]`,
			"B": `[{}, {}, {}, {}, {}, {'NAME': 'n', 'USER': None, 'PASSWORD': None, 'HOST': 'h', 'PORT': 1, 'ENGINE': 'django.contrib.gis.db.backends.mysql'}]`,
			"C": `[{'NAME': ':memory:', 'USER': None, 'PASSWORD': None, 'HOST': None, 'PORT': None, 'ENGINE': 'django.db.backends.sqlite3'}, {'NAME': '/a/b.db', 'USER': None, 'PASSWORD': None, 'HOST': None, 'PORT': None, 'ENGINE': 'django.db.backends.sqlite3'}, {}]`,
			"D": `['unix:/0']`,
		},
		"0.4.1": {
			"A": `[{'NAME': 'n m', 'USER': 'u', 'PASSWORD': 'p@x', 'HOST': 'host', 'PORT': 5, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {'NAME': '/run/db/n', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'ENGINE': 'e'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'ENGINE': 'django.db.backends.postgresql_psycopg2'}]`,
			"B": `[{'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '1', 'ENGINE': 'django.db.backends.oracle'}, {}, {}, {}, {}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': 1, 'ENGINE': 'django.contrib.gis.db.backends.mysql'}]`,
			"C": `[{'NAME': ':memory:', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', 'ENGINE': 'django.db.backends.sqlite3'}, {'NAME': '/a/b.db', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', 'ENGINE': 'django.db.backends.sqlite3'}, {'NAME': 'n', 'USER': 'u', 'PASSWORD': 'p', 'HOST': '', 'ENGINE': 'django.db.backends.oracle'}]`,
			"D": `['redis://h:1,i:2/0']`,
		},
		"0.4.3": {
			"A": `[{'NAME': 'n m', 'USER': 'u', 'PASSWORD': 'p@x', 'HOST': 'host', 'PORT': 5, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {'NAME': '/run/db/n', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'ENGINE': 'e'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'ENGINE': 'django.db.backends.postgresql_psycopg2'}]`,
			"B": `[{'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '1', 'ENGINE': 'django.db.backends.oracle'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': 1, 'ENGINE': 'django_redshift_backend'}, {}, {}, {}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': 1, 'ENGINE': 'django.contrib.gis.db.backends.mysql'}]`,
			"C": `[{'NAME': ':memory:', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', 'ENGINE': 'django.db.backends.sqlite3'}, {'NAME': '/a/b.db', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', 'ENGINE': 'django.db.backends.sqlite3'}, {'NAME': 'n', 'USER': 'u', 'PASSWORD': 'p', 'HOST': '', 'ENGINE': 'django.db.backends.oracle'}]`,
			"D": `['redis://h:1,i:2/0']`,
		},
		"0.4.4": {
			"A": `[{'NAME': 'n m', 'USER': 'u', 'PASSWORD': 'p@x', 'HOST': 'host', 'PORT': 5, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {'NAME': '/run/db/n', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', 'ENGINE': 'django.db.backends.postgresql_psycopg2'}, {}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'ENGINE': 'e'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'ENGINE': 'django.db.backends.postgresql_psycopg2'}]`,
			"B": `[{'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '1', 'ENGINE': 'django.db.backends.oracle'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': 1, 'ENGINE': 'django_redshift_backend'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': 1, 'ENGINE': 'mysql.connector.django'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': 1, 'ENGINE': 'sql_server.pyodbc'}, {}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': 1, 'ENGINE': 'django.contrib.gis.db.backends.mysql'}]`,
			"C": `[{'NAME': ':memory:', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', 'ENGINE': 'django.db.backends.sqlite3'}, {'NAME': '/a/b.db', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', 'ENGINE': 'django.db.backends.sqlite3'}, {'NAME': 'n', 'USER': 'u', 'PASSWORD': 'p', 'HOST': '', 'ENGINE': 'django.db.backends.oracle'}]`,
			"D": `[['redis://h:1/0', 'redis://i:2/0']]`,
		},
		"0.4.5": {
			"A": `[{'NAME': 'n m', 'USER': 'u', 'PASSWORD': 'p@x', 'HOST': 'host', 'PORT': 5, 'ENGINE': 'django.db.backends.postgresql'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': '/run/db', 'PORT': '', 'ENGINE': 'django.db.backends.postgresql'}, {'NAME': 'n', 'USER': 'u', 'PASSWORD': 'p', 'HOST': 'h', 'PORT': '', 'ENGINE': 'https'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'ENGINE': 'e'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', 'ENGINE': 'e'}]`,
			"B": `[{'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': '1', 'ENGINE': 'django.db.backends.oracle'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': 1, 'ENGINE': 'django_redshift_backend'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': 1, 'ENGINE': 'mysql.connector.django'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': 1, 'ENGINE': 'sql_server.pyodbc'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': 1, 'ENGINE': 'sql_server.pyodbc'}, {'NAME': 'n', 'USER': '', 'PASSWORD': '', 'HOST': 'h', 'PORT': 1, 'ENGINE': 'django.contrib.gis.db.backends.mysql'}]`,
			"C": `[{'NAME': ':memory:', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', 'ENGINE': 'django.db.backends.sqlite3'}, {'NAME': '/a/b.db', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', 'ENGINE': 'django.db.backends.sqlite3'}, {'NAME': 'n', 'USER': 'u', 'PASSWORD': 'p', 'HOST': '', 'ENGINE': 'django.db.backends.oracle'}]`,
			"D": `[['redis://h:1/0', 'redis://i:2/0']]`,
		},
	})
}

// TestFirstDotenv is about the grammars of python-dotenv before 0.13.
func TestFirstDotenv(t *testing.T) {
	const source = "from dotenv import dotenv_values\nD = dotenv_values('/app/conf.env')\nA, B, C = D['A'], D['B'], D['C']\n"
	expectReleases(t, map[string]map[string]string{
		"0.9.1":  {"A": "'x # c'", "B": "''", "C": `'a\\\\nb'`},
		"0.12.0": {"A": "'x'", "B": "''", "C": `'a\\nb'`},
		"0.13.0": {"A": "'x'", "B": "'d'", "C": `'a\\nb'`},
	}, func(version string) *host {
		return &host{packages: map[string]string{"dotenv": version}, files: map[string]string{"/app/s.py": source, "/app/conf.env": "A=x # c\nB=${NOPE:-d}\nC=a\\nb\n"}}
	})
}

// asksFor is f of a program, which gives what a call returns or the name of what it raises.
const asksFor = `def f(get, *args, **options):
    try:
        return get(*args, **options)
    except Exception as e:
        return type(e).__name__
`

// TestDotenvReleases is about who wins in ${NAME}, what load_dotenv returns and takes, and
// what dotenv_values gives; what is wanted is what each version says.
func TestDotenvReleases(t *testing.T) {
	const source = `import os
from dotenv import dotenv_values, load_dotenv
` + asksFor + `A = [f(load_dotenv, '/app/none.env'), f(load_dotenv, '/app/none.env', encoding='utf-8'), f(load_dotenv, '/app/none.env', interpolate=False)]
B = [type(dotenv_values('/app/conf.env')).__name__, dotenv_values('/app/conf.env')['B']]
load_dotenv('/app/conf.env', override=True)
C = os.environ['B']
`
	expectReleases(t, map[string]map[string]string{
		"0.9.1":  {"A": "[True, 'TypeError', 'TypeError']", "B": "['OrderedDict', 'process']", "C": "'process'"},
		"0.10.1": {"A": "[True, 'TypeError', 'TypeError']", "B": "['dict', 'process']", "C": "'process'"},
		"0.10.5": {"A": "[True, True, 'TypeError']", "B": "['dict', 'process']", "C": "'process'"},
		"0.13.0": {"A": "[True, True, True]", "B": "['dict', 'process']", "C": "'process'"},
		"0.14.0": {"A": "[True, True, True]", "B": "['dict', 'file']", "C": "'file'"},
		"0.20.0": {"A": "[True, True, True]", "B": "['OrderedDict', 'file']", "C": "'file'"},
		"0.21.1": {"A": "[False, False, False]", "C": "'file'"},
	}, func(version string) *host {
		return &host{packages: map[string]string{"dotenv": version}, vars: map[string]string{"A": "process"}, files: map[string]string{"/app/s.py": source, "/app/conf.env": "A=file\nB=${A}\n"}}
	})
}

// TestSmallLibraries is about modules of a few functions, in a settings module /app/s.py.
func TestSmallLibraries(t *testing.T) {
	const unipath = "from unipath import Path\nimport os\nB = Path(__file__).ancestor(1)\n"
	const dc = "from dc_utils.settings.pipeline import *\nfrom dc_utils.settings.whitenoise import whitenoise_add_middleware as add\n"
	const crontabs = `from celery.schedules import crontab
def of(f):
    try:
        return f()
    except Exception as e:
        return type(e).__name__
A = crontab(1, 2)
B = of(lambda: sorted(crontab(month_of_year="jan-mar").month_of_year))
C = of(lambda: crontab.from_string("1 2 3 4 5"))
`
	for _, c := range []struct {
		name, source string
		pkgs         map[string]string
		want         map[string]string
	}{
		{name: "unipath", source: unipath + "C = B.child('x', 'y.tar.gz')\nD = [C.name, C.stem, C.ext, C.parent, B + '/z', os.path.join(B, 'q'), f'{B}', B == '/app']\nE = [Path('a', 'b'), Path(), Path(B) is B, Path('/a/../b').norm(), B.exists(), B.isfile(), isinstance(B, str)]\n", want: map[string]string{
			"D": "['y.tar.gz', 'y.tar', '.gz', '/app/x', '/app/z', '/app/q', '/app', True]",
			"E": "['a/b', '.', True, '/b', True, False, True]",
		}},
		{name: "what is joined to a path of unipath is one", source: unipath + "P = Path('/a')\nA = [type(os.path.join(*parts)).__module__ for parts in ([P, 'b'], ['x', P, 'b'], [P, '/b'], ['x', 'y'], [P])]\nC = os.path.join(P, 'b').child('c')\n", want: map[string]string{
			"A": "['unipath.path', 'unipath.path', 'builtins', 'builtins', 'unipath.path']", "C": "'/a/b/c'",
		}},
		{name: "unipath leads nowhere else", source: unipath + "try:\n    A = B.child('..')\nexcept ValueError:\n    A = 1\nC = B.listdir()\n", want: map[string]string{
			"A": "1", "C": "unknown: an attribute of unipath.Path is not followed",
		}},
		{name: "the file of a frame", source: "import inspect, os\nA = os.path.dirname(os.path.abspath(inspect.getfile(inspect.currentframe())))\nB = inspect.currentframe().f_code.co_filename\nC = inspect.getfile(os)\n", want: map[string]string{
			"A": "'/app'", "B": "'/app/s.py'", "C": "unknown: inspect.getfile is followed for frames alone",
		}},
		{name: "mezzanine", source: "import os\nfrom mezzanine.utils.conf import real_project_name, set_dynamic_settings\nA = real_project_name('shop')\nDEBUG = False\nPROJECT_ROOT = '/srv'\nUSE_I18N = False\n" +
			"ALLOWED_HOSTS = []\nINSTALLED_APPS = ('django.contrib.admin', 'shop', 'mezzanine.boot')\nMIDDLEWARE = ['a.UpdateCacheMiddleware', 'b']\n" +
			"DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'dev.db'}}\nset_dynamic_settings(globals())\nB = INSTALLED_APPS[:2]\nC = ['b' in MIDDLEWARE, 'shop' in INSTALLED_APPS, type(INSTALLED_APPS)]\nD = 'a.UpdateCacheMiddleware' in MIDDLEWARE\n", want: map[string]string{
			"A": "'shop'", "DEBUG": "False", "DATABASES": "{'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': '/srv/dev.db'}}",
			"ALLOWED_HOSTS": "unknown: the hosts are the sites that the database holds",
			"B":             "('mezzanine.boot', 'shop')", "C": "[True, True, <class 'tuple'>]", "D": "unknown: what Mezzanine adds depends on the packages that are installed",
		}},
		{name: "the first django-environ", pkgs: map[string]string{"environ": "0.4.0"}, source: "import environ\nA = environ.Env.db_url_config('postgres://host/a%20b')\nB = environ.Env.db_url_config('mysql://u:p+q@h:1/n')['PASSWORD']\nC = environ.Env.cache_url_config('rediscache://h:1/0')['LOCATION']\nD = environ.Env.cache_url_config('redis://h:1/0')['LOCATION']\n", want: map[string]string{
			"A": "{'NAME': 'a%20b', 'USER': None, 'PASSWORD': None, 'HOST': 'host', 'PORT': None, 'ENGINE': 'django.db.backends.postgresql_psycopg2'}",
			"B": "'p+q'", "C": "'unix:/0'", "D": "'h:1'",
		}},
		{name: "dc_utils", pkgs: map[string]string{"dc_utils": "8.0.5"}, source: dc + "M = add(('a', 'django.middleware.security.SecurityMiddleware', 'b'))\nN = add([])\n", want: map[string]string{
			"STORAGES": "{'default': {'BACKEND': 'django.core.files.storage.FileSystemStorage'}, 'staticfiles': {'BACKEND': 'dc_utils.storages.StaticStorage'}}",
			"M":        "['a', 'django.middleware.security.SecurityMiddleware', 'whitenoise.middleware.WhiteNoiseMiddleware', 'b']",
			"N":        "['whitenoise.middleware.WhiteNoiseMiddleware']",
		}},
		{name: "dc_utils before STORAGES", pkgs: map[string]string{"dc_utils": "8.0.4"}, source: dc, want: map[string]string{"STATICFILES_STORAGE": "'dc_utils.storages.StaticStorage'"}},
		{name: "crontabs before celery 5.3", pkgs: map[string]string{"celery": "5.2.7"}, source: crontabs, want: map[string]string{"A": "<crontab: 1 2 * * * (m/h/d/dM/MY)>", "B": "'ValueError'", "C": "'AttributeError'"}},
		{name: "crontabs since celery 5.5", pkgs: map[string]string{"celery": "5.5.3"}, source: crontabs, want: map[string]string{"A": "<crontab: 1 2 * * * (m/h/dM/MY/d)>", "B": "[1, 2, 3]", "C": "<crontab: 1 2 3 4 5 (m/h/dM/MY/d)>"}},
		{name: "crontabs of any celery", source: crontabs, want: map[string]string{"B": "unknown: the version of celery is not known, and older ones know no names of months"}},
		{name: "the package toml", source: "import toml\nfrom pathlib import Path\nP = Path(__file__).with_name('c.toml')\nA = [toml.load(P), toml.load(str(P)), toml.load(P.open())]\ntry:\n    toml.loads('a')\nexcept toml.TomlDecodeError as e:\n    B = type(e).__name__\ntry:\n    toml.load(P.open('rb'))\nexcept TypeError:\n    C = 1\n", want: map[string]string{
			"A": "[{'a': 1}, {'a': 1}, {'a': 1}]", "B": "'TomlDecodeError'", "C": "1",
		}},
		{name: "what toml reads in a way of its own", source: "import toml\ndef of(s):\n    try:\n        return toml.loads(s)\n    except ValueError as e:\n        return type(e).__name__\n" +
			"A = [of(s) for s in ('a = [1, \\'x\\']', 'a = [1, 2.0]', 'a = [[1], [\\'x\\']]', 'a = -0.0', 'a = {b = 1,}', 'a = \"\\\\e\"', 'a b')]\nB = of('a = [{b = 1}, 1]')\nC = of('\\u00e9 = 1')\nD = of('a = \"\"\"b\"\"\" # c')\nE = of('a = 0x1F')\nF = of('a = \"\"\"b\\nc\"\"\"\\n')\nG = of('a.b = \"\"\"c\\nd\"\"\"')\nH = of('a = \"\"\"b\\nc\"\"\" ')\n", want: map[string]string{
			"A": "['TomlDecodeError', 'TomlDecodeError', {'a': [[1], ['x']]}, {'a': 0.0}, 'TomlDecodeError', 'TomlDecodeError', 'TomlDecodeError']",
			"B": "unknown: how the package toml reads this is not followed", "C": "unknown: how the package toml reads this is not followed",
			"D": "unknown: how the package toml reads this is not followed", "E": "unknown: how the package toml reads this is not followed",
			"F": "{'a': 'b\\nc'}", "G": "unknown: how the package toml reads this is not followed", "H": "unknown: how the package toml reads this is not followed",
		}},
		{name: "a DSN of sentry", source: "import sentry_sdk\nfrom sentry_sdk.utils import BadDsn\ndef of(*a, **k):\n    try:\n        sentry_sdk.init(*a, **k)\n        return 'taken'\n    except ValueError as e:\n        return type(e).__name__\n" +
			"A = [of(), of(''), of(None), of('https://k@h/1'), of(dsn=' http://k:s@h:90/a/12')]\nB = [of(d) for d in ('changeme', 'None', 'ftp://k@h/1', 'https://h/1', 'https://k@h/', 'https://k@h/x', 'https://k@h:x/1', 'https://@k@/1', 'ftp://k@h:x/1', 'https://k@:x/1')]\nC = of('x', transport=print)\n", want: map[string]string{
			"A": "['taken', 'taken', 'taken', 'taken', 'taken']", "B": "['BadDsn', 'BadDsn', 'BadDsn', 'BadDsn', 'BadDsn', 'BadDsn', 'ValueError', 'BadDsn', 'BadDsn', 'BadDsn']", "C": "'taken'",
		}},
		{name: "queues", source: "from kombu import Queue, Exchange\nQ = Queue('a', Exchange('e'), routing_key='k')\nA = [Q.name, Q.routing_key]\nB = Q == Queue('a')\n", want: map[string]string{
			"A": "['a', 'k']", "B": "unknown: whether two objects of kombu are equal is not followed",
		}},
		{name: "dc_utils of another version", source: dc, want: map[string]string{"STORAGES": "unknown: the version of dc_utils is not known"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := &host{packages: c.pkgs, files: map[string]string{"/app/s.py": c.source, "/app/c.toml": "a = 1\n"}}
			expectNames(t, h, c.want)
		})
	}
}

// TestFalseValidators: what gives False refuses a value to marshmallow 3, not to 4,
// and environs 14 takes both.
func TestFalseValidators(t *testing.T) {
	const source = `from environs import Env, EnvValidationError
try:
    A = Env().int("N", validate=lambda n: n > 0)
except EnvValidationError:
    A = "refused"
`
	for marshmallow, want := range map[string]string{
		"3.26.1": "'refused'", "4.0.0": "-1", "": "unknown: what a validator that gives False does depends on the version of marshmallow",
	} {
		h := &host{vars: map[string]string{"N": "-1"}, packages: map[string]string{"environs": "14.1.0"}, files: map[string]string{"/app/s.py": source}}
		if marshmallow != "" {
			h.packages["marshmallow"] = marshmallow
		}
		expectNames(t, h, map[string]string{"A": want})
	}
}

// TestOldDotenv: below 0.16 the file comes first for what it refers to.
func TestOldDotenv(t *testing.T) {
	const source = "import os\nfrom dotenv import load_dotenv\nload_dotenv('/app/.env')\nA = os.environ['B']\n"
	for version, want := range map[string]string{"0.15.0": "'1'", "0.16.0": "'env'"} {
		expectNames(t, &host{vars: map[string]string{"A": "env"}, packages: map[string]string{"dotenv": version},
			files: map[string]string{"/app/s.py": source, "/app/.env": "A=1\nB=${A}\n"}}, map[string]string{"A": want})
	}
}

// expectOfVersions runs a program with each version of a library, and compares the names with
// what that version makes of it.
func expectOfVersions(t *testing.T, library, source string, want map[string]map[string]string) {
	t.Helper()
	for version, names := range want {
		t.Run(version, func(t *testing.T) {
			expectNames(t, &host{packages: map[string]string{library: version}, files: map[string]string{"/app/s.py": source}}, names)
		})
	}
}
