# METADATA
# title: Browsers refuse a cookie because of its name
# description: >-
#   A name that begins with __Secure- needs the Secure attribute; __Host- needs it too,
#   with the path / and without a domain. Django writes the cookie all the same, and
#   browsers drop it.
# related_resources:
#   - ref: https://developer.mozilla.org/en-US/docs/Web/HTTP/Headers/Set-Cookie#cookie_prefixes
# custom:
#   severity: high
#   reads: [settings.CSRF_COOKIE_DOMAIN, settings.CSRF_COOKIE_NAME, settings.CSRF_COOKIE_PATH, settings.CSRF_COOKIE_SECURE,
#     settings.CSRF_USE_SESSIONS, settings.MIDDLEWARE, settings.SESSION_COOKIE_DOMAIN, settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_PATH,
#     settings.SESSION_COOKIE_SECURE]
#   inputs: [http]
#   remediation: |-
#     SESSION_COOKIE_SECURE = True
#     SESSION_COOKIE_DOMAIN = None
#     SESSION_COOKIE_PATH = "/"
#   cwe: [614]
#   owasp: [ASVS-3.4.4, ASVS5-3.3.3, "A05:2021"]
package django.checklist.cookies.cookie_prefix_violated

import data.django.lib.cookies
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.at("SESSION_COOKIE_NAME", sprintf("browsers drop a session cookie of this name, because %s: nobody can log in.", [why])),
	{"SESSION_COOKIE_DOMAIN", "SESSION_COOKIE_PATH", "SESSION_COOKIE_SECURE"},
) if {
	settings.holds_class("MIDDLEWARE", "SessionMiddleware")
	why := cookies.broken_promise("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_DOMAIN", "SESSION_COOKIE_PATH")
}

deny contains result.resting(
	result.at("CSRF_COOKIE_NAME", sprintf("browsers drop a CSRF cookie of this name, because %s: forms are answered with 403.", [why])),
	{"CSRF_COOKIE_DOMAIN", "CSRF_COOKIE_PATH", "CSRF_COOKIE_SECURE", "CSRF_USE_SESSIONS"},
) if {
	settings.is_off("CSRF_USE_SESSIONS")
	settings.holds_class("MIDDLEWARE", "CsrfViewMiddleware")
	why := cookies.broken_promise("CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_DOMAIN", "CSRF_COOKIE_PATH")
}

allow if {
	cookies.promises_nothing("SESSION_COOKIE_NAME")
	cookies.promises_nothing("CSRF_COOKIE_NAME")
}
