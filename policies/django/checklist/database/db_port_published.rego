# METADATA
# title: The database is reached from other machines
# description: >-
#   A port that Compose publishes without an address is open on all of them, past the
#   firewall of the host. Only Django has to reach the database. A page on which one logs
#   in to it (Adminer, phpMyAdmin) is as good as its port.
# related_resources:
#   - ref: https://docs.docker.com/engine/network/packet-filtering-firewalls/
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#databases
# custom:
#   severity: high
#   reads: [service.peers, settings.DATABASES.*.ENGINE, settings.DATABASES.*.HOST]
#   remediation: >-
#     Take `ports` out of the database's service: services of one network reach each other anyway; or publish 127.0.0.1:5432:5432.
#   cwe: [668]
#   owasp: ["A05:2021"]
package django.checklist.database.db_port_published

import data.django.lib.databases
import data.django.lib.edge
import data.django.lib.result

# Whichever program it keeps data for.
deny contains result.here("service.peers", service.port.at, sprintf("%s, a database, publishes port %s on every address: anyone may try passwords.", [service.name, service.port.published])) if {
	some service in _databases
}

deny contains result.here(databases.part(alias, "HOST"), port.at, sprintf("%s, the database of Django, publishes port %s on every address: anyone may try passwords.", [host, port.published])) if {
	some alias, host in databases.hosts
	some port in edge.exposed(host)
	count({port.at} & _told) == 0
}

deny contains result.here(
	"service.peers",
	page.port.at,
	sprintf("%s, a login page for databases, publishes port %s on every address: anyone may try passwords.", [page.name, page.port.published]),
) if {
	some page in edge.login_pages
}

_told contains service.port.at if some service in _databases

_databases contains service if {
	some service in edge.exposed_peers
	service.kind in {"postgres", "mysql"}
}

unsure contains doubt if {
	some host in databases.hosts
	some doubt in edge.unclear_ports_of(host)
}
