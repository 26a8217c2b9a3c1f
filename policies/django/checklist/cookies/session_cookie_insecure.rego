# METADATA
# title: The session cookie also travels over plain HTTP
# description: Whoever sees one unencrypted request takes the session over.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#session-cookie-secure
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#session-cookie-secure
# custom:
#   severity: high
#   reads: [settings.MIDDLEWARE, settings.SESSION_COOKIE_SECURE]
#   inputs: [http]
#   remediation: Set SESSION_COOKIE_SECURE to True.
#   django_check: security.W012
#   cwe: [614]
#   owasp: [ASVS-3.4.1, ASVS5-3.3.1, "A05:2021"]
package django.checklist.cookies.session_cookie_insecure

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("SESSION_COOKIE_SECURE", "SESSION_COOKIE_SECURE is off: the session cookie also travels over plain HTTP, and who reads it there is logged in as that visitor.") if {
	settings.is_off("SESSION_COOKIE_SECURE")
	settings.holds_class("MIDDLEWARE", "SessionMiddleware")
}

allow if settings.is_on("SESSION_COOKIE_SECURE")

allow if settings.lacks_class("MIDDLEWARE", "SessionMiddleware")
