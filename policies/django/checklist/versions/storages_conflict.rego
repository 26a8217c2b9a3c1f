# METADATA
# title: STORAGES and the settings that it replaces exclude each other
# description: Django 4.2 and 5.0 raise ImproperlyConfigured while they start where both are set.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/releases/4.2/#custom-file-storages
# custom:
#   severity: high
#   reads: [deps.django, settings.DEFAULT_FILE_STORAGE, settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH, settings.EMAIL_HOST,
#     settings.EMAIL_HOST_PASSWORD, settings.EMAIL_HOST_USER, settings.EMAIL_PORT, settings.EMAIL_SSL_CERTFILE, settings.EMAIL_SSL_KEYFILE,
#     settings.EMAIL_TIMEOUT, settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS, settings.MAILERS, settings.STATICFILES_STORAGE, settings.STORAGES]
#   django: [">=4.2,<5.1"]
#   remediation: Move what DEFAULT_FILE_STORAGE and STATICFILES_STORAGE say into STORAGES, and delete them.
#   covers: [setting-deprecated]
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.versions.storages_conflict

import data.django.lib.result
import data.django.lib.start

deny contains result.resting(result.at(pair.old, sprintf("%s and STORAGES exclude each other: Django does not start.", [pair.old])), {"STORAGES"}) if {
	some pair in start.exclusive
	pair.new == "STORAGES"
}
