# METADATA
# title: A fast hash of passwords is still accepted
# description: Users who have not logged in since keep their fast hash, which a stolen table gives away.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/auth/passwords/#password-upgrading-without-requiring-a-login
# custom:
#   severity: low
#   reads: [settings.PASSWORD_HASHERS]
#   remediation: Once old users have logged in, or their hashes are wrapped in a slow one, take it out of PASSWORD_HASHERS.
#   cwe: [916]
#   owasp: [ASVS-2.4.1, ASVS5-11.4.2, "A02:2021"]
package django.checklist.auth.password_hasher_legacy_kept

import data.django.lib.dotted
import data.django.lib.hashers
import data.django.lib.result

deny contains result.at(hasher.subject, sprintf("%s is still accepted: users who have not logged in since keep a hash that is quickly guessed.", [dotted.last(hasher.value)])) if {
	some hasher in hashers.weak_ones
}
