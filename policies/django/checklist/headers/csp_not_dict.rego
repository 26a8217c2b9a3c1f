# METADATA
# title: The content security policy is no dict
# description: >-
#   The middleware asks the policy for its items on each answer, which a text or a list
#   does not have.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/csp/
# custom:
#   severity: high
#   reads: [settings.MIDDLEWARE, settings.SECURE_CSP, settings.SECURE_CSP_REPORT_ONLY]
#   inputs: [http]
#   django: [">=6.0"]
#   remediation: >-
#     SECURE_CSP = {"default-src": ["'self'"], "script-src": ["'self'"]}
#   django_check: security.E026
#   cwe: [703]
#   owasp: [ASVS5-3.4.3, "A05:2021"]
package django.checklist.headers.csp_not_dict

import data.django.lib.csp
import data.django.lib.result

deny contains result.resting(result.at(name, sprintf("%s is no dict: the middleware cannot write it, and every request is answered with 500.", [name])), {"MIDDLEWARE"}) if {
	some name in csp.asked
	name in csp.no_dicts
	csp.is_served
}

allow if csp.is_not_served

allow if {
	csp.is_dict_or_none("SECURE_CSP")
	csp.is_dict_or_none("SECURE_CSP_REPORT_ONLY")
}
