# METADATA
# title: X_FRAME_OPTIONS is not DENY
# description: Django compares letter by letter, so that deny is reported though the header is the same.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#security
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [settings.MIDDLEWARE, settings.X_FRAME_OPTIONS]
#   remediation: "Set X_FRAME_OPTIONS to \"DENY\", unless pages of the site are shown in frames of its own."
#   django_check: security.W019
package django.system_checks.check_security_w019

import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.at("X_FRAME_OPTIONS", "X_FRAME_OPTIONS is not DENY."), {"MIDDLEWARE"}) if {
	middleware.has("django.middleware.clickjacking.XFrameOptionsMiddleware")
	settings.is_not_text("X_FRAME_OPTIONS", "DENY")
}

allow if middleware.misses("django.middleware.clickjacking.XFrameOptionsMiddleware")

allow if settings.is_text("X_FRAME_OPTIONS", "DENY")
