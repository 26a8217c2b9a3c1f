# METADATA
# title: This Django ignores a setting that it had before
# description: >-
#   What the setting did no longer happens, and nothing says so. With DEFAULT_FILE_STORAGE uploads go to the local disk;
#   with STATICFILES_STORAGE static files are no longer hashed, or stay on the machine.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/internals/deprecation/
# custom:
#   severity: low
#   severities: [high, medium, low]
#   reads: [deps.django, source.missing]
#   remediation: >-
#     Delete the line. Before that, move the class of DEFAULT_FILE_STORAGE or STATICFILES_STORAGE to where Django looks now: STORAGES = {"default": {"BACKEND": ...}, "staticfiles": {"BACKEND": ...}}.
#   aliases: [whitenoise-storage-ignored]
#   cwe: [1104]
#   owasp: [ASVS-14.2.1, ASVS5-15.2.1, "A06:2021"]
package django.checklist.versions.setting_removed_ignored

import data.django.lib.result
import data.django.lib.versions

deny contains result.graded_here(
	notice.name,
	_severity(notice.name, notice.says),
	notice.at,
	sprintf("%s has had no effect since Django %s%s.", [notice.name, notice.version, _consequence(notice.name, notice.says)]),
) if {
	some notice in versions.notices("removed")
}

unsure contains result.at(notice.name, versions.because(notice, "%s has no effect from Django %s on")) if {
	some notice in versions.perhaps("removed")
}

unsure contains result.at("deps.django", "this version of Django is not in the tables") if versions.is_untold

unsure contains result.at("deps.django", "the settings module is not in the project") if versions.hides_settings

allow if versions.has_no_notice("removed")

# What Django does without it is what it said.
_severity(name, text) := "low" if text in _defaults[name]

_severity("DEFAULT_FILE_STORAGE", text) := "high" if not text in _defaults.DEFAULT_FILE_STORAGE

# Static files are where they were, under names without a hash.
_severity("STATICFILES_STORAGE", text) := "medium" if _is_of_hashes(text)

_severity("STATICFILES_STORAGE", text) := "high" if {
	not text in _defaults.STATICFILES_STORAGE
	not _is_of_hashes(text)
}

_severity(name, _) := "low" if not _defaults[name]

_defaults := {
	"DEFAULT_FILE_STORAGE": {"django.core.files.storage.FileSystemStorage", "django.core.files.storage.filesystem.FileSystemStorage"},
	"STATICFILES_STORAGE": {"django.contrib.staticfiles.storage.StaticFilesStorage"},
}

_is_of_hashes(text) if regex.match(`^whitenoise\.|Manifest\w*StaticFilesStorage$`, text)

_consequence("DEFAULT_FILE_STORAGE", text) := ": uploads go to the local disk instead" if not text in _defaults.DEFAULT_FILE_STORAGE

_consequence("STATICFILES_STORAGE", text) := ": static files are stored without it" if not text in _defaults.STATICFILES_STORAGE

_consequence(name, text) := ", and what it says is the default" if text in _defaults[name]

_consequence(name, _) := "" if not _defaults[name]
