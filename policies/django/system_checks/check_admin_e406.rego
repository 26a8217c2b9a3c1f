# METADATA
# title: The admin is installed without messages
# description: The admin tells of each change by a message.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#admin
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.INSTALLED_APPS]
#   remediation: Add django.contrib.messages to INSTALLED_APPS.
#   django_check: admin.E406
package django.system_checks.check_admin_e406

import data.django.lib.apps
import data.django.lib.result

deny contains result.at("INSTALLED_APPS", "the admin needs django.contrib.messages, which is not installed.") if {
	apps.is_installed("django.contrib.admin")
	apps.is_absent("django.contrib.messages")
}

unsure contains result.at(other.subject, "it may be a configuration of django.contrib.messages of another name") if {
	apps.is_installed("django.contrib.admin")
	some other in apps.may_be("django.contrib.messages")
}

allow if apps.is_absent("django.contrib.admin")

allow if apps.is_installed("django.contrib.messages")
