# METADATA
# description: The names by which the services of a deployment reach each other, and who takes requests for them.
package django.lib.internal_names

import data.django.lib.proxies
import data.django.lib.service
import data.django.lib.settings

is_service(host) if host == input.service.name

is_service(host) if {
	some peer in input.service.peers
	service.is_called(peer, host)
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

# Whose names ALLOWED_HOSTS holds, where all are inside.
only_allowed := "this machine" if {
	count(settings.all_members("ALLOWED_HOSTS")) > 0
	count(_allowed - _local) == 0
}

only_allowed := "this machine and its services" if {
	count(settings.all_members("ALLOWED_HOSTS")) > 0
	count(takes_any_name) > 0
	count(_allowed - _local) > 0
	every name in _allowed - _local {
		is_service(name)
	}
}

# It certainly holds another: a name with a dot, or a star, is that of no service.
allows_others if {
	some name in (_allowed - _local)
	regex.match(`[.*]`, name)
}

_allowed contains lower(member.value) if {
	some member in settings.members("ALLOWED_HOSTS")
	is_string(member.value)
}

_local := {"localhost", ".localhost", "127.0.0.1", "[::1]", "::1", "0.0.0.0"}
