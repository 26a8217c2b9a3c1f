# METADATA
# title: Mail comes from localhost
# description: >-
#   Providers refuse mail from webmaster@localhost and root@localhost, Django's
#   defaults, or put it into spam.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#default-from-email
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#email-backend-and-related-settings
# custom:
#   severity: low
#   reads: [settings.ADMINS, settings.DEFAULT_FROM_EMAIL, settings.EMAIL_BACKEND, settings.INSTALLED_APPS, settings.SERVER_EMAIL]
#   remediation: |-
#     DEFAULT_FROM_EMAIL = "Shop <shop@example.com>"
#     SERVER_EMAIL = "errors@example.com"
#   cwe: [778]
#   owasp: [ASVS-7.1.3, ASVS5-16.3.4, "A05:2021"]
package django.checklist.email.email_from_defaults

import data.django.lib.mail
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.at("DEFAULT_FROM_EMAIL", "mail to visitors comes from an address at localhost: providers refuse it."), {"EMAIL_BACKEND"}) if {
	_is_local(settings.text("DEFAULT_FROM_EMAIL"))
	mail.is_to_visitors
	mail.is_meant_to_leave
}

deny contains result.resting(sender, {"ADMINS", "EMAIL_BACKEND"}) if {
	_is_local(settings.text("SERVER_EMAIL"))
	settings.is_on("ADMINS")
	sender := result.at("SERVER_EMAIL", "error mails come from an address at localhost: providers refuse them, and nobody learns of errors.")
	mail.is_meant_to_leave
}

allow if {
	mail.is_to_nobody
	settings.is_off("ADMINS")
}

allow if mail.is_kept

_is_local(address) if strings.any_suffix_match(address, {"@localhost", "@localhost>"})
