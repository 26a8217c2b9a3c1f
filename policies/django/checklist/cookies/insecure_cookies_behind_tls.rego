# METADATA
# title: Cookies leave a site that has HTTPS in clear
# description: Visitors come by HTTPS, and yet one plain request, such as for an old link, carries the cookie for everybody on the way to see.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/security/#ssl-https
# custom:
#   severity: high
#   reads: [infra.listeners, settings.CSRF_COOKIE_SECURE, settings.CSRF_USE_SESSIONS, settings.MIDDLEWARE, settings.SESSION_COOKIE_SECURE]
#   inputs: [http, terraform]
#   remediation: 'Set SESSION_COOKIE_SECURE and CSRF_COOKIE_SECURE to True: HTTPS is there.'
#   covers: [csrf-cookie-insecure, session-cookie-insecure]
#   cwe: [614]
#   owasp: [ASVS-3.4.1, ASVS5-3.3.1, "A05:2021"]
package django.checklist.cookies.insecure_cookies_behind_tls

import data.django.lib.edge
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.at("SESSION_COOKIE_SECURE", sprintf("%s serves HTTPS, and SESSION_COOKIE_SECURE is off: the first plain request gives the session away.", [edge.listener_in_words(listener)])),
	{"MIDDLEWARE"},
) if {
	settings.is_off("SESSION_COOKIE_SECURE")
	settings.holds_class("MIDDLEWARE", "SessionMiddleware")
	some listener in edge.first_tls_listener
}

deny contains result.resting(
	result.at("CSRF_COOKIE_SECURE", sprintf("%s serves HTTPS, and CSRF_COOKIE_SECURE is off: the first plain request gives the token away.", [edge.listener_in_words(listener)])),
	{"CSRF_USE_SESSIONS", "MIDDLEWARE"},
) if {
	settings.is_off("CSRF_COOKIE_SECURE")
	settings.is_off("CSRF_USE_SESSIONS")
	settings.holds_class("MIDDLEWARE", "CsrfViewMiddleware")
	some listener in edge.first_tls_listener
}

allow if {
	_session_is_safe
	_token_is_safe
}

_session_is_safe if settings.is_on("SESSION_COOKIE_SECURE")

_session_is_safe if settings.lacks_class("MIDDLEWARE", "SessionMiddleware")

_token_is_safe if settings.is_on("CSRF_COOKIE_SECURE")

_token_is_safe if settings.is_on("CSRF_USE_SESSIONS")

_token_is_safe if settings.lacks_class("MIDDLEWARE", "CsrfViewMiddleware")
