# METADATA
# title: Some of the usual password validators are missing
# description: >-
#   startproject writes four: passwords like the user's name, short ones, common ones and those of digits alone are the first that are tried.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/auth/passwords/#included-validators
# custom:
#   severity: low
#   reads: [settings.AUTHENTICATION_BACKENDS, settings.AUTH_PASSWORD_VALIDATORS]
#   remediation: >-
#     Add the missing ones to AUTH_PASSWORD_VALIDATORS, as {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"}.
#   cwe: [521]
#   owasp: [ASVS5-6.2.1, "A07:2021"]
package django.checklist.auth.password_validators_incomplete

import data.django.lib.result
import data.django.lib.validators

deny contains result.resting(
	result.at("AUTH_PASSWORD_VALIDATORS", sprintf("%s %s are the first that are tried.", [validators.missing_names, validators.are_missing])),
	{"AUTHENTICATION_BACKENDS"},
) if {
	validators.are_used
}

unsure contains result.at(backend.subject, sprintf("%s may check passwords of Django or log in elsewhere; its code is not read", [backend.value])) if {
	some _ in validators.missing
	some backend in validators.backends_untold
}

# Passwords are kept elsewhere.
allow if validators.are_unused
