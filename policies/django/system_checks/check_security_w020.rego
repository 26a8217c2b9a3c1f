# METADATA
# title: ALLOWED_HOSTS is empty
# description: Without DEBUG Django then refuses every request.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#security
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [settings.ALLOWED_HOSTS]
#   remediation: List the host names of the site.
#   django_check: security.W020
package django.system_checks.check_security_w020

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("ALLOWED_HOSTS", "ALLOWED_HOSTS is empty: every request is answered with 400.") if settings.is_off("ALLOWED_HOSTS")

allow if settings.is_on("ALLOWED_HOSTS")
