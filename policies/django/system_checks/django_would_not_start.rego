# METADATA
# title: Django would not start
# description: Neither the check nor a server gets as far as this. Django stops while it reads the settings or the applications.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/
# custom:
#   severity: critical
#   collection: system-checks
#   reads: [deps.django, settings.ALLOWED_HOSTS, settings.DEFAULT_FILE_STORAGE, settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH,
#     settings.EMAIL_HOST, settings.EMAIL_HOST_PASSWORD, settings.EMAIL_HOST_USER, settings.EMAIL_PORT, settings.EMAIL_SSL_CERTFILE,
#     settings.EMAIL_SSL_KEYFILE, settings.EMAIL_TIMEOUT, settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS, settings.INSTALLED_APPS,
#     settings.LOCALE_PATHS, settings.MAILERS, settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS, settings.STATICFILES_STORAGE, settings.STORAGES,
#     source.failure, source.missing]
#   remediation: Mend what is named; the other checks are only told once Django starts.
package django.system_checks.django_would_not_start

import data.django.lib.apps
import data.django.lib.result
import data.django.lib.settings
import data.django.lib.source
import data.django.lib.start
import data.django.lib.versions

deny contains result.here("target.settings_module", source.failure.at, sprintf("Django would not start: the settings raise %s.", [source.failure.exception]))

deny contains result.at("target.settings_module", "Django would not start: the settings module is not there.") if source.missing

deny contains result.at(name, sprintf("Django would not start: %s is neither a list nor a tuple.", [name])) if {
	some name in start.not_listed
}

deny contains result.resting(result.at(pair.old, sprintf("Django would not start: %s and %s exclude each other.", [pair.old, pair.new])), {pair.new}) if {
	some pair in start.exclusive
}

deny contains result.at(app.subject, sprintf("Django would not start: %s stands twice in INSTALLED_APPS.", [app.value])) if {
	some app in apps.repeated
}

deny contains result.at("INSTALLED_APPS", sprintf("Django would not start: %s needs %s, which is not installed.", [app.app, app.needs])) if {
	some app in apps.lacking
}

deny contains result.resting(result.at("SECRET_KEY", "Django would not start: the admin reads SECRET_KEY, which is empty."), {"INSTALLED_APPS"}) if {
	apps.is_installed("django.contrib.admin")
	settings.is_off("SECRET_KEY")
	versions.before("4.0")
}

deny contains result.at(subject, "Django would not start: a storage is a dict with a BACKEND.") if {
	some subject in start.storages_without_backend
}
