# METADATA
# title: Nothing limits how often a password is tried
# description: >-
#   Django checks as many passwords as are sent. A package, or a limit on the login's path
#   at the proxy, stops guessing.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/security/#additional-security-topics
# custom:
#   severity: medium
#   collection: advice
#   reads: [deps, deps.*, settings.INSTALLED_APPS, settings.MIDDLEWARE]
#   inputs: [http]
#   remediation: |-
#     INSTALLED_APPS = [..., "axes"]
#     MIDDLEWARE = [..., "axes.middleware.AxesMiddleware"]  # last
#     AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
#   cwe: [307]
#   owasp: [ASVS-2.2.1, ASVS5-6.3.1, "A07:2021"]
package django.checklist.auth.no_login_throttle

import data.django.lib.apps
import data.django.lib.logins
import data.django.lib.result

deny contains result.resting(result.at("INSTALLED_APPS", "nothing here limits how often a password is tried: guessing goes as fast as the server answers."), {"MIDDLEWARE"}) if {
	apps.is_installed("django.contrib.auth")
	logins.are_unlimited
}

allow if logins.are_none

allow if logins.are_limited
