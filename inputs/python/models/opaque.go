package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/value"
)

// Third-party packages that settings import for a constant or an object, and
// those whose results no file tells.

func opaqueModules() map[string]maker {
	out := map[string]maker{
		"corsheaders": packageOf("corsheaders", "defaults"), "corsheaders.defaults": corsModule,
		"csp": packageOf("csp", "constants"), "csp.constants": cspConstants,
		"celery.schedules": celerySchedules,
		"ldap":             ldapModule, "django_auth_ldap": packageOf("django_auth_ldap", "config"),
		"django_auth_ldap.config": objects("django_auth_ldap.config", "LDAPSearch", "LDAPSearchUnion", "GroupOfNamesType", "GroupOfUniqueNamesType",
			"PosixGroupType", "MemberDNGroupType", "NestedGroupOfNamesType", "NestedActiveDirectoryGroupType", "ActiveDirectoryGroupType", "LDAPGroupQuery"),
		"whitenoise":            objects("whitenoise", "WhiteNoise"),
		"whitenoise.middleware": objects("whitenoise.middleware", "WhiteNoiseMiddleware", "WhiteNoiseFileResponse"),
		"whitenoise.storage": objects("whitenoise.storage", "CompressedManifestStaticFilesStorage", "CompressedStaticFilesStorage",
			"CompressedStaticFilesMixin", "MissingFileError"),
		"pythonjsonlogger":                 packageOf("pythonjsonlogger", "jsonlogger", "json"),
		"pythonjsonlogger.jsonlogger":      objects("pythonjsonlogger.jsonlogger", "JsonFormatter"),
		"pythonjsonlogger.json":            objects("pythonjsonlogger.json", "JsonFormatter"),
		"django_log_formatter_asim":        objects("django_log_formatter_asim", "ASIMFormatter"),
		"log_outgoing_requests":            packageOf("log_outgoing_requests", "formatters"),
		"log_outgoing_requests.formatters": objects("log_outgoing_requests.formatters", "HttpFormatter"),
		"storages":                         packageOf("storages", "backends"), "storages.backends": packageOf("storages.backends", "s3boto3", "s3"),
		"storages.backends.s3boto3": objects("storages.backends.s3boto3", "S3Boto3Storage", "S3StaticStorage", "S3ManifestStaticStorage"),
		"storages.backends.s3":      objects("storages.backends.s3", "S3Storage", "S3StaticStorage", "S3ManifestStaticStorage"),
		"boto3.s3":                  packageOf("boto3.s3", "transfer"), "boto3.s3.transfer": objects("boto3.s3.transfer", "TransferConfig"),
		"botocore.config": objects("botocore.config", "Config"), "botocore.client": objects("botocore.client", "Config"),
		"pymysql": inertModule("pymysql", "install_as_MySQLdb"), "django_stubs_ext": inertModule("django_stubs_ext", "monkeypatch"),
		"kombu":    kombuModule,
		"celery":   hollow("celery", "celery is not followed"),
		"dynaconf": dynaconfModule,
		"psycopg2": packageOf("psycopg2", "extensions"), "psycopg2.extensions": psycopgExtensions, "psycopg": psycopgModule,
	}
	for reason, names := range map[string]string{
		"prettyconf is not followed": "prettyconf",
		"envparse is not followed":   "envparse",
	} {
		for _, name := range strings.Fields(names) {
			out[name] = hollow(name, reason)
		}
	}
	for _, name := range strings.Fields("boto3 botocore hvac google.cloud google.cloud.secretmanager google.auth azure.identity azure.keyvault azure.keyvault.secrets aws_secretsmanager_caching") {
		out[name] = secretStore(name)
	}
	return out
}

// secretStore is a package that reads from a secrets manager when the process starts.
func secretStore(name string) maker {
	return func(*value.Thread) value.Value {
		m := value.NewModule(name, "")
		m.Fallback = func(t *value.Thread, attr string) (value.Value, error) {
			if strings.HasPrefix(attr, "__") {
				return nil, nil
			}
			return value.NewUnknown("read from a secrets manager at start", t.At, &value.Trace{At: t.At, Origin: document.OriginSecretStore}), nil
		}
		return m
	}
}

// objects makes a module of classes whose instances are opaque.
func objects(module string, names ...string) maker {
	return func(*value.Thread) value.Value {
		m := value.NewModule(module, "")
		for _, name := range names {
			m.Define(name, opaqueClass(name, module))
		}
		m.Fallback = notFollowed(module)
		return m
	}
}

// psycopgExtensions has the isolation levels of psycopg2 2.9 (lib/extensions.py).
func psycopgExtensions(*value.Thread) value.Value {
	m := value.NewModule("psycopg2.extensions", "")
	for i, name := range []string{"AUTOCOMMIT", "READ_COMMITTED", "REPEATABLE_READ", "SERIALIZABLE", "READ_UNCOMMITTED"} {
		m.Define("ISOLATION_LEVEL_"+name, value.NewInt(int64(i), nil))
	}
	m.Fallback = notFollowed("psycopg2.extensions")
	return m
}

// psycopgModule has the isolation levels of psycopg 3 (psycopg/_enums.py).
func psycopgModule(t *value.Thread) value.Value {
	m := value.NewModule("psycopg", "")
	intEnum(t, m, "IsolationLevel", false, "READ_UNCOMMITTED=1 READ_COMMITTED=2 REPEATABLE_READ=3 SERIALIZABLE=4")
	m.Fallback = notFollowed("psycopg")
	return m
}

// corsModule has the constants of django-cors-headers (corsheaders/defaults.py). Version
// 4 dropped three headers: which are there is one of two where no file says the version.
func corsModule(t *value.Thread) value.Value {
	m := value.NewModule("corsheaders.defaults", "")
	tuple := func(names string) value.Value { return value.NewTuple(strs(strings.Fields(names), nil), nil) }
	recent := tuple("accept authorization content-type user-agent x-csrftoken x-requested-with")
	older := tuple("accept accept-encoding authorization content-type dnt origin user-agent x-csrftoken x-requested-with")
	headers := recent
	switch version, _ := t.Host.Package("corsheaders"); {
	case version == "":
		either := typed(unknown(t, "the version of django-cors-headers is not known"), value.TupleClass)
		either.Choices = []value.Choice{{When: "it is 4 or later", V: recent}, {When: "it is older", V: older}}
		headers = either
	case versionBelow(version, 4):
		headers = older
	}
	m.Define("default_headers", headers)
	m.Define("default_methods", tuple("DELETE GET OPTIONS PATCH POST PUT"))
	return m
}

// cspConstants are those of django-csp 4 (csp/constants.py).
func cspConstants(t *value.Thread) value.Value {
	m := value.NewModule("csp.constants", "")
	for name, text := range cspKeywords {
		m.Define(name, value.NewStr(text, nil))
	}
	constants(m, "HEADER", "Content-Security-Policy", "HEADER_REPORT_ONLY", "Content-Security-Policy-Report-Only", "UNSAFE_ALLOW_REDIRECTS", "'unsafe-allow-redirects'")
	nonce := opaqueClass("Nonce", "csp.constants")
	nonce.Method("__repr__", func(*value.Thread, *value.Call) (value.Value, error) {
		return value.NewStr("csp.constants.NONCE", nil), nil
	})
	only := t.NewInstance(nonce)
	nonce.New = func(*value.Thread, *value.Class, *value.Call) (value.Value, error) { return only, nil }
	m.Define("Nonce", nonce).Define("NONCE", only)
	return m
}
