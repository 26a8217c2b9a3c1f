# METADATA
# title: Everybody gets into a service beside Django
# description: >-
#   Programs look for such ports all day: what a search engine or a broker holds is copied,
#   deleted or held to ransom. A port that Compose publishes without an address is open on
#   all of them, past the firewall of the host.
# related_resources:
#   - ref: https://docs.docker.com/engine/network/packet-filtering-firewalls/
# custom:
#   severity: high
#   severities: [high, medium]
#   reads: [service.peers, settings.BROKER_URL, settings.CACHES, settings.CELERY_BROKER_URL]
#   inputs: [compose]
#   remediation: Publish no port of it (Compose services reach it without), or on 127.0.0.1 alone; and set a password.
#   cwe: [306, 1392]
#   owasp: [ASVS-2.10.2, ASVS5-13.2.3, "A07:2021"]
package django.checklist.infrastructure.unguarded_service_published

import data.django.lib.edge
import data.django.lib.result
import data.django.lib.stores

deny contains result.graded_here(
	"service.peers",
	_severity(service),
	service.port.at,
	sprintf("port %s of %s is published, and %s: whoever reaches it gets at what it holds.", [service.port.published, service.name, service.unguarded]),
) if {
	some service in edge.exposed_peers
	service.unguarded != ""
	count({service.port.at} & _told) == 0
}

# What there is to see of a proxy are its routes, and nothing can be changed.
_severity(service) := "medium" if service.kind == "traefik"

_severity(service) := "high" if service.kind != "traefik"

# What another policy says of the cache and the broker of Django.
_told contains port.at if {
	some store in (stores.unguarded | stores.unguarded_brokers)
	some port in edge.exposed(store.host)
}

unsure contains result.here("service.peers", service.port.at, sprintf("whether %s asks for a password is not known: %s", [service.name, service.guard_untold])) if {
	some service in edge.exposed_peers
	service.guard_untold != ""
}

allow if edge.are_guarded
