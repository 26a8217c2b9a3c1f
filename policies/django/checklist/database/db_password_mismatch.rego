# METADATA
# title: The database was made with other credentials
# description: >-
#   The image makes the user and the database that its own variables name. Django asks
#   for others, and every query raises an exception.
# related_resources:
#   - ref: https://hub.docker.com/_/postgres#environment-variables
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#databases
# custom:
#   severity: high
#   reads: [service.peers, settings.DATABASES.*.ENGINE, settings.DATABASES.*.HOST, settings.DATABASES.*.NAME, settings.DATABASES.*.PASSWORD, settings.DATABASES.*.USER]
#   inputs: [compose]
#   remediation: 'Let both read the same: environment: {POSTGRES_PASSWORD: "${DB_PASSWORD:?}"} and {DB_PASSWORD: "${DB_PASSWORD:?}"}'
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.database.db_password_mismatch

import data.django.lib.databases
import data.django.lib.result

deny contains result.resting(
	result.at(databases.part(m.alias, m.field), sprintf("%s makes %s, and Django asks for another %s: it is refused with the first query.", [m.peer, m.made, m.what])),
	{databases.part(m.alias, "HOST")},
) if {
	some m in databases.mismatches
}

unsure contains result.at(databases.part(doubt.alias, "HOST"), sprintf("what %s makes is not known: %s", [doubt.peer, doubt.because])) if {
	some doubt in databases.unknown_accounts
}

allow if databases.makes_none
