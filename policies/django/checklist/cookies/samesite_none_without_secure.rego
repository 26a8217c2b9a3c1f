# METADATA
# title: Browsers refuse a cookie
# description: >-
#   SameSite=None is taken from a cookie with the Secure attribute only. Django writes
#   it without a word, browsers drop it, and nobody can log in.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#session-cookie-samesite
# custom:
#   severity: high
#   reads: [settings.CSRF_COOKIE_SAMESITE, settings.CSRF_COOKIE_SECURE, settings.CSRF_USE_SESSIONS, settings.MIDDLEWARE, settings.SESSION_COOKIE_SAMESITE, settings.SESSION_COOKIE_SECURE]
#   inputs: [http]
#   remediation: |-
#     SESSION_COOKIE_SECURE = True
#     CSRF_COOKIE_SECURE = True
#   covers: [session-samesite-weak, csrf-samesite-weak]
#   cwe: [614, 1275]
#   owasp: [ASVS-3.4.1, ASVS-3.4.3, ASVS5-3.3.1, "A05:2021"]
package django.checklist.cookies.samesite_none_without_secure

import data.django.lib.cookies
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(drop, {"SESSION_COOKIE_SECURE"}) if {
	lower(settings.text("SESSION_COOKIE_SAMESITE")) == "none"
	settings.is_off("SESSION_COOKIE_SECURE")
	settings.holds_class("MIDDLEWARE", "SessionMiddleware")
	drop := result.at("SESSION_COOKIE_SAMESITE", "SameSite=None without SESSION_COOKIE_SECURE: browsers drop the session cookie, and nobody can log in.")
}

deny contains result.resting(drop, {"CSRF_COOKIE_SECURE", "CSRF_USE_SESSIONS"}) if {
	lower(settings.text("CSRF_COOKIE_SAMESITE")) == "none"
	settings.is_off("CSRF_COOKIE_SECURE")
	settings.is_off("CSRF_USE_SESSIONS")
	settings.holds_class("MIDDLEWARE", "CsrfViewMiddleware")
	drop := result.at("CSRF_COOKIE_SAMESITE", "SameSite=None without CSRF_COOKIE_SECURE: browsers drop the CSRF cookie, and forms are answered with 403.")
}

allow if {
	cookies.are_taken("SESSION_COOKIE_SAMESITE", "SESSION_COOKIE_SECURE")
	cookies.are_taken("CSRF_COOKIE_SAMESITE", "CSRF_COOKIE_SECURE")
}
