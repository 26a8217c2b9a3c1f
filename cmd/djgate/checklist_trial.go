package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/djgate/djgate/evaluator/report"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
)

// trial is what commands know of a target. Every text of a project goes through a
// pattern before it stands in a command: whoever copies it runs it. A value that is not
// known is a variable of the shell, and secrets are none of them.
type trial struct {
	d *document.Document

	Host     string // a name of the site, or $HOST
	Stranger string // a name that is nobody's (RFC 2606)
	Settings string

	// Paths begin and end with a slash.
	Admin, Login, Static, Media string
	StaticFile                  string // one that is there, below Static

	Port         string // published to the world, past any proxy
	SchemeHeader string // that makes Django believe that a request came by HTTPS
	EnvFiles     string
	CSRFCookie   string
}

func trialOf(d *document.Document) *trial {
	is := shown(d.Settings)
	t := &trial{d: d, Host: "$HOST", Stranger: "stranger.invalid", Settings: "$DJANGO_SETTINGS_MODULE", Admin: "$ADMIN",
		Static: servedPath(is.path("STATIC_URL")), StaticFile: "$FILE", CSRFCookie: cmp.Or(is.cookie("CSRF_COOKIE_NAME"), "csrftoken")}
	if hosts := siteHosts(d); len(hosts) > 0 {
		t.Host = hosts[0]
	}
	if dottedName.MatchString(d.Target.SettingsModule) {
		t.Settings = d.Target.SettingsModule
	}
	if is.holds("INSTALLED_APPS", "django.contrib.admin") {
		t.StaticFile = "admin/css/base.css"
	}
	if at := t.adminRoute(); at != nil && at.Path == "default" {
		t.Admin = "/admin/"
	}
	if t.Login = t.Admin + "login/"; !is.holds("INSTALLED_APPS", "django.contrib.admin") {
		t.Login = "$LOGIN"
		if p := is.path("LOGIN_URL"); is.set("LOGIN_URL") && strings.HasPrefix(p, "/") {
			t.Login = p
		}
	}
	if is.set("MEDIA_URL") {
		t.Media = servedPath(is.path("MEDIA_URL"))
	}
	t.Port, t.EnvFiles, t.SchemeHeader = openPort(d), envFiles(d), is.schemeHeader()
	return t
}

var (
	dottedName = pattern.New(`^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$`)
	cookieName = pattern.New(`^[A-Za-z0-9_-]+$`)
	plainFile  = pattern.New(`^[A-Za-z0-9._/][A-Za-z0-9._/-]*$`)
)

// adminRoute is the route of the admin; nil where none is known.
func (t *trial) adminRoute() *document.URLRoute {
	for _, r := range t.d.Source.URLs.Routes {
		if r.View == document.RouteAdmin {
			return &r
		}
	}
	return nil
}

// siteHosts are the names of the site: those in ALLOWED_HOSTS, else those of its proxy.
func siteHosts(d *document.Document) []string {
	hosts := publicHosts(d, "")
	if d.Proxy != nil {
		hosts = append(hosts, plainHosts(d.Proxy.Hosts)...)
	}
	return hosts
}

// openPort is a port by which others come to the server itself.
func openPort(d *document.Document) string {
	if d.Service == nil || d.Proxy == nil {
		return ""
	}
	for _, p := range d.Service.Ports {
		if p.IsOpen() && isNumber(p.Published) {
			return p.Published
		}
	}
	return ""
}

func envFiles(d *document.Document) string {
	var out []string
	for _, f := range d.Files {
		if f.Kind == "env" && plainFile.MatchString(f.Path) {
			out = append(out, f.Path)
		}
	}
	return strings.Join(out, " ")
}

// holds tells whether a list certainly has a member.
func (s shown) holds(name, member string) bool {
	n := s[name]
	if n == nil {
		return false
	}
	list, _ := n.Value.([]any)
	return slices.Contains(list, any(member))
}

// cookie is the name of a cookie, where it is known and as harmless as names are.
func (s shown) cookie(setting string) string {
	if name := s.path(setting); cookieName.MatchString(name) {
		return name
	}
	return ""
}

// schemeHeader is SECURE_PROXY_SSL_HEADER as a client would send it.
func (s shown) schemeHeader() string {
	n := s["SECURE_PROXY_SSL_HEADER"]
	if n == nil {
		return ""
	}
	pair, _ := n.Value.([]any)
	if len(pair) != 2 {
		return ""
	}
	key, _ := pair[0].(string)
	value, _ := pair[1].(string)
	name, ok := strings.CutPrefix(key, "HTTP_")
	if !ok || !cookieName.MatchString(name) || !cookieName.MatchString(value) {
		return ""
	}
	words := strings.Split(strings.ToLower(name), "_")
	for i, word := range words {
		if word != "" {
			words[i] = strings.ToUpper(word[:1]) + word[1:]
		}
	}
	return strings.Join(words, "-") + ": " + value
}

// values are what stands in questions by hand, and what is put there.
func (t *trial) values() []string {
	return []string{
		"{{Host}}", t.Host, "{{Stranger}}", t.Stranger, "{{Port}}", t.Port,
		"{{Admin}}", t.Admin, "{{Login}}", t.Login,
		"{{Static}}", t.Static, "{{StaticFile}}", t.StaticFile, "{{Media}}", t.Media,
		"{{Headers}}", t.headers(), "{{SchemeHeader}}", t.SchemeHeader,
		"{{Cookies}}", t.cookies(), "{{CSRFCookie}}", t.CSRFCookie,
		"{{Settings}}", t.Settings, "{{EnvFiles}}", t.EnvFiles,
	}
}

// has tells by name what a question by hand may ask for.
func (t *trial) has() map[string]bool {
	is := shown(t.d.Settings)
	http := t.d.Target.HTTP
	admin := http && is.holds("INSTALLED_APPS", "django.contrib.admin")
	login := admin || http && is.holds("INSTALLED_APPS", "django.contrib.auth")
	engine := is.path("SESSION_ENGINE")
	return map[string]bool{
		"http":            http,
		"admin":           admin,
		"login":           login,
		"csrf-cookie":     login && !is.set("CSRF_USE_SESSIONS"),
		"static":          http && t.Static != "",
		"media":           http && t.Media != "",
		"database":        is.set("DATABASES"),
		"mail":            is.set("ADMINS") || is.set("EMAIL_HOST"),
		"port":            http && t.Port != "",
		"scheme-header":   http && t.SchemeHeader != "",
		"env-file":        t.EnvFiles != "",
		"stored-sessions": engine == "django.contrib.sessions.backends.db" || engine == "django.contrib.sessions.backends.cached_db" || engine == "django.contrib.sessions.backends.file",
	}
}

// variables are those that commands use, since what they stand for is not known.
func (t *trial) variables() []report.Variable {
	var out []report.Variable
	need := func(value, name, because string) {
		if strings.HasPrefix(value, "$"+name) {
			out = append(out, report.Variable{Name: name, Because: because})
		}
	}
	has := t.has()
	if has["http"] {
		need(t.Host, "HOST", "a name of the site: ALLOWED_HOSTS does not tell it")
	}
	if has["admin"] {
		because := "the path of the admin, such as /admin/"
		if at := t.adminRoute(); at != nil {
			because += fmt.Sprintf(" (%s:%d)", at.At.File, at.At.Line)
		}
		need(t.Admin, "ADMIN", because)
	}
	if has["login"] {
		need(t.Login, "LOGIN", "the path of the login, such as /accounts/login/")
	}
	if has["static"] {
		need(t.StaticFile, "FILE", "the name of a file in STATIC_ROOT")
	}
	need(t.Settings, "DJANGO_SETTINGS_MODULE", "the settings module in production")
	return out
}

// headers are the headers that answers over HTTPS must have by the settings.
func (t *trial) headers() string {
	is := shown(t.d.Settings)
	out := []string{t.hsts(is)}
	if is.holds("MIDDLEWARE", "django.middleware.clickjacking.XFrameOptionsMiddleware") {
		out = append(out, "X-Frame-Options: "+is.told("X_FRAME_OPTIONS"))
	}
	if is.has("SECURE_CONTENT_TYPE_NOSNIFF") {
		out = append(out, "X-Content-Type-Options: nosniff")
	}
	for header, name := range map[string]string{"Referrer-Policy": "SECURE_REFERRER_POLICY", "Cross-Origin-Opener-Policy": "SECURE_CROSS_ORIGIN_OPENER_POLICY"} {
		if is.has(name) {
			out = append(out, header+": "+is.told(name))
		}
	}
	slices.Sort(out[1:])
	if is.set("SECURE_CSP") {
		out = append(out, "Content-Security-Policy")
	}
	return strings.Join(out, ", ")
}

// hsts is the header by which browsers come by HTTPS alone, from Django or its edge.
func (t *trial) hsts(is shown) string {
	const name = "Strict-Transport-Security"
	n := is["SECURE_HSTS_SECONDS"]
	seconds, known := integer(n)
	switch {
	case !known:
		return name + " with the max-age of SECURE_HSTS_SECONDS, which is not known here"
	case seconds == 0 && t.d.Proxy != nil && t.d.Proxy.HSTS:
		return name + ", from the proxy"
	case seconds == 0:
		return "no " + name + " (SECURE_HSTS_SECONDS is 0)"
	}
	text := fmt.Sprintf("%s: max-age=%d", name, seconds)
	if is.set("SECURE_HSTS_INCLUDE_SUBDOMAINS") {
		text += "; includeSubDomains"
	}
	if is.set("SECURE_HSTS_PRELOAD") {
		text += "; preload"
	}
	return text
}

func integer(n *document.Node) (int64, bool) {
	if n == nil || n.State != document.Known || n.Secret {
		return 0, false
	}
	switch v := n.Value.(type) {
	case int64:
		return v, true
	case bool:
		return map[bool]int64{true: 1}[v], true
	}
	return 0, false
}

// has tells whether a setting has a value that is not empty, Django's default too.
func (s shown) has(name string) bool {
	n := s[name]
	return n != nil && n.Truth != nil && *n.Truth
}

// told is a setting's text for people, or its name where it has none to show.
func (s shown) told(name string) string { return cmp.Or(s.path(name), "as "+name+" says") }

// cookies are the flags that cookies must have by the settings.
func (t *trial) cookies() string {
	is := shown(t.d.Settings)
	flags := func(kind, otherwise string) string {
		out := []string{cmp.Or(is.cookie(kind+"_COOKIE_NAME"), otherwise)}
		if is.has(kind + "_COOKIE_SECURE") {
			out = append(out, "Secure")
		}
		if is.has(kind + "_COOKIE_HTTPONLY") {
			out = append(out, "HttpOnly")
		}
		if site := is.path(kind + "_COOKIE_SAMESITE"); site != "" {
			out = append(out, "SameSite="+site)
		}
		return out[0] + " with " + cmp.Or(strings.Join(out[1:], ", "), "no flag")
	}
	session := flags("SESSION", "sessionid") + ", after a login"
	if is.set("CSRF_USE_SESSIONS") {
		return session
	}
	return flags("CSRF", "csrftoken") + "; " + session
}
