# METADATA
# title: A password alone opens the admin
# description: >-
#   Who learns or guesses the password of one member of staff reads and changes what the
#   admin shows. Django brings no second factor; a package or a single sign-on does.
# related_resources:
#   - ref: https://django-otp-official.readthedocs.io/en/stable/overview.html#the-admin-site
# custom:
#   severity: medium
#   collection: advice
#   reads: [deps, deps.*, settings.AUTHENTICATION_BACKENDS, settings.INSTALLED_APPS]
#   inputs: [http]
#   remediation: |-
#     INSTALLED_APPS = [..., "django_otp", "django_otp.plugins.otp_totp"]
#     MIDDLEWARE = [..., "django_otp.middleware.OTPMiddleware"]
#     # urls.py: admin.site.__class__ = OTPAdminSite
#   cwe: [308]
#   owasp: [ASVS-2.8.1, ASVS5-6.3.3, "A07:2021"]
package django.checklist.auth.admin_no_mfa

import data.django.lib.apps
import data.django.lib.logins
import data.django.lib.result

deny contains result.resting(result.at("INSTALLED_APPS", "the admin is installed, and nothing that asks for more than a password: one learned password opens it."), {"AUTHENTICATION_BACKENDS"}) if {
	apps.is_installed("django.contrib.admin")
	logins.by_password_alone
}

unsure contains result.at(backend.subject, "it may ask for a second factor, or another service for it") if {
	some backend in logins.other_backends
}

unsure contains result.at(member.subject, "it may be a configuration of django.contrib.admin of another name") if {
	some member in apps.may_be("django.contrib.admin")
}

allow if apps.is_absent("django.contrib.admin")

allow if logins.by_more
