# METADATA
# title: Django takes HTTPS for plain HTTP
# description: >-
#   Who ends TLS speaks plain HTTP with Django, and nothing tells Django so: links begin
#   with http://, HSTS is not sent, and forms fail their origin check. Where
#   SECURE_SSL_REDIRECT then redirects for ever, redirect-loop says it.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-proxy-ssl-header
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#https
# custom:
#   severity: high
#   reads: [env.FORWARDED_ALLOW_IPS, env.GUNICORN_CMD_ARGS, infra.listeners, infra.target_groups, proxy, service.command, service.kind, service.name,
#     service.server, service.server_file, settings.SECURE_PROXY_SSL_HEADER, settings.SECURE_SSL_REDIRECT]
#   inputs: [http]
#   remediation: 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # the header that the proxy sets on every request'
#   aliases: [csrf-origins-missing-for-proxy, hsts-never-sent, forwarded-allow-ips-missing-in-container]
#   cwe: [319]
#   owasp: [ASVS-9.1.1, ASVS5-12.2.1, "A05:2021"]
package django.checklist.https.proxy_ssl_header_missing

import data.django.lib.hops
import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.at(
		"SECURE_PROXY_SSL_HEADER",
		sprintf(
			"%s (%s:%d) speaks plain HTTP with Django for visitors by HTTPS, and SECURE_PROXY_SSL_HEADER does not tell it: forms fail their origin check, and Strict-Transport-Security is never sent.",
			[hops.first.by, hops.first.at.file, hops.first.at.line],
		),
	),
	{"SECURE_SSL_REDIRECT"},
) if {
	settings.is_off("SECURE_PROXY_SSL_HEADER")
	settings.is_off("SECURE_SSL_REDIRECT")
	proxies.server_doubts
}

unsure contains doubt if {
	settings.is_off("SECURE_PROXY_SSL_HEADER")
	some doubt in hops.doubts
}

allow if settings.is_on("SECURE_PROXY_SSL_HEADER")

allow if hops.are_none

allow if proxies.server_believes

# redirect-loop says it.
allow if settings.is_on("SECURE_SSL_REDIRECT")
