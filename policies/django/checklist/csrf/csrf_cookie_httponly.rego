# METADATA
# title: Scripts cannot read the CSRF cookie
# description: >-
#   It protects from nothing: a script that could read the cookie can read the token from
#   a form. Code that sends requests with the cookie's token, as Django's own guide shows,
#   is refused.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#csrf-cookie-httponly
# custom:
#   severity: info
#   reads: [settings.CSRF_COOKIE_HTTPONLY, settings.CSRF_USE_SESSIONS, settings.MIDDLEWARE]
#   inputs: [http]
#   remediation: |-
#     CSRF_COOKIE_HTTPONLY = False  # or take the token from the page, by {% csrf_token %}
#   unmapped: It breaks scripts, and opens nothing.
package django.checklist.csrf.csrf_cookie_httponly

import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.at("CSRF_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY is on: it protects from nothing, and scripts that take the token from the cookie are refused."),
	{"CSRF_USE_SESSIONS"},
) if {
	settings.is_on("CSRF_COOKIE_HTTPONLY")
	settings.is_off("CSRF_USE_SESSIONS")
	settings.holds_class("MIDDLEWARE", "CsrfViewMiddleware")
}

allow if settings.is_off("CSRF_COOKIE_HTTPONLY")

allow if settings.is_on("CSRF_USE_SESSIONS")

allow if settings.lacks_class("MIDDLEWARE", "CsrfViewMiddleware")
