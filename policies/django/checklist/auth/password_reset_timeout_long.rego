# METADATA
# title: Links to reset a password are valid for more than three days
# description: A mailbox that is read weeks later, or a log of a proxy, then holds a link that takes the account over.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#password-reset-timeout
# custom:
#   severity: low
#   reads: [settings.PASSWORD_RESET_TIMEOUT]
#   remediation: Leave PASSWORD_RESET_TIMEOUT out, which is three days, or set fewer seconds, such as 3600.
#   cwe: [640]
#   owasp: [ASVS-2.5.1, "A07:2021"]
package django.checklist.auth.password_reset_timeout_long

import data.django.lib.result
import data.django.lib.settings

# max_seconds is a parameter.
default _most := 259200

_most := data.djgate.parameters["password-reset-timeout-long"].max_seconds

deny contains result.at("PASSWORD_RESET_TIMEOUT", sprintf("a link to reset a password is valid for %d hours: who finds it later takes the account over.", [floor(seconds / 3600)])) if {
	settings.at_least("PASSWORD_RESET_TIMEOUT", _most + 1)
	seconds := settings.value("PASSWORD_RESET_TIMEOUT")
}
