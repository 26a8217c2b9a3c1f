# METADATA
# title: The database is reached over the internet without TLS
# description: Unless the client insists on TLS, who is on the way reads the password and every row, or answers in place of the database.
# related_resources:
#   - ref: https://www.postgresql.org/docs/current/libpq-ssl.html
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#databases
# custom:
#   severity: high
#   reads: [settings.DATABASES.*.ENGINE, settings.DATABASES.*.HOST, settings.DATABASES.*.OPTIONS, settings.DATABASES.*.OPTIONS.ssl_mode, settings.DATABASES.*.OPTIONS.sslmode]
#   remediation: Set OPTIONS sslmode to verify-full with sslrootcert (MySQL, ssl_mode to VERIFY_IDENTITY), or reach the database by a private address.
#   cwe: [319]
#   owasp: [ASVS-9.1.1, ASVS5-12.2.1, "A02:2021"]
package django.checklist.database.db_unencrypted_public_path

import data.django.lib.result
import data.django.lib.transport

deny contains result.resting(
	result.at(
		sprintf("DATABASES.%s.HOST", [found.alias]),
		sprintf("the database %q is at the public address %s and nothing insists on TLS: who is on the way reads the password and the rows.", [found.alias, found.host]),
	),
	{sprintf("DATABASES.%s.ENGINE", [found.alias]), sprintf("DATABASES.%s.OPTIONS", [found.alias])},
) if {
	some found in transport.in_clear
}
