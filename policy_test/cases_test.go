package policy_test

import (
	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
)

// verdictCase is a deployment, and what one policy says of it. At is the
// subject of its finding, or of what is not known; severity is that of the
// finding, where it is not the policy's own.
type verdictCase struct {
	policy   string
	name     string
	document *document.Document
	want     evaluator.Status
	at       string
	severity string
}

const (
	bad           = evaluator.Violation
	good          = evaluator.Pass
	unsure        = evaluator.Undetermined
	discharged    = evaluator.Discharged
	notApplicable = evaluator.NotApplicable
)

var (
	eol    = django(document.Django{Min: "4.2.1", Exact: "4.2.1", Series: "4.2", EOL: "2026-04-30", At: document.Location{File: "requirements.txt", Line: 1}})
	spread = django(document.Django{Min: "3.2", Below: "5"})
)

// cases holds for every policy what it must report, pass, and leave undetermined.
func cases() []verdictCase {
	var all []verdictCase
	for _, list := range [][]verdictCase{
		debugCases(), secretKeyCases(), hostCases(), cookieCases(), httpsCases(), fileCases(), layoutCases(), infraCases(), otherCases(),
	} {
		all = append(all, list...)
	}
	return all
}

func debugCases() []verdictCase {
	text := func(s string) change { return set("DEBUG", s) }
	assumed := node(true)
	assumed.Assumes = []string{"DJANGO_DEBUG"}
	return []verdictCase{
		{"debug-enabled", "on", with(set("DEBUG", true)), bad, "DEBUG", ""},
		{"debug-enabled", "the text False", with(text("False")), bad, "DEBUG", ""},
		{"debug-enabled", "one", with(set("DEBUG", int64(1))), bad, "DEBUG", ""},
		{"debug-enabled", "off", with(), good, "", ""},
		{"debug-enabled", "empty text", with(text("")), good, "", ""},
		{"debug-enabled", "unknown", with(unknown("DEBUG")), unsure, "DEBUG", ""},
		{"debug-enabled", "unknown, but false in all cases", with(unknown("DEBUG"), edit("DEBUG", func(n *document.Node) { n.Truth = new(bool) })), good, "", ""},
		{"debug-enabled", "on by a default", with(open, set("DEBUG", true), assumes("DEBUG")), unsure, "DEBUG", ""},
		{"debug-enabled", "on by the default of an interpolation, every source known", with(set("DEBUG", true), assumes("DEBUG")), unsure, "DEBUG", ""},

		{"debug-string-truthy", "text", with(text("0")), bad, "DEBUG", ""},
		{"debug-string-truthy", "bool", with(set("DEBUG", true)), good, "", ""},
		{"debug-string-truthy", "unknown", with(unknown("DEBUG")), unsure, "DEBUG", ""},

		{"debug-default-true", "true without the variable", with(ifUnset("DEBUG", node(true))), bad, "DEBUG", ""},
		{"debug-default-true", "the same in an open environment", with(open, unknown("DEBUG"), ifUnset("DEBUG", node(true))), bad, "DEBUG", ""},
		{"debug-default-true", "true by default, which it has now", with(open, set("DEBUG", true), assumes("DEBUG"), ifUnset("DEBUG", assumed)), bad, "DEBUG", ""},
		{"debug-default-true", "false without the variable", with(open, unknown("DEBUG"), ifUnset("DEBUG", node(false))), good, "", ""},
		{"debug-default-true", "does not start without the variable", with(open, unknown("DEBUG"), ifUnset("DEBUG", stops())), good, "", ""},
		{"debug-default-true", "no variable at all", with(), good, "", ""},
		{"debug-default-true", "unknown", with(unknown("DEBUG")), unsure, "DEBUG", ""},
		{"debug-default-true", "the default is unknown", with(ifUnset("DEBUG", &document.Node{State: document.Unknown, Because: "a function of another module"})), unsure, "DEBUG", ""},
	}
}

func secretKeyCases() []verdictCase {
	const insecure = "django-insecure-p0-9vq7w!x2m4kz8rt_yb5nc3hd6gf1jsaeu%liqoW"
	fallback := func(text, from string) *document.Node {
		n := secretNode("SECRET_KEY", text)
		n.Origin = from
		return n
	}
	inSource := fallback("p0-9vq7w!x2m4kz8rt_yb5nc3hd6gf1js(a)eu%liq&oWEZTXKMB", "literal-default")
	return []verdictCase{
		{"secret-key-weak", "three digits", with(secretKey("123")), bad, "SECRET_KEY", "critical"},
		{"secret-key-weak", "one character", with(secretKey("x")), bad, "SECRET_KEY", ""},
		{"secret-key-weak", "49 characters", with(secretKey("p0-9vq7w!x2m4kz8rt_yb5nc3hd6gf1jsaeu%liqoWEZTXKMB")), bad, "SECRET_KEY", ""},
		{"secret-key-weak", "four different characters", with(secretKey("abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd")), bad, "SECRET_KEY", ""},
		{"secret-key-weak", "32 random characters", with(secretKey("p09vq7wx2m4kz8rtyb5nc3hd6gf1jsae")), bad, "SECRET_KEY", "high"},
		{"secret-key-weak", "a word", with(secretKey("tea-and-cake")), bad, "SECRET_KEY", "critical"},
		{"secret-key-weak", "random", with(), good, "", ""},
		{"secret-key-weak", "five different characters, as Django allows", with(secretKey("abcdeabcdeabcdeabcdeabcdeabcdeabcdeabcdeabcdeabcde")), good, "", ""},
		{"secret-key-weak", "empty is another matter", with(secretKey("")), good, "", ""},
		{"secret-key-weak", "unknown", with(unknown("SECRET_KEY")), unsure, "SECRET_KEY", ""},

		{"secret-key-insecure-prefix", "startproject", with(secretKey(insecure)), bad, "SECRET_KEY", ""},
		{"secret-key-insecure-prefix", "random", with(), good, "", ""},
		{"secret-key-insecure-prefix", "unknown", with(unknown("SECRET_KEY")), unsure, "SECRET_KEY", ""},

		{"secret-key-placeholder", "change me", with(secretKey("change-me-in-production")), bad, "SECRET_KEY", ""},
		{"secret-key-placeholder", "a default", with(secretKey("changeme")), bad, "SECRET_KEY", ""},
		{"secret-key-placeholder", "contains test", with(secretKey("p0-9vq7w!x2m4kz8rt_yb5nc3hd6gf1js(a)eu%liq&oWtestKMB")), good, "", ""},
		{"secret-key-placeholder", "unknown", with(unknown("SECRET_KEY")), unsure, "SECRET_KEY", ""},

		{"secret-key-hardcoded", "literal", with(origin("SECRET_KEY", "literal")), bad, "SECRET_KEY", ""},
		{"secret-key-hardcoded", "literal as default", with(origin("SECRET_KEY", "literal-default")), bad, "SECRET_KEY", ""},
		{"secret-key-hardcoded", "environment", with(), good, "", ""},
		{"secret-key-hardcoded", "unknown", with(unknown("SECRET_KEY")), unsure, "SECRET_KEY", ""},

		{"secret-key-env-default", "a literal default", with(ifUnset("SECRET_KEY", inSource)), bad, "SECRET_KEY", ""},
		{"secret-key-env-default", "the same, unknown now", with(open, unknown("SECRET_KEY"), ifUnset("SECRET_KEY", inSource)), bad, "SECRET_KEY", ""},
		{"secret-key-env-default", "does not start without", with(open, unknown("SECRET_KEY"), ifUnset("SECRET_KEY", stops())), good, "", ""},
		{"secret-key-env-default", "empty without", with(ifUnset("SECRET_KEY", secretNode("SECRET_KEY", ""))), good, "", ""},
		{"secret-key-env-default", "unknown", with(unknown("SECRET_KEY")), unsure, "SECRET_KEY", ""},

		{"secret-key-missing", "empty", with(secretKey("")), bad, "SECRET_KEY", ""},
		{"secret-key-missing", "set", with(), good, "", ""},
		{"secret-key-missing", "unknown", with(unknown("SECRET_KEY")), unsure, "SECRET_KEY", ""},

		{"secret-key-generated-at-start", "random", with(origin("SECRET_KEY", "random")), bad, "SECRET_KEY", ""},
		{"secret-key-generated-at-start", "random unless set", with(open, origin("SECRET_KEY", "random"), assumes("SECRET_KEY")), unsure, "SECRET_KEY", ""},
		{"secret-key-hardcoded", "random", with(unknown("SECRET_KEY"), origin("SECRET_KEY", "random")), good, "", ""},
		{"secret-key-placeholder", "random", with(unknown("SECRET_KEY"), origin("SECRET_KEY", "random")), good, "", ""},
		{"secret-key-insecure-prefix", "random", with(unknown("SECRET_KEY"), origin("SECRET_KEY", "random")), good, "", ""},
		{"secret-key-env-default", "random without", with(ifUnset("SECRET_KEY", randomKey())), good, "", ""},
		{"secret-key-generated-at-start", "environment", with(), good, "", ""},
		{"secret-key-generated-at-start", "unknown", with(unknown("SECRET_KEY")), unsure, "SECRET_KEY", ""},
	}
}

// randomKey is what the program makes anew at each start.
func randomKey() *document.Node {
	return &document.Node{State: document.Unknown, Origin: document.OriginRandom, Because: "another value at each start", Set: true}
}

func hostCases() []verdictCase {
	hosts := func(names ...any) change { return set("ALLOWED_HOSTS", names) }
	named := proxy(document.Proxy{Kind: "nginx", TLS: true, Hosts: []string{"shop.example.org"}})
	return []verdictCase{
		{"allowed-hosts-empty", "empty", with(hosts()), bad, "ALLOWED_HOSTS", ""},
		{"allowed-hosts-empty", "empty, for a worker", with(hosts(), worker), notApplicable, "", ""},
		{"allowed-hosts-empty", "empty with DEBUG", with(hosts(), set("DEBUG", true)), good, "", ""},
		{"allowed-hosts-empty", "empty, with DEBUG off by a default", with(open, hosts(), assumes("DEBUG")), unsure, "ALLOWED_HOSTS", ""},
		{"allowed-hosts-empty", "the same by the default of an interpolation, every source known", with(hosts(), assumes("DEBUG")), unsure, "ALLOWED_HOSTS", ""},
		{"allowed-hosts-empty", "some", with(), good, "", ""},
		{"allowed-hosts-empty", "unknown", with(unknown("ALLOWED_HOSTS")), unsure, "ALLOWED_HOSTS", ""},

		{"allowed-hosts-wildcard", "alone", with(hosts("*")), bad, "ALLOWED_HOSTS[0]", "high"},
		{"allowed-hosts-wildcard", "beside others, some unknown", with(partial("ALLOWED_HOSTS", []any{"a.org", "*", more()})), bad, "ALLOWED_HOSTS[1]", "high"},
		{"allowed-hosts-wildcard", "behind a proxy that names its hosts", with(hosts("*"), named), bad, "ALLOWED_HOSTS[0]", "medium"},
		{"allowed-hosts-wildcard", "the same, but the port is published", with(hosts("*"), named, port(false)), bad, "ALLOWED_HOSTS[0]", "high"},
		{"allowed-hosts-wildcard", "none", with(), good, "", ""},
		{"allowed-hosts-wildcard", "some unknown", with(partial("ALLOWED_HOSTS", []any{"a.org", more()})), unsure, "ALLOWED_HOSTS[1]", ""},

		{"allowed-hosts-unmatchable", "a port", with(hosts("a.org", "a.org:8000")), bad, "ALLOWED_HOSTS[1]", "medium"},
		{"allowed-hosts-unmatchable", "an address range alone", with(hosts("10.0.0.0/8")), bad, "ALLOWED_HOSTS[0]", "high"},
		{"allowed-hosts-unmatchable", "a star before a domain, others unknown", with(partial("ALLOWED_HOSTS", []any{"*.a.org", more()})), bad, "ALLOWED_HOSTS[0]", "medium"},
		{"allowed-hosts-unmatchable", "no text", with(hosts("a.org", nil)), bad, "ALLOWED_HOSTS[1]", "medium"},
		{"allowed-hosts-unmatchable", "all match", with(), good, "", ""},
		{"allowed-hosts-unmatchable", "an empty text beside others", with(hosts("a.org", "")), good, "", ""},
		{"allowed-hosts-unmatchable", "unknown", with(unknown("ALLOWED_HOSTS")), unsure, "ALLOWED_HOSTS", ""},

		{"hosts-env-split-empty", "split from nothing", with(hosts("")), bad, "ALLOWED_HOSTS[0]", ""},
		{"hosts-env-split-empty", "some", with(), good, "", ""},
		{"hosts-env-split-empty", "unknown", with(unknown("ALLOWED_HOSTS")), unsure, "ALLOWED_HOSTS", ""},

		{"csrf-origins-no-scheme", "bare host", with(set("CSRF_TRUSTED_ORIGINS", []any{"https://a.org", "b.org"})), bad, "CSRF_TRUSTED_ORIGINS[1]", ""},
		{"csrf-origins-no-scheme", "one text", with(set("CSRF_TRUSTED_ORIGINS", "https://a.org")), bad, "CSRF_TRUSTED_ORIGINS", ""},
		{"csrf-origins-no-scheme", "old Django", with(set("CSRF_TRUSTED_ORIGINS", []any{"b.org"}), django(document.Django{Exact: "3.2.25", Series: "3.2"})), notApplicable, "", ""},
		{"csrf-origins-no-scheme", "a Django that may be old", with(set("CSRF_TRUSTED_ORIGINS", []any{"b.org"}), spread), unsure, "CSRF_TRUSTED_ORIGINS[0]", ""},
		{"csrf-origins-no-scheme", "with scheme", with(), good, "", ""},
		{"csrf-origins-no-scheme", "unknown", with(unknown("CSRF_TRUSTED_ORIGINS")), unsure, "CSRF_TRUSTED_ORIGINS", ""},
	}
}

func cookieCases() []verdictCase {
	bare := set("MIDDLEWARE", []any{"django.middleware.common.CommonMiddleware"})
	own := set("MIDDLEWARE", []any{"shop.sessions.SessionMiddleware"})
	return []verdictCase{
		{"session-cookie-insecure", "off", with(set("SESSION_COOKIE_SECURE", false)), bad, "SESSION_COOKIE_SECURE", ""},
		{"session-cookie-insecure", "off, own middleware", with(set("SESSION_COOKIE_SECURE", false), own), bad, "SESSION_COOKIE_SECURE", ""},
		{"session-cookie-insecure", "off, no sessions", with(set("SESSION_COOKIE_SECURE", false), bare), good, "", ""},
		{"session-cookie-insecure", "on", with(), good, "", ""},
		{"session-cookie-insecure", "off, middleware unknown", with(set("SESSION_COOKIE_SECURE", false), unknown("MIDDLEWARE")), unsure, "MIDDLEWARE", ""},
		{"session-cookie-insecure", "unknown", with(unknown("SESSION_COOKIE_SECURE")), unsure, "SESSION_COOKIE_SECURE", ""},

		{"csrf-cookie-insecure", "off", with(set("CSRF_COOKIE_SECURE", false)), bad, "CSRF_COOKIE_SECURE", ""},
		{"csrf-cookie-insecure", "kept in the session", with(set("CSRF_COOKIE_SECURE", false), set("CSRF_USE_SESSIONS", true)), good, "", ""},
		{"csrf-cookie-insecure", "no CSRF middleware", with(set("CSRF_COOKIE_SECURE", false), bare), good, "", ""},
		{"csrf-cookie-insecure", "on", with(), good, "", ""},
		{"csrf-cookie-insecure", "unknown", with(unknown("CSRF_COOKIE_SECURE")), unsure, "CSRF_COOKIE_SECURE", ""},
	}
}

func httpsCases() []verdictCase {
	off, hstsOff := set("SECURE_SSL_REDIRECT", false), set("SECURE_HSTS_SECONDS", int64(0))
	redirecting := proxy(document.Proxy{TLS: true, Redirect: true, HSTS: true})
	header := func(v any) change { return set("SECURE_PROXY_SSL_HEADER", v) }
	const scheme = "SECURE_PROXY_SSL_HEADER"
	return []verdictCase{
		{"ssl-redirect-off", "published", with(off, port(false)), bad, "SECURE_SSL_REDIRECT", "high"},
		{"ssl-redirect-off", "published, though the proxy redirects", with(off, port(false), redirecting), bad, "SECURE_SSL_REDIRECT", "high"},
		{"ssl-redirect-off", "a plain listener", with(off, listener("HTTP", false)), bad, "SECURE_SSL_REDIRECT", "high"},
		{"ssl-redirect-off", "nothing in sight", with(off), bad, "SECURE_SSL_REDIRECT", "medium"},
		{"ssl-redirect-off", "published to this machine only", with(off, port(true)), bad, "SECURE_SSL_REDIRECT", "medium"},
		{"ssl-redirect-off", "the proxy redirects", with(off, redirecting), discharged, "SECURE_SSL_REDIRECT", ""},
		{"ssl-redirect-off", "the listener redirects", with(off, listener("HTTP", true)), discharged, "SECURE_SSL_REDIRECT", ""},
		{"ssl-redirect-off", "the listener redirects to a task's port", with(off, listener("HTTP", true), port(false), task), discharged, "SECURE_SSL_REDIRECT", ""},
		{"ssl-redirect-off", "on", with(), good, "", ""},
		{"ssl-redirect-off", "unknown, but the proxy redirects", with(unknown("SECURE_SSL_REDIRECT"), redirecting), good, "", ""},
		{"ssl-redirect-off", "unknown", with(unknown("SECURE_SSL_REDIRECT")), unsure, "SECURE_SSL_REDIRECT", ""},

		{"hsts-off", "no edge in sight", with(hstsOff), bad, "SECURE_HSTS_SECONDS", "low"},
		{"hsts-off", "behind a load balancer", with(hstsOff, listener("HTTPS", false)), bad, "SECURE_HSTS_SECONDS", "medium"},
		{"hsts-off", "the proxy adds it", with(hstsOff, redirecting), discharged, "SECURE_HSTS_SECONDS", ""},
		{"hsts-off", "on", with(), good, "", ""},
		{"hsts-off", "unknown", with(unknown("SECURE_HSTS_SECONDS")), unsure, "SECURE_HSTS_SECONDS", ""},

		{"proxy-ssl-header-malformed", "a header's own spelling", with(header([]any{"X-Forwarded-Proto", "https"})), bad, scheme + "[0]", ""},
		{"proxy-ssl-header-malformed", "lower case", with(header([]any{"http_x_forwarded_proto", "https"})), bad, scheme + "[0]", ""},
		{"proxy-ssl-header-malformed", "three items", with(header([]any{"HTTP_X_FORWARDED_PROTO", "https", "on"})), bad, scheme, ""},
		{"proxy-ssl-header-malformed", "one text", with(header("HTTP_X_FORWARDED_PROTO")), bad, scheme, ""},
		{"proxy-ssl-header-malformed", "not text", with(header([]any{"HTTP_X_FORWARDED_PROTO", true})), bad, scheme + "[1]", ""},
		{"proxy-ssl-header-malformed", "none", with(header(nil)), good, "", ""},
		{"proxy-ssl-header-malformed", "right", with(), good, "", ""},
		{"proxy-ssl-header-malformed", "unknown", with(unknown(scheme)), unsure, scheme, ""},
	}
}

func fileCases() []verdictCase {
	empty := func(d *document.Document) {
		d.Source.EmptyInterpolations = []document.Interpolation{{Name: "DB_PASS", Variable: "DB_PASSWORD", At: document.Location{File: "compose.yaml", Line: 6}}}
	}
	untracked := func(d *document.Document) { d.Source.Literals[0].Tracked = new(bool) }
	elsewhere := func(d *document.Document) { d.Files = nil }
	return []verdictCase{
		{"compose-plaintext-secret", "a literal", with(literal("compose", "API_TOKEN", false)), bad, "env.API_TOKEN", ""},
		{"compose-plaintext-secret", "a default", with(literal("compose", "API_TOKEN", true)), bad, "env.API_TOKEN", ""},
		{"compose-plaintext-secret", "in an untracked file", with(literal("compose", "API_TOKEN", false), untracked), good, "", ""},
		{"compose-plaintext-secret", "for development", with(literal("compose", "API_TOKEN", false), class("development")), good, "", ""},
		{"compose-plaintext-secret", "none", with(), good, "", ""},
		{"compose-plaintext-secret", "no Compose file", with(elsewhere), notApplicable, "", ""},
		{"terraform-plaintext-secret", "a literal", with(literal("terraform", "API_TOKEN", false)), bad, "env.API_TOKEN", ""},
		{"terraform-plaintext-secret", "a Compose literal", with(literal("compose", "API_TOKEN", false)), good, "", ""},
		{"env-interpolation-empty", "one", with(empty), bad, "env.DB_PASSWORD", ""},
		{"env-interpolation-empty", "none", with(), good, "", ""},
		{"env-quoting-leaks", "two readers", with(hazard(document.HazardComment, "compose", "django-environ")), bad, "env.DB_PASSWORD", ""},
		{"env-quoting-leaks", "quotes that are kept", with(hazard(document.HazardQuotes, "docker run")), bad, "env.DB_PASSWORD", ""},
		{"env-quoting-leaks", "none", with(), good, "", ""},
	}
}

func layoutCases() []verdictCase {
	missing := func(d *document.Document) {
		d.Source.Missing = &document.MissingModule{Module: "config.production", At: document.Location{File: "compose.yaml", Line: 4}}
	}
	ignored := func(d *document.Document) {
		missing(d)
		d.Source.Missing.Elsewhere = "git ignores config/production.py, so the machine may have it"
	}
	failing := func(d *document.Document) {
		d.Source.Failure = &document.Failure{Exception: "KeyError", Message: "...", At: document.Location{File: "config/settings.py", Line: 4}}
	}
	const demanded = "env-var-required-not-provided"
	const fallback = "insecure-fallback"
	return []verdictCase{
		{demanded, "not set", with(required("DB_NAME", true, false), required("DB_USER", true, false)), bad, "env.DB_NAME", ""},
		{demanded, "set", with(required("DB_NAME", true, true)), good, "", ""},
		{demanded, "none", with(), good, "", ""},
		{demanded, "an open environment", with(open, required("DB_NAME", true, false)), unsure, "env.DB_NAME", ""},
		{demanded, "a line that may not be run", with(required("DB_NAME", false, false)), unsure, "env.DB_NAME", ""},
		{"settings-module-missing", "missing", with(missing), bad, "target.settings_module", ""},
		{"settings-module-missing", "git ignores it", with(ignored), unsure, "target.settings_module", ""},
		{"settings-module-missing", "there", with(), good, "", ""},
		{"settings-do-not-load", "an exception", with(failing), bad, "target.settings_module", ""},
		{"settings-do-not-load", "none", with(), good, "", ""},

		{fallback, "any host", with(open, unknown("ALLOWED_HOSTS"), ifUnset("ALLOWED_HOSTS", node([]any{"*"}))), bad, "ALLOWED_HOSTS", ""},
		{fallback, "any origin", with(open, set("CORS_ALLOW_ALL_ORIGINS", true), assumes("CORS_ALLOW_ALL_ORIGINS"), ifUnset("CORS_ALLOW_ALL_ORIGINS", node(true))), bad, "CORS_ALLOW_ALL_ORIGINS", ""},
		{fallback, "a default password", with(open, ifUnset("DATABASES", readPassword())), bad, "DATABASES.default.PASSWORD", ""},
		{fallback, "a default password that no variable replaces", with(open, edit("DATABASES", fixedPassword)), good, "", ""},
		{fallback, "every variable is known", with(ifUnset("ALLOWED_HOSTS", node([]any{"*"}))), good, "", ""},
		{fallback, "harmless", with(open, ifUnset("ALLOWED_HOSTS", node([]any{}))), good, "", ""},
		{fallback, "unknown", with(open, unknown("ALLOWED_HOSTS")), unsure, "ALLOWED_HOSTS", ""},
	}
}

// readPassword is a fallback in which a variable would give the password.
func readPassword() *document.Node {
	n := node(databases("db", "postgres"))
	n.Parts = map[string]document.Part{"default.PASSWORD": {Reads: []string{"DB_PASSWORD"}}}
	return n
}

// fixedPassword is one beside a host that a variable gives.
func fixedPassword(n *document.Node) {
	n.IfUnset = node(databases("db", "postgres"))
	n.IfUnset.Parts = map[string]document.Part{"default.HOST": {Reads: []string{"DB_HOST"}}}
}

func otherCases() []verdictCase {
	const password = "DATABASES.default.PASSWORD"
	const database_ = "database-dev-credentials"
	const mail = "email-backend-nonproduction"
	sqlite := edit("DATABASES", func(n *document.Node) {
		n.Value.(map[string]any)["default"].(map[string]any)["ENGINE"] = "django.db.backends.sqlite3"
	})
	field := func(key string, v any) change {
		return edit("DATABASES", func(n *document.Node) {
			n.State = document.Partial
			n.Value.(map[string]any)["default"].(map[string]any)[key] = v
		})
	}
	mailers := func(v any) change { return set("MAILERS", map[string]any{"default": map[string]any{"BACKEND": v}}) }
	return []verdictCase{
		{database_, "a default", with(database("db", "postgres")), bad, password, "high"},
		{database_, "the user's name", with(database("db", "shop")), bad, password, "high"},
		{database_, "nothing", with(database("db", "")), bad, password, "high"},
		{database_, "a default, published", with(database("db", "postgres"), peer("db", "5432", false)), bad, password, "critical"},
		{database_, "a default, published here only", with(database("db", "postgres"), peer("db", "5432", true)), bad, password, "high"},
		{database_, "another service published", with(database("db", "postgres"), peer("cache", "6379", false)), bad, password, "high"},
		{database_, "a socket", with(database("", "postgres")), good, "", ""},
		{database_, "a socket's path", with(database("/run/postgresql", "postgres")), good, "", ""},
		{database_, "sqlite", with(database("db", "postgres"), sqlite), good, "", ""},
		{database_, "random", with(), good, "", ""},
		{database_, "the host is unknown", with(database("db", "postgres"), field("HOST", blank())), unsure, "DATABASES.default.HOST", ""},
		{database_, "on a host by a default", with(open, database("db", "postgres"), assumesPart("default.HOST")), unsure, password, ""},
		{database_, "the password is unknown", with(field("PASSWORD", blank())), unsure, password, ""},
		{database_, "what it does not read is unknown", with(field("OPTIONS", blank())), good, "", ""},
		{database_, "further databases", with(edit("DATABASES", func(n *document.Node) {
			n.State = document.Partial
			n.Value.(map[string]any)[document.KeyMore] = document.Doubt{Because: "a loop"}
		})), unsure, "DATABASES", ""},
		{database_, "unknown", with(unknown("DATABASES")), unsure, "DATABASES", ""},

		{mail, "console", with(set("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")), bad, "EMAIL_BACKEND", ""},
		{mail, "console mailer", with(mailers("django.core.mail.backends.console.EmailBackend")), bad, "MAILERS.default.BACKEND", ""},
		{mail, "smtp", with(), good, "", ""},
		{mail, "unknown", with(unknown("EMAIL_BACKEND")), unsure, "EMAIL_BACKEND", ""},

		{"django-eol", "ended", with(eol), bad, "deps.django", ""},
		{"django-eol", "supported", with(), good, "", ""},
		{"django-eol", "unpinned", with(django(document.Django{Min: "3.2", Below: "6"})), unsure, "deps.django", ""},
		{"django-eol", "no version at all", with(django(document.Django{})), unsure, "deps.django", ""},
	}
}
