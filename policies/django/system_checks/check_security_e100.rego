# METADATA
# title: DEFAULT_HASHING_ALGORITHM is not known
# description: It was there for the change to Django 3.1, and is sha1 or sha256.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#security
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.DEFAULT_HASHING_ALGORITHM]
#   django: ["<4.0"]
#   remediation: Remove DEFAULT_HASHING_ALGORITHM.
#   django_check: security.E100
package django.system_checks.check_security_e100

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("DEFAULT_HASHING_ALGORITHM", "DEFAULT_HASHING_ALGORITHM is neither sha1 nor sha256.") if {
	settings.is_not_text("DEFAULT_HASHING_ALGORITHM", "sha1")
	settings.is_not_text("DEFAULT_HASHING_ALGORITHM", "sha256")
}

allow if {
	some algorithm in {"sha1", "sha256"}
	settings.is_text("DEFAULT_HASHING_ALGORITHM", algorithm)
}
