# METADATA
# title: The site may frame itself
# description: >-
#   Django's default is DENY since 3.0. SAMEORIGIN lets any page of the same host frame
#   another, such as one that a visitor uploaded. It is right where the site needs its
#   own frames.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#x-frame-options
# custom:
#   severity: low
#   reads: [settings.CONTENT_SECURITY_POLICY, settings.CONTENT_SECURITY_POLICY.DIRECTIVES, settings.CSP_FRAME_ANCESTORS, settings.CSP_REPORT_ONLY,
#     settings.INSTALLED_APPS, settings.MIDDLEWARE, settings.SECURE_CSP, settings.X_FRAME_OPTIONS]
#   inputs: [http]
#   remediation: >-
#     Delete X_FRAME_OPTIONS, and mark the views that are framed with
#     @xframe_options_sameorigin.
#   cwe: [1021]
#   owasp: [ASVS-14.4.7, ASVS5-3.4.6, "A05:2021"]
package django.checklist.headers.x_frame_options_sameorigin

import data.django.lib.apps
import data.django.lib.csp
import data.django.lib.result
import data.django.lib.settings

deny contains result.at("X_FRAME_OPTIONS", "X_FRAME_OPTIONS is SAMEORIGIN for every page, weaker than Django's default DENY: only views that the site frames itself need it.") if {
	settings.holds_class("MIDDLEWARE", "XFrameOptionsMiddleware")
	upper(settings.text("X_FRAME_OPTIONS")) == "SAMEORIGIN"
	settings.is_set("X_FRAME_OPTIONS")
	csp.frames_no_ancestors
	apps.frames_nothing
}

allow if upper(settings.text("X_FRAME_OPTIONS")) in {"DENY", ""}

allow if settings.is_unset("X_FRAME_OPTIONS")

allow if settings.lacks_class("MIDDLEWARE", "XFrameOptionsMiddleware")

allow if csp.frames_ancestors

allow if apps.frames_itself
