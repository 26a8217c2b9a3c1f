# METADATA
# title: Scripts may read the session cookie
# description: >-
#   SESSION_COOKIE_HTTPONLY is on by default; off, any script that gets into a page
#   takes the session with it.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#session-cookie-httponly
# custom:
#   severity: high
#   reads: [settings.MIDDLEWARE, settings.SESSION_COOKIE_HTTPONLY]
#   inputs: [http]
#   remediation: SESSION_COOKIE_HTTPONLY = True
#   django_check: security.W015
#   cwe: [1004]
#   owasp: [ASVS-3.4.2, ASVS5-3.3.4, "A05:2021"]
package django.checklist.cookies.session_cookie_js_readable

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_HTTPONLY is off: a script that gets into one page takes the session with it.") if {
	settings.is_off("SESSION_COOKIE_HTTPONLY")
	settings.holds_class("MIDDLEWARE", "SessionMiddleware")
}

allow if settings.is_on("SESSION_COOKIE_HTTPONLY")

allow if settings.lacks_class("MIDDLEWARE", "SessionMiddleware")
