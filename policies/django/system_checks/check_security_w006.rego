# METADATA
# title: SECURE_CONTENT_TYPE_NOSNIFF is not True
# description: "Without X-Content-Type-Options: nosniff a browser may take an upload for a script."
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#security
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [settings.MIDDLEWARE, settings.SECURE_CONTENT_TYPE_NOSNIFF]
#   remediation: Set SECURE_CONTENT_TYPE_NOSNIFF to True, its default.
#   django_check: security.W006
package django.system_checks.check_security_w006

import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.at("SECURE_CONTENT_TYPE_NOSNIFF", "SECURE_CONTENT_TYPE_NOSNIFF is not True: Django warns that browsers may guess the type of a response."), {"MIDDLEWARE"}) if {
	middleware.secures
	settings.is_not_true("SECURE_CONTENT_TYPE_NOSNIFF")
}

allow if middleware.does_not_secure

allow if settings.is_true("SECURE_CONTENT_TYPE_NOSNIFF")
