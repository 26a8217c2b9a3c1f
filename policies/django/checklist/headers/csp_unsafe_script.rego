# METADATA
# title: The content security policy lets any script run
# description: >-
#   A policy protects from injected scripts only as far as script-src, or default-src
#   in its place, names what may run. 'unsafe-inline' counts for nothing beside a nonce,
#   a hash or 'strict-dynamic', and hosts for nothing beside 'strict-dynamic'.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/csp/
# custom:
#   severity: medium
#   reads: [settings.CONTENT_SECURITY_POLICY.DIRECTIVES, settings.CSP_DEFAULT_SRC, settings.CSP_INCLUDE_NONCE_IN, settings.CSP_REPORT_ONLY,
#     settings.CSP_SCRIPT_SRC, settings.MIDDLEWARE, settings.SECURE_CSP]
#   inputs: [http]
#   remediation: |-
#     from django.utils.csp import CSP
#
#     SECURE_CSP = {"script-src": [CSP.SELF, CSP.NONCE]}  # and nonce="{{ csp_nonce }}" in the tags
#   cwe: [79]
#   owasp: [ASVS-14.4.3, ASVS5-3.4.3, "A05:2021"]
package django.checklist.headers.csp_unsafe_script

import data.django.lib.csp
import data.django.lib.result
import data.django.lib.scripts

deny contains result.resting(result.at(source.subject, sprintf("%s is a source of scripts: %s.", [source.word, source.effect])), {"CSP_REPORT_ONLY", "CSP_SCRIPT_SRC", "MIDDLEWARE"}) if {
	some source in scripts.loose
}

allow if {
	csp.is_not_served
	csp.is_not_served_by_package
}
