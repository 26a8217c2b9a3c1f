# METADATA
# title: Every request is redirected for ever
# description: >-
#   The proxy ends TLS and speaks plain HTTP with Django, and nothing tells Django that
#   the visitor came by HTTPS. SECURE_SSL_REDIRECT redirects to where he comes from.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-proxy-ssl-header
# custom:
#   severity: critical
#   reads: [env.FORWARDED_ALLOW_IPS, env.GUNICORN_CMD_ARGS, proxy, service.command, service.server_file, settings.SECURE_PROXY_SSL_HEADER, settings.SECURE_SSL_REDIRECT]
#   inputs: [http]
#   remediation: Set SECURE_PROXY_SSL_HEADER to ("HTTP_X_FORWARDED_PROTO", "https"), and let the proxy send that header on every request.
package django.checklist.proxy.redirect_loop

import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.at("SECURE_SSL_REDIRECT", sprintf("%s speaks plain HTTP with Django, SECURE_PROXY_SSL_HEADER is not set and the server believes no header: each request is redirected to itself.", [proxies.in_words(site)])), {"SECURE_PROXY_SSL_HEADER"}) if {
	settings.is_on("SECURE_SSL_REDIRECT")
	settings.is_off("SECURE_PROXY_SSL_HEADER")
	some [site, _] in proxies.silent
	proxies.server_doubts
}

unsure contains result.at("SECURE_SSL_REDIRECT", "whether the server of Django believes the headers of the proxy is not known") if {
	settings.is_on("SECURE_SSL_REDIRECT")
	settings.is_off("SECURE_PROXY_SSL_HEADER")
	some [_, _] in proxies.silent
}

unsure contains doubt if some doubt in proxies.doubts

allow if proxies.are_unseen

allow if settings.is_off("SECURE_SSL_REDIRECT")

allow if settings.is_on("SECURE_PROXY_SSL_HEADER")

allow if proxies.server_believes

allow if proxies.are_heard
