# METADATA
# title: A cache in files lies where visitors read
# description: >-
#   What is cached can then be downloaded, or an upload becomes an entry, which Django unpickles: that is code of a stranger.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#caches
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#caches
# custom:
#   severity: high
#   reads: [settings.CACHES, settings.MEDIA_ROOT, settings.STATICFILES_DIRS, settings.STATIC_ROOT]
#   remediation: Give LOCATION a folder of its own, outside MEDIA_ROOT, STATIC_ROOT and STATICFILES_DIRS.
#   django_check: caches.W002
#   cwe: [502, 552]
#   owasp: [ASVS-5.5.3, ASVS5-1.5.2, "A08:2021"]
package django.checklist.cache.cache_file_exposed

import data.django.lib.caches
import data.django.lib.result

deny contains result.resting(
	result.at(
		sprintf("CACHES.%s.LOCATION", [cache.alias]),
		sprintf("the folder of the cache %q %s %s, which visitors read: uploads may become entries, which are code.", [cache.alias, cache.relation, cache.name]),
	),
	{cache.name},
) if {
	some cache in caches.exposed
}

unsure contains result.at("CACHES", "whether a cache is in files only the source of its class could tell") if {
	some _ in caches.may_be_files
}

allow if caches.are_hidden
