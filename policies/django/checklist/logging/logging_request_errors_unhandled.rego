# METADATA
# title: Nothing prints the errors of requests
# description: >-
#   Django reports an answer of 500 to the logger django.request. Where its level or its
#   handlers drop errors, the traceback is nowhere.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/logging/#django-request
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#logging
# custom:
#   severity: medium
#   reads: [deps.*, settings.INSTALLED_APPS, settings.LOGGING, settings.LOGGING.handlers, settings.LOGGING.loggers, settings.LOGGING.root, settings.LOGGING_CONFIG, settings.MIDDLEWARE, source.calls]
#   inputs: [http]
#   remediation: |-
#     "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}}
#   cwe: [778]
#   owasp: [ASVS-7.1.3, ASVS5-16.3.4, "A09:2021"]
package django.checklist.logging.logging_request_errors_unhandled

import data.django.lib.logs
import data.django.lib.reports
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.at(lost.subject, sprintf("django.request reports an answer of 500, and %s: the traceback is lost.", [lost.why])), {"LOGGING_CONFIG"}) if {
	settings.is_on("LOGGING_CONFIG")
	some lost in logs.request_errors_lost
	reports.are_missing
}

unsure contains result.at("LOGGING", sprintf("%s is installed, and may be started where nothing here reads", [name])) if {
	some name in reports.packages
	some _ in logs.request_errors_lost
}

allow if reports.are_sent

allow if settings.is_off("LOGGING")

allow if settings.is_off("LOGGING_CONFIG")

allow if logs.request_errors_kept
