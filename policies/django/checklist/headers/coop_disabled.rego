# METADATA
# title: Other sites keep a handle on the window
# description: >-
#   Without Cross-Origin-Opener-Policy a page that opened the site, or was opened by it,
#   can send its window elsewhere and count its frames. Django sends same-origin by
#   default since 4.0. Sign-in through popups needs same-origin-allow-popups, not less.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-cross-origin-opener-policy
# custom:
#   severity: low
#   reads: [proxy, settings.MIDDLEWARE, settings.SECURE_CROSS_ORIGIN_OPENER_POLICY]
#   inputs: [http]
#   django: [">=4.0"]
#   remediation: SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin-allow-popups"
#   cwe: [1021, 346]
#   owasp: [ASVS5-3.4.8, "A05:2021"]
package django.checklist.headers.coop_disabled

import data.django.lib.middleware
import data.django.lib.responses
import data.django.lib.result
import data.django.lib.settings

deny contains result.at("SECURE_CROSS_ORIGIN_OPENER_POLICY", "SECURE_CROSS_ORIGIN_OPENER_POLICY is off: sites that open these pages keep a handle on their window.") if {
	settings.is_none("SECURE_CROSS_ORIGIN_OPENER_POLICY")
	middleware.secures
}

deny contains result.at("SECURE_CROSS_ORIGIN_OPENER_POLICY", "unsafe-none is what browsers do without the header: sites that open these pages keep a handle on their window.") if {
	settings.is_text("SECURE_CROSS_ORIGIN_OPENER_POLICY", "unsafe-none")
	middleware.secures
}

allow if middleware.does_not_secure

discharged contains result.by(place.at, place.by) if some place in responses.adding("Cross-Origin-Opener-Policy")
