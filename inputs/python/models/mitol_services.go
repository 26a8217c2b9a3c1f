package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// Settings of the packages of mitol-django for gateways and spreadsheets: all have the
// name of their package in front, and none is Django's. A variable that is read twice is
// an error, so it counts which of them a release reads.

// mitolReleases are the releases from which the modules read what they do now.
var mitolReleases = []struct {
	dist string
	from []int
}{{"mitol_django_apigateway", []int{2025, 4}}, {"mitol_django_google_sheets", []int{2025, 2}}, {"mitol_django_google_sheets_refunds", []int{2025, 2}},
	{"mitol_django_google_sheets_deferrals", []int{2023, 12}}, {"mitol_django_payment_gateway", []int{1, 9}}}

// sinceRelease is a module, of which nothing is known in an earlier release of its
// package, or where the release is not known.
func sinceRelease(name string, of maker) maker {
	return func(t *value.Thread) value.Value {
		for _, r := range mitolReleases {
			version, _ := t.Host.Package(r.dist)
			if strings.HasPrefix(name, "mitol."+strings.TrimPrefix(r.dist, "mitol_django_")+".") && (version == "" || versionBelow(version, r.from...)) {
				return unknown(t, "which release of "+strings.ReplaceAll(r.dist, "_", "-")+" is installed is not known, or it is not followed")
			}
		}
		return of(t)
	}
}

func mitolServices() map[string]mitolModule {
	str := func(s string) value.Value { return value.NewStr(s, nil) }
	none, sheets, cyber := value.None(), "MITOL_GOOGLE_SHEETS_", "MITOL_PAYMENT_GATEWAY_CYBERSOURCE_"
	under := func(prefix, reader string, def value.Value, names ...string) (out []mitolSetting) {
		for _, name := range names {
			out = append(out, mitolSetting{name: prefix + name, reader: reader, variable: prefix + name, def: def})
		}
		return out
	}
	numbered := func(prefix string, columns map[string]int64) mitolModule {
		out := under(prefix, "get_string", none, "REQUEST_WORKSHEET_ID", "PLUGINS")
		for name, at := range columns {
			out = append(out, under(prefix, "get_int", value.NewInt(at, nil), name)...)
		}
		return mitolModule{read: out}
	}
	return map[string]mitolModule{
		"mitol.apigateway.settings": {fixed: apigatewaySettings},
		"mitol.google_sheets.settings.google_sheets": {fixed: sheetsSettings, read: append(append(
			under(sheets, "get_string", none, "PROCESSOR_APP_NAME", "DRIVE_SERVICE_ACCOUNT_CREDS", "DRIVE_CLIENT_ID", "DRIVE_CLIENT_SECRET",
				"DRIVE_API_PROJECT_ID", "DRIVE_SHARED_ID", "ENROLLMENT_CHANGE_SHEET_ID"),
			under(sheets, "get_string", str("iam.gserviceaccount.com"), "GOOGLE_ACCOUNT_EMAIL_DOMAIN")...),
			append(under(sheets, "get_string", value.NewInt(30, nil), "PROCESS_ONLY_LAST_ROWS_NUM"), under(sheets, "get_string", str("%m/%d/%Y"), "DATE_FORMAT")...)...)},
		"mitol.google_sheets_deferrals.settings.google_sheets_deferrals": numbered(sheets+"DEFERRALS_",
			map[string]int64{"FIRST_ROW": 5, "PROCESSOR_COL": 7, "COMPLETED_DATE_COL": 8, "ERROR_COL": 9, "SKIP_ROW_COL": 10}),
		"mitol.google_sheets_refunds.settings.google_sheets_refunds": numbered(sheets+"REFUNDS_",
			map[string]int64{"FIRST_ROW": 4, "PROCESSOR_COL": 11, "COMPLETED_DATE_COL": 13, "ERROR_COL": 14, "SKIP_ROW_COL": 15}),
		"mitol.payment_gateway.settings": {fixed: gatewaySettings},
		"mitol.payment_gateway.settings.cybersource": {fixed: cybersourceSettings, read: append(append(
			under(cyber, "get_string", none, "PROFILE_ID", "SECURITY_KEY", "SECURE_ACCEPTANCE_URL", "ACCESS_KEY", "MERCHANT_SECRET", "MERCHANT_SECRET_KEY_ID"),
			under(cyber, "get_string", str(""), "MERCHANT_ID")...), under(cyber, "get_string", str("apitest.cybersource.com"), "REST_API_ENVIRONMENT")...)},
		"mitol.payment_gateway.settings.stripe": {read: variables("get_string", none, "MITOL_PAYMENT_GATEWAY_STRIPE_API_KEY")},
	}
}

func apigatewaySettings(t *value.Thread, m *value.Module) {
	at, prefix := value.LiteralAt(t.At), "MITOL_APIGATEWAY_"
	str := func(s string) value.Value { return value.NewStr(s, at) }
	set := func(name string, v value.Value) { m.NS.Set(t, prefix+name, v, t.At) }
	for name, text := range map[string]string{"USERINFO_HEADER_NAME": "HTTP_X_USERINFO", "USERINFO_ID_FIELD": "sub", "USER_LOOKUP_FIELD": "global_id",
		"LOGOUT_URL": "/logout", "DEFAULT_POST_LOGOUT_DEST": "/app"} {
		set(name, str(text))
	}
	set("DISABLE_MIDDLEWARE", value.NewBool(false, at))
	set("ALLOWED_REDIRECT_HOSTS", t.NewList([]value.Value{str("localhost")}, at))
	set("USERINFO_MODEL_MAP", dictOf(t, at, "user_fields",
		dictOf(t, at, "preferred_username", str("username"), "email", str("email"), "sub", str("global_id"), "name", str("name")),
		"additional_models", t.NewDict(at)))
	if packageBelow(t, "mitol_django_apigateway", 2026, 9) { // no variable is read, so the project may
		set("USERINFO_CREATE", value.NewBool(true, at))
		set("USERINFO_UPDATE", value.NewBool(true, at))
		return
	}
	for name, on := range map[string]bool{"USERINFO_CREATE": true, "USERINFO_UPDATE": false} {
		mitolSetting{prefix + name, "get_bool", prefix + name, value.NewBool(on, nil), false}.set(t, m)
	}
}

func sheetsSettings(t *value.Thread, m *value.Module) {
	const zone = "MITOL_GOOGLE_SHEETS_DATE_TIMEZONE"
	name := mitolSetting{"_sheets_date_timezone", "get_string", zone, value.NewStr("UTC", nil), false}.set(t, m)
	m.NS.Set(t, zone, unknown(t, "a time zone of pytz is not followed", name.Trace()), t.At)
	mitolSetting{"MITOL_GOOGLE_SHEETS_ADMIN_EMAILS", "get_list_literal", "MITOL_GOOGLE_SHEETS_ADMIN_EMAILS", t.NewList(nil, nil), false}.set(t, m)
}

// soleGateway tells whether the release has but one gateway, which is the default.
func soleGateway(t *value.Thread) bool {
	return packageBelow(t, "mitol_django_payment_gateway", 2026, 7)
}

// defaultGateway is the setting, in the module that reads it.
func defaultGateway(t *value.Thread, m *value.Module, constant, name string) {
	const setting = "ECOMMERCE_DEFAULT_PAYMENT_GATEWAY"
	m.Define("MITOL_PAYMENT_GATEWAY_"+constant, value.NewStr(name, nil))
	mitolSetting{setting, "get_string", setting, value.NewStr(name, nil), false}.set(t, m)
}

func cybersourceSettings(t *value.Thread, m *value.Module) {
	if soleGateway(t) {
		defaultGateway(t, m, "CYBERSOURCE", "CyberSource")
	}
}

// gatewaySettings are those of the single gateways, which the package takes over.
func gatewaySettings(t *value.Thread, m *value.Module) {
	if soleGateway(t) {
		return
	}
	defaultGateway(t, m, "NONE", "None")
	for _, name := range []string{"cybersource", "stripe"} {
		v, err := importModule(t, m.Name+"."+name)
		if of, ok := v.(*value.Module); ok && err == nil {
			for _, setting := range of.NS.Names() {
				b, _ := of.NS.Get(setting)
				m.NS.Set(t, setting, b.V, t.At)
			}
		}
	}
}

func gatewayConstants(*value.Thread) value.Value {
	m := value.NewModule("mitol.payment_gateway.constants", "")
	for name, text := range map[string]string{"NONE": "None", "CYBERSOURCE": "CyberSource", "STRIPE": "Stripe"} {
		m.Define("MITOL_PAYMENT_GATEWAY_"+name, value.NewStr(text, nil))
	}
	m.Fallback = notFollowed(m.Name)
	return m
}
