# METADATA
# title: The proxy takes smaller requests than Django
# description: >-
#   The settings expect larger requests than the proxy lets through: uploads end with
#   413 before Django sees them.
# related_resources:
#   - ref: https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size
# custom:
#   severity: low
#   reads: [proxy, settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.FILE_UPLOAD_MAX_MEMORY_SIZE]
#   inputs: [http]
#   remediation: Give client_max_body_size the size of the largest upload that is expected; it is 1m where nothing says it.
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.proxy.body_size_mismatch

import data.django.lib.bodies
import data.django.lib.proxies
import data.django.lib.result

deny contains result.here(name, bodies.largest.at, sprintf("%s is %d bytes, and the proxy takes %d: larger requests end with 413.", [name, expected, bodies.largest.value])) if {
	some [name, expected] in bodies.expected
	expected > bodies.largest.value
}

unsure contains doubt if some doubt in (proxies.doubts | bodies.doubts)

allow if proxies.are_unseen

allow if bodies.are_expected_small
