# METADATA
# title: Scripts cannot read the CSRF cookie
# description: >-
#   A script that may read cookies may read the page with the token as well, so the flag
#   protects nothing; fetch() that takes the token from the cookie, as Django's documentation
#   shows it, is refused.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#csrf-cookie-httponly
# custom:
#   severity: info
#   collection: advice
#   reads: [settings.CSRF_COOKIE_HTTPONLY, settings.CSRF_USE_SESSIONS]
#   inputs: [http]
#   remediation: CSRF_COOKIE_HTTPONLY = False
package django.checklist.cookies.csrf_cookie_httponly

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("CSRF_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY is on: it protects nothing, and scripts that take the token from the cookie are refused.") if {
	settings.is_on("CSRF_COOKIE_HTTPONLY")
	settings.is_off("CSRF_USE_SESSIONS")
}

allow if settings.is_off("CSRF_COOKIE_HTTPONLY")

allow if settings.is_on("CSRF_USE_SESSIONS")
