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
#   reads: [infra.listeners, proxy, settings.SECURE_PROXY_SSL_HEADER, settings.SECURE_SSL_REDIRECT]
#   inputs: [http]
#   remediation: Write proxy_set_header X-Forwarded-Proto $scheme at the level that proxies.
#   aliases: [proto-header-name-mismatch, proto-header-value-mismatch]
package django.checklist.proxy.proxy_proto_not_sent

import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.settings

deny contains result.graded_here("proxy", "critical", route.at, sprintf("%s forwards HTTPS to Django, but %s: SECURE_SSL_REDIRECT redirects every request for ever.", [proxies.in_words(site), why])) if {
	settings.is_on("SECURE_SSL_REDIRECT")
	some [site, route, why] in proxies.blind
}

deny contains result.graded_here("proxy", "high", route.at, sprintf("%s forwards HTTPS to Django, but %s: Django takes the request for plain HTTP.", [proxies.in_words(site), why])) if {
	settings.is_off("SECURE_SSL_REDIRECT")
	some [site, route, why] in proxies.blind
}

unsure contains result.at("proxy", sprintf("%s at %s:%d: %s", [header.name, header.at.file, header.at.line, header.because])) if {
	some [_, route] in proxies.routes
	header := proxies.header(route, proxies.scheme_header)
	header.from == "unknown"
}

unsure contains doubt if some doubt in proxies.doubts

unsure contains doubt if some doubt in proxies.unclear_ways

allow if proxies.are_unseen

allow if settings.is_off("SECURE_PROXY_SSL_HEADER")
