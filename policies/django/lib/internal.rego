# METADATA
# description: The names by which the services of a deployment reach each other, and who takes requests for them.
package django.lib.internal

import data.django.lib.proxies

is_service(host) if host == input.service.name

is_service(host) if {
	some peer in input.service.peers
	host == peer.name
}

# The ways in for visitors that hand on requests for any name, as it stands.
takes_any_name contains site if {
	some [site, route] in proxies.routes
	site.edge == true
	site.published == true
	site.default == true
	proxies.header(route, "Host").from in {"host", "client", "host-port"}
}

takes_no_other_name if {
	count(proxies.doubts) == 0
	count(takes_any_name) == 0
}
