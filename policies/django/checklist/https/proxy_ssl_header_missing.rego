# METADATA
# title: Django takes HTTPS for plain HTTP
# description: >-
#   Who ends TLS speaks plain HTTP with Django, and nothing tells Django so: links begin
#   with http://, HSTS is not sent, forms fail their origin check, and SECURE_SSL_REDIRECT
#   redirects for ever. Behind a proxy of the project, redirect-loop says the latter.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-proxy-ssl-header
# custom:
#   severity: high
#   severities: [critical, high]
#   reads: [env.FORWARDED_ALLOW_IPS, env.GUNICORN_CMD_ARGS, infra.listeners, infra.target_groups, proxy, service.command, service.name, service.server_file, settings.SECURE_PROXY_SSL_HEADER, settings.SECURE_SSL_REDIRECT]
#   inputs: [http]
#   remediation: 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # the header that the proxy sets on every request'
#   aliases: [hsts-never-sent, forwarded-allow-ips-missing-in-container]
#   cwe: [319]
#   owasp: [A05:2021]
package django.checklist.https.proxy_ssl_header_missing

import data.django.lib.hops
import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.graded("SECURE_PROXY_SSL_HEADER", severity, sprintf("%s (%s:%d) ends TLS and speaks plain HTTP with Django, which SECURE_PROXY_SSL_HEADER does not tell: %s.", [hops.first.by, hops.first.at.file, hops.first.at.line, consequence])), {"SECURE_SSL_REDIRECT"}) if {
	settings.is_off("SECURE_PROXY_SSL_HEADER")
	some [severity, consequence] in hops.consequences
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
allow if {
	settings.is_on("SECURE_SSL_REDIRECT")
	hops.lead_through_proxy
}
