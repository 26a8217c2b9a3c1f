# METADATA
# title: Mail goes to a server that is not there
# description: >-
#   Django's default is a mail server on the same machine, and a container has none.
#   Password resets fail with an error, and error mails are lost without one.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#email-host
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#email-backend-and-related-settings
# custom:
#   severity: low
#   severities: [medium, low]
#   reads: [service, service.kind, settings.ADMINS, settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.INSTALLED_APPS, settings.MAILERS]
#   remediation: EMAIL_HOST = os.environ["EMAIL_HOST"]
#   aliases: [email-host-unreachable]
#   cwe: [778]
#   owasp: [ASVS-7.1.3, ASVS5-16.3.4, "A09:2021"]
package django.checklist.email.email_unconfigured

import data.django.lib.mail
import data.django.lib.result
import data.django.lib.service
import data.django.lib.settings

deny contains result.resting(
	result.graded("EMAIL_HOST", _severity, "mail goes to localhost, and the container runs no mail server: password resets fail, and error mails are lost."),
	{"EMAIL_BACKEND"},
) if {
	mail.is_local
	mail.is_smtp
	mail.is_wanted
	service.is_container
}

allow if mail.is_not_smtp

allow if mail.is_remote

allow if mail.is_not_wanted

allow if service.is_no_container

_severity := "medium" if settings.is_on("ADMINS")

_severity := "low" if settings.is_off("ADMINS")
