# METADATA
# title: The database is a file of the machine
# description: >-
#   A file in a container is lost with it, and SQLite lets one process write at a time. On a single machine with a volume that can be what is wanted.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/databases/#sqlite-notes
# custom:
#   severity: medium
#   severities: [high, medium, info]
#   reads: [service.kind, service.mounts, settings.DATABASES.*.ENGINE, settings.DATABASES.*.NAME]
#   remediation: Use PostgreSQL or MySQL; or keep the file on a volume, and have a single machine and a backup of it.
#   aliases: [sqlite-without-volume]
package django.checklist.database.database_sqlite_production

import data.django.lib.databases
import data.django.lib.process
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.graded(databases.part(alias, "ENGINE"), "high", sprintf("the database %q is a file in the container, which has no volume: it is lost with the next deployment.", [alias])), {databases.part(alias, "NAME")}) if {
	some alias in databases.sqlite
	name := settings.column("DATABASES", "NAME")[alias]
	databases.is_kept(name)
	process.is_fleeting
}

deny contains result.resting(result.graded(databases.part(alias, "ENGINE"), "info", sprintf("the database %q is a file on a volume: one machine, one writer at a time, and a backup of its own.", [alias])), {databases.part(alias, "NAME")}) if {
	some alias in databases.sqlite
	name := settings.column("DATABASES", "NAME")[alias]
	databases.is_kept(name)
	process.is_mounted(name)
}

deny contains result.resting(result.graded(databases.part(alias, "ENGINE"), "medium", sprintf("the database %q is a file of one machine: a second one has another, and a new one has none.", [alias])), {databases.part(alias, "NAME")}) if {
	some alias in databases.sqlite
	name := settings.column("DATABASES", "NAME")[alias]
	databases.is_kept(name)
	process.is_not_mounted(name)
}
