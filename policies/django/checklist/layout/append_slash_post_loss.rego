# METADATA
# title: Redirects to a slash drop what was posted
# description: >-
#   APPEND_SLASH answers a path without its last slash with a redirect, on which clients
#   of an API repeat a POST as a GET.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#append-slash
# custom:
#   severity: info
#   collection: advice
#   reads: [settings.APPEND_SLASH, settings.INSTALLED_APPS, settings.MIDDLEWARE]
#   inputs: [http]
#   remediation: >-
#     APPEND_SLASH = False, or document the paths of the API with their last slash.
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.layout.append_slash_post_loss

import data.django.lib.apps
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.at("APPEND_SLASH", "APPEND_SLASH is on beside an API: a POST to a path without its last slash becomes a redirect, and what was posted is lost."),
	{"INSTALLED_APPS", "MIDDLEWARE"},
) if {
	settings.is_on("APPEND_SLASH")
	settings.holds_class("MIDDLEWARE", "CommonMiddleware")
	apps.is_installed("rest_framework")
}

allow if settings.is_off("APPEND_SLASH")

allow if settings.lacks_class("MIDDLEWARE", "CommonMiddleware")

allow if apps.is_absent("rest_framework")
