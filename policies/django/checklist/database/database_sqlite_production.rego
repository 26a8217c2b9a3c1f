# METADATA
# title: The database is a file of the machine
# description: >-
#   A file in a container is lost with it, and SQLite lets one process write at a time. On a single machine with a volume that can be what is wanted.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/databases/#sqlite-notes
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#databases
# custom:
#   severity: medium
#   severities: [high, medium, info]
#   reads: [service.command, service.kind, service.mounts, settings.DATABASES.*.ENGINE, settings.DATABASES.*.NAME, source.places]
#   remediation: Use PostgreSQL or MySQL; or keep the file on a volume, and have a single machine and a backup of it.
#   aliases: [sqlite-without-volume]
#   unmapped: It loses data, and discloses none.
package django.checklist.database.database_sqlite_production

import data.django.lib.databases
import data.django.lib.process
import data.django.lib.result
import data.django.lib.settings

deny contains _graded(alias, "high", "is a file in the container, which has no volume: it is lost with the next deployment") if {
	some alias, _ in _files
	process.is_fleeting
}

deny contains _graded(alias, "info", "is a file on a volume: one machine, one writer at a time, and a backup of its own") if {
	some alias, name in _files
	process.is_mounted(name)
}

deny contains _graded(alias, "medium", "is a file of one machine: a second one has another, and a new one has none") if {
	some alias, name in _files
	process.is_not_mounted(name)
}

# The files that hold the data of a process which works with it.
_files[alias] := name if {
	process.works_on_data
	some alias in databases.sqlite
	name := settings.column("DATABASES", "NAME")[alias]
	databases.is_kept(name)
}

_graded(alias, severity, what) := result.resting(result.graded(databases.part(alias, "ENGINE"), severity, sprintf("the database %q %s.", [alias, what])), {databases.part(alias, "NAME")})
