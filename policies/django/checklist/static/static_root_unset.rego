# METADATA
# title: There is no folder to collect static files in
# description: >-
#   collectstatic copies the files of all apps into STATIC_ROOT, from where a server or
#   WhiteNoise reads them. Without it the command fails.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#static-root
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#static-root-and-static-url
# custom:
#   severity: high
#   severities: [high, medium, low]
#   reads: [deps.django, proxy, service.server, settings.DEBUG, settings.INSTALLED_APPS, settings.STATICFILES_DIRS,
#     settings.STATICFILES_STORAGE, settings.STATIC_ROOT, settings.STATIC_URL, settings.STORAGES, settings.STORAGES.staticfiles.BACKEND]
#   inputs: [http]
#   remediation: STATIC_ROOT = BASE_DIR / "staticfiles"
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.static.static_root_unset

import data.django.lib.apps
import data.django.lib.assets
import data.django.lib.result
import data.django.lib.serving
import data.django.lib.settings
import data.django.lib.storages

deny contains result.resting(_lack, {"STATICFILES_STORAGE", "STATIC_URL", "STORAGES"}) if {
	_lacks_folder
	serving.is_no_runserver
}

deny contains result.resting(_lack, {"DEBUG", "STATICFILES_STORAGE", "STATIC_URL", "STORAGES"}) if {
	_lacks_folder
	serving.is_runserver
	settings.is_off("DEBUG")
}

# While DEBUG is on runserver finds the files by itself.
deny contains result.resting(
	result.graded("STATIC_ROOT", "low", "STATIC_ROOT is not set: collectstatic fails, and without runserver and DEBUG pages come without styles and scripts."),
	{"DEBUG", "STATICFILES_STORAGE", "STATIC_URL", "STORAGES"},
) if {
	_lacks_folder
	serving.is_runserver
	settings.is_on("DEBUG")
}

_lack := result.graded("STATIC_ROOT", assets.lack.severity, assets.lack.msg)

_lacks_folder if {
	settings.is_off("STATIC_ROOT")
	settings.is_on("STATIC_URL")
	apps.is_installed("django.contrib.staticfiles")
	storages.is_kept_here
}

allow if settings.is_on("STATIC_ROOT")

allow if settings.is_off("STATIC_URL")

allow if apps.is_absent("django.contrib.staticfiles")

allow if storages.is_kept_elsewhere
