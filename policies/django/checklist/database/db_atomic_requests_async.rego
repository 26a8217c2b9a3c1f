# METADATA
# title: ATOMIC_REQUESTS with an ASGI server
# description: >-
#   Transactions do not work in async views: Django raises RuntimeError for each of them
#   while ATOMIC_REQUESTS is on. Views that are not async go on as before.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/db/transactions/#tying-transactions-to-http-requests
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#databases
# custom:
#   severity: low
#   reads: [service.command, settings.DATABASES.*.ATOMIC_REQUESTS]
#   inputs: [http]
#   remediation: >-
#     Use transaction.atomic() where it is needed, or non_atomic_requests on async views.
#   cwe: [703]
#   owasp: ["A05:2021"]
package django.checklist.database.db_atomic_requests_async

import data.django.lib.databases
import data.django.lib.process
import data.django.lib.result
import data.django.lib.settings

deny contains result.at(databases.part(alias, "ATOMIC_REQUESTS"), "ATOMIC_REQUESTS is on under an ASGI server: each async view raises RuntimeError.") if {
	process.is_asgi
	some alias, on in settings.column("DATABASES", "ATOMIC_REQUESTS")
	not on in {false, null, 0, ""}
}

unsure contains result.at(databases.part(alias, "ATOMIC_REQUESTS"), "whether the server is an ASGI one no file says") if {
	process.is_untold
	some alias, on in settings.column("DATABASES", "ATOMIC_REQUESTS")
	not on in {false, null, 0, ""}
}

allow if process.is_wsgi
