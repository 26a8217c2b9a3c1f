# METADATA
# title: The content security policy is not sent
# description: >-
#   Django 6.0 sends SECURE_CSP and SECURE_CSP_REPORT_ONLY only through
#   ContentSecurityPolicyMiddleware, and no check says so.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/csp/
# custom:
#   severity: high
#   reads: [settings.MIDDLEWARE, settings.SECURE_CSP, settings.SECURE_CSP_REPORT_ONLY]
#   inputs: [http]
#   django: [">=6.0"]
#   remediation: |-
#     MIDDLEWARE = [
#         "django.middleware.security.SecurityMiddleware",
#         "django.middleware.csp.ContentSecurityPolicyMiddleware",
#         ...,  # the others
#     ]
#   cwe: [693, 1021]
#   owasp: [ASVS-14.4.3, "A05:2021"]
package django.checklist.headers.csp_middleware_missing

import data.django.lib.csp
import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.settings

deny contains result.at("SECURE_CSP", "SECURE_CSP is set and its middleware is missing: no policy is sent.") if {
	settings.is_on("SECURE_CSP")
	middleware.lacks_like("csp")
	middleware.lacks_like("contentsecuritypolicy")
}

deny contains result.at("SECURE_CSP_REPORT_ONLY", "SECURE_CSP_REPORT_ONLY is set and its middleware is missing: no policy is sent.") if {
	settings.is_on("SECURE_CSP_REPORT_ONLY")
	middleware.lacks_like("csp")
	middleware.lacks_like("contentsecuritypolicy")
}

unsure contains result.at(member.subject, sprintf("%s may send it; its code is not read", [member.value])) if {
	some word in {"csp", "contentsecuritypolicy"}
	some member in middleware.own_like(word)
}

allow if csp.is_served

allow if {
	settings.is_off("SECURE_CSP")
	settings.is_off("SECURE_CSP_REPORT_ONLY")
}
