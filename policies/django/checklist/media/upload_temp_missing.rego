# METADATA
# title: FILE_UPLOAD_TEMP_DIR is not there
# description: >-
#   Django keeps large uploads there while they arrive. Without the folder each of them
#   fails, and the checks do.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#file-upload-temp-dir
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#media-root-and-media-url
# custom:
#   severity: medium
#   reads: [settings.FILE_UPLOAD_TEMP_DIR, source.folders]
#   inputs: [http]
#   remediation: >-
#     Make the folder in the image (RUN mkdir), or leave the setting out to use the folder
#     of the system.
#   django_check: files.E001
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.media.upload_temp_missing

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.static

deny contains result.at("FILE_UPLOAD_TEMP_DIR", sprintf("the project has no folder %s: large uploads fail.", [folder.path])) if {
	some folder in static.upload_folders
	static.is_gone(folder)
}

unsure contains result.at("FILE_UPLOAD_TEMP_DIR", "only the machine that runs Django knows whether the folder is there") if {
	some folder in static.upload_folders
	static.is_elsewhere(folder)
}

allow if settings.is_off("FILE_UPLOAD_TEMP_DIR")
