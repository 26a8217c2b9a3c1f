# METADATA
# title: Connections are kept under ASGI
# description: >-
#   Under ASGI requests run in threads that come and go, so that kept connections pile up until the database refuses more.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/databases/#caveats
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#conn-max-age
# custom:
#   severity: medium
#   reads: [service.command, settings.DATABASES.*.CONN_MAX_AGE, settings.DATABASES.*.ENGINE, settings.DATABASES.*.HOST]
#   remediation: >-
#     Set "CONN_MAX_AGE": 0, and a pool: "OPTIONS": {"pool": True} with psycopg 3, or PgBouncer.
#   unmapped: It costs time, and opens nothing.
package django.checklist.database.asgi_with_conn_max_age

import data.django.lib.databases
import data.django.lib.process
import data.django.lib.result

deny contains result.at(databases.part(alias, "CONN_MAX_AGE"), sprintf("an ASGI server keeps connections to %s: they pile up until the database refuses more.", [host])) if {
	process.is_asgi
	some alias, host in databases.hosts
	databases.keeps_connections(alias)
}

unsure contains result.at(databases.part(alias, "CONN_MAX_AGE"), "whether the server is an ASGI one no file says") if {
	process.is_untold
	some alias, _ in databases.hosts
	databases.keeps_connections(alias)
}

allow if process.is_wsgi
