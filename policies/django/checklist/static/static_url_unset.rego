# METADATA
# title: Static files have no address
# description: >-
#   With django.contrib.staticfiles each template that names a static file needs
#   STATIC_URL; without it Django raises ImproperlyConfigured.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#static-url
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#static-root-and-static-url
# custom:
#   severity: high
#   reads: [deps.django, settings.INSTALLED_APPS, settings.STATICFILES_STORAGE, settings.STATIC_URL, settings.STORAGES, settings.STORAGES.staticfiles.BACKEND]
#   inputs: [http]
#   remediation: STATIC_URL = "static/"
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.static.static_url_unset

import data.django.lib.apps
import data.django.lib.result
import data.django.lib.settings
import data.django.lib.storages

deny contains result.resting(result.at("STATIC_URL", "STATIC_URL is not set: each page with a static file fails with ImproperlyConfigured."), {"STATICFILES_STORAGE", "STORAGES"}) if {
	settings.is_off("STATIC_URL")
	apps.is_installed("django.contrib.staticfiles")
	storages.is_kept_here
}

allow if settings.is_on("STATIC_URL")

allow if apps.is_absent("django.contrib.staticfiles")

allow if storages.is_kept_elsewhere
