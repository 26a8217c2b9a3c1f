# METADATA
# title: Uploads no longer go to the bucket
# description: 'Django 5.1 stopped reading DEFAULT_FILE_STORAGE without a word: files are written to the disk of the container, and are gone with it.'
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/releases/5.1/#features-removed-in-5-1
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#media-root-and-media-url
# custom:
#   severity: critical
#   reads: [settings.DEFAULT_FILE_STORAGE, settings.STORAGES.default.BACKEND]
#   remediation: Set STORAGES with the same class as its 'default' (and one for 'staticfiles'), then look for files in MEDIA_ROOT.
#   django: [">=5.1"]
#   covers: [setting-removed-ignored]
#   unmapped: It loses data, and discloses none.
package django.checklist.media.uploads_lost_after_upgrade

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.stores

deny contains result.resting(
	result.at("DEFAULT_FILE_STORAGE", sprintf("Django no longer reads DEFAULT_FILE_STORAGE: uploads go to the local disk, not to %s.", [settings.value("DEFAULT_FILE_STORAGE")])),
	{"STORAGES"},
) if {
	settings.is_set("DEFAULT_FILE_STORAGE")
	stores.is_foreign(settings.value("DEFAULT_FILE_STORAGE"))
	settings.entry("STORAGES", "default", "BACKEND") == "django.core.files.storage.FileSystemStorage"
}

allow if settings.is_unset("DEFAULT_FILE_STORAGE")
