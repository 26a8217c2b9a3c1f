# METADATA
# title: The server believes the headers of every visitor
# description: >-
#   With forwarded-allow-ips "*" gunicorn and uvicorn take the scheme, and uvicorn the
#   client's address too, from headers of whoever connects, and the port is published.
# related_resources:
#   - ref: https://docs.gunicorn.org/en/stable/settings.html#forwarded-allow-ips
# custom:
#   severity: high
#   reads: [service.command, service.kind, service.ports, service.server]
#   inputs: [http]
#   remediation: 'Publish Django on the proxy''s side alone: ports: ["127.0.0.1:8000:8000"]; or name the proxy: --forwarded-allow-ips=10.0.0.5'
#   cwe: [290, 348]
#   owasp: [ASVS5-4.1.3, "A05:2021"]
package django.checklist.https.forwarded_allow_ips_star_exposed

import data.django.lib.edge
import data.django.lib.result
import data.django.lib.server

deny contains result.here(
	"service.ports",
	port.at,
	sprintf(
		"port %s of Django is published, and %s believes the headers of every visitor (%s:%d): each can claim HTTPS and another address.",
		[edge.number(port), server.name, server.belief_at.file, server.belief_at.line],
	),
) if {
	some port in server.published
}

unsure contains result.here(
	"service.ports",
	port.at,
	sprintf("port %s of Django is published, and whose headers %s believes is not known: %s", [edge.number(port), server.name, server.belief_doubt]),
) if {
	some port in server.published
}

unsure contains doubt if some doubt in edge.unclear_ports

allow if server.believes_some

allow if server.is_unpublished
