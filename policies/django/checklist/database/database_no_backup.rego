# METADATA
# title: The database has no backups
# description: A wrong migration, a deleted row or a broken disk is then final.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#databases
# custom:
#   severity: high
#   collection: advice
#   reads: [infra.databases, infra.databases.*.backups]
#   inputs: [resources]
#   remediation: Keep backups for seven days or more (backup_retention_period = 7; backup_configuration { enabled = true }), and try to restore one.
#   unmapped: It loses data, and discloses none.
package django.checklist.database.database_no_backup

import data.django.lib.infra
import data.django.lib.result

deny contains result.here(infra.subject(database, "backups"), database.backups.at, sprintf("%s keeps no backups: what is deleted or broken is lost.", [database.name])) if {
	some database in infra.with_off("databases", "backups")
}
