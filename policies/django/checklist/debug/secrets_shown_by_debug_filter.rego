# METADATA
# title: Error mails show a secret
# description: >-
#   The report of an error lists the settings. Django masks those whose names say API,
#   AUTH, TOKEN, KEY, SECRET, PASS or SIGNATURE; a password inside of a URL, or in a
#   setting of another name, is mailed to ADMINS in clear.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/error-reporting/#filtering-error-reports
# custom:
#   severity: low
#   reads: [settings.ADMINS, settings.DEFAULT_EXCEPTION_REPORTER_FILTER, source.unmasked]
#   inputs: [http]
#   remediation: |-
#     class ReporterFilter(SafeExceptionReporterFilter):
#         hidden_settings = re.compile(SafeExceptionReporterFilter.hidden_settings.pattern + "|URL|DSN|LOCATION", re.I)
#     DEFAULT_EXCEPTION_REPORTER_FILTER = "config.reports.ReporterFilter"
#   cwe: [209, 532]
#   owasp: [ASVS-7.1.1, ASVS5-16.2.5, "A09:2021"]
package django.checklist.debug.secrets_shown_by_debug_filter

import data.django.lib.leaks
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.at(subject, sprintf("error mails to ADMINS show %s in clear, with the secret in it: its name is none that Django masks.", [subject])),
	{"ADMINS", "DEFAULT_EXCEPTION_REPORTER_FILTER"},
) if {
	settings.is_on("ADMINS")
	settings.is_unset("DEFAULT_EXCEPTION_REPORTER_FILTER")
	some subject in leaks.unmasked
}

allow if settings.is_off("ADMINS")

allow if {
	settings.is_set("DEFAULT_EXCEPTION_REPORTER_FILTER")
	settings.is_whole("DEFAULT_EXCEPTION_REPORTER_FILTER")
}
