# METADATA
# title: CACHES has no default
# description: Django stops with an exception where CACHES is set without "default".
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#caches
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#caches
# custom:
#   severity: high
#   reads: [settings.CACHES]
#   remediation: Add a "default" to CACHES.
#   django_check: caches.E001
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.cache.cache_default_missing

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("CACHES", "CACHES has no \"default\": Django raises ImproperlyConfigured with the first use of a cache.") if {
	settings.misses("CACHES", "default")
	settings.is_whole("CACHES")
}

allow if settings.has("CACHES", "default")
