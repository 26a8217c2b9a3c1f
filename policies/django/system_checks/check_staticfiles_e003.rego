# METADATA
# title: A prefix in STATICFILES_DIRS ends in a slash
# description: Django adds the slash itself.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#staticfiles
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.INSTALLED_APPS, settings.STATICFILES_DIRS, settings.STATICFILES_FINDERS]
#   remediation: Drop the slash.
#   django_check: staticfiles.E003
package django.system_checks.check_staticfiles_e003

import data.django.lib.result
import data.django.lib.static

deny contains result.at(subject, "the prefix ends in a slash.") if {
	static.are_checked
	static.are_listed
	some subject in static.with_slash
}

allow if static.are_not_checked

allow if static.are_not_listed
