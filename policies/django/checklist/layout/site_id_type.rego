# METADATA
# title: SITE_ID is no number
# description: >-
#   django.contrib.sites looks its site up by SITE_ID as a primary key; a text from the
#   environment is not one for its checks.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#site-id
# custom:
#   severity: medium
#   reads: [deps.django, settings.INSTALLED_APPS, settings.SITE_ID]
#   remediation: >-
#     SITE_ID = 1
#   django_check: sites.E101
#   cwe: [703]
#   owasp: ["A05:2021"]
package django.checklist.layout.site_id_type

import data.django.lib.apps
import data.django.lib.result

deny contains result.resting(result.at("SITE_ID", "SITE_ID is no whole number: checks fail, and with them migrate and every other command."), {"INSTALLED_APPS"}) if {
	apps.is_installed("django.contrib.sites")
	apps.site_is_no_number
}

unsure contains result.at(other.subject, "it may be a configuration of django.contrib.sites of another name") if {
	apps.site_is_no_number
	some other in apps.may_be("django.contrib.sites")
}

allow if apps.is_absent("django.contrib.sites")

allow if apps.site_is_number
