# METADATA
# title: The content security policy is never sent
# description: >-
#   Django adds the header in ContentSecurityPolicyMiddleware alone, and no check of
#   Django says that the setting stands there without it.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/csp/
# custom:
#   severity: high
#   reads: [settings.MIDDLEWARE, settings.SECURE_CSP, settings.SECURE_CSP_REPORT_ONLY]
#   inputs: [http]
#   django: [">=6.0"]
#   remediation: >-
#     Add "django.middleware.csp.ContentSecurityPolicyMiddleware" to MIDDLEWARE, after
#     SecurityMiddleware.
#   cwe: [1021, 79]
#   owasp: [ASVS-14.4.3, ASVS5-3.4.3, "A05:2021"]
package django.checklist.headers.csp_middleware_missing

import data.django.lib.csp
import data.django.lib.result

deny contains result.resting(result.at(name, sprintf("%s is set and its middleware is not in MIDDLEWARE: no answer carries the policy.", [name])), {"MIDDLEWARE"}) if {
	some name in csp.asked
	csp.is_not_served
	csp.sends_by_no_other
}

unsure contains result.at(other.subject, "it may be a subclass of ContentSecurityPolicyMiddleware") if {
	some other in csp.middleware_like
}

allow if csp.is_served

allow if csp.says_nothing
