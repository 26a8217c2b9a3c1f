# METADATA
# title: The content security policy leaves directives open
# description: >-
#   What a policy does not name falls back to default-src, and without that to any source.
#   base-uri never falls back. (Who may frame the pages is what clickjacking-middleware-
#   missing asks.)
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/csp/
# custom:
#   severity: low
#   reads: [settings.MIDDLEWARE, settings.SECURE_CSP]
#   inputs: [http]
#   django: [">=6.0"]
#   remediation: >-
#     SECURE_CSP = {"default-src": [CSP.SELF], "base-uri": [CSP.NONE], ...}
#   cwe: [79]
#   owasp: [ASVS-14.4.3, ASVS5-3.4.3, "A05:2021"]
package django.checklist.headers.csp_no_fallback_directives

import data.django.lib.csp
import data.django.lib.result

deny contains result.resting(result.at("SECURE_CSP", "the policy has neither default-src nor script-src and object-src: scripts or plugins may come from anywhere."), {"MIDDLEWARE"}) if {
	csp.is_enforced
	csp.lacks_directive("default-src")
	_is_open
}

deny contains result.resting(
	result.at("SECURE_CSP", "the policy has no base-uri, for which default-src does not stand in: an injected base tag sends relative links and scripts elsewhere."),
	{"MIDDLEWARE"},
) if {
	csp.is_enforced
	csp.lacks_directive("base-uri")
}

allow if csp.is_not_served

allow if csp.is_not_enforced

allow if {
	csp.has_directive("base-uri")
	csp.has_directive("default-src")
}

_is_open if csp.lacks_directive("script-src")

_is_open if csp.lacks_directive("object-src")
