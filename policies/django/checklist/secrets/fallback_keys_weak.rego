# METADATA
# title: An old signing key is weak
# description: >-
#   Keys in SECRET_KEY_FALLBACKS still verify signatures: who guesses one forges sessions and password reset links as well as with SECRET_KEY.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secret-key-fallbacks
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#secret-key
# custom:
#   severity: high
#   reads: [settings.SECRET_KEY_FALLBACKS]
#   django: [">=4.1"]
#   remediation: Take the weak key out of SECRET_KEY_FALLBACKS; sessions that it signed end.
#   django_check: security.W025
#   cwe: [330, 521]
#   owasp: [ASVS-6.3.1, ASVS5-11.5.1, "A02:2021"]
package django.checklist.secrets.fallback_keys_weak

import data.django.lib.keys
import data.django.lib.result

deny contains result.at(key, "an old key is weak and still verifies signatures: who guesses it can forge sessions and password reset links.") if {
	some key in keys.weak_fallbacks
}
