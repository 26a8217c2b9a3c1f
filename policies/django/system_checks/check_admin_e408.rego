# METADATA
# title: The admin is installed without AuthenticationMiddleware
# description: The admin needs who is logged in on each request. A subclass will do.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#admin
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.INSTALLED_APPS, settings.MIDDLEWARE]
#   remediation: Add django.contrib.auth.middleware.AuthenticationMiddleware to MIDDLEWARE.
#   django_check: admin.E408
package django.system_checks.check_admin_e408

import data.django.lib.apps
import data.django.lib.middleware
import data.django.lib.result

deny contains result.resting(result.at("MIDDLEWARE", "the admin needs django.contrib.auth.middleware.AuthenticationMiddleware."), {"INSTALLED_APPS"}) if {
	apps.is_installed("django.contrib.admin")
	middleware.lacks_class("django.contrib.auth.middleware.AuthenticationMiddleware")
}

unsure contains result.at(other.subject, "it may be a configuration of django.contrib.admin of another name") if {
	middleware.lacks_class("django.contrib.auth.middleware.AuthenticationMiddleware")
	some other in apps.may_be("django.contrib.admin")
}

unsure contains result.at(other.subject, "it may be a subclass of AuthenticationMiddleware") if {
	apps.is_installed("django.contrib.admin")
	some other in middleware.may_be("django.contrib.auth.middleware.AuthenticationMiddleware")
}

allow if apps.is_absent("django.contrib.admin")

allow if middleware.has_class("django.contrib.auth.middleware.AuthenticationMiddleware")
