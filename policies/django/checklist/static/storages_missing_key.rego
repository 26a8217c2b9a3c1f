# METADATA
# title: A storage is missing
# description: >-
#   STORAGES replaces Django's default as a whole. Without "staticfiles" static files
#   fail; without "default" the first upload does.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#storages
# custom:
#   severity: high
#   severities: [high, low]
#   reads: [settings.INSTALLED_APPS, settings.MEDIA_URL, settings.STORAGES, source.uploads]
#   django: [">=4.2"]
#   remediation: |-
#     STORAGES = {
#         "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
#         "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
#     }
#   django_check: staticfiles.E005
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.static.storages_missing_key

import data.django.lib.apps
import data.django.lib.result
import data.django.lib.settings
import data.django.lib.storages

deny contains result.graded("STORAGES", "high", "STORAGES has no staticfiles: each page with a static file fails, and so does collectstatic.") if {
	settings.misses("STORAGES", "staticfiles")
	settings.is_set("STORAGES")
	apps.is_installed("django.contrib.staticfiles")
}

deny contains result.graded("STORAGES", _severity, "STORAGES has no default: whatever stores an upload fails.") if {
	settings.misses("STORAGES", "default")
	settings.is_set("STORAGES")
}

# Uploads have an address where there are some, and something that keeps them.
_severity := "high" if {
	settings.is_set("MEDIA_URL")
	storages.takes_uploads
}

_severity := "low" if settings.is_unset("MEDIA_URL")

_severity := "low" if {
	settings.is_set("MEDIA_URL")
	storages.takes_no_uploads
}
