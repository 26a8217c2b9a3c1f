# METADATA
# title: The first address of X-Forwarded-For is believed
# description: >-
#   Proxies add the address that they see at the end of the header; what stands before is
#   what the client wrote. Limits by address, logs and allow lists that use the first one
#   are the visitor's to choose.
# related_resources:
#   - ref: https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-Forwarded-For#security_and_privacy_concerns
# custom:
#   severity: medium
#   reads: [infra.listeners, proxy, source.forwarded]
#   inputs: [http]
#   remediation: |-
#     # with one proxy in front:
#     request.headers["X-Forwarded-For"].split(",")[-1].strip()
#   cwe: [290, 348]
#   owasp: [ASVS-4.1.1, ASVS5-4.1.3, "A01:2021"]
package django.checklist.proxy.xff_misuse

import data.django.lib.requests
import data.django.lib.result

deny contains result.here("source.forwarded", line, "this takes the first address of X-Forwarded-For, which every visitor can write.") if {
	some line in requests.first_addresses
}

discharged contains result.by(evidence.at, evidence.by) if some evidence in requests.setting("X-Forwarded-For")
