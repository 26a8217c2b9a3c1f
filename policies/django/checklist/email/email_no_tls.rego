# METADATA
# title: The password of the mail server travels in clear
# description: >-
#   With a user and a password, and neither EMAIL_USE_TLS nor EMAIL_USE_SSL, both can be
#   read on the way, and all mail too.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#email-use-tls
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#email-backend-and-related-settings
# custom:
#   severity: medium
#   reads: [settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_HOST_PASSWORD, settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS, settings.MAILERS]
#   remediation: |-
#     EMAIL_PORT = 587
#     EMAIL_USE_TLS = True
#   cwe: [319, 523]
#   owasp: [ASVS-9.2.2, ASVS5-12.2.1, "A02:2021"]
package django.checklist.email.email_no_tls

import data.django.lib.mail
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(clear, {"EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_HOST_PASSWORD", "EMAIL_USE_SSL"}) if {
	settings.is_off("EMAIL_USE_TLS")
	settings.is_off("EMAIL_USE_SSL")
	settings.is_on("EMAIL_HOST_PASSWORD")
	clear := result.at("EMAIL_USE_TLS", "mail goes to another machine without TLS: the password of the mail server, and every reset link, can be read on the way.")
	mail.is_remote
	mail.is_smtp
	mail.is_not_beside
}

allow if settings.is_on("EMAIL_USE_TLS")

allow if settings.is_on("EMAIL_USE_SSL")

allow if settings.is_off("EMAIL_HOST_PASSWORD")

allow if mail.is_local

allow if mail.is_beside

allow if mail.is_not_smtp
