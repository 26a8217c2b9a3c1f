# METADATA
# title: Visitors who come from a sign-in elsewhere are logged out
# description: >-
#   With Strict the session cookie stays away when a link of another site leads here, so
#   that the state that a sign-in through another site needs is lost.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#session-cookie-samesite
# custom:
#   severity: info
#   reads: [settings.INSTALLED_APPS, settings.SESSION_COOKIE_SAMESITE]
#   inputs: [http]
#   remediation: SESSION_COOKIE_SAMESITE = "Lax"
#   cwe: [1275]
#   owasp: [ASVS-3.4.3, ASVS5-3.3.2, "A05:2021"]
package django.checklist.cookies.samesite_strict_login_ux

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("SESSION_COOKIE_SAMESITE", sprintf("SESSION_COOKIE_SAMESITE is Strict, and %s signs visitors in through other sites: they come back without their session.", [app.value])) if {
	lower(settings.text("SESSION_COOKIE_SAMESITE")) == "strict"
	some app in settings.texts("INSTALLED_APPS")
	strings.any_prefix_match(app.value, _packages)
}

allow if lower(settings.text("SESSION_COOKIE_SAMESITE")) in {"", "lax", "none"}

_packages := {
	"allauth.socialaccount.providers.", "django_auth_adfs", "djangosaml2", "mozilla_django_oidc", "oauth2_authcodeflow", "social_core",
	"social_django",
}
