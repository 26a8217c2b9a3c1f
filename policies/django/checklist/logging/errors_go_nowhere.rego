# METADATA
# title: Nobody learns of errors
# description: >-
#   With DEBUG off, Django's own logging sends errors to ADMINS by mail and nowhere
#   else. Without ADMINS, LOGGING and an error tracker nobody sees the traceback of an
#   answer of 500 (a log of requests has its number at most), unless the server writes out
#   what nobody else does, as Daphne does.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/error-reporting/
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#logging
# custom:
#   severity: high
#   reads: [deps.*, service.kind, service.server, settings.ADMINS, settings.DEBUG, settings.INSTALLED_APPS, settings.LOGGING, settings.LOGGING_CONFIG, settings.MIDDLEWARE, source.calls]
#   inputs: [http]
#   remediation: |-
#     LOGGING = {
#         "version": 1,
#         "disable_existing_loggers": False,
#         "handlers": {"console": {"class": "logging.StreamHandler"}},
#         "root": {"handlers": ["console"], "level": "INFO"},
#     }
#   aliases: [admins-empty, logging-unconfigured, error-tracker-missing, logging-security-unhandled]
#   cwe: [778]
#   owasp: [ASVS-7.1.3, ASVS5-16.3.4, "A09:2021"]
package django.checklist.logging.errors_go_nowhere

import data.django.lib.reports
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(lost, {"ADMINS", "DEBUG", "LOGGING_CONFIG"}) if {
	settings.is_off("LOGGING")
	settings.is_off("ADMINS")
	settings.is_off("DEBUG")
	settings.is_on("LOGGING_CONFIG")
	lost := result.at("LOGGING", "LOGGING and ADMINS are empty, and no error tracker is in sight: what went wrong in an answer of 500 is written nowhere.")
	reports.are_missing
	reports.are_left_to_django
}

allow if settings.is_on("LOGGING")

allow if settings.is_on("ADMINS")

allow if settings.is_on("DEBUG")

allow if settings.is_off("LOGGING_CONFIG")

allow if reports.are_sent

allow if reports.are_printed

unsure contains result.at("LOGGING", sprintf("%s is installed, and may be started where nothing here reads", [name])) if some name in reports.packages
