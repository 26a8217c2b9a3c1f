# METADATA
# title: No proxy serves a name that Django allows
# description: >-
#   The proxy passes on the names that it lists and no others. One that only
#   ALLOWED_HOSTS has is a stale domain: whoever registers it later, or takes over a
#   record that still leads here, speaks with Django as the site itself.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts
# custom:
#   severity: low
#   reads: [infra.listeners, proxy, service.kind, service.ports, settings.ALLOWED_HOSTS]
#   inputs: [http]
#   remediation: Take the name out of ALLOWED_HOSTS, or add it to server_name.
#   cwe: [1188]
#   owasp: ["A05:2021"]
package django.checklist.hosts.allowed_host_not_routed

import data.django.lib.edge
import data.django.lib.hosts
import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.settings

deny contains result.at(
	member.subject,
	sprintf("%s is allowed, and the proxy (%s:%d) passes on %s alone: nobody is served under that name.", [member.value, edge.place.file, edge.place.line, edge.host_names]),
) if {
	edge.knows_hosts
	some member in _lost
}

unsure contains result.at(member.subject, sprintf("whether the proxy passes on %s is not known: it names %s", [member.value, edge.host_names])) if {
	edge.guesses_hosts
	some member in _lost
}

unsure contains doubt if some doubt in proxies.doubts

unsure contains doubt if some doubt in edge.unclear_ports

_lost contains member if {
	edge.names_hosts
	some member in settings.members("ALLOWED_HOSTS")
	hosts.is_public_name(member.value)
	edge.routes_none_of(member.value)
}

allow if proxies.are_unseen

allow if edge.passes_any_host
