# METADATA
# title: The CSRF cookie also travels over plain HTTP
# description: Whoever sees or sets it on an unencrypted request can forge forms.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#csrf-cookie-secure
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#csrf-cookie-secure
# custom:
#   severity: medium
#   reads: [settings.CSRF_COOKIE_SECURE, settings.CSRF_USE_SESSIONS, settings.MIDDLEWARE]
#   inputs: [http]
#   remediation: Set CSRF_COOKIE_SECURE to True.
#   django_check: security.W016
#   cwe: [614]
#   owasp: [ASVS-3.4.1, ASVS5-3.3.1, "A05:2021"]
package django.checklist.cookies.csrf_cookie_insecure

import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.at("CSRF_COOKIE_SECURE", "CSRF_COOKIE_SECURE is off: the CSRF cookie also travels over plain HTTP, and who reads it there can forge forms."),
	{"CSRF_USE_SESSIONS"},
) if {
	settings.is_off("CSRF_COOKIE_SECURE")
	settings.is_off("CSRF_USE_SESSIONS")
	settings.holds_class("MIDDLEWARE", "CsrfViewMiddleware")
}

allow if settings.is_on("CSRF_COOKIE_SECURE")

allow if settings.is_on("CSRF_USE_SESSIONS")

allow if settings.lacks_class("MIDDLEWARE", "CsrfViewMiddleware")
