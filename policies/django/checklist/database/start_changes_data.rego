# METADATA
# title: Each start changes what only a release may
# description: >-
#   A container starts again after a crash, an update of the machine or a new replica, and
#   with nobody watching. What its start does to the database happens each of these times.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/django-admin/#flush
#   - ref: https://docs.djangoproject.com/en/stable/topics/migrations/#version-control
# custom:
#   severity: critical
#   severities: [critical, medium, low]
#   reads: [service.managed]
#   remediation: |-
#     # of these, the start of a container keeps this line alone:
#     python manage.py migrate --noinput
#     # makemigrations belongs to the developer, who commits what it writes; data that has
#     # to be there, to a migration
#   unmapped: It loses data, and discloses none.
package django.checklist.database.start_changes_data

import data.django.lib.result
import data.django.lib.starts
import data.django.lib.target

deny contains result.graded_here("service.managed", change.severity, change.at, change.msg) if {
	target.is_deployed
	some change in starts.changes
}

unsure contains result.here("service.managed", doubt.at, doubt.msg) if {
	target.is_deployed
	some doubt in starts.doubts
}
