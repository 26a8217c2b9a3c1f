# METADATA
# title: A cookie cannot be written
# description: >-
#   Django takes lax, strict and none as text, in any case. Any other text raises an
#   exception when the cookie is set.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#session-cookie-samesite
# custom:
#   severity: high
#   reads: [settings.CSRF_COOKIE_SAMESITE, settings.CSRF_USE_SESSIONS, settings.MIDDLEWARE, settings.SESSION_COOKIE_SAMESITE]
#   inputs: [http]
#   remediation: SESSION_COOKIE_SAMESITE = "Lax"
#   cwe: [1275]
#   owasp: [ASVS-3.4.3, ASVS5-3.3.2, "A05:2021"]
package django.checklist.cookies.samesite_invalid

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("SESSION_COOKIE_SAMESITE", sprintf("%q is neither lax, strict nor none: each request that sets the session cookie fails.", [text])) if {
	text := settings.text("SESSION_COOKIE_SAMESITE")
	not lower(text) in _known
	settings.holds_class("MIDDLEWARE", "SessionMiddleware")
}

deny contains result.resting(result.at("CSRF_COOKIE_SAMESITE", sprintf("%q is neither lax, strict nor none: each request that sets the CSRF cookie fails.", [text])), {"CSRF_USE_SESSIONS"}) if {
	text := settings.text("CSRF_COOKIE_SAMESITE")
	not lower(text) in _known
	settings.is_off("CSRF_USE_SESSIONS")
	settings.holds_class("MIDDLEWARE", "CsrfViewMiddleware")
}

_known := {"", "lax", "strict", "none"}
