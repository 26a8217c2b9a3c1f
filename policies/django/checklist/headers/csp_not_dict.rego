# METADATA
# title: The content security policy is no dict
# description: >-
#   The middleware of Django 6.0 reads directives of a dict; with anything else each
#   request fails.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/csp/
# custom:
#   severity: high
#   reads: [settings.MIDDLEWARE, settings.SECURE_CSP, settings.SECURE_CSP_REPORT_ONLY]
#   inputs: [http]
#   django: [">=6.0"]
#   remediation: >-
#     SECURE_CSP = {"default-src": ["'self'"]}
#   django_check: security.E026
#   cwe: [704]
#   owasp: [ASVS-14.4.3, "A05:2021"]
package django.checklist.headers.csp_not_dict

import data.django.lib.csp
import data.django.lib.result
import data.django.lib.settings

deny contains result.at(name, sprintf("%s is no dict: each request fails, and check does too.", [name])) if {
	some name in csp.no_dicts
	settings.has("MIDDLEWARE", "django.middleware.csp.ContentSecurityPolicyMiddleware")
}

allow if csp.is_not_served
