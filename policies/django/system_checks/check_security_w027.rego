# METADATA
# title: The nonce of the Content Security Policy is not for templates
# description: The header then names a nonce that no template can write, and the scripts are refused.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#security
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [settings.MIDDLEWARE, settings.SECURE_CSP, settings.SECURE_CSP_REPORT_ONLY, settings.TEMPLATES]
#   django: [">=6.1"]
#   remediation: Add django.template.context_processors.csp to the context processors.
#   django_check: security.W027
package django.system_checks.check_security_w027

import data.django.lib.csp
import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.templates

deny contains result.resting(result.at(name, "it asks for a nonce, and no engine has django.template.context_processors.csp: no script of a template is allowed."), {"MIDDLEWARE", "TEMPLATES"}) if {
	middleware.has("django.middleware.csp.ContentSecurityPolicyMiddleware")
	templates.none_has_processor("django.template.context_processors.csp")
	some name in csp.with_nonce
}

allow if middleware.misses("django.middleware.csp.ContentSecurityPolicyMiddleware")

allow if templates.any_has_processor("django.template.context_processors.csp")

allow if {
	csp.asks_for_none("SECURE_CSP")
	csp.asks_for_none("SECURE_CSP_REPORT_ONLY")
}
