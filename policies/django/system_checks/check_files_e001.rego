# METADATA
# title: FILE_UPLOAD_TEMP_DIR is not there
# description: Django keeps large uploads there while they arrive, so that each of them fails.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#files
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.FILE_UPLOAD_TEMP_DIR, source.folders]
#   django: [">=4.0"]
#   remediation: Make the folder where Django runs, or leave the setting out to use the system's own.
#   django_check: files.E001
package django.system_checks.check_files_e001

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.static

deny contains result.at("FILE_UPLOAD_TEMP_DIR", "the folder is not there: large uploads fail.") if {
	some folder in static.upload_folders
	static.is_gone(folder)
}

unsure contains result.at("FILE_UPLOAD_TEMP_DIR", "only the machine that runs Django knows whether the folder is there") if {
	some folder in static.upload_folders
	static.is_elsewhere(folder)
}

allow if settings.is_off("FILE_UPLOAD_TEMP_DIR")
