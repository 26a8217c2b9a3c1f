# METADATA
# title: SECURE_REFERRER_POLICY is None
# description: Pages then carry no Referrer-Policy header, and other sites may learn addresses of this one.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#security
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [settings.MIDDLEWARE, settings.SECURE_REFERRER_POLICY]
#   remediation: Leave SECURE_REFERRER_POLICY at same-origin, its default.
#   django_check: security.W022
package django.system_checks.check_security_w022

import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.at("SECURE_REFERRER_POLICY", "SECURE_REFERRER_POLICY is None: no Referrer-Policy header is sent."), {"MIDDLEWARE"}) if {
	middleware.secures
	settings.is_none("SECURE_REFERRER_POLICY")
}

allow if middleware.does_not_secure

allow if settings.is_some("SECURE_REFERRER_POLICY")
