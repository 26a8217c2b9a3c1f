# METADATA
# title: Any site may frame the pages
# description: >-
#   Without X-Frame-Options or frame-ancestors another site shows the pages in an
#   invisible frame, and has visitors click on them.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/clickjacking/
# custom:
#   severity: medium
#   reads: [deps.django, proxy, settings.CONTENT_SECURITY_POLICY, settings.CONTENT_SECURITY_POLICY.DIRECTIVES, settings.CSP_FRAME_ANCESTORS,
#     settings.CSP_REPORT_ONLY, settings.MIDDLEWARE, settings.SECURE_CSP]
#   inputs: [http]
#   remediation: |-
#     MIDDLEWARE = [
#         ...,  # the others
#         "django.middleware.clickjacking.XFrameOptionsMiddleware",
#     ]
#   django_check: security.W002
#   cwe: [1021]
#   owasp: [ASVS-14.4.7, ASVS5-3.4.6, "A05:2021"]
package django.checklist.headers.clickjacking_middleware_missing

import data.django.lib.csp
import data.django.lib.middleware
import data.django.lib.responses
import data.django.lib.result
import data.django.lib.settings
import data.django.lib.versions

deny contains result.resting(result.at("MIDDLEWARE", "XFrameOptionsMiddleware is not in MIDDLEWARE: any site may show the pages in a frame and have visitors click on them."), {"CSP_REPORT_ONLY"}) if {
	settings.is_on("MIDDLEWARE")
	middleware.lacks_like("xframe")
	middleware.lacks_like("clickjacking")
	csp.frames_no_ancestors
	versions.reaches("1.4")
}

allow if middleware.has("django.middleware.clickjacking.XFrameOptionsMiddleware")

# Django 1.4 brought the class.
allow if versions.before("1.4")

allow if csp.frames_ancestors

# That nothing at all runs, another policy says.
allow if settings.is_off("MIDDLEWARE")

unsure contains result.at(member.subject, sprintf("%s may add the header; its code is not read", [member.value])) if {
	some word in {"xframe", "clickjacking"}
	some member in middleware.own_like(word)
}

discharged contains result.by(place.at, place.by) if {
	some header in {"X-Frame-Options", "Content-Security-Policy"}
	some place in responses.adding(header)
}
