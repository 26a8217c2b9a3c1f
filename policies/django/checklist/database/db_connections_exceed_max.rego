# METADATA
# title: The workers may want more connections than the database has
# description: >-
#   Each thread of each worker holds a connection while it answers. Past max_connections
#   the database refuses, and visitors get 500 just when there are many of them.
# related_resources:
#   - ref: https://www.postgresql.org/docs/current/runtime-config-connection.html
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#databases
# custom:
#   severity: high
#   reads: [service.command, service.peers, service.replicas, service.server, settings.DATABASES.*.ENGINE, settings.DATABASES.*.HOST]
#   inputs: [compose]
#   remediation: 'command: ["postgres", "-c", "max_connections=300"]  # or fewer workers, or PgBouncer between them'
#   cwe: [770]
#   owasp: ["A05:2021"]
package django.checklist.database.db_connections_exceed_max

import data.django.lib.databases
import data.django.lib.result
import data.django.lib.server

deny contains result.here(
	databases.part(alias, "HOST"),
	server.workers_at,
	sprintf(
		"%s runs %d requests at a time, and %s (%s:%d) takes %d connections: visitors get 500 when there are many.",
		[server.name, server.concurrency, peer.name, peer.at.file, peer.at.line, most],
	),
) if {
	some alias, host in databases.hosts
	some [peer, most] in databases.limits(host)
	server.concurrency > most
}

unsure contains result.at(databases.part(alias, "HOST"), sprintf("how many connections %s takes is not known, and Django may hold %d", [host, server.concurrency])) if {
	server.concurrency > 80
	some alias, host in databases.hosts
	databases.has_no_limit(host)
}

unsure contains result.at(databases.part(alias, "HOST"), sprintf("how many requests %s runs at a time is not known: %s", [server.name, server.concurrency_doubt])) if {
	some alias, host in databases.hosts
	some [_, _] in databases.limits(host)
}
