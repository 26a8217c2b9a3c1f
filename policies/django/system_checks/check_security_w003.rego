# METADATA
# title: CsrfViewMiddleware is not in MIDDLEWARE
# description: Views are then protected against cross-site requests only where each one is decorated.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#security
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [settings.MIDDLEWARE]
#   remediation: Add django.middleware.csrf.CsrfViewMiddleware to MIDDLEWARE.
#   django_check: security.W003
package django.system_checks.check_security_w003

import data.django.lib.middleware
import data.django.lib.result

deny contains result.at("MIDDLEWARE", "django.middleware.csrf.CsrfViewMiddleware is not in MIDDLEWARE: forms are not protected against requests from other sites.") if {
	middleware.misses("django.middleware.csrf.CsrfViewMiddleware")
}

allow if middleware.has("django.middleware.csrf.CsrfViewMiddleware")
