# METADATA
# title: XFrameOptionsMiddleware is not in MIDDLEWARE
# description: Pages then carry no X-Frame-Options header, and any site may show them in a frame.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#security
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [settings.MIDDLEWARE]
#   remediation: Add django.middleware.clickjacking.XFrameOptionsMiddleware to MIDDLEWARE.
#   django_check: security.W002
package django.system_checks.check_security_w002

import data.django.lib.middleware
import data.django.lib.result

deny contains result.at("MIDDLEWARE", "django.middleware.clickjacking.XFrameOptionsMiddleware is not in MIDDLEWARE: pages may be framed by any site.") if {
	middleware.misses("django.middleware.clickjacking.XFrameOptionsMiddleware")
}

allow if middleware.has("django.middleware.clickjacking.XFrameOptionsMiddleware")
