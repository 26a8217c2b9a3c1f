# METADATA
# title: A keyword of the content security policy has no quotes
# description: >-
#   The words self, none, unsafe-inline and their like are keywords only in single quotes.
#   Without them browsers take self for a host of that name, and nobody checks it.
# related_resources:
#   - ref: https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Content-Security-Policy#fetch_directive_syntax
# custom:
#   severity: high
#   reads: [settings.CONTENT_SECURITY_POLICY.DIRECTIVES, settings.CONTENT_SECURITY_POLICY_REPORT_ONLY.DIRECTIVES, settings.MIDDLEWARE, settings.SECURE_CSP, settings.SECURE_CSP_REPORT_ONLY]
#   inputs: [http]
#   remediation: |-
#     from django.utils.csp import CSP
#
#     SECURE_CSP = {"default-src": [CSP.SELF]}  # or "'self'", with quotes in the text
#   cwe: [1021, 79]
#   owasp: [ASVS-14.4.3, ASVS5-3.4.3, "A05:2021"]
package django.checklist.headers.csp_unquoted_keyword

import data.django.lib.csp
import data.django.lib.result

deny contains result.resting(
	result.at(source.subject, sprintf("%s stands without single quotes: browsers take it for a host of that name, so that %s does not mean what it says.", [source.word, source.directive])),
	{"MIDDLEWARE"},
) if {
	some source in csp.sources
	regex.match(_keyword, lower(source.word))
}

allow if {
	csp.is_not_served
	csp.is_not_served_by_package
}

_keyword := `^(self|none|unsafe-inline|unsafe-eval|unsafe-hashes|wasm-unsafe-eval|strict-dynamic|report-sample|inline-speculation-rules|nonce-.+|sha(256|384|512)-.+)$`
