# METADATA
# title: CSRF_COOKIE_SECURE is not True
# description: Up to Django 4.0 anything that is true is enough, from 4.1 on only True itself. With CSRF_USE_SESSIONS there is no such cookie.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#security
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [deps.django, settings.CSRF_COOKIE_SECURE, settings.CSRF_USE_SESSIONS, settings.MIDDLEWARE]
#   remediation: Set CSRF_COOKIE_SECURE to True.
#   django_check: security.W016
package django.system_checks.check_security_w016

import data.django.lib.cookies
import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.at("CSRF_COOKIE_SECURE", "CSRF_COOKIE_SECURE is not True: the CSRF cookie also travels over plain HTTP."), {"CSRF_USE_SESSIONS", "MIDDLEWARE"}) if {
	settings.is_off("CSRF_USE_SESSIONS")
	middleware.has("django.middleware.csrf.CsrfViewMiddleware")
	cookies.is_unprotected("CSRF_COOKIE_SECURE")
}

allow if settings.is_on("CSRF_USE_SESSIONS")

allow if middleware.misses("django.middleware.csrf.CsrfViewMiddleware")

allow if cookies.is_protected("CSRF_COOKIE_SECURE")
