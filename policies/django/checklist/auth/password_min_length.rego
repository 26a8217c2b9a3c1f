# METADATA
# title: Passwords may be shorter than eight characters
# description: NIST SP 800-63B asks for 8 characters at least, and for 15 where the password is the only factor.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/auth/passwords/#django.contrib.auth.password_validation.MinimumLengthValidator
#   - ref: https://pages.nist.gov/800-63-4/sp800-63b.html
# custom:
#   severity: low
#   reads: [settings.AUTH_PASSWORD_VALIDATORS.*.NAME, settings.AUTH_PASSWORD_VALIDATORS.*.OPTIONS.min_length]
#   remediation: >-
#     Leave min_length out, which is 8, or raise it: {"NAME": "...MinimumLengthValidator", "OPTIONS": {"min_length": 12}}.
#   cwe: [521]
#   owasp: [ASVS-2.1.1, ASVS5-6.2.1, "A07:2021"]
package django.checklist.auth.password_min_length

import data.django.lib.result
import data.django.lib.validators

# min_length is a parameter.
default _least := 8

_least := data.djgate.parameters["password-min-length"].min_length

deny contains result.at(length.subject, sprintf("passwords of %d characters are accepted, and the least is %d: short ones are guessed.", [length.value, _least])) if {
	some length in validators.lengths
	length.value < _least
}
