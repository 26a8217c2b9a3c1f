# METADATA
# title: Django's pool of connections cannot be used so
# description: >-
#   With "pool" Django raises ImproperlyConfigured where CONN_MAX_AGE is not 0, and needs psycopg 3. Before 5.1 the option goes to libpq, which does not know it.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/databases/#connection-pool
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#databases
# custom:
#   severity: critical
#   reads: [deps.django, settings.DATABASES.*.CONN_MAX_AGE, settings.DATABASES.*.ENGINE, settings.DATABASES.*.OPTIONS.pool]
#   remediation: >-
#     Set "CONN_MAX_AGE": 0 and install psycopg[pool], with Django 5.1 or newer.
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.database.db_pool_conflict

import data.django.lib.databases
import data.django.lib.result
import data.django.lib.versions

deny contains result.resting(
	result.at(databases.part(alias, "OPTIONS.pool"), sprintf("%q has a pool and keeps connections as well: Django refuses to connect.", [alias])),
	{databases.part(alias, "CONN_MAX_AGE")},
) if {
	some alias in databases.postgres
	databases.has_option(alias, "pool")
	databases.keeps_connections(alias)
}

deny contains result.at(databases.part(alias, "OPTIONS.pool"), sprintf("%q has a pool, which this Django does not know: the database refuses to connect.", [alias])) if {
	versions.before("5.1")
	some alias in databases.postgres
	databases.has_option(alias, "pool")
}
