# METADATA
# title: SESSION_COOKIE_HTTPONLY is not True, and sessions are in use
# description: Up to Django 4.0 anything that is true is enough, from 4.1 on only True itself.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#security
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [deps.django, settings.INSTALLED_APPS, settings.MIDDLEWARE, settings.SESSION_COOKIE_HTTPONLY]
#   remediation: Set SESSION_COOKIE_HTTPONLY to True.
#   django_check: security.W015
package django.system_checks.check_security_w015

import data.django.lib.cookies
import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.at("SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_HTTPONLY is not True, and sessions are in use: scripts can read the session cookie."),
	{"INSTALLED_APPS", "MIDDLEWARE"},
) if {
	cookies.is_unprotected("SESSION_COOKIE_HTTPONLY")
	settings.has("INSTALLED_APPS", "django.contrib.sessions")
	middleware.has("django.contrib.sessions.middleware.SessionMiddleware")
}

allow if cookies.is_protected("SESSION_COOKIE_HTTPONLY")

allow if settings.misses("INSTALLED_APPS", "django.contrib.sessions")

allow if middleware.misses("django.contrib.sessions.middleware.SessionMiddleware")
