# METADATA
# title: The proxy does not hand on the Host header
# description: >-
#   Without a word about Host, nginx sends the name of the upstream. Django compares
#   that with ALLOWED_HOSTS, and builds links and redirects of it.
# related_resources:
#   - ref: https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header
# custom:
#   severity: high
#   severities: [critical, high]
#   reads: [proxy, service.command, settings.ALLOWED_HOSTS, settings.DEBUG, settings.INSTALLED_APPS, settings.USE_X_FORWARDED_HOST]
#   inputs: [http]
#   remediation: Write proxy_set_header Host $host at the level that proxies; a level that sets any header has none of those above it.
#   aliases: [host-header-is-upstream-name, upstream-name-underscore, nginx-header-inheritance-lost]
#   cwe: [644]
#   owasp: ["A05:2021"]
package django.checklist.proxy.proxy_host_not_forwarded

import data.django.lib.hosts
import data.django.lib.proxies
import data.django.lib.result

deny contains result.graded_here(
	"proxy",
	_severity(route),
	route.at,
	sprintf("%s sends Django the Host %s, which ALLOWED_HOSTS does not admit: every request%s ends with 400.", [proxies.in_words(site), name, _below(route)]),
) if {
	some [site, route, name] in proxies.named_after_upstream
	hosts.is_refused(name)
}

deny contains result.graded_here("proxy", "high", route.at, sprintf("%s sends Django the Host %s: links, redirects and password reset mails lead there.", [proxies.in_words(site), name])) if {
	some [site, route, name] in proxies.named_after_upstream
	hosts.is_allowed(name)
}

_severity(route) := "high" if proxies.takes_part(route)

else := "critical"

_below(route) := sprintf(" for %s", [route.path]) if proxies.takes_part(route)

else := ""

unsure contains result.at("proxy", sprintf("%s sends Django the Host %s below %s, which may be for WebSockets: of them Django asks no Host", [proxies.in_words(site), name, route.path])) if {
	some [site, route, name] in proxies.sockets_named_after_upstream
}

unsure contains result.at("proxy", sprintf("Host at %s:%d: %s", [header.at.file, header.at.line, header.because])) if {
	some [_, route] in proxies.routes
	header := proxies.header(route, "Host")
	header.from == "unknown"
}

unsure contains doubt if some doubt in proxies.doubts

allow if proxies.are_unseen

allow if proxies.hand_on_host
