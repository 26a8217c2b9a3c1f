# METADATA
# title: Each request opens its own connection to the database
# description: >-
#   Connecting takes longer than most queries. Where a pooler stands between, or few requests come, it does not matter.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/databases/#persistent-connections
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#databases
# custom:
#   severity: info
#   reads: [service.command, settings.DATABASES.*.CONN_MAX_AGE, settings.DATABASES.*.ENGINE, settings.DATABASES.*.HOST, settings.DATABASES.*.OPTIONS]
#   remediation: >-
#     Set "CONN_MAX_AGE": 60 and "CONN_HEALTH_CHECKS": True.
#   unmapped: It costs time, and opens nothing.
package django.checklist.database.database_conn_max_age_zero

import data.django.lib.databases
import data.django.lib.process
import data.django.lib.result

deny contains result.resting(
	result.at(databases.part(alias, "CONN_MAX_AGE"), sprintf("each request opens a connection to %s: that takes longer than most queries.", [host])),
	{databases.part(alias, "HOST")},
) if {
	some alias, host in databases.hosts
	databases.opens_each_time(alias)
	databases.lacks_option(alias, "pool")
	databases.is_no_pooler(host)
	process.is_wsgi
}
