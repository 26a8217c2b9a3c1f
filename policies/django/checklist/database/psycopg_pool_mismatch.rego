# METADATA
# title: The package of the pool of connections is not installed
# description: Django's pool needs psycopg 3 and psycopg-pool; without them the first connection is an exception.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/databases/#connection-pool
# custom:
#   severity: high
#   reads: [deps.psycopg-pool, locked, settings.DATABASES.*.ENGINE, settings.DATABASES.*.OPTIONS.pool]
#   django: [">=5.1"]
#   remediation: Add psycopg[binary,pool] to the requirements.
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.database.psycopg_pool_mismatch

import data.django.lib.databases
import data.django.lib.packages
import data.django.lib.result

deny contains result.at(databases.part(alias, "OPTIONS.pool"), sprintf("%q has a pool, and psycopg-pool is not installed: the first connection raises an exception.", [alias])) if {
	packages.is_missing("psycopg-pool")
	some alias in databases.postgres
	databases.has_option(alias, "pool")
}

unsure contains result.at(databases.part(alias, "OPTIONS.pool"), "it needs psycopg-pool, which the requirements do not name; without a lock file psycopg may bring it along") if {
	packages.may_be_missing("psycopg-pool")
	some alias in databases.postgres
	databases.has_option(alias, "pool")
}
