# METADATA
# title: SecurityMiddleware is not in MIDDLEWARE
# description: Without it Django sends no HSTS, nosniff, Referrer-Policy or opener policy, redirects nothing to HTTPS, and leaves out its checks of these settings.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#security
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [settings.MIDDLEWARE]
#   remediation: Put django.middleware.security.SecurityMiddleware first in MIDDLEWARE.
#   django_check: security.W001
package django.system_checks.check_security_w001

import data.django.lib.middleware
import data.django.lib.result

deny contains result.at("MIDDLEWARE", "django.middleware.security.SecurityMiddleware is not in MIDDLEWARE: the SECURE_* settings do nothing.") if {
	middleware.misses("django.middleware.security.SecurityMiddleware")
}

allow if middleware.has("django.middleware.security.SecurityMiddleware")
