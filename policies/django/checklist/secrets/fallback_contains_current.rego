# METADATA
# title: The signing key is among its own fallbacks
# description: >-
#   A rotation went wrong: either the old key is lost, so that everybody is logged out, or the new one was never put in its place.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secret-key-fallbacks
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#secret-key
# custom:
#   severity: low
#   reads: [settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS]
#   django: [">=4.1"]
#   remediation: Put the new key in SECRET_KEY and the old one alone in SECRET_KEY_FALLBACKS, for as long as sessions last.
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.secrets.fallback_contains_current

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.signing

deny contains result.resting(result.at(key, "SECRET_KEY is among its own fallbacks: the rotation of keys is not finished."), {"SECRET_KEY"}) if {
	some key in signing.repeated
}

allow if settings.is_off("SECRET_KEY_FALLBACKS")
