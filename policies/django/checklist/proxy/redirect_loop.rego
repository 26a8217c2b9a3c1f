# METADATA
# title: Every request is redirected for ever
# description: >-
#   A proxy or a load balancer ends TLS and speaks plain HTTP with Django, and nothing
#   tells Django that the visitor came by HTTPS. SECURE_SSL_REDIRECT redirects to where
#   he comes from.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-proxy-ssl-header
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#https
# custom:
#   severity: critical
#   reads: [env.FORWARDED_ALLOW_IPS, env.GUNICORN_CMD_ARGS, infra.listeners, infra.target_groups, proxy, service.command, service.kind, service.name, service.server, service.server_file, settings.SECURE_PROXY_SSL_HEADER, settings.SECURE_SSL_REDIRECT]
#   inputs: [http]
#   remediation: Set SECURE_PROXY_SSL_HEADER to ("HTTP_X_FORWARDED_PROTO", "https"), and let the proxy send that header on every request.
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.proxy.redirect_loop

import data.django.lib.hops
import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.at("SECURE_SSL_REDIRECT", sprintf("%s (%s:%d) speaks plain HTTP with Django, SECURE_PROXY_SSL_HEADER is not set and the server believes no header: each request is redirected to itself.", [hops.first.by, hops.first.at.file, hops.first.at.line])), {"SECURE_PROXY_SSL_HEADER"}) if {
	settings.is_on("SECURE_SSL_REDIRECT")
	settings.is_off("SECURE_PROXY_SSL_HEADER")
	proxies.server_doubts
}

unsure contains doubt if {
	settings.is_on("SECURE_SSL_REDIRECT")
	settings.is_off("SECURE_PROXY_SSL_HEADER")
	some doubt in hops.doubts
}

allow if settings.is_off("SECURE_SSL_REDIRECT")

allow if settings.is_on("SECURE_PROXY_SSL_HEADER")

allow if proxies.server_believes

allow if hops.are_none
