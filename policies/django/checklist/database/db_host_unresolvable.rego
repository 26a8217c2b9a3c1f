# METADATA
# title: The database is sought in Django's own container
# description: >-
#   localhost is the container itself, in which no database runs: the first query is an exception.
# related_resources:
#   - ref: https://docs.docker.com/compose/how-tos/networking/
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#databases
# custom:
#   severity: high
#   reads: [service.kind, service.network_mode, settings.DATABASES.*.ENGINE, settings.DATABASES.*.HOST]
#   remediation: Set HOST to the name of the database's service, such as "db".
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.database.db_host_unresolvable

import data.django.lib.databases
import data.django.lib.process
import data.django.lib.result

deny contains result.at(databases.part(alias, "HOST"), sprintf("%s is Django's own container, in which no database runs: every query raises an exception.", [host])) if {
	process.has_own_network
	some alias, host in databases.hosts
	databases.is_local(host)
}
