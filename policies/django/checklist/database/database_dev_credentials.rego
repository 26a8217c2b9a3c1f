# METADATA
# title: The database password is one that everybody tries
# description: Default passwords, and those equal to the user's or the database's name, are the first that are tried by whoever reaches the port.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#databases
# custom:
#   severity: high
#   severities: [critical, high]
#   reads: [service.peers, settings.DATABASES.*.ENGINE, settings.DATABASES.*.HOST, settings.DATABASES.*.PASSWORD]
#   remediation: Set a long random password, outside git, for this database alone.
#   covers: [insecure-fallback]
#   cwe: [521, 1392]
#   owasp: [ASVS-2.10.2, ASVS5-13.2.3, "A07:2021"]
package django.checklist.database.database_dev_credentials

import data.django.lib.databases
import data.django.lib.edge
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(guessable, {_part(alias, "ENGINE"), _part(alias, "HOST")}) if {
	some alias, [host, why] in _guessable
	edge.is_unexposed(host)
	guessable := result.graded(_part(alias, "PASSWORD"), "high", sprintf("the password of the database %q %s: who reaches %s gets in.", [alias, why, host]))
}

deny contains result.resting(guessable, {_part(alias, "ENGINE"), _part(alias, "HOST")}) if {
	some alias, [host, why] in _guessable
	some port in edge.exposed(host)
	guessable := result.graded(_part(alias, "PASSWORD"), "critical", sprintf("the password of the database %q %s, and port %s of %s is published: anyone gets in.", [alias, why, port.published, host]))
}

_part(alias, field) := sprintf("DATABASES.%s.%s", [alias, field])

# Why a password can be guessed. A socket (no host, or a path) and sqlite ask for none.
_guessable[alias] := [host, why] if {
	some alias, host in databases.hosts
	why := _reason(settings.secrets("DATABASES", "PASSWORD")[alias])
}

_reason(facts) := "is empty" if {
	facts.empty
} else := "is a well-known default" if {
	facts.published_default
} else := "is a text from samples" if {
	facts.placeholder
} else := sprintf("is the same as its %s", [concat(" and ", facts.equals)]) if {
	count(facts.equals) > 0
}
