# METADATA
# title: The package of the first password hasher is not installed
# description: >-
#   Django raises ValueError with the first password that it hashes or checks: nobody can log in or sign up.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/auth/passwords/#using-argon2-with-django
# custom:
#   severity: high
#   reads: [deps.argon2-cffi, deps.bcrypt, locked, settings.PASSWORD_HASHERS.0]
#   remediation: Add the package to the requirements, such as argon2-cffi, or django[argon2] or django[bcrypt].
#   aliases: [argon2-not-installed]
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.auth.password_hasher_missing_library

import data.django.lib.dotted
import data.django.lib.hashers
import data.django.lib.result

deny contains result.resting(
	result.at("PASSWORD_HASHERS[0]", sprintf("%s needs %s, which is not installed: every login raises an exception.", [dotted.last(hashers.first), hashers.library])),
	{"PASSWORD_HASHERS"},
) if {
	hashers.lacks_library
}

unsure contains result.at(
	"PASSWORD_HASHERS[0]",
	sprintf("%s needs %s, which the requirements do not name; without a lock file another package may bring it along", [dotted.last(hashers.first), hashers.library]),
) if {
	hashers.may_lack_library
}
