# METADATA
# title: The database is too old for Django
# description: From 4.1 on Django refuses the first connection to a database older than it supports, so that the site is down.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/databases/
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#databases
# custom:
#   severity: critical
#   reads: [deps.django, infra.databases, infra.databases.*.engine, infra.databases.*.version]
#   inputs: [terraform]
#   django: [">=4.1"]
#   remediation: Upgrade the database first, one major version at a time, or stay with the series of Django that supports it.
#   cwe: [1104]
#   owasp: [ASVS-14.2.1, ASVS5-15.2.1, "A06:2021"]
package django.checklist.database.db_image_too_old

import data.django.lib.infra
import data.django.lib.result

deny contains result.here(
	infra.subject(found.database, "version"),
	found.database.version.at,
	sprintf("%s is %s %s, and this Django needs %s or newer: it refuses to connect.", [found.database.name, found.database.engine.value, found.database.version.value, found.least]),
) if {
	some found in infra.outdated
}
