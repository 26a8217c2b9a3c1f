# METADATA
# title: There is no default mailer
# description: >-
#   Django 6.1 sends error mails and send_mail() through MAILERS["default"]. Without it
#   the former are lost, and the latter raises an exception.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#mailers
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#email-backend-and-related-settings
# custom:
#   severity: high
#   reads: [settings.MAILERS]
#   django: [">=6.1"]
#   remediation: >-
#     MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend",
#     "HOST": "smtp.example.com"}}
#   django_check: mail.W001
#   cwe: [778]
#   owasp: [ASVS-7.1.3, ASVS5-16.3.4, "A09:2021"]
package django.checklist.email.mailers_no_default

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("MAILERS", "MAILERS has no default: send_mail() raises an exception, and error mails are lost.") if {
	settings.is_set("MAILERS")
	settings.misses("MAILERS", "default")
}

allow if settings.is_unset("MAILERS")
