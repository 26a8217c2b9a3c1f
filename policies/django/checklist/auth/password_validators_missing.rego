# METADATA
# title: Any password is accepted
# description: >-
#   Without validators a password may be one letter, or 123456. Django's default is none; startproject writes four.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/auth/passwords/#enabling-password-validation
# custom:
#   severity: high
#   reads: [settings.AUTHENTICATION_BACKENDS, settings.AUTH_PASSWORD_VALIDATORS, settings.INSTALLED_APPS]
#   remediation: >-
#     Set AUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}, {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"}, ...].
#   cwe: [521]
#   owasp: [ASVS-2.1.1, ASVS5-6.2.1, "A07:2021"]
package django.checklist.auth.password_validators_missing

import data.django.lib.apps
import data.django.lib.result
import data.django.lib.settings
import data.django.lib.validators

deny contains result.resting(
	result.at("AUTH_PASSWORD_VALIDATORS", "AUTH_PASSWORD_VALIDATORS is empty: a password may be one letter, and accounts are guessed."),
	{"INSTALLED_APPS", "AUTHENTICATION_BACKENDS"},
) if {
	apps.is_installed("django.contrib.auth")
	settings.is_off("AUTH_PASSWORD_VALIDATORS")
	validators.are_used
}

unsure contains result.at(backend.subject, sprintf("%s may check passwords of Django or log in elsewhere; its code is not read", [backend.value])) if {
	some backend in validators.backends_untold
}

allow if settings.is_on("AUTH_PASSWORD_VALIDATORS")

allow if apps.is_absent("django.contrib.auth")

# Passwords are kept elsewhere.
allow if validators.are_unused
