# METADATA
# description: Questions about the headers that what stands before Django sets in requests.
package django.lib.requests

import data.django.lib.edge
import data.django.lib.proxies

# The places that set a header, whatever the client sent.
setting(header) := _by_proxy(header) | _by_listeners(header)

# Each way in sets it.
_by_listeners(header) := {place |
	every listener in input.infra.listeners {
		header in listener.sets
	}
	some listener in input.infra.listeners
	place := {"at": listener.at, "by": sprintf("%s sets %s", [edge.listener_in_words(listener), header])}
}

_by_proxy(header) := {{"at": input.proxy.at, "by": sprintf("%s sets %s", [_proxy, header])} |
	some set_ in input.proxy.sets
	lower(set_) == lower(header)
	count([1 | some [_, route] in proxies.routes; proxies.passes(route, set_)]) == 0
}

_proxy := "declared: the proxy" if input.proxy.declared

_proxy := "the proxy" if not input.proxy.declared

# The lines that take the first address of X-Forwarded-For.
first_addresses contains line if some line in input.source.forwarded
