# METADATA
# title: Iterators do not survive a pooler of transactions
# description: >-
#   QuerySet.iterator() holds a cursor of the server over several transactions; PgBouncer in transaction mode gives each to another connection, and the cursor is gone.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/databases/#transaction-pooling-and-server-side-cursors
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#databases
# custom:
#   severity: medium
#   reads: [settings.DATABASES.*.DISABLE_SERVER_SIDE_CURSORS, settings.DATABASES.*.ENGINE, settings.DATABASES.*.HOST, settings.DATABASES.*.PORT]
#   remediation: >-
#     Set "DISABLE_SERVER_SIDE_CURSORS": True for this database.
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.database.db_server_side_cursors_pgbouncer

import data.django.lib.databases
import data.django.lib.result

deny contains result.resting(
	result.at(databases.part(alias, "HOST"), sprintf("%q goes through a pooler and uses cursors of the server: QuerySet.iterator() fails where transactions are pooled.", [alias])),
	{databases.part(alias, "DISABLE_SERVER_SIDE_CURSORS")},
) if {
	some alias in databases.postgres
	databases.pools_transactions(alias)
	databases.has_server_cursors(alias)
}
