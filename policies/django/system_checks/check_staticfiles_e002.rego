# METADATA
# title: STATICFILES_DIRS holds STATIC_ROOT
# description: collectstatic would copy the folder into itself.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#staticfiles
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.INSTALLED_APPS, settings.STATICFILES_DIRS, settings.STATICFILES_FINDERS, settings.STATIC_ROOT]
#   remediation: Take STATIC_ROOT out of STATICFILES_DIRS.
#   django_check: staticfiles.E002
package django.system_checks.check_staticfiles_e002

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.static

deny contains result.resting(result.at(subject, "it is STATIC_ROOT: collectstatic would copy the folder into itself."), {"STATIC_ROOT"}) if {
	static.are_checked
	static.are_listed
	some subject in static.with_root
}

unsure contains result.at(subject, "whether it is STATIC_ROOT depends on the folder in which the process starts") if {
	static.are_checked
	static.are_listed
	some subject in static.perhaps_with_root
}

allow if static.are_not_checked

allow if static.are_not_listed

allow if settings.is_off("STATIC_ROOT")
