# METADATA
# title: Answers name the version of the proxy
# description: It tells scanners which known faults to try. Hiding it mends none of them.
# related_resources:
#   - ref: https://nginx.org/en/docs/http/ngx_http_core_module.html#server_tokens
# custom:
#   severity: info
#   collection: advice
#   reads: [proxy]
#   inputs: [http]
#   remediation: server_tokens off;
#   cwe: [200]
#   owasp: [ASVS-14.3.3, ASVS5-13.4.6, "A05:2021"]
package django.checklist.headers.server_version_leak

import data.django.lib.proxies
import data.django.lib.result

deny contains result.here("proxy", site.version.at, sprintf("%s names its version in each answer: server_tokens is on.", [proxies.in_words(site)])) if {
	some site in proxies.entrances
	site.edge
	site.version.truth == true
}

unsure contains doubt if some doubt in proxies.doubts

allow if proxies.are_unseen
