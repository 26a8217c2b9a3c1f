# METADATA
# title: X-Frame-Options stops nobody
# description: >-
#   Browsers know DENY and SAMEORIGIN only; any other value, ALLOW-FROM too, is as good
#   as none. Without a value Django cannot make the header, and each request fails.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#x-frame-options
# custom:
#   severity: medium
#   reads: [settings.MIDDLEWARE, settings.X_FRAME_OPTIONS]
#   inputs: [http]
#   remediation: X_FRAME_OPTIONS = "DENY"
#   django_check: security.W019
#   cwe: [1021]
#   owasp: [ASVS-14.4.7, ASVS5-3.4.6, "A05:2021"]
package django.checklist.headers.x_frame_options_weak

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("X_FRAME_OPTIONS", sprintf("browsers do not know %s: any site may show the pages in a frame.", [json.marshal(value)])) if {
	settings.holds_class("MIDDLEWARE", "XFrameOptionsMiddleware")
	settings.of_type("X_FRAME_OPTIONS", "str")
	value := settings.value("X_FRAME_OPTIONS")
	not upper(value) in {"DENY", "SAMEORIGIN"}
}

deny contains result.at("X_FRAME_OPTIONS", "X_FRAME_OPTIONS is no text: the middleware cannot make a header of it, and each request fails.") if {
	settings.holds_class("MIDDLEWARE", "XFrameOptionsMiddleware")
	settings.is_not_text("X_FRAME_OPTIONS", "")
	settings.is_no_type("X_FRAME_OPTIONS", "str")
}

allow if upper(settings.text("X_FRAME_OPTIONS")) in {"DENY", "SAMEORIGIN"}

allow if settings.lacks_class("MIDDLEWARE", "XFrameOptionsMiddleware")
