# METADATA
# title: This Django does not know a setting yet
# description: >-
#   Django ignores what it does not know, so that the protection or feature is not there, though the settings say so.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/
# custom:
#   severity: medium
#   reads: [deps.django, source.missing]
#   remediation: Upgrade to the version that has it, or use the package or the older setting that does the same.
#   cwe: [1188]
#   owasp: ["A05:2021"]
package django.checklist.versions.setting_too_new

import data.django.lib.result
import data.django.lib.versions

deny contains result.here(notice.name, notice.at, sprintf("%s came with Django %s: this version ignores it.", [notice.name, notice.version])) if {
	some notice in versions.notices("new")
}

unsure contains result.at(notice.name, versions.because(notice, "%s came with Django %s")) if {
	some notice in versions.perhaps("new")
}

unsure contains result.at("deps.django", "this version of Django is not in the tables") if versions.is_untold

unsure contains result.at("deps.django", "the settings module is not in the project") if versions.hides_settings

allow if versions.has_no_notice("new")
