# METADATA
# title: Rate limits count in each process alone
# description: >-
#   django-ratelimit counts in the default cache. A LocMemCache is of one process, so that with four workers four times as many requests pass.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/cache/#local-memory-caching
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#caches
# custom:
#   severity: low
#   reads: [settings.CACHES.*.BACKEND, settings.INSTALLED_APPS]
#   remediation: Use a cache that all processes share, such as Redis, or name one in RATELIMIT_USE_CACHE.
#   cwe: [799]
#   owasp: ["A05:2021"]
package django.checklist.cache.cache_locmem_in_production

import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.at("CACHES", "django_ratelimit counts in a LocMemCache, of which each process has its own: more requests pass than the limits say."), {"INSTALLED_APPS"}) if {
	_counts
	settings.column("CACHES", "BACKEND")["default"] == "django.core.cache.backends.locmem.LocMemCache"
}

_counts if settings.holds("INSTALLED_APPS", "django_ratelimit")

_counts if settings.holds("INSTALLED_APPS", "ratelimit")

allow if {
	settings.lacks("INSTALLED_APPS", "django_ratelimit")
	settings.lacks("INSTALLED_APPS", "ratelimit")
}
