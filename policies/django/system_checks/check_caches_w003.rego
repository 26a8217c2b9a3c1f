# METADATA
# title: The folder of a cache is relative
# description: It then depends on the folder in which the process starts.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#caches
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [settings.CACHES]
#   remediation: Write an absolute path.
#   django_check: caches.W003
package django.system_checks.check_caches_w003

import data.django.lib.caches
import data.django.lib.paths
import data.django.lib.result

deny contains result.at(sprintf("CACHES.%s.LOCATION", [alias]), "it is relative: which folder it is depends on where the process starts.") if {
	some alias, folder in caches.folders
	paths.is_relative(folder)
}

unsure contains result.at(sprintf("CACHES.%s", [alias]), "the backend may be a FileBasedCache of another name") if {
	some alias in caches.may_be_files
}

allow if {
	caches.are_told
	caches.are_absolute
}
