# METADATA
# title: CACHES has no default
# description: Whatever uses the cache without naming one fails.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#caches
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.CACHES]
#   remediation: Add a cache called default.
#   django_check: caches.E001
package django.system_checks.check_caches_e001

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("CACHES", "CACHES has no entry called default.") if settings.misses("CACHES", "default")

allow if settings.has("CACHES", "default")
