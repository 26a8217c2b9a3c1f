# METADATA
# title: The referrer policy is none
# description: >-
#   Django writes what SECURE_REFERRER_POLICY says into the header; browsers ignore
#   words that they do not know.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-referrer-policy
# custom:
#   severity: medium
#   reads: [settings.MIDDLEWARE, settings.SECURE_REFERRER_POLICY]
#   inputs: [http]
#   remediation: SECURE_REFERRER_POLICY = "same-origin"
#   django_check: security.E023
#   cwe: [116, 200]
#   owasp: [ASVS-14.4.6, ASVS5-3.4.5, "A05:2021"]
package django.checklist.headers.referrer_policy_invalid

import data.django.lib.middleware
import data.django.lib.referrer
import data.django.lib.result
import data.django.lib.settings

deny contains result.at(odd.subject, sprintf("%s is no referrer policy: browsers ignore it, and check --deploy fails.", [json.marshal(odd.value)])) if {
	settings.is_on("SECURE_REFERRER_POLICY")
	some odd in referrer.strange
	middleware.secures
}

deny contains result.at("SECURE_REFERRER_POLICY", "SECURE_REFERRER_POLICY is an empty text: an empty header is sent, and check --deploy fails.") if {
	settings.is_text("SECURE_REFERRER_POLICY", "")
	middleware.secures
}

allow if middleware.does_not_secure

allow if settings.is_none("SECURE_REFERRER_POLICY")
