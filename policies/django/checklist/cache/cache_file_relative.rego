# METADATA
# title: The folder of a cache is relative
# description: >-
#   It depends on the folder in which the process starts: web and worker then have caches of their own, perhaps among the source.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#caches
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#caches
# custom:
#   severity: medium
#   reads: [settings.CACHES]
#   remediation: Write an absolute path, such as BASE_DIR / "cache" or /var/cache/shop.
#   django_check: caches.W003
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.cache.cache_file_relative

import data.django.lib.caches
import data.django.lib.result

deny contains result.at(sprintf("CACHES.%s.LOCATION", [alias]), sprintf("the folder of the cache %q is relative: processes that start elsewhere have another one.", [alias])) if {
	some alias, folder in caches.folders
	not startswith(folder, "/")
}

allow if {
	caches.are_told
	caches.are_absolute
}
