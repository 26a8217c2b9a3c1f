# METADATA
# title: Nothing migrates the database
# description: >-
#   A release whose code expects another shape of the tables fails at the first query,
#   unless somebody remembers to migrate by hand, each time, in the right order.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/django-admin/#migrate
# custom:
#   severity: low
#   reads: [service, service.at, service.kind, settings.DATABASES, settings.DATABASES.*.ENGINE, source.work]
#   inputs: [dockerfile]
#   remediation: |-
#     python manage.py migrate --noinput  # one step of the release, before the new code serves
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.database.migrations_not_run

import data.django.lib.databases
import data.django.lib.release
import data.django.lib.result
import data.django.lib.service
import data.django.lib.target

deny contains result.here("DATABASES", release.place, "no script, image or pipeline here runs migrate: a release that changes a table fails until somebody does it by hand.") if {
	target.is_deployed
	service.is_container
	release.does_not("migrate")
	release.is_seen
	databases.is_used
}

unsure contains result.here("DATABASES", release.place, "the image, or what it starts, is not here and may migrate") if {
	release.does_not("migrate")
	release.is_hidden
}

allow if release.does("migrate")

allow if service.is_no_container

allow if databases.is_unused
