# METADATA
# title: HSTS is not for the preload list
# description: Django asks for the value True itself; 1 and texts do not count.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#security
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [settings.MIDDLEWARE, settings.SECURE_HSTS_PRELOAD, settings.SECURE_HSTS_SECONDS]
#   remediation: Set SECURE_HSTS_PRELOAD to True where it holds for every subdomain.
#   django_check: security.W021
package django.system_checks.check_security_w021

import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.at("SECURE_HSTS_PRELOAD", "SECURE_HSTS_PRELOAD is not True: the domain cannot be on the list that browsers ship with."), {"MIDDLEWARE", "SECURE_HSTS_SECONDS"}) if {
	middleware.secures
	settings.is_on("SECURE_HSTS_SECONDS")
	settings.is_not_true("SECURE_HSTS_PRELOAD")
}

allow if middleware.does_not_secure

allow if settings.is_off("SECURE_HSTS_SECONDS")

allow if settings.is_true("SECURE_HSTS_PRELOAD")
