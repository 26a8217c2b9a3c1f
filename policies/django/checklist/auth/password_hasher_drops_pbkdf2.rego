# METADATA
# title: Passwords hashed with Django's default are no longer accepted
# description: >-
#   check_password is false of a hash whose class is not in PASSWORD_HASHERS, so that users who signed up before cannot log in. A site without such users loses nothing.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/auth/passwords/#password-upgrading
# custom:
#   severity: medium
#   reads: [settings.PASSWORD_HASHERS]
#   remediation: Add "django.contrib.auth.hashers.PBKDF2PasswordHasher" after the first; Django then upgrades a hash with the next login.
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.auth.password_hasher_drops_pbkdf2

import data.django.lib.hashers
import data.django.lib.result

deny contains result.at("PASSWORD_HASHERS", "PASSWORD_HASHERS lacks PBKDF2PasswordHasher, Django's default: users who signed up with it cannot log in.") if {
	hashers.drop_default
}
