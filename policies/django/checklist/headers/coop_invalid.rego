# METADATA
# title: The opener policy is none
# description: >-
#   Django writes what SECURE_CROSS_ORIGIN_OPENER_POLICY says into the header; browsers
#   take a word that they do not know for unsafe-none.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-cross-origin-opener-policy
# custom:
#   severity: medium
#   reads: [settings.MIDDLEWARE, settings.SECURE_CROSS_ORIGIN_OPENER_POLICY]
#   inputs: [http]
#   django: [">=4.0"]
#   remediation: SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
#   django_check: security.E024
#   cwe: [1021]
#   owasp: [ASVS5-3.4.8, "A05:2021"]
package django.checklist.headers.coop_invalid

import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.settings

deny contains result.at("SECURE_CROSS_ORIGIN_OPENER_POLICY", sprintf("%s is no opener policy: browsers take it for unsafe-none, and check --deploy fails.", [json.marshal(value)])) if {
	settings.is_some("SECURE_CROSS_ORIGIN_OPENER_POLICY")
	value := settings.value("SECURE_CROSS_ORIGIN_OPENER_POLICY")
	not value in _known
	middleware.secures
}

allow if middleware.does_not_secure

_known := {"same-origin", "same-origin-allow-popups", "unsafe-none", "noopener-allow-popups"}
