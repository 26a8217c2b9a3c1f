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

# The routes that hand on what clients say of the scheme. Where Django does not learn of
# HTTPS, proxy-proto-not-sent says so, and the same line mends both.
handing_on contains [site, route] if {
	some [site, route] in (proxies.routes - proxies.blind_routes)
	proxies.passes(route, proxies.scheme_header)
}

# Those of them by which who comes by plain HTTP claims HTTPS: the proxy itself says
# nothing of it, or takes plain HTTP.
claimed contains [site, route] if {
	some [site, route] in handing_on
	_says_nothing(route)
}

claimed contains [site, route] if {
	some [site, route] in handing_on
	site.tls.truth == false
	site.redirect.truth == false
}

_says_nothing(route) if proxies.leaves(route, proxies.scheme_header)

_says_nothing(route) if not proxies.header(route, proxies.scheme_header).otherwise
