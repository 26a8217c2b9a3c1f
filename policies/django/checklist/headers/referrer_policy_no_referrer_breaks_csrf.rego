# METADATA
# title: Forms fail because browsers send no referrer
# description: >-
#   Over HTTPS the CSRF protection needs an Origin or a Referer header. With no-referrer
#   browsers send neither of use ("Origin: null"), and Django refuses the form.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/csrf/#how-it-works
# custom:
#   severity: medium
#   reads: [settings.MIDDLEWARE, settings.SECURE_REFERRER_POLICY]
#   inputs: [http]
#   remediation: SECURE_REFERRER_POLICY = "same-origin"
#   cwe: [352]
#   owasp: [ASVS-4.2.2, ASVS5-3.4.5, "A05:2021"]
package django.checklist.headers.referrer_policy_no_referrer_breaks_csrf

import data.django.lib.middleware
import data.django.lib.referrer
import data.django.lib.result
import data.django.lib.settings

deny contains result.at("SECURE_REFERRER_POLICY", "with no-referrer browsers send no origin with forms: over HTTPS Django answers them with 403.") if {
	referrer.in_force == "no-referrer"
	middleware.secures
	settings.holds_class("MIDDLEWARE", "CsrfViewMiddleware")
}

allow if middleware.does_not_secure

allow if settings.lacks_class("MIDDLEWARE", "CsrfViewMiddleware")
