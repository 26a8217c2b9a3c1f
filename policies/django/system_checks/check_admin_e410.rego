# METADATA
# title: The admin is installed without SessionMiddleware
# description: The admin needs the session on each request. A subclass will do.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#admin
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.INSTALLED_APPS, settings.MIDDLEWARE]
#   remediation: Add django.contrib.sessions.middleware.SessionMiddleware to MIDDLEWARE.
#   django_check: admin.E410
package django.system_checks.check_admin_e410

import data.django.lib.apps
import data.django.lib.middleware
import data.django.lib.result

deny contains result.resting(result.at("MIDDLEWARE", "the admin needs django.contrib.sessions.middleware.SessionMiddleware."), {"INSTALLED_APPS"}) if {
	apps.is_installed("django.contrib.admin")
	middleware.lacks_class("django.contrib.sessions.middleware.SessionMiddleware")
}

unsure contains result.at(other.subject, "it may be a configuration of django.contrib.admin of another name") if {
	middleware.lacks_class("django.contrib.sessions.middleware.SessionMiddleware")
	some other in apps.may_be("django.contrib.admin")
}

unsure contains result.at(other.subject, "it may be a subclass of SessionMiddleware") if {
	apps.is_installed("django.contrib.admin")
	some other in middleware.may_be("django.contrib.sessions.middleware.SessionMiddleware")
}

allow if apps.is_absent("django.contrib.admin")

allow if middleware.has_class("django.contrib.sessions.middleware.SessionMiddleware")
