# METADATA
# title: Settings of mail exclude each other
# description: >-
#   Django 6.1 refuses to start with MAILERS and any of the EMAIL_ settings that it
#   replaces.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#mailers
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#email-backend-and-related-settings
# custom:
#   severity: critical
#   reads: [deps.django, settings.DEFAULT_FILE_STORAGE, settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH, settings.EMAIL_HOST,
#     settings.EMAIL_HOST_PASSWORD, settings.EMAIL_HOST_USER, settings.EMAIL_PORT, settings.EMAIL_SSL_CERTFILE, settings.EMAIL_SSL_KEYFILE,
#     settings.EMAIL_TIMEOUT, settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS, settings.MAILERS, settings.STATICFILES_STORAGE, settings.STORAGES]
#   django: [">=6.1"]
#   remediation: Move what the EMAIL_ setting says into MAILERS["default"], and delete it.
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.email.mailers_conflict

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.start

deny contains result.at(clash.old, sprintf("%s stands beside MAILERS: Django raises ImproperlyConfigured, and nothing starts.", [clash.old])) if {
	some clash in start.exclusive
	clash.new == "MAILERS"
}

allow if settings.is_unset("MAILERS")
