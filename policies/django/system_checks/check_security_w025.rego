# METADATA
# title: A key in SECRET_KEY_FALLBACKS is weak
# description: What an old key signed is still accepted, so that it must be as good as SECRET_KEY.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#security
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [settings.SECRET_KEY_FALLBACKS]
#   django: [">=4.1"]
#   remediation: Drop the weak key from SECRET_KEY_FALLBACKS.
#   django_check: security.W025
package django.system_checks.check_security_w025

import data.django.lib.keys
import data.django.lib.result

deny contains result.at(subject, "this fallback is short, of too few characters, or the one that startproject wrote.") if {
	some subject in keys.weak_fallbacks
}

allow if keys.fallbacks_are_strong
