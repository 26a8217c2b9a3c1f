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
			setting.set(t, m)
		}
		if s.fixed != nil {
			s.fixed(t, m)
		}
		return m
	}
}

// set binds the setting in its module, and gives its value.
func (s mitolSetting) set(t *value.Thread, m *value.Module) value.Value {
	v, err := s.value(t)
	if err != nil {
		v = unknown(t, s.name+" cannot be read")
	}
	m.NS.Set(t, s.name, v, t.At)
	return v
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
		"mitol.keycloak.settings.keycloak": {read: join(
			variables("get_string", str("http://mit-keycloak-base-url.edu"), "MITOL_KEYCLOAK_BASE_URL"), variables("get_string", str("olapps"), "MITOL_KEYCLOAK_REALM_NAME"),
			variables("get_string", value.None(), "MITOL_KEYCLOAK_CLIENT_ID", "MITOL_KEYCLOAK_CLIENT_SECRET", "MITOL_KEYCLOAK_DISCOVERY_URL",
				"MITOL_KEYCLOAK_ADMIN_CLIENT_ID", "MITOL_KEYCLOAK_ADMIN_CLIENT_SECRET", "MITOL_KEYCLOAK_ADMIN_CLIENT_SCOPES"),
			variables("get_bool", off, "MITOL_KEYCLOAK_ADMIN_CLIENT_NO_VERIFY_SSL"))},
		"mitol.scim.settings.scim": {fixed: scimSettings, read: join(
			variables("get_int", number(60), "MITOL_SCIM_REQUESTS_TIMEOUT_SECONDS"), variables("get_int", number(100), "MITOL_SCIM_KEYCLOAK_SEARCH_BATCH_SIZE"),
			variables("get_int", number(250), "MITOL_SCIM_KEYCLOAK_BATCH_SIZE", "MITOL_SCIM_KEYCLOAK_BULK_OPERATIONS_COUNT"),
			variables("get_string", value.None(), "MITOL_SCIM_KEYCLOAK_CLIENT_ID", "MITOL_SCIM_KEYCLOAK_CLIENT_SECRET", "MITOL_SCIM_KEYCLOAK_BASE_URL"))},
		"mitol.transcoding.settings.job": {fixed: transcodingSettings, read: join(
			variables("get_string", str("aws_mediaconvert_transcodes"), "VIDEO_S3_TRANSCODE_ENDPOINT"), variables("get_string", str("Default"), "VIDEO_TRANSCODE_QUEUE"),
			variables("get_string", str(""), "VIDEO_S3_TRANSCODE_BUCKET", "VIDEO_S3_TRANSCODE_PREFIX", "VIDEO_S3_THUMBNAIL_BUCKET",
				"VIDEO_S3_THUMBNAIL_PREFIX", "VIDEO_S3_UPLOAD_PREFIX", "TRANSCODE_JOB_TEMPLATE"))},
		"mitol.mail.settings.email": {fixed: mailSettings, read: []mitolSetting{
			{"MAILGUN_RECIPIENT_OVERRIDE", "get_string", "MAILGUN_RECIPIENT_OVERRIDE", value.None(), false},
			{"EMAIL_BACKEND", "get_string", "EMAIL_BACKEND", str(smtpBackend), true}, {"EMAIL_HOST", "get_string", "EMAIL_HOST", str("localhost"), true},
			{"EMAIL_PORT", "get_int", "EMAIL_PORT", number(25), true}, {"EMAIL_HOST_USER", "get_string", "EMAIL_USER", str(""), true},
			{"EMAIL_HOST_PASSWORD", "get_string", "EMAIL_PASSWORD", str(""), true}, {"EMAIL_USE_TLS", "get_bool", "EMAIL_TLS", off, true},
			{"DEFAULT_FROM_EMAIL", "get_string", "FROM_EMAIL", str("webmaster@localhost"), true},
		}},
	}
}

// mailSettings are those of mitol-django-mail that fall back to one another.
func mailSettings(t *value.Thread, m *value.Module) {
	given, _ := m.NS.Get("MAILGUN_RECIPIENT_OVERRIDE")
	override := mitolSetting{"EMAIL_RECIPIENT_OVERRIDE", "get_string", "EMAIL_RECIPIENT_OVERRIDE", given.V, false}.set(t, m)
	var support value.Value = value.NewStr("support@localhost", nil)
	switch on, err := value.Truthy(t, override); {
	case err != nil || on == value.Maybe:
		m.NS.Set(t, "EMAIL_SUPPORT", unknown(t, "whether another recipient is set is not known", override.Trace()), t.At)
		return
	case on == value.Yes:
		support = override
	}
	mitolSetting{"EMAIL_SUPPORT", "get_string", "SUPPORT_EMAIL", support.With(support.Trace().Under(override.Trace())), true}.set(t, m)
}

func transcodingSettings(t *value.Thread, m *value.Module) {
	mitolSetting{"POST_TRANSCODE_ACTIONS", "get_delimited_list", "POST_TRANSCODE_ACTIONS", t.NewList(nil, nil), false}.set(t, m)
}

func scimSettings(t *value.Thread, m *value.Module) {
	at := value.LiteralAt(t.At)
	fill := func(d *value.Dict, pairs ...string) *value.Dict {
		for i := 0; i < len(pairs); i += 2 {
			d.SetStr(t, pairs[i], value.NewStr(pairs[i+1], at))
		}
		return d
	}
	scheme := fill(t.NewDict(at), "type", "oauth2", "name", "OAuth 2", "description", "Oauth 2 implemented with bearer token", "specUri", "", "documentationUri", "")
	d := fill(t.NewDict(at), "SCHEME", "https", "NETLOC", "localhost")
	d.SetStr(t, "AUTHENTICATION_SCHEMES", t.NewList([]value.Value{scheme}, at))
	fill(d, "SERVICE_PROVIDER_CONFIG_MODEL", "mitol.scim.config.LearnSCIMServiceProviderConfig", "USER_ADAPTER", "mitol.scim.adapters.UserAdapter",
		"USER_MODEL_GETTER", "mitol.scim.adapters.get_user_model_for_scim", "USER_FILTER_PARSER", "mitol.scim.filters.UserFilterQuery",
		"GET_IS_AUTHENTICATED_PREDICATE", "mitol.scim.utils.is_authenticated_predicate")
	m.NS.Set(t, "SCIM_SERVICE_PROVIDER", d, t.At)
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
