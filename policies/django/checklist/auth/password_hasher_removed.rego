# METADATA
# title: A password hasher is not part of this Django
# description: >-
#   Django imports all hashers with the first login. One that is not there is an exception, though the check command is content and the server starts.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/releases/5.1/#features-removed-in-5-1
# custom:
#   severity: high
#   reads: [deps.django, settings.PASSWORD_HASHERS]
#   remediation: Take the class out of PASSWORD_HASHERS, after the hashes of old users were upgraded or wrapped.
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.auth.password_hasher_removed

import data.django.lib.dotted
import data.django.lib.hashers
import data.django.lib.result
import data.django.lib.settings

deny contains result.at(hasher.subject, sprintf("Django has no %s since %s: every login raises an exception.", [dotted.last(hasher.value), hasher.since])) if {
	some hasher in hashers.removed
}

deny contains result.at("PASSWORD_HASHERS", "PASSWORD_HASHERS is empty: every login raises an exception.") if {
	settings.is_off("PASSWORD_HASHERS")
}
