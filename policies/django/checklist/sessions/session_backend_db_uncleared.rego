# METADATA
# title: Expired sessions stay in the database
# description: >-
#   Django deletes no session that has expired. The table, or the folder, grows with each
#   visitor until something runs clearsessions.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/http/sessions/#clearing-the-session-store
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#sessions
# custom:
#   severity: low
#   collection: advice
#   reads: [settings.MIDDLEWARE, settings.SESSION_ENGINE, source.work]
#   inputs: [http]
#   remediation: |-
#     0 4 * * * python manage.py clearsessions  # or a task of the scheduler
#   cwe: [459, 613]
#   owasp: [ASVS-3.3.2, ASVS5-7.3.2, "A07:2021"]
package django.checklist.sessions.session_backend_db_uncleared

import data.django.lib.middleware
import data.django.lib.release
import data.django.lib.result
import data.django.lib.sessions
import data.django.lib.target

deny contains result.at("SESSION_ENGINE", sprintf("sessions are kept in %s, and no file runs clearsessions: those that expired stay for ever.", [store])) if {
	target.is_deployed
	middleware.has_class("django.contrib.sessions.middleware.SessionMiddleware")
	release.does_not("clearsessions")
	some store in sessions.stores
}

allow if release.does("clearsessions")

allow if middleware.lacks_class("django.contrib.sessions.middleware.SessionMiddleware")
