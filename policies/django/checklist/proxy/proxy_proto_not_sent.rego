# METADATA
# title: Django does not learn that a request came by HTTPS
# description: >-
#   SECURE_PROXY_SSL_HEADER names a header, and the proxy that ends TLS does not set
#   it so. Every request counts as plain HTTP: SECURE_SSL_REDIRECT redirects for
#   ever, forms fail, and HSTS is never sent.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-proxy-ssl-header
# custom:
#   severity: high
#   severities: [critical, high]
#   reads: [infra.listeners, infra.target_groups, proxy, settings.SECURE_PROXY_SSL_HEADER, settings.SECURE_SSL_REDIRECT]
#   inputs: [http]
#   remediation: >-
#     Write proxy_set_header X-Forwarded-Proto $scheme at the level that proxies. Behind a
#     load balancer that ends TLS, $scheme is http: hand on its $http_x_forwarded_proto there.
#   aliases: [proto-header-name-mismatch, proto-header-value-mismatch, proto-scheme-behind-lb]
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.proxy.proxy_proto_not_sent

import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.settings

deny contains result.graded_here(
	"proxy",
	_severity(route),
	route.at,
	sprintf("%s forwards %s to Django, but %s: SECURE_SSL_REDIRECT redirects every request for ever.", [proxies.in_words(site), _over_https(route), why]),
) if {
	settings.is_on("SECURE_SSL_REDIRECT")
	some [site, route, why] in proxies.blind
}

deny contains result.graded_here(
	"proxy",
	"high",
	route.at,
	sprintf("%s forwards %s to Django, but %s: Django takes the request for plain HTTP.", [proxies.in_words(site), _over_https(route), why]),
) if {
	settings.is_off("SECURE_SSL_REDIRECT")
	some [site, route, why] in proxies.blind
}

unsure contains doubt if some doubt in proxies.unclear_scheme

unsure contains doubt if some doubt in proxies.doubts

unsure contains doubt if some doubt in proxies.unclear_ways

allow if proxies.are_unseen

allow if settings.is_off("SECURE_PROXY_SSL_HEADER")

_severity(route) := "high" if _is_part(route)

_severity(route) := "critical" if not _is_part(route)

# What of the site it is about: one path may be forgotten where the others are right.
_over_https(route) := sprintf("%s over HTTPS", [route.path]) if _is_part(route)

_over_https(route) := "HTTPS" if not _is_part(route)

_is_part(route) if {
	startswith(route.path, "/")
	route.path != "/"
}
