# METADATA
# title: Addresses of pages leak to other sites
# description: >-
#   Links then tell other sites, and whoever listens on the way, from which page a
#   visitor came, with tokens in its address. Django's default same-origin tells nobody.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-referrer-policy
# custom:
#   severity: low
#   reads: [proxy, settings.MIDDLEWARE, settings.SECURE_REFERRER_POLICY]
#   inputs: [http]
#   remediation: Delete SECURE_REFERRER_POLICY; Django's default is "same-origin".
#   aliases: [referrer-policy-empty-list]
#   django_check: security.W022
#   cwe: [116, 200]
#   owasp: [ASVS-14.4.6, ASVS5-3.4.5, "A05:2021"]
package django.checklist.headers.referrer_policy_missing_or_lax

import data.django.lib.middleware
import data.django.lib.referrer
import data.django.lib.responses
import data.django.lib.result
import data.django.lib.settings

deny contains result.at("SECURE_REFERRER_POLICY", "SECURE_REFERRER_POLICY is empty: no header is sent, and each browser decides what other sites learn.") if {
	settings.is_off("SECURE_REFERRER_POLICY")
	middleware.secures
}

deny contains result.at("SECURE_REFERRER_POLICY", sprintf("%q tells other sites the whole address of the page from which a visitor came.", [policy])) if {
	policy := referrer.in_force
	policy in {"unsafe-url", "no-referrer-when-downgrade"}
	middleware.secures
}

allow if middleware.does_not_secure

discharged contains result.by(place.at, place.by) if some place in responses.adding("Referrer-Policy")
