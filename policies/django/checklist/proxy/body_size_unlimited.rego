# METADATA
# title: The proxy takes request bodies of any size
# description: client_max_body_size 0 lets every client fill the disk of the proxy, and under ASGI that of Django, before Django sees the request.
# related_resources:
#   - ref: https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size
# custom:
#   severity: medium
#   reads: [proxy]
#   inputs: [http]
#   remediation: Give the size of the largest upload that is expected.
#   cwe: [770]
#   owasp: ["A05:2021"]
package django.checklist.proxy.body_size_unlimited

import data.django.lib.proxies
import data.django.lib.result

deny contains result.here("proxy", route.body_size.at, sprintf("%s forwards bodies of any size to Django: client_max_body_size is 0.", [proxies.in_words(site)])) if {
	some [site, route] in proxies.routes
	site.kind == "nginx"
	route.body_size.value == 0
}

unsure contains doubt if some doubt in proxies.doubts
