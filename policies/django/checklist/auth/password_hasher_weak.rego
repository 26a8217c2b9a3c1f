# METADATA
# title: New passwords are hashed with a fast hash
# description: >-
#   A graphics card tries billions of MD5 or SHA-1 hashes in a second, so that a stolen table of users gives nearly all passwords.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/auth/passwords/#how-django-stores-passwords
# custom:
#   severity: critical
#   reads: [settings.PASSWORD_HASHERS.0]
#   remediation: Leave PASSWORD_HASHERS out, or put a slow one first, such as PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher", ...], and keep the old one last.
#   cwe: [916, 327]
#   owasp: [ASVS-2.4.1, ASVS5-11.4.2, "A02:2021"]
package django.checklist.auth.password_hasher_weak

import data.django.lib.dotted
import data.django.lib.hashers
import data.django.lib.result

deny contains result.at("PASSWORD_HASHERS[0]", sprintf("new passwords are hashed with %s: who gets the table of users has nearly all passwords within hours.", [dotted.last(hashers.first)])) if {
	dotted.last(hashers.first) in hashers.weak
}
