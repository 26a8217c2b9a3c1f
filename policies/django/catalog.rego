# Code generated from the METADATA of the policies by `go generate ./evaluator`. DO NOT EDIT.
package django.catalog

policies := {
	"allowed-hosts-empty": {
		"area": "hosts",
		"collection": "checklist",
		"description": "With DEBUG off, an empty ALLOWED_HOSTS refuses every host.",
		"django_check": "security.W020",
		"file": "django/checklist/hosts/allowed_hosts_empty.rego",
		"id": "allowed-hosts-empty",
		"inputs": [
			"http",
		],
		"package": "django.checklist.hosts.allowed_hosts_empty",
		"path": [
			"checklist",
			"hosts",
			"allowed_hosts_empty",
		],
		"reads": [
			"settings.ALLOWED_HOSTS",
			"settings.DEBUG",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts",
		],
		"remediation": "List the host names that the site is served under.",
		"severity": "critical",
		"title": "No host is allowed",
	},
	"allowed-hosts-unmatchable": {
		"area": "hosts",
		"collection": "checklist",
		"description": "Django compares hosts without scheme, port and path, and knows neither address ranges nor wildcards but a leading dot. It says nothing of entries that can never match, and answers their visitors with 400.",
		"file": "django/checklist/hosts/allowed_hosts_unmatchable.rego",
		"id": "allowed-hosts-unmatchable",
		"inputs": [
			"http",
		],
		"package": "django.checklist.hosts.allowed_hosts_unmatchable",
		"path": [
			"checklist",
			"hosts",
			"allowed_hosts_unmatchable",
		],
		"reads": [
			"settings.ALLOWED_HOSTS",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts",
		],
		"remediation": "Write the bare host name; .example.com stands for a domain and all below it.",
		"severities": [
			"high",
			"medium",
		],
		"severity": "medium",
		"title": "An allowed host matches nothing",
	},
	"allowed-hosts-wildcard": {
		"area": "hosts",
		"collection": "checklist",
		"cwe": [
			20,
			644,
		],
		"description": "Django then believes any Host header, and writes it into password reset mails and absolute links, and a cache keeps them.",
		"file": "django/checklist/hosts/allowed_hosts_wildcard.rego",
		"id": "allowed-hosts-wildcard",
		"inputs": [
			"http",
		],
		"package": "django.checklist.hosts.allowed_hosts_wildcard",
		"path": [
			"checklist",
			"hosts",
			"allowed_hosts_wildcard",
		],
		"reads": [
			"proxy",
			"service.ports",
			"settings.ALLOWED_HOSTS",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts",
		],
		"remediation": "List the host names that the site is served under; .example.com stands for a domain and all below it.",
		"severities": [
			"high",
			"medium",
		],
		"severity": "high",
		"title": "Every host is allowed",
	},
	"compose-plaintext-secret": {
		"area": "infrastructure",
		"collection": "checklist",
		"cwe": [
			798,
		],
		"description": "Everybody who has the repository has the secret, and it is the same for every deployment.",
		"file": "django/checklist/infrastructure/compose_plaintext_secret.rego",
		"id": "compose-plaintext-secret",
		"inputs": [
			"compose",
		],
		"package": "django.checklist.infrastructure.compose_plaintext_secret",
		"path": [
			"checklist",
			"infrastructure",
			"compose_plaintext_secret",
		],
		"reads": [
			"source.literals",
		],
		"references": [
			"https://docs.docker.com/compose/how-tos/use-secrets/",
		],
		"remediation": "Write ${NAME:?} and set the variable outside git, or use Compose secrets; then replace the secret, since git keeps the old one.",
		"severity": "high",
		"title": "A secret is written in the Compose file",
	},
	"csrf-cookie-insecure": {
		"area": "cookies",
		"collection": "checklist",
		"cwe": [
			614,
		],
		"description": "Whoever sees or sets it on an unencrypted request can forge forms.",
		"django_check": "security.W016",
		"file": "django/checklist/cookies/csrf_cookie_insecure.rego",
		"id": "csrf-cookie-insecure",
		"inputs": [
			"http",
		],
		"package": "django.checklist.cookies.csrf_cookie_insecure",
		"path": [
			"checklist",
			"cookies",
			"csrf_cookie_insecure",
		],
		"reads": [
			"settings.CSRF_COOKIE_SECURE",
			"settings.CSRF_USE_SESSIONS",
			"settings.MIDDLEWARE",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/ref/settings/#csrf-cookie-secure",
		],
		"remediation": "Set CSRF_COOKIE_SECURE to True.",
		"severity": "high",
		"title": "The CSRF cookie also travels over plain HTTP",
	},
	"csrf-origins-no-scheme": {
		"area": "csrf",
		"collection": "checklist",
		"description": "From Django 4.0 each entry of CSRF_TRUSTED_ORIGINS needs its scheme; without one the system check stops commands, and the origin is not trusted.",
		"django": [
			{
				"min": [
					4,
				],
			},
		],
		"django_check": "4_0.E001",
		"file": "django/checklist/csrf/csrf_origins_no_scheme.rego",
		"id": "csrf-origins-no-scheme",
		"inputs": [
			"http",
		],
		"package": "django.checklist.csrf.csrf_origins_no_scheme",
		"path": [
			"checklist",
			"csrf",
			"csrf_origins_no_scheme",
		],
		"reads": [
			"settings.CSRF_TRUSTED_ORIGINS",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/ref/settings/#csrf-trusted-origins",
		],
		"remediation": "Write https:// before the host.",
		"severity": "high",
		"title": "A trusted origin has no scheme",
	},
	"database-dev-credentials": {
		"area": "database",
		"collection": "checklist",
		"cwe": [
			521,
			1392,
		],
		"description": "Default passwords, and those equal to the user's or the database's name, are the first that are tried by whoever reaches the port.",
		"file": "django/checklist/database/database_dev_credentials.rego",
		"id": "database-dev-credentials",
		"package": "django.checklist.database.database_dev_credentials",
		"path": [
			"checklist",
			"database",
			"database_dev_credentials",
		],
		"reads": [
			"service.peers",
			"settings.DATABASES.*.ENGINE",
			"settings.DATABASES.*.HOST",
			"settings.DATABASES.*.PASSWORD",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#database-configuration",
		],
		"remediation": "Set a long random password, outside git, for this database alone.",
		"severities": [
			"critical",
			"high",
		],
		"severity": "high",
		"title": "The database password is one that everybody tries",
	},
	"debug-default-true": {
		"area": "debug",
		"collection": "checklist",
		"cwe": [
			489,
			1188,
		],
		"description": "One forgotten variable, in one of many environments, then shows code and settings to visitors.",
		"file": "django/checklist/debug/debug_default_true.rego",
		"id": "debug-default-true",
		"judges_fallback": true,
		"package": "django.checklist.debug.debug_default_true",
		"path": [
			"checklist",
			"debug",
			"debug_default_true",
		],
		"reads": [
			"settings.DEBUG",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/ref/settings/#debug",
		],
		"remediation": "Make the default False, and set the variable where you develop.",
		"severity": "high",
		"title": "Debug mode is on unless a variable turns it off",
	},
	"debug-enabled": {
		"area": "debug",
		"collection": "checklist",
		"covers": [
			"debug-string-truthy",
			"debug-default-true",
		],
		"cwe": [
			489,
		],
		"description": "An error page then shows source code, local variables and settings to any visitor.",
		"django_check": "security.W018",
		"file": "django/checklist/debug/debug_enabled.rego",
		"id": "debug-enabled",
		"package": "django.checklist.debug.debug_enabled",
		"path": [
			"checklist",
			"debug",
			"debug_enabled",
		],
		"reads": [
			"settings.DEBUG",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#debug",
		],
		"remediation": "Set DEBUG to False, or read it from a variable that is off unless set.",
		"severity": "critical",
		"title": "Debug mode is on",
	},
	"debug-string-truthy": {
		"area": "debug",
		"collection": "checklist",
		"cwe": [
			489,
			704,
		],
		"description": "Python takes every text but the empty one for true, \"False\" and \"0\" too. Text comes from a variable that nothing parses.",
		"django_check": "security.W018",
		"file": "django/checklist/debug/debug_string_truthy.rego",
		"id": "debug-string-truthy",
		"package": "django.checklist.debug.debug_string_truthy",
		"path": [
			"checklist",
			"debug",
			"debug_string_truthy",
		],
		"reads": [
			"settings.DEBUG",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/ref/settings/#debug",
		],
		"remediation": "Parse the variable, for example DEBUG = os.environ.get(\"DEBUG\", \"\") == \"1\".",
		"severity": "high",
		"title": "DEBUG is text",
	},
	"django-eol": {
		"area": "versions",
		"collection": "checklist",
		"cwe": [
			1104,
		],
		"description": "Known holes of this series stay open. Packages of a distribution may carry fixes of their own.",
		"file": "django/checklist/versions/django_eol.rego",
		"id": "django-eol",
		"package": "django.checklist.versions.django_eol",
		"path": [
			"checklist",
			"versions",
			"django_eol",
		],
		"reads": [
			"deps.django",
		],
		"references": [
			"https://www.djangoproject.com/download/#supported-versions",
		],
		"remediation": "Upgrade to a supported series, one feature release after the other.",
		"severity": "high",
		"title": "Django gets no security fixes",
	},
	"email-backend-nonproduction": {
		"area": "email",
		"collection": "checklist",
		"description": "The console, file, memory and dummy backends are for development. Password resets and error mails never leave, and nobody is told.",
		"django_check": "mail.E001",
		"file": "django/checklist/email/email_backend_nonproduction.rego",
		"id": "email-backend-nonproduction",
		"package": "django.checklist.email.email_backend_nonproduction",
		"path": [
			"checklist",
			"email",
			"email_backend_nonproduction",
		],
		"reads": [
			"settings.EMAIL_BACKEND",
			"settings.MAILERS.default.BACKEND",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/topics/email/#email-backends",
		],
		"remediation": "Use the SMTP backend or that of your mail provider.",
		"severity": "medium",
		"title": "Mail is not sent",
	},
	"env-interpolation-empty": {
		"area": "infrastructure",
		"collection": "checklist",
		"description": "Compose puts an empty text where a variable is not set, with a warning that nobody reads. Django then runs with an empty value, not with its default.",
		"file": "django/checklist/infrastructure/env_interpolation_empty.rego",
		"id": "env-interpolation-empty",
		"inputs": [
			"compose",
		],
		"package": "django.checklist.infrastructure.env_interpolation_empty",
		"path": [
			"checklist",
			"infrastructure",
			"env_interpolation_empty",
		],
		"reads": [
			"source.empty_interpolations",
		],
		"references": [
			"https://docs.docker.com/reference/compose-file/interpolation/",
		],
		"remediation": "Write ${NAME:?} so that Compose stops, or ${NAME:-} where empty is meant.",
		"severity": "low",
		"title": "An unset variable becomes empty text",
	},
	"env-var-required-not-provided": {
		"area": "layout",
		"collection": "checklist",
		"description": "The settings raise an exception while they load, so that no process starts.",
		"file": "django/checklist/layout/env_var_required_not_provided.rego",
		"id": "env-var-required-not-provided",
		"package": "django.checklist.layout.env_var_required_not_provided",
		"path": [
			"checklist",
			"layout",
			"env_var_required_not_provided",
		],
		"reads": [
			"source.required",
		],
		"references": [
			"https://docs.python.org/3/library/os.html#os.environ",
		],
		"remediation": "Set it in the environment of the service; if it is set elsewhere, name it under `provided` in .djgate.yaml.",
		"severity": "high",
		"title": "A variable that the settings demand is not set",
	},
	"hosts-env-split-empty": {
		"area": "hosts",
		"collection": "checklist",
		"covers": [
			"allowed-hosts-unmatchable",
		],
		"description": "\"\".split(\",\") is a list with one empty text. Django takes it for a list of hosts, its own check passes, and every request is answered with 400.",
		"file": "django/checklist/hosts/hosts_env_split_empty.rego",
		"id": "hosts-env-split-empty",
		"inputs": [
			"http",
		],
		"package": "django.checklist.hosts.hosts_env_split_empty",
		"path": [
			"checklist",
			"hosts",
			"hosts_env_split_empty",
		],
		"reads": [
			"settings.ALLOWED_HOSTS",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts",
		],
		"remediation": "Set the variable, and read it without a default so that a missing one stops the start.",
		"severity": "high",
		"title": "An empty variable became the only allowed host",
	},
	"hsts-off": {
		"area": "https",
		"collection": "checklist",
		"cwe": [
			523,
		],
		"description": "Without Strict-Transport-Security the first request of each visit may be plain HTTP, which an attacker on the way can answer.",
		"django_check": "security.W004",
		"file": "django/checklist/https/hsts_off.rego",
		"id": "hsts-off",
		"inputs": [
			"http",
		],
		"package": "django.checklist.https.hsts_off",
		"path": [
			"checklist",
			"https",
			"hsts_off",
		],
		"reads": [
			"infra.listeners",
			"proxy",
			"settings.SECURE_HSTS_SECONDS",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/ref/middleware/#http-strict-transport-security",
		],
		"remediation": "Set SECURE_HSTS_SECONDS to 3600, and raise it step by step to a year once all works over HTTPS.",
		"severities": [
			"medium",
			"low",
		],
		"severity": "medium",
		"title": "Browsers are not told to stay on HTTPS",
	},
	"insecure-fallback": {
		"area": "layout",
		"collection": "checklist",
		"cwe": [
			1188,
		],
		"description": "No file here sets the variables of this deployment, so nothing shows that they are set. One that is forgotten leaves the unsafe default, and no error.",
		"file": "django/checklist/layout/insecure_fallback.rego",
		"id": "insecure-fallback",
		"judges_fallback": true,
		"package": "django.checklist.layout.insecure_fallback",
		"path": [
			"checklist",
			"layout",
			"insecure_fallback",
		],
		"reads": [
			"settings.ALLOWED_HOSTS",
			"settings.CORS_ALLOW_ALL_ORIGINS",
			"settings.DATABASES.*.HOST",
			"settings.DATABASES.*.PASSWORD",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/howto/deployment/checklist/",
		],
		"remediation": "Take the default away, so that Django does not start without the variable.",
		"severity": "medium",
		"title": "A setting is unsafe when its variable is not set",
	},
	"proxy-ssl-header-malformed": {
		"area": "proxy",
		"collection": "checklist",
		"description": "It takes two texts: a key of request.META, such as HTTP_X_FORWARDED_PROTO, and the value that means HTTPS. Any other spelling matches no header, and any other number of items fails with each request.",
		"file": "django/checklist/proxy/proxy_ssl_header_malformed.rego",
		"id": "proxy-ssl-header-malformed",
		"inputs": [
			"http",
		],
		"package": "django.checklist.proxy.proxy_ssl_header_malformed",
		"path": [
			"checklist",
			"proxy",
			"proxy_ssl_header_malformed",
		],
		"reads": [
			"settings.SECURE_PROXY_SSL_HEADER",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/ref/settings/#secure-proxy-ssl-header",
		],
		"remediation": "Write (\"HTTP_X_FORWARDED_PROTO\", \"https\"), for the header that the proxy sets.",
		"severity": "high",
		"title": "SECURE_PROXY_SSL_HEADER cannot match",
	},
	"secret-key-env-default": {
		"area": "secrets",
		"collection": "checklist",
		"cwe": [
			798,
			1188,
		],
		"description": "Where the variable is forgotten, everything works, signed with a key that is public.",
		"file": "django/checklist/secrets/secret_key_env_default.rego",
		"id": "secret-key-env-default",
		"judges_fallback": true,
		"package": "django.checklist.secrets.secret_key_env_default",
		"path": [
			"checklist",
			"secrets",
			"secret_key_env_default",
		],
		"reads": [
			"settings.SECRET_KEY",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#secret-key",
		],
		"remediation": "Take the default away, so that Django does not start without the variable.",
		"severity": "high",
		"title": "SECRET_KEY falls back to a key in the source",
	},
	"secret-key-generated-at-start": {
		"area": "secrets",
		"collection": "checklist",
		"cwe": [
			665,
		],
		"description": "Each worker, replica and restart then has another key: visitors are logged out, and links and cookies that one process signed fail in the next.",
		"file": "django/checklist/secrets/secret_key_generated_at_start.rego",
		"id": "secret-key-generated-at-start",
		"package": "django.checklist.secrets.secret_key_generated_at_start",
		"path": [
			"checklist",
			"secrets",
			"secret_key_generated_at_start",
		],
		"reads": [
			"settings.SECRET_KEY",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/ref/settings/#secret-key",
		],
		"remediation": "Make the key once and keep it outside git; read it from the environment, without a default.",
		"severity": "high",
		"title": "SECRET_KEY is made anew at each start",
	},
	"secret-key-hardcoded": {
		"area": "secrets",
		"collection": "checklist",
		"covers": [
			"secret-key-env-default",
		],
		"cwe": [
			798,
		],
		"description": "Everybody who has the repository, a copy of it or the image has the key, and it cannot differ between environments.",
		"file": "django/checklist/secrets/secret_key_hardcoded.rego",
		"id": "secret-key-hardcoded",
		"package": "django.checklist.secrets.secret_key_hardcoded",
		"path": [
			"checklist",
			"secrets",
			"secret_key_hardcoded",
		],
		"reads": [
			"settings.SECRET_KEY",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#secret-key",
		],
		"remediation": "Read it from the environment or a file outside git, without a default, and replace the key, since git keeps the old one.",
		"severity": "critical",
		"title": "SECRET_KEY is written in the source",
	},
	"secret-key-insecure-prefix": {
		"area": "secrets",
		"collection": "checklist",
		"covers": [
			"secret-key-placeholder",
			"secret-key-weak",
			"secret-key-hardcoded",
			"secret-key-env-default",
		],
		"cwe": [
			321,
			798,
		],
		"description": "startproject writes a key that begins with django-insecure- into the settings, where everybody who sees the source sees it.",
		"django_check": "security.W009",
		"file": "django/checklist/secrets/secret_key_insecure_prefix.rego",
		"id": "secret-key-insecure-prefix",
		"package": "django.checklist.secrets.secret_key_insecure_prefix",
		"path": [
			"checklist",
			"secrets",
			"secret_key_insecure_prefix",
		],
		"reads": [
			"settings.SECRET_KEY",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#secret-key",
		],
		"remediation": "Make a new key, and give it to production through its environment or a secret store.",
		"severity": "critical",
		"title": "SECRET_KEY is the one that startproject wrote",
	},
	"secret-key-missing": {
		"area": "secrets",
		"collection": "checklist",
		"description": "Django raises ImproperlyConfigured when something first needs the key, not at the start: the process comes up and answers with errors.",
		"django_check": "security.W009",
		"file": "django/checklist/secrets/secret_key_missing.rego",
		"id": "secret-key-missing",
		"package": "django.checklist.secrets.secret_key_missing",
		"path": [
			"checklist",
			"secrets",
			"secret_key_missing",
		],
		"reads": [
			"settings.SECRET_KEY",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/ref/settings/#secret-key",
		],
		"remediation": "Set 50 or more random characters, outside git.",
		"severity": "critical",
		"title": "SECRET_KEY is empty",
	},
	"secret-key-placeholder": {
		"area": "secrets",
		"collection": "checklist",
		"covers": [
			"secret-key-weak",
			"secret-key-hardcoded",
			"secret-key-env-default",
		],
		"cwe": [
			798,
			1392,
		],
		"description": "Such texts stand in samples and tutorials and are the first that an attacker tries, however long they are.",
		"file": "django/checklist/secrets/secret_key_placeholder.rego",
		"id": "secret-key-placeholder",
		"package": "django.checklist.secrets.secret_key_placeholder",
		"path": [
			"checklist",
			"secrets",
			"secret_key_placeholder",
		],
		"reads": [
			"settings.SECRET_KEY",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/ref/settings/#secret-key",
		],
		"remediation": "Set 50 or more random characters, outside git, and leave out any default.",
		"severity": "critical",
		"title": "SECRET_KEY is a placeholder",
	},
	"secret-key-weak": {
		"area": "secrets",
		"collection": "checklist",
		"covers": [
			"secret-key-hardcoded",
			"secret-key-env-default",
		],
		"cwe": [
			330,
			521,
		],
		"description": "The key signs sessions, messages, signed cookies and password reset links. Who knows it can write them. Django asks for 50 characters, 5 of them different.",
		"django_check": "security.W009",
		"file": "django/checklist/secrets/secret_key_weak.rego",
		"id": "secret-key-weak",
		"package": "django.checklist.secrets.secret_key_weak",
		"path": [
			"checklist",
			"secrets",
			"secret_key_weak",
		],
		"reads": [
			"settings.SECRET_KEY",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/ref/settings/#secret-key",
		],
		"remediation": "Set 50 or more random characters, outside git, and leave out any default.",
		"severity": "critical",
		"title": "SECRET_KEY can be guessed",
	},
	"session-cookie-insecure": {
		"area": "cookies",
		"collection": "checklist",
		"cwe": [
			614,
		],
		"description": "Whoever sees one unencrypted request takes the session over.",
		"django_check": "security.W012",
		"file": "django/checklist/cookies/session_cookie_insecure.rego",
		"id": "session-cookie-insecure",
		"inputs": [
			"http",
		],
		"package": "django.checklist.cookies.session_cookie_insecure",
		"path": [
			"checklist",
			"cookies",
			"session_cookie_insecure",
		],
		"reads": [
			"settings.MIDDLEWARE",
			"settings.SESSION_COOKIE_SECURE",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/ref/settings/#session-cookie-secure",
		],
		"remediation": "Set SESSION_COOKIE_SECURE to True.",
		"severity": "high",
		"title": "The session cookie also travels over plain HTTP",
	},
	"settings-do-not-load": {
		"area": "layout",
		"collection": "checklist",
		"covers": [
			"env-var-required-not-provided",
		],
		"description": "An exception in the settings module stops every process of the deployment.",
		"file": "django/checklist/layout/settings_do_not_load.rego",
		"id": "settings-do-not-load",
		"package": "django.checklist.layout.settings_do_not_load",
		"path": [
			"checklist",
			"layout",
			"settings_do_not_load",
		],
		"reads": [
			"source.failure",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/topics/settings/",
		],
		"remediation": "Mend the line, or set the variable that it needs.",
		"severity": "critical",
		"title": "The settings do not load",
	},
	"settings-module-missing": {
		"area": "layout",
		"collection": "checklist",
		"description": "Django imports the module that DJANGO_SETTINGS_MODULE names before anything else.",
		"file": "django/checklist/layout/settings_module_missing.rego",
		"id": "settings-module-missing",
		"package": "django.checklist.layout.settings_module_missing",
		"path": [
			"checklist",
			"layout",
			"settings_module_missing",
		],
		"reads": [
			"source.missing",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/topics/settings/#designating-the-settings",
		],
		"remediation": "Correct the name, or add the file; if the image makes it, name the module in .djgate.yaml.",
		"severity": "critical",
		"title": "The settings module is not there",
	},
	"ssl-redirect-off": {
		"area": "https",
		"collection": "checklist",
		"cwe": [
			319,
		],
		"description": "Visitors who type the address or follow an old link stay on HTTP, where everything can be read and changed.",
		"django_check": "security.W008",
		"file": "django/checklist/https/ssl_redirect_off.rego",
		"id": "ssl-redirect-off",
		"inputs": [
			"http",
		],
		"package": "django.checklist.https.ssl_redirect_off",
		"path": [
			"checklist",
			"https",
			"ssl_redirect_off",
		],
		"reads": [
			"infra.listeners",
			"proxy",
			"service.ports",
			"settings.SECURE_SSL_REDIRECT",
		],
		"references": [
			"https://docs.djangoproject.com/en/stable/ref/settings/#secure-ssl-redirect",
		],
		"remediation": "Redirect at the proxy, or set SECURE_SSL_REDIRECT to True; name the proxy in .djgate.yaml if no file shows it.",
		"severities": [
			"high",
			"medium",
		],
		"severity": "medium",
		"title": "Plain HTTP is not redirected to HTTPS",
	},
	"terraform-plaintext-secret": {
		"area": "infrastructure",
		"collection": "checklist",
		"cwe": [
			798,
		],
		"description": "It is in git, in the state and in every plan.",
		"file": "django/checklist/infrastructure/terraform_plaintext_secret.rego",
		"id": "terraform-plaintext-secret",
		"inputs": [
			"terraform",
		],
		"package": "django.checklist.infrastructure.terraform_plaintext_secret",
		"path": [
			"checklist",
			"infrastructure",
			"terraform_plaintext_secret",
		],
		"reads": [
			"source.literals",
		],
		"references": [
			"https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
		],
		"remediation": "Keep it in a secret store, and pass its reference under `secrets` of the container.",
		"severity": "high",
		"title": "A secret is written in Terraform",
	},
}
