# METADATA
# title: Visitors can go around the proxy and claim HTTPS
# description: >-
#   SECURE_PROXY_SSL_HEADER believes a header that only the proxy may send, and Django's
#   own port is open to other machines as well. Ports that Docker publishes are open past
#   the firewall of the host.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-proxy-ssl-header
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#https
# custom:
#   severity: medium
#   severities: [high, medium]
#   reads: [infra.firewall_rules, infra.firewall_rules.*.from, infra.firewall_rules.*.open, infra.firewall_rules.*.to, service.command, service.kind,
#     service.ports, settings.SECURE_PROXY_SSL_HEADER, settings.USE_X_FORWARDED_HOST]
#   inputs: [http]
#   remediation: 'Publish Django on the proxy''s side alone: ports: ["127.0.0.1:8000:8000"], or no ports where the proxy is a service of the same network.'
#   aliases: [proto-header-spoofable-published-port, proto-header-spoofable-sg]
#   cwe: [290, 348]
#   owasp: [ASVS5-4.1.3, "A05:2021"]
package django.checklist.https.proxy_ssl_header_spoofable

import data.django.lib.edge
import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.server
import data.django.lib.settings

deny contains result.resting(
	result.graded_here(
		"SECURE_PROXY_SSL_HEADER",
		severity,
		port.at,
		sprintf(
			"port %s of Django is published, and SECURE_PROXY_SSL_HEADER believes whoever sends %s: visitors who go around the proxy can claim HTTPS%s.",
			[edge.number(port), proxies.scheme_header, more],
		),
	),
	{"SECURE_PROXY_SSL_HEADER", "USE_X_FORWARDED_HOST"},
) if {
	settings.is_on("SECURE_PROXY_SSL_HEADER")
	some [severity, more] in _grades
	some port in server.published
}

unsure contains result.here("SECURE_PROXY_SSL_HEADER", rule.at, sprintf("%s lets the internet in to port %s of Django, if it is a rule of its network", [rule.name, port])) if {
	settings.is_on("SECURE_PROXY_SSL_HEADER")
	some [rule, port] in edge.perhaps_open
}

unsure contains result.here(
	"SECURE_PROXY_SSL_HEADER",
	rule.at,
	sprintf("%s lets the internet in to port %d, and which port Django listens on is not known (%s:%d)", [rule.name, rule.from.value, at.file, at.line]),
) if {
	settings.is_on("SECURE_PROXY_SSL_HEADER")
	some [rule, at] in edge.perhaps_open_to_unknown
}

allow if settings.is_off("SECURE_PROXY_SSL_HEADER")

_grades contains ["medium", ""] if settings.is_off("USE_X_FORWARDED_HOST")

_grades contains ["high", " and any host"] if settings.is_on("USE_X_FORWARDED_HOST")
