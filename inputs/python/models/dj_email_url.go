package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// dj-email-url, since 0.0.10: parse and config give the EMAIL_ settings of a URL.

// djEmailSchemes are the mail backends by scheme.
var djEmailSchemes = map[string]string{
	"smtp": smtpBackend, "submission": smtpBackend, "submit": smtpBackend, "smtps": smtpBackend,
	"console": "django.core.mail.backends.console.EmailBackend", "file": "django.core.mail.backends.filebased.EmailBackend",
	"memory": "django.core.mail.backends.locmem.EmailBackend", "dummy": "django.core.mail.backends.dummy.EmailBackend",
}

func djEmailURLModule(t *value.Thread) value.Value {
	m := value.NewModule("dj_email_url", "")
	m.Define("DEFAULT_ENV", value.NewStr("EMAIL_URL", nil))
	m.Func("parse", asEmail(strict("parse", "url", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) { return djEmail(t, a[0]) })))
	m.Func("config", asEmail(configOf("EMAIL_URL", value.None(), djEmail)))
	m.Fallback = notFollowed("dj_email_url")
	return m
}

// asEmail gives of a URL that is not known what any may give: settings often take all of it
// over, and no other setting is in doubt then.
func asEmail(f function) function {
	return func(t *value.Thread, c *value.Call) (value.Value, error) {
		v, err := f(t, c)
		if err != nil {
			return nil, err
		}
		u, ok := value.IsUnknown(v)
		if !ok || len(u.Choices) > 0 {
			return v, nil
		}
		d := t.NewDict(nil)
		for _, name := range djEmailSettings() {
			perhaps := spread(u)
			perhaps.Choices = []value.Choice{{V: spread(u)}, {V: value.Unbound{}}}
			d.SetStr(t, name, perhaps)
		}
		return d, nil
	}
}

// djEmailSettings are the settings that some URL gives.
func djEmailSettings() []string {
	return slices.Concat(emailSettings, []string{"SERVER_EMAIL", "DEFAULT_FROM_EMAIL"})
}

// configOf is the config function of the libraries that parse a URL of the
// environment: an empty dict where there is none.
func configOf(variable string, def value.Value, parse func(*value.Thread, value.Value) (value.Value, error)) function {
	return loose("config", "env=, default=", func(t *value.Thread, a args) (value.Value, error) {
		if a[0] == nil {
			a[0] = value.NewStr(variable, nil)
		}
		if a[1] == nil {
			a[1] = def
		}
		v, err := t.Environ.Get(t, a[0], a[1], "config")
		if err != nil {
			return nil, err
		}
		return known(t, args{v}, func(url args) (value.Value, error) { return unlessEmpty(t, url[0], parse) })
	})
}

// unlessEmpty parses a URL; an empty dict for none.
func unlessEmpty(t *value.Thread, url value.Value, parse func(*value.Thread, value.Value) (value.Value, error)) (value.Value, error) {
	if isNone(url) || isEmptyText(url) {
		return t.NewDict(openPart(url.Trace())), nil
	}
	return parse(t, url)
}

// djEmailSince tells whether the version has what came with another one; the newest where
// it is not known.
func djEmailSince(t *value.Thread, numbers ...int) bool {
	version, _ := t.Host.Package("dj_email_url")
	return version == "" || !versionBelow(version, numbers...)
}

func djEmail(t *value.Thread, v value.Value) (value.Value, error) {
	if !djEmailSince(t, 0, 0, 10) {
		return unknown(t, "dj-email-url before 0.0.10 is not followed", v.Trace()), nil
	}
	u, err := asResult(t, v, false)
	if err != nil {
		return nil, err
	}
	tr := openPart(u.trace)
	no := value.NewBool(false, tr)
	path, _, _ := strings.Cut(u.name(), "?")
	d := dictOf(t, tr, "EMAIL_FILE_PATH", value.NewStr(path, tr)).Within(djEmailSettings()...)
	for _, part := range [][2]string{{"EMAIL_HOST_USER", "username"}, {"EMAIL_HOST_PASSWORD", "password"}, {"EMAIL_HOST", "hostname"}, {"EMAIL_PORT", "port"}} {
		v, err := u.netlocPart(t, part[1])
		if err != nil {
			return nil, err
		}
		if s, ok := text(v); ok && part[1] != "hostname" {
			v = value.NewStr(unquoteURL(s), v.Trace())
		}
		d.SetStr(t, part[0], v)
	}
	d.SetStr(t, "EMAIL_USE_SSL", no)
	d.SetStr(t, "EMAIL_USE_TLS", no)
	if djEmailSince(t, 1, 0, 5) {
		d.SetStr(t, "EMAIL_TIMEOUT", value.None().With(tr))
	}
	submits := u.scheme == "submission" || u.scheme == "submit"
	if backend, ok := djEmailSchemes[u.scheme]; ok && (!submits || djEmailSince(t, 0, 1)) {
		d.SetStr(t, "EMAIL_BACKEND", value.NewStr(backend, tr))
	}
	if u.scheme == "smtps" || submits && djEmailSince(t, 0, 1) {
		d.SetStr(t, "EMAIL_USE_TLS", value.NewBool(true, tr))
	}
	if djEmailSince(t, 0, 1) {
		djEmailPorts(t, d, u)
	}
	return d, djEmailQuery(t, d, u)
}

// djEmailPorts sets the host and the port that a scheme implies.
func djEmailPorts(t *value.Thread, d *value.Dict, u *parseResult) {
	tr := openPart(u.trace)
	ports := map[string]int64{"smtp": 25, "submission": 587, "submit": 587}
	if have, _ := d.GetStr("EMAIL_HOST"); u.scheme == "smtp" && isNone(have) {
		d.SetStr(t, "EMAIL_HOST", value.NewStr("localhost", tr))
	}
	if n, ok := ports[u.scheme]; ok {
		if have, _ := d.GetStr("EMAIL_PORT"); isNone(have) || value.Equal(t, have, value.NewInt(0, nil)) == value.Yes {
			d.SetStr(t, "EMAIL_PORT", value.NewInt(n, tr))
		}
	}
}

// djEmailQuery lets the query override what the scheme says.
func djEmailQuery(t *value.Thread, d *value.Dict, u *parseResult) error {
	tr := openPart(u.trace)
	query := map[string]string{}
	for _, q := range parseQuery(u.query, false) {
		query[q.name] = q.values[0]
	}
	set := func(ssl bool) {
		d.SetStr(t, "EMAIL_USE_SSL", value.NewBool(ssl, tr))
		d.SetStr(t, "EMAIL_USE_TLS", value.NewBool(!ssl, tr))
	}
	words := environsTrue
	if !djEmailSince(t, 0, 1) {
		words = []string{"1", "true", "True"}
	}
	truthy := func(s string) bool { return slices.Contains(words, s) }
	if ssl, ok := query["ssl"]; ok {
		if truthy(ssl) {
			set(true)
		}
	} else if truthy(query["tls"]) {
		set(false)
	}
	if s, ok := query["timeout"]; ok && djEmailSince(t, 1, 0, 5) {
		n, err := call(t, value.IntClass, value.NewStr(s, tr))
		if err != nil {
			return err
		}
		d.SetStr(t, "EMAIL_TIMEOUT", n)
	}
	for _, name := range []string{"_server_email", "_default_from_email"} {
		if s, ok := query[name]; ok && djEmailSince(t, 0, 2) {
			d.SetStr(t, strings.ToUpper(name[1:]), value.NewStr(s, tr))
		}
	}
	return nil
}
