# METADATA
# title: A folder of STATICFILES_DIRS is not there
# description: Django looks for static files in a folder that does not exist, so that those of the project are not served.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#staticfiles
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [settings.INSTALLED_APPS, settings.STATICFILES_DIRS, settings.STATICFILES_FINDERS, source.folders]
#   django: [">=4.0"]
#   remediation: Name the folder that holds the files, or take the entry out.
#   django_check: staticfiles.W004
package django.system_checks.check_staticfiles_w004

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.static

deny contains result.at(folder.subject, "the folder is not there: static files in it are not found.") if {
	static.are_checked
	static.are_listed
	some folder in static.folders
	static.is_gone(folder)
}

unsure contains result.at(folder.subject, "only the machine that runs Django knows whether the folder is there") if {
	static.are_checked
	static.are_listed
	some folder in static.folders
	static.is_elsewhere(folder)
}

allow if static.are_not_checked

allow if static.are_not_listed

allow if settings.is_off("STATICFILES_DIRS")
