# METADATA
# title: Uploads land beside the code
# description: >-
#   With an empty MEDIA_ROOT Django stores uploads in the folder in which the process
#   was started.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#media-root
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#media-root-and-media-url
# custom:
#   severity: medium
#   reads: [deps.django, settings.DEFAULT_FILE_STORAGE, settings.MEDIA_ROOT, settings.MEDIA_URL, settings.STORAGES.default.BACKEND]
#   inputs: [http]
#   remediation: MEDIA_ROOT = "/var/lib/shop/media"
#   cwe: [434, 552]
#   owasp: [ASVS-12.4.1, ASVS5-5.3.1, "A05:2021"]
package django.checklist.media.media_root_default

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.storages

deny contains result.resting(
	result.at("MEDIA_ROOT", "MEDIA_URL is set and MEDIA_ROOT is empty: uploads are stored in the folder in which the process was started, beside the code."),
	{"DEFAULT_FILE_STORAGE", "MEDIA_URL", "STORAGES"},
) if {
	settings.is_off("MEDIA_ROOT")
	settings.is_on("MEDIA_URL")
	settings.is_set("MEDIA_URL")
	storages.uploads_are_kept_here
}

allow if settings.is_on("MEDIA_ROOT")

allow if settings.is_unset("MEDIA_URL")

allow if settings.is_off("MEDIA_URL")

allow if storages.uploads_are_kept_elsewhere
