# METADATA
# title: Every request is redirected for ever
# description: >-
#   A proxy or a load balancer ends TLS and speaks plain HTTP with Django, and nothing
#   tells Django that the visitor came by HTTPS; or the proxy has no TLS, and says so.
#   SECURE_SSL_REDIRECT redirects to where he comes from.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-proxy-ssl-header
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#https
# custom:
#   severity: critical
#   reads: [env.FORWARDED_ALLOW_IPS, env.GUNICORN_CMD_ARGS, infra.listeners, infra.target_groups, proxy, service.command, service.kind, service.name,
#     service.peers, service.server, service.server_file, settings.SECURE_PROXY_SSL_HEADER, settings.SECURE_SSL_REDIRECT]
#   inputs: [http]
#   remediation: Let the proxy serve HTTPS, set SECURE_PROXY_SSL_HEADER to ("HTTP_X_FORWARDED_PROTO", "https"), and have the proxy that ends TLS send that header on every request; others hand it on.
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.proxy.redirect_loop

import data.django.lib.hops
import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.at(
		"SECURE_SSL_REDIRECT",
		sprintf(
			"%s (%s:%d) speaks plain HTTP with Django, SECURE_PROXY_SSL_HEADER is not set and the server believes no header: each request is redirected to itself.",
			[hops.first.by, hops.first.at.file, hops.first.at.line],
		),
	),
	{"SECURE_PROXY_SSL_HEADER"},
) if {
	settings.is_on("SECURE_SSL_REDIRECT")
	settings.is_off("SECURE_PROXY_SSL_HEADER")
	proxies.server_doubts
}

deny contains result.resting(
	result.at(
		"SECURE_SSL_REDIRECT",
		sprintf(
			"%s (%s:%d) has no HTTPS and tells Django so on every request: each is redirected to HTTPS, which nothing here serves, and what ends TLS before it brings it back as plain HTTP.",
			[proxies.in_words(site), site.at.file, site.at.line],
		),
	),
	{"SECURE_PROXY_SSL_HEADER"},
) if {
	settings.is_on("SECURE_SSL_REDIRECT")
	some [site, _] in proxies.never_encrypted
}

unsure contains doubt if {
	settings.is_on("SECURE_SSL_REDIRECT")
	settings.is_off("SECURE_PROXY_SSL_HEADER")
	some doubt in hops.doubts
}

allow if settings.is_off("SECURE_SSL_REDIRECT")

allow if {
	settings.is_on("SECURE_PROXY_SSL_HEADER")
	proxies.none_is_plain_alone
}

allow if {
	proxies.server_believes
	proxies.none_is_plain_alone
}

allow if {
	hops.are_none
	proxies.none_is_plain_alone
}
