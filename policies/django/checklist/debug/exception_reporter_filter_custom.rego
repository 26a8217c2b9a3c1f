# METADATA
# title: Error reports are masked in a way of the project's own
# description: >-
#   Django hides settings and variables in error reports whose names tell that they are
#   secret. A filter of the project's own may hide less; nothing here reads its code.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/error-reporting/#filtering-sensitive-information
# custom:
#   severity: low
#   reads: [settings.DEFAULT_EXCEPTION_REPORTER_FILTER]
#   remediation: >-
#     Inherit from SafeExceptionReporterFilter, widen hidden_settings only, and let
#     is_active follow DEBUG.
#   cwe: [209, 532]
#   owasp: [ASVS-7.4.1, ASVS5-16.2.5, "A09:2021"]
package django.checklist.debug.exception_reporter_filter_custom

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("DEFAULT_EXCEPTION_REPORTER_FILTER", sprintf("error reports are masked by %s, whose code is not read: what it lets through is mailed and logged.", [filter])) if {
	settings.is_not_text("DEFAULT_EXCEPTION_REPORTER_FILTER", "django.views.debug.SafeExceptionReporterFilter")
	filter := settings.value("DEFAULT_EXCEPTION_REPORTER_FILTER")
}

allow if settings.is_text("DEFAULT_EXCEPTION_REPORTER_FILTER", "django.views.debug.SafeExceptionReporterFilter")
