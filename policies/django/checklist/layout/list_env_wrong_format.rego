# METADATA
# title: A list was read from JSON as from commas
# description: >-
#   A variable like ["a.example","b.example"] split at its commas gives texts with brackets and quotes, which never match.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts
# custom:
#   severity: medium
#   severities: [high, medium]
#   reads: [settings.ALLOWED_HOSTS, settings.CORS_ALLOWED_ORIGINS, settings.CSRF_TRUSTED_ORIGINS, settings.INTERNAL_IPS]
#   remediation: Write a.example,b.example into the variable, or parse it with json.loads.
#   covers: [allowed-hosts-unmatchable]
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.layout.list_env_wrong_format

import data.django.lib.result
import data.django.lib.settings

deny contains result.graded(member.subject, _severity(member.subject), sprintf("%s holds a piece of JSON, %q: it matches nothing.", [split(member.subject, "[")[0], member.value])) if {
	some member in _members
	is_string(member.value)
	some quote in {`"`, `'`}
	contains(member.value, quote)
	regex.match(`^\s*\[?\s*["'].*["']\s*\]?\s*$`, member.value)
}

_members contains member if some member in settings.members("ALLOWED_HOSTS")

_members contains member if some member in settings.members("CSRF_TRUSTED_ORIGINS")

_members contains member if some member in settings.members("CORS_ALLOWED_ORIGINS")

_members contains member if some member in settings.members("INTERNAL_IPS")

_severity(subject) := "high" if startswith(subject, "ALLOWED_HOSTS")

_severity(subject) := "medium" if not startswith(subject, "ALLOWED_HOSTS")
