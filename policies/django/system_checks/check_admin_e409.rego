# METADATA
# title: The admin is installed without MessageMiddleware
# description: The admin needs the messages on each request. A subclass will do.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#admin
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.INSTALLED_APPS, settings.MIDDLEWARE]
#   remediation: Add django.contrib.messages.middleware.MessageMiddleware to MIDDLEWARE.
#   django_check: admin.E409
package django.system_checks.check_admin_e409

import data.django.lib.apps
import data.django.lib.middleware
import data.django.lib.result

deny contains result.resting(result.at("MIDDLEWARE", "the admin needs django.contrib.messages.middleware.MessageMiddleware."), {"INSTALLED_APPS"}) if {
	apps.is_installed("django.contrib.admin")
	middleware.lacks_class("django.contrib.messages.middleware.MessageMiddleware")
}

unsure contains result.at(other.subject, "it may be a configuration of django.contrib.admin of another name") if {
	middleware.lacks_class("django.contrib.messages.middleware.MessageMiddleware")
	some other in apps.may_be("django.contrib.admin")
}

unsure contains result.at(other.subject, "it may be a subclass of MessageMiddleware") if {
	apps.is_installed("django.contrib.admin")
	some other in middleware.may_be("django.contrib.messages.middleware.MessageMiddleware")
}

allow if apps.is_absent("django.contrib.admin")

allow if middleware.has_class("django.contrib.messages.middleware.MessageMiddleware")
