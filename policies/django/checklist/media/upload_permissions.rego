# METADATA
# title: Uploads have odd permissions
# description: >-
#   A mode is written in octal, 0o644. The number 644 is 0o1204, which nobody means. An
#   upload that may be executed, or that everybody may change, helps whoever gets in.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#file-upload-permissions
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#media-root-and-media-url
# custom:
#   severity: medium
#   reads: [settings.FILE_UPLOAD_PERMISSIONS]
#   remediation: FILE_UPLOAD_PERMISSIONS = 0o644
#   cwe: [732]
#   owasp: [ASVS-12.4.1, "A01:2021"]
package django.checklist.media.upload_permissions

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("FILE_UPLOAD_PERMISSIONS", sprintf("FILE_UPLOAD_PERMISSIONS is %d in decimal, not 0o%d: uploads get a mode that nobody means.", [mode, mode])) if {
	mode := settings.value("FILE_UPLOAD_PERMISSIONS")
	mode in {600, 640, 644, 660, 664, 666, 700, 750, 755, 775, 777}
}

deny contains result.at("FILE_UPLOAD_PERMISSIONS", "uploads may be executed, or changed by every user of the machine.") if {
	settings.of_type("FILE_UPLOAD_PERMISSIONS", "int")
	mode := settings.value("FILE_UPLOAD_PERMISSIONS")
	mode < 512
	bits.and(mode, 75) != 0
}
