# METADATA
# title: The CSRF cookie goes along with requests from other sites
# description: >-
#   Django's default is Lax. The token still has to be in the form, so that this weakens
#   only.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#csrf-cookie-samesite
# custom:
#   severity: low
#   reads: [settings.CSRF_COOKIE_SAMESITE, settings.CSRF_USE_SESSIONS, settings.INSTALLED_APPS, settings.MIDDLEWARE]
#   inputs: [http]
#   remediation: CSRF_COOKIE_SAMESITE = "Lax"
#   cwe: [1275]
#   owasp: [ASVS-3.4.3, ASVS5-3.3.2, "A01:2021"]
package django.checklist.cookies.csrf_samesite_weak

import data.django.lib.apps
import data.django.lib.cookies
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.at("CSRF_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE is weaker than Django's default Lax: requests from other sites carry the cookie."), {"CSRF_USE_SESSIONS"}) if {
	cookies.cross_sites("CSRF_COOKIE_SAMESITE")
	settings.is_off("CSRF_USE_SESSIONS")
	settings.holds_class("MIDDLEWARE", "CsrfViewMiddleware")
	apps.are_not_embedded
}

allow if cookies.stay_home("CSRF_COOKIE_SAMESITE")

allow if settings.is_on("CSRF_USE_SESSIONS")

allow if apps.are_embedded

allow if settings.lacks_class("MIDDLEWARE", "CsrfViewMiddleware")
