# METADATA
# title: Templates do not get the nonce of the policy
# description: >-
#   The middleware puts the nonce into the header only where something asked for it.
#   Without the context processor a template cannot, so that the source is left out, and a
#   directive of nothing else with it.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/csp/#nonce-config
# custom:
#   severity: medium
#   reads: [settings.MIDDLEWARE, settings.SECURE_CSP, settings.SECURE_CSP_REPORT_ONLY, settings.TEMPLATES]
#   inputs: [http]
#   django: [">=6.0"]
#   remediation: >-
#     Add "django.template.context_processors.csp" to OPTIONS["context_processors"] of
#     TEMPLATES, and write nonce="{{ csp_nonce }}" in the script tags.
#   django_check: security.W027
#   cwe: [703]
#   owasp: [ASVS5-3.4.3, "A05:2021"]
package django.checklist.headers.csp_nonce_no_context_processor

import data.django.lib.csp
import data.django.lib.result
import data.django.lib.templates

deny contains result.resting(
	result.at(name, "it asks for a nonce, and no engine has django.template.context_processors.csp: the nonce is dropped from the header, and scripts that count on it do not run."),
	{"MIDDLEWARE", "TEMPLATES"},
) if {
	some name in csp.with_nonce
	csp.is_served
	_none_has_it
	templates.are_all_django
}

unsure contains result.at(other, "an engine of another language may get the nonce in another way") if {
	csp.is_served
	_none_has_it
	some other in templates.others
}

allow if csp.is_not_served

allow if templates.any_has_processor("django.template.context_processors.csp")

allow if {
	csp.asks_for_none("SECURE_CSP")
	csp.asks_for_none("SECURE_CSP_REPORT_ONLY")
}

_none_has_it if templates.none_has_processor("django.template.context_processors.csp")
