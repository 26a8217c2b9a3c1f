# METADATA
# title: What is for developers is logged
# description: >-
#   At the level DEBUG Django logs each missing template variable, and libraries log
#   headers, tokens and queries.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/logging/#loggers
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#logging
# custom:
#   severity: medium
#   reads: [settings.DEBUG, settings.LOGGING, settings.LOGGING.handlers, settings.LOGGING.loggers, settings.LOGGING.root]
#   remediation: Log from INFO on, and set the level by a variable where more is needed.
#   cwe: [532]
#   owasp: [ASVS-7.1.1, ASVS5-16.2.5, "A09:2021"]
package django.checklist.logging.logging_debug_level

import data.django.lib.logs
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(verbose, {"DEBUG"}) if {
	settings.is_off("DEBUG")
	some subject in logs.verbose
	verbose := result.at(subject, "everything down to DEBUG is logged: libraries write headers, tokens and queries there.")
}

allow if settings.is_on("DEBUG")

allow if settings.is_off("LOGGING")

allow if logs.keep_details
