package models

import "github.com/djgate/djgate/inputs/python/value"

// The modules of settings that the packages of mitol-django bring.

// mitolSetting is a setting that a variable gives.
type mitolSetting struct {
	name, reader, variable string
	def                    value.Value
	namespaced             bool // the variable has the app's namespace in front
}

// mitolModule is a module of settings: those that variables give, and the rest.
type mitolModule struct {
	read  []mitolSetting
	fixed func(t *value.Thread, m *value.Module)
}

func (s mitolModule) module(name string) maker {
	return func(t *value.Thread) value.Value {
		m := value.NewModule(name, "")
		for _, setting := range s.read {
			v, err := setting.value(t)
			if err != nil {
				v = unknown(t, setting.name+" cannot be read")
			}
			m.NS.Set(t, setting.name, v, t.At)
		}
		if s.fixed != nil {
			s.fixed(t, m)
		}
		return m
	}
}

func (s mitolSetting) value(t *value.Thread) (value.Value, error) {
	var variable value.Value = value.NewStr(s.variable, nil)
	if s.namespaced {
		var err error
		if variable, err = call(t, attribute(t, "mitol.common.envs", "app_namespaced"), variable); err != nil {
			return nil, err
		}
	}
	return value.CallValue(t, attribute(t, "mitol.common.envs", s.reader), &value.Call{At: t.At, Keywords: []value.Keyword{
		{Name: "name", Value: variable}, {Name: "description", Value: value.NewStr("", nil)}, {Name: "default", Value: s.def},
	}})
}

// variables are settings of the names of their variables, all read by one reader.
func variables(reader string, def value.Value, names ...string) []mitolSetting {
	var out []mitolSetting
	for _, name := range names {
		out = append(out, mitolSetting{name: name, reader: reader, variable: name, def: def})
	}
	return out
}

func mitolSettings() map[string]mitolModule {
	str := func(s string) value.Value { return value.NewStr(s, nil) }
	number := func(n int64) value.Value { return value.NewInt(n, nil) }
	off := value.NewBool(false, nil)
	join := func(parts ...[]mitolSetting) []mitolSetting {
		var all []mitolSetting
		for _, p := range parts {
			all = append(all, p...)
		}
		return all
	}
	return map[string]mitolModule{
		"mitol.common.settings.base":   {read: []mitolSetting{{"SITE_BASE_URL", "get_string", "BASE_URL", value.None(), true}}},
		"mitol.common.settings.celery": {read: variables("get_string", str("main.celery.app"), "MITOL_CELERY_APP_INSTANCE_PATH")},
		"mitol.common.settings.webpack": {read: join(
			variables("get_string", str(""), "WEBPACK_DEV_SERVER_HOST"), variables("get_int", value.None(), "WEBPACK_DEV_SERVER_PORT"),
			variables("get_bool", off, "WEBPACK_DISABLE_LOADER_STATS", "WEBPACK_USE_DEV_SERVER"))},
		"mitol.digitalcredentials.settings": {read: variables("get_string", value.None(), "MITOL_DIGITAL_CREDENTIALS_VERIFY_SERVICE_BASE_URL",
			"MITOL_DIGITAL_CREDENTIALS_HMAC_SECRET", "MITOL_DIGITAL_CREDENTIALS_DEEP_LINK_URL", "MITOL_DIGITAL_CREDENTIALS_AUTH_TYPE")},
		"mitol.olposthog.settings.olposthog": {read: join(
			variables("get_bool", off, "POSTHOG_ENABLED"), variables("get_string", str(""), "POSTHOG_PROJECT_API_KEY", "POSTHOG_PERSONAL_API_KEY"),
			variables("get_string", str("https://us.posthog.com"), "POSTHOG_API_HOST"), variables("get_int", number(3000), "POSTHOG_FEATURE_FLAG_REQUEST_TIMEOUT_MS"),
			variables("get_int", number(3), "POSTHOG_MAX_RETRIES"), variables("get_int", number(300), "POSTHOG_POLL_INTERVAL"),
			variables("get_int", number(60), "POSTHOG_CIRCUIT_BREAKER_COOLDOWN_SECONDS"), variables("get_int", number(6), "POSTHOG_CIRCUIT_BREAKER_TRIP_THRESHOLD_SECONDS"))},
		"mitol.authentication.settings.djoser_settings": {fixed: djoserSettings, read: variables("get_string", str("webmaster@localhost"),
			"MITOL_AUTHENTICATION_FROM_EMAIL", "MITOL_AUTHENTICATION_REPLY_TO_ADDRESS")},
	}
}

func djoserSettings(t *value.Thread, m *value.Module) {
	at := value.LiteralAt(t.At)
	flag := func(on bool) value.Value { return value.NewBool(on, at) }
	path := func(key, name string) value.Value { return dictOf(t, at, key, value.NewStr(name, at)) }
	confirm := value.NewStr("password_reset/confirm/{uid}/{token}/", at)
	m.NS.Set(t, "PASSWORD_RESET_CONFIRM_URL", confirm, t.At)
	m.NS.Set(t, "DJOSER", dictOf(t, at,
		"PASSWORD_RESET_CONFIRM_URL", confirm, "SET_PASSWORD_RETYPE", flag(false), "LOGOUT_ON_PASSWORD_CHANGE", flag(false),
		"PASSWORD_RESET_CONFIRM_RETYPE", flag(true), "PASSWORD_RESET_SHOW_EMAIL_NOT_FOUND", flag(false),
		"EMAIL", path("password_reset", "mitol.authentication.views.djoser_views.CustomPasswordResetEmail"),
		"SERIALIZERS", path("password_reset", "mitol.authentication.serializers.djoser_serializers.CustomSendEmailResetSerializer"),
	), t.At)
}
