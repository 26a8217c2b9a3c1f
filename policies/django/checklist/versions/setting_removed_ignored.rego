# METADATA
# title: This Django ignores a setting that it had before
# description: >-
#   What the setting did no longer happens, and nothing says so. With DEFAULT_FILE_STORAGE uploads go to the local disk; with STATICFILES_STORAGE static files are no longer hashed.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/internals/deprecation/
# custom:
#   severity: low
#   severities: [high, low]
#   reads: [deps.django, source.missing]
#   remediation: >-
#     Delete the line. Before that, move the class of DEFAULT_FILE_STORAGE or STATICFILES_STORAGE to where Django looks now: STORAGES = {"default": {"BACKEND": ...}, "staticfiles": {"BACKEND": ...}}.
#   aliases: [whitenoise-storage-ignored]
#   cwe: [1104]
#   owasp: [ASVS-14.2.1, ASVS5-15.2.1, "A06:2021"]
package django.checklist.versions.setting_removed_ignored

import data.django.lib.result
import data.django.lib.versions

deny contains result.graded_here(notice.name, _severity(notice.name), notice.at, sprintf("%s has had no effect since Django %s%s.", [notice.name, notice.version, _consequence(notice.name)])) if {
	some notice in versions.notices("removed")
}

unsure contains result.at(notice.name, versions.because(notice, "%s has no effect from Django %s on")) if {
	some notice in versions.perhaps("removed")
}

unsure contains result.at("deps.django", "this version of Django is not in the tables") if versions.is_untold

unsure contains result.at("deps.django", "the settings module is not in the project") if versions.hides_settings

allow if versions.has_no_notice("removed")

_severity(name) := "high" if name in {"DEFAULT_FILE_STORAGE", "STATICFILES_STORAGE"}

_severity(name) := "low" if not name in {"DEFAULT_FILE_STORAGE", "STATICFILES_STORAGE"}

_consequence("DEFAULT_FILE_STORAGE") := ": uploads go to the local disk instead"

_consequence("STATICFILES_STORAGE") := ": static files are stored without it"

_consequence(name) := "" if not name in {"DEFAULT_FILE_STORAGE", "STATICFILES_STORAGE"}
