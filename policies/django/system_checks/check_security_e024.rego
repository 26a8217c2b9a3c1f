# METADATA
# title: SECURE_CROSS_ORIGIN_OPENER_POLICY has a value that Django does not know
# description: Newer values of browsers are refused too.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#security
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.MIDDLEWARE, settings.SECURE_CROSS_ORIGIN_OPENER_POLICY]
#   django: [">=4.0"]
#   remediation: Use same-origin, same-origin-allow-popups, unsafe-none or None.
#   django_check: security.E024
package django.system_checks.check_security_e024

import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.at("SECURE_CROSS_ORIGIN_OPENER_POLICY", "SECURE_CROSS_ORIGIN_OPENER_POLICY is none of same-origin, same-origin-allow-popups and unsafe-none."), {"MIDDLEWARE"}) if {
	middleware.secures
	settings.is_some("SECURE_CROSS_ORIGIN_OPENER_POLICY")
	settings.is_not_text("SECURE_CROSS_ORIGIN_OPENER_POLICY", "same-origin")
	settings.is_not_text("SECURE_CROSS_ORIGIN_OPENER_POLICY", "same-origin-allow-popups")
	settings.is_not_text("SECURE_CROSS_ORIGIN_OPENER_POLICY", "unsafe-none")
}

allow if middleware.does_not_secure

allow if settings.is_none("SECURE_CROSS_ORIGIN_OPENER_POLICY")

allow if {
	some policy in {"same-origin", "same-origin-allow-popups", "unsafe-none"}
	settings.is_text("SECURE_CROSS_ORIGIN_OPENER_POLICY", policy)
}
