# METADATA
# title: Two policies for content are sent
# description: >-
#   Django and the proxy each send a Content-Security-Policy. Browsers obey both: what
#   one of them does not allow is blocked, whatever the other says.
# related_resources:
#   - ref: https://www.w3.org/TR/CSP3/#multiple-policies
# custom:
#   severity: medium
#   reads: [proxy, settings.CONTENT_SECURITY_POLICY, settings.MIDDLEWARE, settings.SECURE_CSP]
#   inputs: [http]
#   remediation: Keep one of them; proxy_hide_header Content-Security-Policy takes Django's away.
#   cwe: [693]
#   owasp: [ASVS5-3.4.3, "A05:2021"]
package django.checklist.headers.csp_double_header

import data.django.lib.csp
import data.django.lib.doubled
import data.django.lib.proxies
import data.django.lib.result

deny contains result.resting(
	result.here("proxy", added.at, sprintf("%s adds a Content-Security-Policy beside that of %s: browsers block what either does not allow.", [proxies.in_words(added.site), setting])),
	{setting},
) if {
	some setting in csp.enforced
	some added in doubled.beside("Content-Security-Policy")
}

unsure contains doubt if some doubt in proxies.doubts

allow if proxies.are_unseen

allow if csp.enforces_none

allow if doubled.is_single("Content-Security-Policy")
