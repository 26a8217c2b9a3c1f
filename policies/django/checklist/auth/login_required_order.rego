# METADATA
# title: LoginRequiredMiddleware stands before AuthenticationMiddleware
# description: >-
#   LoginRequiredMiddleware reads request.user, which AuthenticationMiddleware sets. Before it, every request is an exception.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/middleware/#django.contrib.auth.middleware.LoginRequiredMiddleware
# custom:
#   severity: high
#   reads: [settings.MIDDLEWARE]
#   inputs: [http]
#   django: [">=5.1"]
#   remediation: Put "django.contrib.auth.middleware.AuthenticationMiddleware" before it in MIDDLEWARE.
#   django_check: auth.E013
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.auth.login_required_order

import data.django.lib.middleware
import data.django.lib.result

deny contains result.at("MIDDLEWARE", "LoginRequiredMiddleware has no AuthenticationMiddleware before it: every request is answered with 500.") if {
	middleware.login_is_early
}

unsure contains result.at("MIDDLEWARE", "a class before LoginRequiredMiddleware may be an AuthenticationMiddleware, which only its source could tell") if {
	middleware.login_may_be_early
}

allow if middleware.login_is_late

allow if middleware.login_is_absent
