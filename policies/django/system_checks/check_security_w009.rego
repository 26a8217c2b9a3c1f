# METADATA
# title: SECRET_KEY is weak
# description: The key signs sessions, messages and password reset links. Django asks for 50 characters, 5 of them different, and none that startproject wrote.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#security
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [settings.SECRET_KEY]
#   remediation: Set 50 or more random characters, outside git.
#   django_check: security.W009
package django.system_checks.check_security_w009

import data.django.lib.keys
import data.django.lib.result

deny contains result.at("SECRET_KEY", "SECRET_KEY is empty, short, of too few characters, or the one that startproject wrote.") if {
	keys.is_weak
}

allow if keys.is_strong
