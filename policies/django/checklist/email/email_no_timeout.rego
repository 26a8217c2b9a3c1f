# METADATA
# title: A mail server that does not answer blocks workers
# description: >-
#   Without EMAIL_TIMEOUT a request that sends mail waits as long as the mail server
#   wants. A few such requests and the site is down.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#email-timeout
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#email-backend-and-related-settings
# custom:
#   severity: low
#   reads: [settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_TIMEOUT, settings.MAILERS]
#   inputs: [http]
#   remediation: EMAIL_TIMEOUT = 10
#   cwe: [400]
#   owasp: ["A05:2021"]
package django.checklist.email.email_no_timeout

import data.django.lib.mail
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(waits, {"EMAIL_HOST", "EMAIL_BACKEND"}) if {
	settings.is_none("EMAIL_TIMEOUT")
	waits := result.at("EMAIL_TIMEOUT", "EMAIL_TIMEOUT is not set: a request that sends mail waits for the mail server without end, and a few of them block the site.")
	mail.is_smtp
	mail.is_remote
}

allow if settings.is_some("EMAIL_TIMEOUT")

allow if mail.is_not_smtp

allow if mail.is_local
