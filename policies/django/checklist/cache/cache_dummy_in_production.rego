# METADATA
# title: A cache that keeps nothing is in use
# description: >-
#   DummyCache is for development: every lookup misses, so rate limits, locks and whatever else needs a cache do nothing.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/cache/#dummy-caching-for-development
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#caches
# custom:
#   severity: medium
#   reads: [settings.CACHES.*.BACKEND]
#   remediation: >-
#     Set "BACKEND": "django.core.cache.backends.redis.RedisCache" and a LOCATION.
#   unmapped: It costs time, and opens nothing.
package django.checklist.cache.cache_dummy_in_production

import data.django.lib.result
import data.django.lib.settings

deny contains result.at(sprintf("CACHES.%s.BACKEND", [alias]), sprintf("the cache %q keeps nothing: what is cached is made anew for each request, and rate limits do not count.", [alias])) if {
	some alias, backend in settings.column("CACHES", "BACKEND")
	backend == "django.core.cache.backends.dummy.DummyCache"
}
