# METADATA
# title: Uploads are lost with the container
# description: >-
#   MEDIA_ROOT is a folder of the container and no volume holds it: the next deployment
#   begins with an empty one, and each replica has its own.
# related_resources:
#   - ref: https://docs.docker.com/engine/storage/volumes/
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#media-root-and-media-url
# custom:
#   severity: high
#   reads: [deps.django, service.kind, service.mounts, settings.DEFAULT_FILE_STORAGE, settings.INSTALLED_APPS, settings.MEDIA_ROOT, settings.STORAGES.default.BACKEND, source.places, source.uploads]
#   inputs: [compose, http]
#   remediation: 'volumes: ["media:/app/media"]  # the path of MEDIA_ROOT in the container; or a storage in a bucket'
#   unmapped: It loses data, and discloses none.
package django.checklist.media.media_volume_missing

import data.django.lib.process
import data.django.lib.result
import data.django.lib.settings
import data.django.lib.storages

deny contains result.resting(
	result.at("MEDIA_ROOT", "uploads are kept in a folder of the container, which has no volume: they are lost with the next deployment."),
	{"DEFAULT_FILE_STORAGE", "STORAGES"},
) if {
	_keeps_uploads
	storages.takes_uploads
	process.is_fleeting
}

unsure contains result.at("MEDIA_ROOT", "no module of the project takes uploads; an app from elsewhere may, and no volume holds MEDIA_ROOT") if {
	_keeps_uploads
	storages.shows_no_uploads
	process.is_fleeting
}

unsure contains result.at("MEDIA_ROOT", "whether a volume of the container holds MEDIA_ROOT is not known") if {
	_keeps_uploads
	process.is_perhaps_lost(settings.value("MEDIA_ROOT"))
}

allow if settings.is_unset("MEDIA_ROOT")

allow if settings.is_off("MEDIA_ROOT")

allow if storages.uploads_are_kept_elsewhere

allow if process.holds_folder(settings.value("MEDIA_ROOT"))

_keeps_uploads if {
	settings.is_set("MEDIA_ROOT")
	settings.is_on("MEDIA_ROOT")
	storages.uploads_are_kept_here
}
