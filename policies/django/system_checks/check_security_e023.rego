# METADATA
# title: SECURE_REFERRER_POLICY has a value that does not exist
# description: Django compares letter by letter.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#security
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.MIDDLEWARE, settings.SECURE_REFERRER_POLICY]
#   remediation: Use the values of the Referrer-Policy header.
#   django_check: security.E023
package django.system_checks.check_security_e023

import data.django.lib.middleware
import data.django.lib.referrer
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.at(policy.subject, sprintf("%s is no value of the Referrer-Policy header.", [json.marshal(policy.value)])), {"MIDDLEWARE"}) if {
	middleware.secures
	some policy in referrer.strange
}

allow if middleware.does_not_secure

allow if settings.is_none("SECURE_REFERRER_POLICY")

allow if referrer.are_known
