# METADATA
# title: This Django does not have the backend of a cache
# description: MemcachedCache went with Django 4.1, and RedisCache came with 4.0. The first use of the cache is an exception.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/releases/4.1/#features-removed-in-4-1
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#caches
# custom:
#   severity: high
#   reads: [deps.django, settings.CACHES.*.BACKEND]
#   remediation: >-
#     Set "BACKEND": "django.core.cache.backends.memcached.PyMemcacheCache", or upgrade Django for RedisCache.
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.cache.cache_backend_removed

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.versions

deny contains result.at(sprintf("CACHES.%s.BACKEND", [alias]), sprintf("MemcachedCache is gone since Django 4.1: the first use of the cache %q raises an exception.", [alias])) if {
	versions.from("4.1")
	some alias, backend in settings.column("CACHES", "BACKEND")
	backend == "django.core.cache.backends.memcached.MemcachedCache"
}

deny contains result.at(sprintf("CACHES.%s.BACKEND", [alias]), sprintf("RedisCache came with Django 4.0: the first use of the cache %q raises an exception.", [alias])) if {
	versions.before("4.0")
	some alias, backend in settings.column("CACHES", "BACKEND")
	backend == "django.core.cache.backends.redis.RedisCache"
}
