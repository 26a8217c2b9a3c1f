# METADATA
# title: LOGGING turns Django's own loggers off
# description: >-
#   disable_existing_loggers is true unless LOGGING says otherwise, and Django's loggers
#   exist by then. They are silent from that line on, for errors and for attacks, unless
#   LOGGING names them.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/logging/#configuring-logging
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#logging
# custom:
#   severity: medium
#   severities: [medium, low]
#   reads: [deps.*, settings.INSTALLED_APPS, settings.LOGGING, settings.LOGGING.disable_existing_loggers, settings.LOGGING.incremental, settings.LOGGING.loggers, settings.MIDDLEWARE, source.calls]
#   inputs: [http]
#   remediation: 'LOGGING = {"version": 1, "disable_existing_loggers": False, ...}'
#   cwe: [778]
#   owasp: [ASVS-7.1.3, ASVS5-16.3.4, "A09:2021"]
package django.checklist.logging.logging_disables_django

import data.django.lib.logs
import data.django.lib.reports
import data.django.lib.result
import data.django.lib.settings

deny contains result.graded("LOGGING", _severity, "LOGGING does not set disable_existing_loggers to False and does not name the logger django: errors of requests are no longer logged or mailed.") if {
	settings.is_on("LOGGING")
	logs.disable_others
	logs.leave_django_out
}

allow if settings.is_off("LOGGING")

allow if logs.keep_others

allow if logs.name_django

_severity := "low" if reports.are_perhaps_sent

_severity := "medium" if reports.are_missing
