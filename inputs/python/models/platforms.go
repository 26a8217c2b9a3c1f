package models

import (
	"maps"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// Small libraries that read the variables of a platform.

func platformModules() map[string]maker {
	out := map[string]maker{
		"cfenv":                       cfenvModule,
		"dbt_copilot_python":          packageOf("dbt_copilot_python", "database", "network", "utility"),
		"dbt_copilot_python.database": copilotModule, "dbt_copilot_python.network": copilotNetwork, "dbt_copilot_python.utility": copilotUtility,
		"pytimeparse":           timeparseModule("pytimeparse", "parse"),
		"pytimeparse.timeparse": timeparseModule("pytimeparse.timeparse", "timeparse"),
	}
	maps.Copy(out, furlModules())
	maps.Copy(out, redisModules())
	return out
}

// cfenvModule is cfenv 0.5: what Cloud Foundry binds to an app, where it does.
func cfenvModule(*value.Thread) value.Value {
	m := value.NewModule("cfenv", "")
	c := value.NewClass("AppEnv", "cfenv")
	method(c, "__init__", "", readBindings)
	method(c, "get_credential", "key, default=", func(t *value.Thread, _ *value.Instance, a args) (value.Value, error) {
		return withoutServices(t, func() (value.Value, error) { return t.Environ.Get(t, a[0], orNone(a[1]), "cfenv") })
	})
	c.Method("get_service", func(t *value.Thread, _ *value.Call) (value.Value, error) {
		return withoutServices(t, func() (value.Value, error) { return value.None(), nil })
	})
	c.Method("__getattr__", func(t *value.Thread, _ *value.Call) (value.Value, error) {
		return unknown(t, "the platform tells the app this when it starts"), nil
	})
	m.Define("AppEnv", c)
	m.Fallback = notFollowed("cfenv")
	return m
}

// readBindings reads the two variables, which must hold JSON.
func readBindings(t *value.Thread, _ *value.Instance, _ args) (value.Value, error) {
	for _, name := range []string{"VCAP_APPLICATION", "VCAP_SERVICES"} {
		v, err := t.Environ.Get(t, value.NewStr(name, nil), value.NewStr("{}", nil), "cfenv")
		if err != nil {
			return nil, err
		}
		read, err := known(t, args{v}, func(a args) (value.Value, error) {
			return call(t, attribute(t, "json", "loads"), a[0])
		})
		if err != nil {
			return nil, err
		}
		if _, isUnknown := value.IsUnknown(read); name == "VCAP_SERVICES" && !isUnknown {
			if _, err := value.Attr(t, read, "values"); err != nil {
				return nil, err
			}
		}
	}
	return value.None(), nil
}

// withoutServices is a value that holds where no service is bound.
func withoutServices(t *value.Thread, f func() (value.Value, error)) (value.Value, error) {
	isSet, tr, err := t.Environ.ContainsTrace(t, value.NewStr("VCAP_SERVICES", nil))
	if err != nil {
		return nil, err
	}
	if isSet != value.No {
		services, err := t.Environ.Get(t, value.NewStr("VCAP_SERVICES", nil), value.None(), "cfenv")
		if u, ok := value.IsUnknown(services); ok && len(u.Choices) == 0 {
			// The trace stays that of an unfollowed service: the settings do not take the variable itself.
			return unknown(t, u.Because, tr), err
		}
		return unknown(t, "the services in VCAP_SERVICES are not followed", tr), err
	}
	v, err := f()
	if err != nil {
		return nil, err
	}
	return v.With(v.Trace().Under(tr)), nil
}

// copilotModule is dbt-copilot-python: databases whose credentials are JSON in a variable.
func copilotModule(*value.Thread) value.Value {
	m := value.NewModule("dbt_copilot_python.database", "")
	credentials := func(f func(t *value.Thread, d value.Value, more []value.Keyword) (value.Value, error)) function {
		return func(t *value.Thread, c *value.Call) (value.Value, error) {
			if len(c.Args) != 1 || c.Open != nil {
				return unknown(t, "the name of the variable is not known", traceOf(c.Args)), nil
			}
			v, err := t.Environ.Item(t, c.Args[0])
			if err != nil {
				return nil, err
			}
			return known(t, args{v}, func(a args) (value.Value, error) {
				d, err := loadJSON(t, a[0], value.Exceptions()["ValueError"])
				if err != nil {
					return nil, err
				}
				return f(t, d, c.Keywords)
			})
		}
	}
	m.Func("setup_database", credentials(copilotDatabase))
	m.Func("database_from_env", credentials(func(t *value.Thread, d value.Value, more []value.Keyword) (value.Value, error) {
		one, err := copilotDatabase(t, d, more)
		if err != nil {
			return nil, err
		}
		return dictOf(t, d.Trace(), "default", one), nil
	}))
	m.Func("database_url_from_env", credentials(func(t *value.Thread, d value.Value, _ []value.Keyword) (value.Value, error) {
		return copilotText(t, d, "{engine}://{username}:{password}@{host}:{port}/{dbname}")
	}))
	m.Fallback = notFollowed("dbt_copilot_python.database")
	return m
}

// copilotDatabase makes an entry of DATABASES.
func copilotDatabase(t *value.Thread, d value.Value, more []value.Keyword) (value.Value, error) {
	engine, err := copilotText(t, d, "django.db.backends.{engine}")
	if err != nil {
		return nil, err
	}
	out := dictOf(t, openPart(d.Trace()), "ENGINE", engine.With(openPart(engine.Trace())))
	for _, field := range strings.Fields("NAME=dbname USER=username PASSWORD=password HOST=host PORT=port") {
		name, key, _ := strings.Cut(field, "=")
		v, err := value.Item(t, d, value.NewStr(key, nil))
		if err != nil {
			return nil, err
		}
		if name == "PASSWORD" {
			v = v.With(v.Trace().Hidden())
		}
		out.SetStr(t, name, v)
	}
	for _, k := range more {
		out.SetStr(t, k.Name, k.Value)
	}
	return out, nil
}

// copilotText is str.format of the credentials.
func copilotText(t *value.Thread, d value.Value, format string) (value.Value, error) {
	f, err := value.Attr(t, value.NewStr(format, d.Trace()), "format_map")
	if err != nil {
		return nil, err
	}
	return call(t, f, d)
}
