# METADATA
# title: A cache in files lies where visitors read
# description: Its entries are pickles that visitors may then read or, among uploads, write.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#caches
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [settings.CACHES, settings.MEDIA_ROOT, settings.STATICFILES_DIRS, settings.STATIC_ROOT]
#   remediation: Give the cache a folder of its own.
#   django_check: caches.W002
package django.system_checks.check_caches_w002

import data.django.lib.caches
import data.django.lib.result

deny contains result.resting(result.at(sprintf("CACHES.%s.LOCATION", [place.alias]), sprintf("the cache %q %s %s.", [place.alias, place.relation, place.name])), {place.name}) if {
	some place in caches.exposed
}

unsure contains result.at(sprintf("CACHES.%s", [alias]), "the backend may be a FileBasedCache of another name") if {
	some alias in caches.may_be_files
}

unsure contains result.at("CACHES", "how the folders of the caches lie to MEDIA_ROOT, STATIC_ROOT and STATICFILES_DIRS depends on the server") if {
	some _ in caches.folders
	caches.are_not_apart
}

allow if caches.are_hidden
