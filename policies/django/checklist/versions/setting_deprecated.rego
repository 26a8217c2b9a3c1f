# METADATA
# title: A setting goes away with a coming Django
# description: Django warns of it. The version after its deprecation ignores it without a word.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/internals/deprecation/
# custom:
#   severity: low
#   reads: [deps.django, source.missing]
#   remediation: >-
#     Delete the line where it only repeats what Django does anyway, such as USE_L10N = True. What names a class or a server moves: *_STORAGE into STORAGES, EMAIL_* into MAILERS.
#   aliases: [email-deprecated-settings]
#   cwe: [477]
#   owasp: ["A06:2021"]
package django.checklist.versions.setting_deprecated

import data.django.lib.result
import data.django.lib.versions

deny contains result.here(notice.name, notice.at, sprintf("%s is deprecated since Django %s: a coming version ignores it.", [notice.name, notice.version])) if {
	some notice in versions.notices("deprecated")
}

unsure contains result.at(notice.name, versions.because(notice, "%s is deprecated from Django %s on")) if {
	some notice in versions.perhaps("deprecated")
}

unsure contains result.at("deps.django", "this version of Django is not in the tables") if versions.is_untold

unsure contains result.at("deps.django", "the settings module is not in the project") if versions.hides_settings

allow if versions.has_no_notice("deprecated")
