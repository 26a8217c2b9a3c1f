# METADATA
# title: SITE_ID is no number
# description: The sites framework looks the site up by it. Up to Django 6.0 any whole number or None will do; from 6.1 on it has to be of the type of the primary key.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#sites
# custom:
#   severity: high
#   collection: system-checks
#   reads: [deps.django, settings.INSTALLED_APPS, settings.SITE_ID]
#   remediation: Write the number of the site.
#   django_check: sites.E101
package django.system_checks.check_sites_e101

import data.django.lib.apps
import data.django.lib.result

deny contains result.resting(result.at("SITE_ID", "SITE_ID is no whole number."), {"INSTALLED_APPS"}) if {
	apps.is_installed("django.contrib.sites")
	apps.site_is_no_number
}

unsure contains result.at(other.subject, "it may be a configuration of django.contrib.sites of another name") if {
	apps.site_is_no_number
	some other in apps.may_be("django.contrib.sites")
}

allow if apps.is_absent("django.contrib.sites")

allow if apps.site_is_number
