# METADATA
# title: Each forged host sends a mail to the administrators
# description: >-
#   Scanners send requests with any Host. Django logs each as an error, and its own
#   logging mails errors to ADMINS, so that the mail that matters drowns.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/logging/#django-security
# custom:
#   severity: low
#   reads: [infra.listeners, proxy, service.kind, service.ports, settings.ADMINS, settings.ALLOWED_HOSTS, settings.DEBUG, settings.LOGGING,
#     settings.LOGGING.disable_existing_loggers, settings.LOGGING.handlers, settings.LOGGING.loggers, settings.LOGGING.root, settings.LOGGING_CONFIG]
#   inputs: [http]
#   remediation: 'LOGGING = {..., "handlers": {"null": {"class": "logging.NullHandler"}}, "loggers": {"django.security.DisallowedHost": {"handlers": ["null"], "propagate": False}}}'
#   cwe: [400, 779]
#   owasp: ["A09:2021"]
package django.checklist.email.mail_flood_risk

import data.django.lib.edge
import data.django.lib.logs
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.at("ADMINS", "each request with a forged Host mails ADMINS, and nothing in sight stops those requests: the mail that matters drowns."),
	{"ALLOWED_HOSTS", "DEBUG", "LOGGING_CONFIG"},
) if {
	settings.is_on("ADMINS")
	settings.is_off("DEBUG")
	settings.is_on("LOGGING_CONFIG")
	settings.lacks("ALLOWED_HOSTS", "*")
	logs.mail_hosts
	edge.passes_any_host
}

allow if settings.is_off("ADMINS")

allow if settings.is_on("DEBUG")

allow if settings.holds("ALLOWED_HOSTS", "*")

allow if settings.is_off("LOGGING_CONFIG")

allow if logs.mail_no_hosts

allow if edge.doorkeeper

unsure contains doubt if some doubt in edge.unclear_ports
