# METADATA
# title: The session cookie goes along with requests from other sites
# description: >-
#   Django's default is Lax. Without it, forms of other sites carry the session, and
#   only the CSRF token protects. Pages that others embed, and sign-in that posts back,
#   need None.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#session-cookie-samesite
# custom:
#   severity: medium
#   reads: [settings.INSTALLED_APPS, settings.MIDDLEWARE, settings.SESSION_COOKIE_SAMESITE]
#   inputs: [http]
#   remediation: SESSION_COOKIE_SAMESITE = "Lax"
#   cwe: [1275]
#   owasp: [ASVS-3.4.3, ASVS5-3.3.2, "A01:2021"]
package django.checklist.cookies.session_samesite_weak

import data.django.lib.apps
import data.django.lib.cookies
import data.django.lib.result
import data.django.lib.settings

deny contains result.at("SESSION_COOKIE_SAMESITE", "SESSION_COOKIE_SAMESITE is weaker than Django's default Lax: requests from other sites carry the session.") if {
	cookies.cross_sites("SESSION_COOKIE_SAMESITE")
	settings.holds_class("MIDDLEWARE", "SessionMiddleware")
	apps.are_not_embedded
}

allow if cookies.stay_home("SESSION_COOKIE_SAMESITE")

allow if apps.are_embedded

allow if settings.lacks_class("MIDDLEWARE", "SessionMiddleware")
