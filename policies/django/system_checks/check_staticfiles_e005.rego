# METADATA
# title: STORAGES has no staticfiles
# description: collectstatic and the static tag fail.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#staticfiles
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.INSTALLED_APPS, settings.STORAGES]
#   django: [">=5.0"]
#   remediation: Add a storage called staticfiles.
#   django_check: staticfiles.E005
package django.system_checks.check_staticfiles_e005

import data.django.lib.apps
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.at("STORAGES", "STORAGES has no entry called staticfiles: collectstatic and the static tag fail."), {"INSTALLED_APPS"}) if {
	apps.is_installed("django.contrib.staticfiles")
	settings.misses("STORAGES", "staticfiles")
}

unsure contains result.at(other.subject, "it may be a configuration of django.contrib.staticfiles of another name") if {
	settings.misses("STORAGES", "staticfiles")
	some other in apps.may_be("django.contrib.staticfiles")
}

allow if apps.is_absent("django.contrib.staticfiles")

allow if settings.has("STORAGES", "staticfiles")
