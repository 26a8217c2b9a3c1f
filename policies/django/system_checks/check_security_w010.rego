# METADATA
# title: SESSION_COOKIE_SECURE is not True, and the sessions app is installed
# description: Up to Django 4.0 anything that is true is enough, from 4.1 on only True itself.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#security
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [deps.django, settings.INSTALLED_APPS, settings.MIDDLEWARE, settings.SESSION_COOKIE_SECURE]
#   remediation: Set SESSION_COOKIE_SECURE to True.
#   django_check: security.W010
package django.system_checks.check_security_w010

import data.django.lib.cookies
import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.at("SESSION_COOKIE_SECURE", "SESSION_COOKIE_SECURE is not True, and the sessions app is installed: the session cookie also travels over plain HTTP."),
	{"INSTALLED_APPS", "MIDDLEWARE"},
) if {
	cookies.is_unprotected("SESSION_COOKIE_SECURE")
	settings.has("INSTALLED_APPS", "django.contrib.sessions")
	middleware.misses("django.contrib.sessions.middleware.SessionMiddleware")
}

allow if cookies.is_protected("SESSION_COOKIE_SECURE")

allow if settings.misses("INSTALLED_APPS", "django.contrib.sessions")

allow if middleware.has("django.contrib.sessions.middleware.SessionMiddleware")
