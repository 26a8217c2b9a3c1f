package policy_test

import "github.com/djgate/djgate/inputs/document"

// cloudDatabase is a database that a cloud runs.
func cloudDatabase(f func(*document.Database)) change {
	return func(d *document.Document) {
		made := document.Database{Name: "aws_db_instance.main", Engine: node("postgres"), Version: node("16"), Public: node(false), Backups: node(int64(7)),
			At: document.Location{File: "main.tf", Line: 3}}
		f(&made)
		d.Infra.Databases = append(d.Infra.Databases, made)
	}
}

// rule lets the internet in from one port to another.
func rule(from, to int64, open *document.Node) change {
	return func(d *document.Document) {
		d.Infra.FirewallRules = append(d.Infra.FirewallRules, document.FirewallRule{Name: "aws_security_group.db", From: node(from), To: node(to), Open: open,
			At: document.Location{File: "main.tf", Line: 20}})
	}
}

// cdn answers from its cache, without cookies unless it hands them on.
func cdn(caches, cookies *document.Node, origin string) change {
	return func(d *document.Document) {
		made := document.CDN{Name: "aws_cloudfront_distribution.main", Default: true, HTTPS: node(true), Caches: caches, Cookies: cookies, Host: node(true),
			At: document.Location{File: "main.tf", Line: 30}}
		if origin != "" {
			made.Origin = node(origin)
		}
		d.Infra.CDNs = append(d.Infra.CDNs, made)
	}
}

func infraCases() []verdictCase {
	const (
		public   = "database-public"
		backup   = "database-no-backup"
		old      = "db-image-too-old"
		sessions = "cdn-caches-session-pages"
		at       = "infra.aws_db_instance.main."
	)
	addressed := cloudDatabase(func(d *document.Database) { d.Public = node(true) })
	version := func(engine, version string) change {
		return cloudDatabase(func(d *document.Database) { d.Engine, d.Version = node(engine), node(version) })
	}
	return []verdictCase{
		{public, "an address, and an open port", with(addressed, rule(5432, 5432, node(true))), bad, at + "public", "critical"},
		{public, "an address, and all ports open", with(addressed, rule(0, 65535, node(true))), bad, at + "public", "critical"},
		{public, "an address alone", with(addressed, rule(443, 443, node(true)), rule(5432, 5432, node(false))), bad, at + "public", "high"},
		{public, "its own rules", with(cloudDatabase(func(d *document.Database) { d.Open = node(true) })), bad, at + "open", "critical"},
		{public, "an address and no rules of its own that open it", with(cloudDatabase(func(d *document.Database) { d.Public, d.Open = node(true), node(false) })), good, "", ""},
		{public, "an open port of no database with an address", with(cloudDatabase(func(*document.Database) {}), rule(5432, 5432, node(true))), good, "", ""},
		{public, "unknown", with(cloudDatabase(func(d *document.Database) { d.Public = doubtful("x") })), unsure, at + "public", ""},
		{public, "the rule is unknown", with(addressed, rule(5432, 5432, doubtful("x"))), unsure, "infra.aws_security_group.db.open", ""},

		{backup, "none", with(cloudDatabase(func(d *document.Database) { d.Backups = node(int64(0)) })), bad, at + "backups", ""},
		{backup, "switched off", with(cloudDatabase(func(d *document.Database) { d.Backups = node(false) })), bad, at + "backups", ""},
		{backup, "a week", with(cloudDatabase(func(*document.Database) {})), good, "", ""},
		{backup, "a replica", with(cloudDatabase(func(d *document.Database) { d.Backups = nil })), good, "", ""},
		{backup, "unknown", with(cloudDatabase(func(d *document.Database) { d.Backups = doubtful("x") })), unsure, at + "backups", ""},

		{old, "postgres", with(version("postgres", "13.4")), bad, at + "version", ""},
		{old, "mysql", with(version("mysql", "5.7")), bad, at + "version", ""},
		{old, "the oldest that will do", with(version("postgres", "14")), good, "", ""},
		{old, "an engine that Django has no rule for", with(version("sqlserver", "1")), good, "", ""},
		{old, "a Django that supports it", with(version("postgres", "13"), django(document.Django{Exact: "5.1.4", Series: "5.1"})), good, "", ""},
		{old, "before Django refused", with(version("postgres", "9.5"), django(document.Django{Exact: "3.2.25", Series: "3.2"})), notApplicable, "", ""},
		{old, "the version is unknown", with(cloudDatabase(func(d *document.Database) { d.Version = doubtful("x") })), unsure, at + "version", ""},
		{old, "the version of Django is unknown", with(version("postgres", "9.6"), django(document.Django{})), unsure, "deps.django", ""},

		{sessions, "without cookies", with(cdn(node(true), node(false), "http-only")), bad, "infra.aws_cloudfront_distribution.main.cookies", ""},
		{sessions, "with cookies", with(cdn(node(true), node(true), "http-only")), good, "", ""},
		{sessions, "no cache", with(cdn(node(false), node(false), "http-only")), good, "", ""},
		{sessions, "of a bucket", with(cdn(node(true), node(false), "")), good, "", ""},
		{sessions, "no sessions", with(cdn(node(true), node(false), "http-only"), set("MIDDLEWARE", []any{"django.middleware.common.CommonMiddleware"})), good, "", ""},
		{sessions, "unknown", with(cdn(node(true), doubtful("x"), "http-only")), unsure, "infra.aws_cloudfront_distribution.main.cookies", ""},

		{"ssl-redirect-off", "a listener that is not known", with(set("SECURE_SSL_REDIRECT", false), unclear), unsure, "infra.http.redirect", ""},
		{"ssl-redirect-off", "an internal listener", with(set("SECURE_SSL_REDIRECT", false), listener("HTTP", false), internal), bad, "SECURE_SSL_REDIRECT", "medium"},
	}
}

// unclear is a listener of which only an apply tells whether it redirects.
func unclear(d *document.Document) {
	listener("HTTP", false)(d)
	d.Infra.Listeners[0].Redirect = doubtful("x")
}

// internal takes the listener off the internet.
func internal(d *document.Document) { d.Infra.Listeners[0].Public = node(false) }
