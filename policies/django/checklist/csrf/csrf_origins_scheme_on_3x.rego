# METADATA
# title: A trusted origin has a scheme that this Django does not know
# description: >-
#   Before Django 4.0 CSRF_TRUSTED_ORIGINS lists hosts. An entry with a scheme is equal
#   to none.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/3.2/ref/settings/#csrf-trusted-origins
# custom:
#   severity: high
#   reads: [settings.CSRF_TRUSTED_ORIGINS]
#   inputs: [http]
#   django: ["<4.0"]
#   remediation: CSRF_TRUSTED_ORIGINS = ["app.example.com"]
#   cwe: [346]
#   owasp: ["A05:2021"]
package django.checklist.csrf.csrf_origins_scheme_on_3x

import data.django.lib.result
import data.django.lib.settings

deny contains result.at(origin.subject, sprintf("%q has a scheme, which Django before 4.0 does not take off: forms sent from there are refused.", [origin.value])) if {
	some origin in settings.members("CSRF_TRUSTED_ORIGINS")
	is_string(origin.value)
	contains(origin.value, "://")
}

allow if settings.is_off("CSRF_TRUSTED_ORIGINS")
