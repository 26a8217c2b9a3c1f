package models

import (
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// The parts of Django that settings import.

// djangoExceptions are the classes of django.core.exceptions, each after its base.
const djangoExceptions = `FieldDoesNotExist Exception
AppRegistryNotReady Exception
ObjectDoesNotExist Exception
MultipleObjectsReturned Exception
SuspiciousOperation Exception
SuspiciousFileOperation SuspiciousOperation
DisallowedHost SuspiciousOperation
DisallowedRedirect SuspiciousOperation
TooManyFieldsSent SuspiciousOperation
TooManyFilesSent SuspiciousOperation
RequestDataTooBig SuspiciousOperation
RequestAborted Exception
BadRequest Exception
PermissionDenied Exception
ViewDoesNotExist Exception
MiddlewareNotUsed Exception
ImproperlyConfigured Exception
FieldError Exception
ValidationError Exception
EmptyResultSet Exception
FullResultSet Exception
SynchronousOnlyOperation Exception`

func djangoModules() map[string]maker {
	return ofSeries(map[string]maker{
		"django":                             djangoModule,
		"django.apps":                        djangoAppsModule,
		"django.core":                        packageOf("django.core", "exceptions", "management"),
		"django.core.exceptions":             djangoExceptionsModule,
		"django.core.management":             packageOf("django.core.management", "utils"),
		"django.core.management.utils":       djangoRandomModule("django.core.management.utils", "get_random_secret_key"),
		"django.utils":                       packageOf("django.utils", "translation", "crypto", "log", "csp", "functional", "timezone", "encoding", "safestring", "module_loading", "text", "_os"),
		"django.utils.crypto":                djangoRandomModule("django.utils.crypto", "get_random_string"),
		"django.utils.translation":           djangoTranslationModule,
		"django.utils.log":                   djangoLogModule,
		"django.utils.csp":                   djangoCSPModule,
		"django.db":                          packageOf("django.db", "models"),
		"django.db.models":                   djangoModelsModule,
		"django.db.models.enums":             djangoChoicesModule,
		"django.urls":                        djangoURLsModule,
		"django.contrib":                     packageOf("django.contrib", "messages", "auth"),
		"django.contrib.auth":                djangoAuthModule,
		"django.contrib.auth.models":         djangoContribModels("auth"),
		"django.contrib.contenttypes.models": djangoContribModels("contenttypes"),
		"django.contrib.sites.models":        djangoContribModels("sites"),
		"django.contrib.messages":            djangoMessagesModule("django.contrib.messages"),
		"django.contrib.messages.constants":  djangoMessagesModule("django.contrib.messages.constants"),
		"django.conf":                        djangoConfModule,
		"django.conf.global_settings":        djangoGlobalSettings,
		"django.conf.locale":                 djangoLocaleModule,
		"django.http":                        hollow("django.http", "django.http is not followed"),
		"django.http.request":                djangoRequestModule,
		"django.template":                    hollow("django.template", "django.template is not followed"),
		"django.template.defaultfilters":     hollow("django.template.defaultfilters", "django.template is not followed"),
		"django.utils.functional":            djangoFunctionalModule,
		"django.utils.timezone":              djangoTimezoneModule,
		"django.utils.encoding":              djangoEncodingModule,
		"django.utils.text":                  djangoTextModule,
		"django.utils.safestring":            djangoSafestringModule,
		"django.utils.module_loading":        djangoLoadingModule,
		"django.utils._os":                   djangoPathModule,
	})
}

// packageOf makes a package whose submodules are models, imported when asked for.
//
//go:noinline
func packageOf(name string, submodules ...string) maker {
	return func(*value.Thread) value.Value {
		m := value.NewModule(name, "")
		m.Fallback = func(t *value.Thread, attr string) (value.Value, error) {
			for _, sub := range submodules {
				if sub == attr {
					return importModule(t, name+"."+sub)
				}
			}
			return unknown(t, name+"."+attr+" is not followed"), nil
		}
		return m
	}
}

// hollow makes a module of which every attribute is unknown, for one reason.
func hollow(name, because string) maker {
	return func(*value.Thread) value.Value {
		m := value.NewModule(name, "")
		m.Fallback = func(t *value.Thread, _ string) (value.Value, error) { return unknown(t, because), nil }
		return m
	}
}

func djangoModule(t *value.Thread) value.Value {
	m := packageOf("django", "apps", "core", "db", "utils", "urls", "contrib", "conf", "http")(t).(*value.Module)
	m.Func("setup", inert)
	version, installed := t.Host.Package("django")
	numbers := strings.Split(version, ".")
	if installed != value.Yes || len(numbers) < 2 {
		m.Define("VERSION", unknown(t, "the exact version of Django is not known"))
		m.Define("__version__", typed(unknown(t, "the exact version of Django is not known"), value.StrClass))
		m.Func("get_version", unknownOf("the exact version of Django is not known", value.StrClass))
		return m
	}
	number := djangoVersion(version)
	m.Define("VERSION", value.NewTuple(number, nil))
	m.Define("__version__", value.NewStr(version, nil))
	m.Func("get_version", strict("get_version", "version=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		if isNone(a[0]) {
			return value.NewStr(version, nil), nil
		}
		return typed(unknown(t, "get_version of another version is not followed", tr), value.StrClass), nil
	}))
	return m
}

// preReleases are the labels of versions such as 5.2rc1, as Django calls them.
var preReleases = map[string]string{"a": "alpha", "b": "beta", "rc": "rc"}

// djangoVersion is django.VERSION of a version as packages write it.
func djangoVersion(version string) []value.Value {
	parts := versionNumbers(version)
	level, serial := "final", 0
	label := strings.Trim(version, "0123456789.")
	if called, known := preReleases[label]; known {
		_, number, _ := strings.Cut(version, label)
		level = called
		serial, _ = strconv.Atoi(number)
	}
	out := make([]value.Value, 0, 5)
	for _, n := range parts {
		out = append(out, value.NewInt(int64(n), nil))
	}
	return append(out, value.NewStr(level, nil), value.NewInt(int64(serial), nil))
}

func djangoExceptionsModule(*value.Thread) value.Value {
	m := value.NewModule("django.core.exceptions", "")
	for _, line := range strings.Split(djangoExceptions, "\n") {
		name, base, _ := strings.Cut(line, " ")
		parent := value.Exceptions()[base]
		if b, ok := m.NS.Get(base); ok {
			parent = b.V.(*value.Class)
		}
		m.Define(name, value.NewClass(name, "django.core.exceptions", parent))
	}
	m.Define("NON_FIELD_ERRORS", value.NewStr("__all__", nil))
	return m
}

// djangoRandomModule has one function that gives another text at each start.
func djangoRandomModule(module, name string) maker {
	return func(*value.Thread) value.Value {
		m := value.NewModule(module, "")
		m.Func(name, randomCall(name, value.StrClass))
		m.Fallback = func(t *value.Thread, attr string) (value.Value, error) {
			return unknown(t, module+"."+attr+" is not followed"), nil
		}
		return m
	}
}

// djangoAppsModule has the registry of apps, which is filled when the settings have
// loaded: they name the apps (django.setup, since Django 1.7).
func djangoAppsModule(t *value.Thread) value.Value {
	m := value.NewModule("django.apps", "")
	apps := t.NewInstance(opaqueClass("Apps", "django.apps.registry"))
	for _, name := range []string{"ready", "apps_ready", "models_ready"} {
		apps.NS.Set(t, name, value.NewBool(false, nil), value.Place{})
	}
	m.Define("apps", apps)
	m.Fallback = notFollowed("django.apps")
	return m
}

func djangoURLsModule(*value.Thread) value.Value {
	m := value.NewModule("django.urls", "")
	lazy := func(t *value.Thread, c *value.Call) (value.Value, error) {
		return typed(unknown(t, "the URL of a view depends on the URL configuration", traceOf(c.Args)), lazyClass), nil
	}
	m.Func("reverse_lazy", lazy)
	m.Func("reverse", lazy)
	m.Fallback = func(t *value.Thread, attr string) (value.Value, error) {
		return unknown(t, "django.urls."+attr+" is not followed"), nil
	}
	return m
}

// djangoMessagesModule has the levels of messages, which the package and its constants have alike.
func djangoMessagesModule(module string) maker {
	return func(t *value.Thread) value.Value {
		m := packageOf(module, "constants")(t).(*value.Module)
		tags, levels := t.NewDict(nil), t.NewDict(nil)
		for i, name := range []string{"DEBUG", "INFO", "SUCCESS", "WARNING", "ERROR"} {
			level := value.NewInt([]int64{10, 20, 25, 30, 40}[i], nil)
			m.Define(name, level)
			tags.Set(t, level, value.NewStr(strings.ToLower(name), nil))
			levels.SetStr(t, name, level)
		}
		return m.Define("DEFAULT_TAGS", tags).Define("DEFAULT_LEVELS", levels)
	}
}

func djangoConfModule(t *value.Thread) value.Value {
	m := packageOf("django.conf", "global_settings", "locale")(t).(*value.Module)
	m.Define("settings", lazySettings(t))
	m.Define("ENVIRONMENT_VARIABLE", value.NewStr("DJANGO_SETTINGS_MODULE", nil))
	return m
}

// cspKeywords are the source keywords of a content security policy.
var cspKeywords = map[string]string{
	"NONE": "'none'", "REPORT_SAMPLE": "'report-sample'", "SELF": "'self'", "STRICT_DYNAMIC": "'strict-dynamic'",
	"UNSAFE_EVAL": "'unsafe-eval'", "UNSAFE_HASHES": "'unsafe-hashes'", "UNSAFE_INLINE": "'unsafe-inline'", "WASM_UNSAFE_EVAL": "'wasm-unsafe-eval'",
}
