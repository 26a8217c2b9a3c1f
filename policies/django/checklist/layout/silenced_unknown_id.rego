# METADATA
# title: A silenced check does not exist
# description: >-
#   Django compares whole ids, case and all: a prefix, a pattern or another case silences nothing.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#silenced-system-checks
# custom:
#   severity: low
#   reads: [settings.SILENCED_SYSTEM_CHECKS]
#   remediation: Write the id as the check prints it, such as "security.W008".
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.layout.silenced_unknown_id

import data.django.lib.result
import data.django.lib.settings

deny contains result.at(member.subject, sprintf("%q is no id of a check: it silences nothing.", [member.value])) if {
	some member in settings.texts("SILENCED_SYSTEM_CHECKS")
	not regex.match(`^[A-Za-z0-9_]+\.[A-Z][0-9]+$`, member.value)
}

deny contains result.at(member.subject, sprintf("%q is no id of a check, whose names are in small letters: it silences nothing.", [member.value])) if {
	some member in settings.texts("SILENCED_SYSTEM_CHECKS")
	regex.match(`^(?i)(security|models|fields|admin|auth|urls|caches)\.[A-Z][0-9]+$`, member.value)
	not regex.match(`^[a-z]+\.`, member.value)
}
