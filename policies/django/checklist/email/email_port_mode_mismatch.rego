# METADATA
# title: The mail server's port does not fit the kind of TLS
# description: >-
#   Port 465 begins with TLS (EMAIL_USE_SSL); 587 and 25 begin plainly and switch
#   (EMAIL_USE_TLS). The other way round the connection hangs or fails.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#email-use-ssl
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#email-backend-and-related-settings
# custom:
#   severity: medium
#   reads: [settings.EMAIL_BACKEND, settings.EMAIL_PORT, settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS, settings.MAILERS]
#   remediation: |-
#     EMAIL_PORT = 587
#     EMAIL_USE_TLS = True
#   cwe: [319]
#   owasp: [ASVS-9.1.1, ASVS5-12.2.1, "A05:2021"]
package django.checklist.email.email_port_mode_mismatch

import data.django.lib.mail
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(mismatch, {"EMAIL_BACKEND", "EMAIL_USE_TLS"}) if {
	settings.value("EMAIL_PORT") == 465
	settings.is_on("EMAIL_USE_TLS")
	mismatch := result.at("EMAIL_PORT", "port 465 begins with TLS, and EMAIL_USE_TLS begins without: the connection hangs, and no mail leaves.")
	mail.is_smtp
}

deny contains result.resting(mismatch, {"EMAIL_BACKEND", "EMAIL_USE_SSL"}) if {
	port := settings.value("EMAIL_PORT")
	port in {25, 587}
	settings.is_on("EMAIL_USE_SSL")
	mismatch := result.at("EMAIL_PORT", sprintf("port %d begins without TLS, and EMAIL_USE_SSL begins with it: the connection fails, and no mail leaves.", [port]))
	mail.is_smtp
}

allow if {
	settings.is_off("EMAIL_USE_TLS")
	settings.is_off("EMAIL_USE_SSL")
}

allow if mail.is_not_smtp
