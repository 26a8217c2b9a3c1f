# METADATA
# title: No browser sends the cookies back
# description: >-
#   SESSION_COOKIE_SECURE keeps the cookie to HTTPS, and visitors can only come by plain
#   HTTP: the login form comes back for ever, and forms say that the CSRF cookie is not set.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#session-cookie-secure
# custom:
#   severity: high
#   reads: [infra.listeners, proxy, service.kind, service.peers, service.ports, settings.SECURE_PROXY_SSL_HEADER, settings.SESSION_COOKIE_SECURE]
#   inputs: [http, compose]
#   remediation: 'Serve HTTPS: listen 443 ssl in nginx, or a Caddy before it; name a proxy that no file shows in .djgate.yaml.'
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.cookies.secure_cookies_on_http_only_deployment

import data.django.lib.edge
import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.at("SESSION_COOKIE_SECURE", sprintf("visitors come by plain HTTP alone (%s), and SESSION_COOKIE_SECURE keeps the cookie to HTTPS: nobody can log in.", [way])),
	{"SECURE_PROXY_SSL_HEADER"},
) if {
	settings.is_on("SESSION_COOKIE_SECURE")
	settings.is_off("SECURE_PROXY_SSL_HEADER")
	some way in edge.only_plain_ways
}

unsure contains result.at("SESSION_COOKIE_SECURE", sprintf("visitors come by plain HTTP (%s), unless a proxy that no file shows ends TLS", [way])) if {
	settings.is_on("SESSION_COOKIE_SECURE")
	some way in edge.perhaps_plain_ways
}

unsure contains doubt if {
	settings.is_on("SESSION_COOKIE_SECURE")
	some doubt in (proxies.doubts | edge.perhaps_encrypted)
}

allow if settings.is_off("SESSION_COOKIE_SECURE")
