# METADATA
# title: Mail is to use TLS in two ways at once
# description: >-
#   EMAIL_USE_TLS begins plainly and switches to TLS, EMAIL_USE_SSL begins with it. With
#   both, Django raises an exception at the first mail.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#email-use-tls
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#email-backend-and-related-settings
# custom:
#   severity: high
#   reads: [settings.EMAIL_BACKEND, settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS, settings.MAILERS]
#   remediation: |-
#     EMAIL_PORT = 587
#     EMAIL_USE_TLS = True
#     EMAIL_USE_SSL = False
#   covers: [email-port-mode-mismatch]
#   cwe: [755]
#   owasp: ["A05:2021"]
package django.checklist.email.email_tls_and_ssl

import data.django.lib.mail
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.at("EMAIL_USE_SSL", "EMAIL_USE_TLS and EMAIL_USE_SSL are both on: the first mail raises an exception."), {"EMAIL_BACKEND", "EMAIL_USE_TLS"}) if {
	settings.is_on("EMAIL_USE_TLS")
	settings.is_on("EMAIL_USE_SSL")
	mail.is_smtp
}

allow if settings.is_off("EMAIL_USE_TLS")

allow if settings.is_off("EMAIL_USE_SSL")

allow if mail.is_not_smtp
