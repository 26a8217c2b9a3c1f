# METADATA
# title: Connections to the database are kept for ever, and never tried
# description: >-
#   After a restart of the database, or a firewall that drops idle connections, the next request of every process fails.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/databases/#persistent-connections
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#databases
# custom:
#   severity: low
#   reads: [settings.DATABASES.*.CONN_HEALTH_CHECKS, settings.DATABASES.*.CONN_MAX_AGE, settings.DATABASES.*.ENGINE]
#   django: [">=4.1"]
#   remediation: >-
#     Set "CONN_HEALTH_CHECKS": True, or a CONN_MAX_AGE in seconds.
#   unmapped: It costs time, and opens nothing.
package django.checklist.database.database_conn_max_age_none

import data.django.lib.databases
import data.django.lib.result
import data.django.lib.settings

deny contains result.at(databases.part(alias, "CONN_MAX_AGE"), sprintf("connections of %q are kept for ever and never tried: requests fail after a restart of the database.", [alias])) if {
	some alias, age in settings.column("DATABASES", "CONN_MAX_AGE")
	age == null
	databases.checks_no_health(alias)
}
