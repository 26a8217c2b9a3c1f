# METADATA
# title: Clients say themselves that they came by HTTPS
# description: >-
#   The outermost proxy hands on the header of SECURE_PROXY_SSL_HEADER as the client
#   sends it. Whoever comes by plain HTTP can claim HTTPS, and passes redirects and
#   checks that are meant for it.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-proxy-ssl-header
# custom:
#   severity: medium
#   severities: [high, medium]
#   reads: [infra.listeners, infra.target_groups, proxy, settings.SECURE_PROXY_SSL_HEADER, settings.USE_X_FORWARDED_HOST]
#   inputs: [http]
#   remediation: Write proxy_set_header X-Forwarded-Proto $scheme at the proxy that visitors come to. For nginx-proxy, set TRUST_DOWNSTREAM_PROXY to false.
#   cwe: [290, 348]
#   owasp: [ASVS5-4.1.3, "A07:2021"]
package django.checklist.proxy.proxy_proto_passthrough

import data.django.lib.proxies
import data.django.lib.requests
import data.django.lib.result
import data.django.lib.settings

deny contains result.graded_here(
	"proxy",
	_severity,
	_place(route),
	sprintf("%s hands on %s as clients send it: who comes by plain HTTP can claim HTTPS.", [proxies.in_words(site), proxies.scheme_header]),
) if {
	some [site, route] in requests.claimed
	proxies.is_outermost(site)
}

unsure contains {
	"subject": "proxy",
	"at": _place(route),
	"msg": sprintf("%s is not published: whether a proxy before it, which is not here, sets %s is not known", [proxies.in_words(site), proxies.scheme_header]),
} if {
	some [site, route] in requests.claimed
	proxies.is_perhaps_inner(site)
}

unsure contains {"subject": "proxy", "at": _place(route), "msg": sprintf("%s: %s", [proxies.in_words(site), site.redirect.because])} if {
	some [site, route] in requests.handing_on
	proxies.is_outermost(site)
	proxies.is_plain(site)
	site.redirect.state == "unknown"
}

unsure contains doubt if some doubt in proxies.doubts

allow if proxies.are_unseen

allow if settings.is_off("SECURE_PROXY_SSL_HEADER")

# A load balancer before the proxy sets it.
allow if proxies.behind_balancer

_place(route) := proxies.header(route, proxies.scheme_header).at

_place(route) := route.at if proxies.leaves(route, proxies.scheme_header)

_severity := "high" if settings.is_on("USE_X_FORWARDED_HOST")

_severity := "medium" if settings.is_off("USE_X_FORWARDED_HOST")
