# METADATA
# title: LoginRequiredMiddleware stands before AuthenticationMiddleware
# description: It asks for the user of the request, which the other one sets.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#auth
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.INSTALLED_APPS, settings.MIDDLEWARE]
#   django: [">=5.1"]
#   remediation: Move AuthenticationMiddleware before it.
#   django_check: auth.E013
package django.system_checks.check_auth_e013

import data.django.lib.apps
import data.django.lib.middleware
import data.django.lib.result

deny contains result.resting(result.at("MIDDLEWARE", "LoginRequiredMiddleware has no AuthenticationMiddleware before it."), {"INSTALLED_APPS"}) if {
	apps.is_installed("django.contrib.auth")
	middleware.login_is_early
}

unsure contains result.at("MIDDLEWARE", "a class from elsewhere may be LoginRequiredMiddleware or AuthenticationMiddleware") if {
	middleware.login_may_be_early
}

allow if apps.is_absent("django.contrib.auth")

allow if middleware.login_is_late

allow if middleware.login_is_absent
