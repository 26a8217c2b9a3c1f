# METADATA
# title: SECURE_HSTS_SECONDS is not set
# description: Without Strict-Transport-Security the first request of each visit may be plain HTTP.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#security
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [settings.MIDDLEWARE, settings.SECURE_HSTS_SECONDS]
#   remediation: Set SECURE_HSTS_SECONDS, small at first.
#   django_check: security.W004
package django.system_checks.check_security_w004

import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.at("SECURE_HSTS_SECONDS", "SECURE_HSTS_SECONDS is 0: browsers are not told to stay on HTTPS."), {"MIDDLEWARE"}) if {
	middleware.secures
	settings.is_off("SECURE_HSTS_SECONDS")
}

allow if middleware.does_not_secure

allow if settings.is_on("SECURE_HSTS_SECONDS")
