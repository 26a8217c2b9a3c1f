# METADATA
# title: The middleware of the content security policy has no policy
# description: >-
#   Without SECURE_CSP and SECURE_CSP_REPORT_ONLY only views with a policy of their own
#   (csp_override) send the header.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/csp/
# custom:
#   severity: medium
#   reads: [settings.MIDDLEWARE, settings.SECURE_CSP, settings.SECURE_CSP_REPORT_ONLY]
#   inputs: [http]
#   django: [">=6.0"]
#   remediation: |-
#     from django.utils.csp import CSP
#
#     SECURE_CSP = {"default-src": [CSP.SELF], "base-uri": [CSP.NONE], "frame-ancestors": [CSP.NONE]}
#   cwe: [1021, 79]
#   owasp: [ASVS-14.4.3, ASVS5-3.4.3, "A05:2021"]
package django.checklist.headers.csp_empty_policy

import data.django.lib.csp
import data.django.lib.result

deny contains result.resting(
	result.at(place, "ContentSecurityPolicyMiddleware runs, and both policies are empty: answers carry no content security policy."),
	{"SECURE_CSP", "SECURE_CSP_REPORT_ONLY"},
) if {
	some place in csp.middleware_at
	csp.says_nothing
}

allow if csp.is_not_served
