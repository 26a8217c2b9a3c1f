# METADATA
# title: STATICFILES_DIRS is no list
# description: A text without a comma behind it is one text in brackets, whose letters Django takes for folders.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#staticfiles
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.INSTALLED_APPS, settings.STATICFILES_DIRS, settings.STATICFILES_FINDERS]
#   remediation: Write a list of folders.
#   django_check: staticfiles.E001
package django.system_checks.check_staticfiles_e001

import data.django.lib.result
import data.django.lib.static

deny contains result.resting(result.at("STATICFILES_DIRS", "STATICFILES_DIRS is neither a list nor a tuple."), {"INSTALLED_APPS", "STATICFILES_FINDERS"}) if {
	static.are_checked
	static.are_not_listed
}

allow if static.are_not_checked

allow if static.are_listed
