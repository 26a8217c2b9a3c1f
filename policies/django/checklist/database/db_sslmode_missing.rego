# METADATA
# title: The connection to the database is not verified
# description: >-
#   libpq's default, "prefer", takes plain text or any certificate: who stands between reads and changes all data. Within a private network it may not matter.
# related_resources:
#   - ref: https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#databases
# custom:
#   severity: medium
#   reads: [settings.DATABASES.*.ENGINE, settings.DATABASES.*.HOST, settings.DATABASES.*.OPTIONS, settings.DATABASES.*.OPTIONS.sslmode]
#   remediation: >-
#     Set "OPTIONS": {"sslmode": "verify-full", "sslrootcert": ...}, or "require" at least.
#   cwe: [319, 295]
#   owasp: [ASVS-9.2.1, ASVS5-12.2.1, "A02:2021"]
package django.checklist.database.db_sslmode_missing

import data.django.lib.databases
import data.django.lib.result

deny contains result.resting(
	result.at(databases.part(alias, "OPTIONS"), sprintf("sslmode of %q is not set, and %s is no private address: libpq also connects in plain text.", [alias, host])),
	{databases.part(alias, "HOST")},
) if {
	some alias, host in databases.hosts
	alias in databases.postgres
	databases.is_public(host)
	databases.lacks_option(alias, "sslmode")
}

deny contains result.resting(
	result.at(databases.part(alias, "OPTIONS.sslmode"), sprintf("sslmode of %q is %s, and %s is no private address: libpq also connects in plain text.", [alias, mode, host])),
	{databases.part(alias, "HOST")},
) if {
	some alias, host in databases.hosts
	alias in databases.postgres
	databases.is_public(host)
	mode := databases.option(alias, "sslmode")
	mode in {"disable", "allow", "prefer"}
}
