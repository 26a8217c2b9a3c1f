# METADATA
# title: HSTS leaves out subdomains
# description: Django asks for the value True itself; 1 and texts do not count.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#security
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [settings.MIDDLEWARE, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS, settings.SECURE_HSTS_SECONDS]
#   remediation: Set SECURE_HSTS_INCLUDE_SUBDOMAINS to True where it holds for every subdomain.
#   django_check: security.W005
package django.system_checks.check_security_w005

import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.at("SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_INCLUDE_SUBDOMAINS is not True: browsers may speak plain HTTP with subdomains."),
	{"MIDDLEWARE", "SECURE_HSTS_SECONDS"},
) if {
	middleware.secures
	settings.is_on("SECURE_HSTS_SECONDS")
	settings.is_not_true("SECURE_HSTS_INCLUDE_SUBDOMAINS")
}

allow if middleware.does_not_secure

allow if settings.is_off("SECURE_HSTS_SECONDS")

allow if settings.is_true("SECURE_HSTS_INCLUDE_SUBDOMAINS")
