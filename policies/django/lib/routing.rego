# METADATA
# description: >-
#   Which route of the proxies answers for a path. nginx takes the longest prefix, and
#   then the first regular expression that matches, unless the prefix is final; the
#   routes of Caddy and Traefik are told apart by their prefixes too.
package django.lib.routing

import data.django.lib.proxies
import data.django.lib.settings

# The path under which a setting has files served, on the site itself.
address(name) := path if {
	text := settings.text(name)
	not _names_host(text)
	path := sprintf("/%s", [trim_left(text, "/")])
	path != "/"
}

# They are served by another host.
is_elsewhere(name) if _names_host(settings.text(name))

_names_host(url) if {
	contains(url, "//")
	regex.match(`^([A-Za-z]+:)?//`, url)
}

# What answers for a path in the end, behind all proxies: the way in, the route and
# the headers that are added on the way out.
ends(path) := {{"site": site, "route": route, "headers": route.response} |
	some site in proxies.entrances
	_is_for_visitors(site)
	route := answer(site, path)
	not _goes_on(route)
} | {{"site": site, "route": route, "headers": array.concat(route.response, outer.response)} |
	some entrance in proxies.entrances
	_is_for_visitors(entrance)
	outer := answer(entrance, path)
	some site in input.proxy.sites
	site.edge == false
	site.service == outer.service
	route := answer(site, path)
}

# What answers in the place of a file that is not there; both of the locations that
# nginx comes through guard it.
fallbacks(path) := {{"site": site, "route": object.union(route, {"guards": array.concat(first.guards, route.guards)})} |
	some site in proxies.entrances
	_is_for_visitors(site)
	first := answer(site, path)
	first.does == "serves"
	some route in _beside(site)
	route.match == "name"
	route.path == first.fallback
}

# The folders of Django's container that a proxy serves for an address: what is left
# of the address behind the route's path is a folder, too.
folders(end, address) := {trim_suffix(concat("/", [trim_suffix(folder, "/"), trim_left(trim_prefix(address, end.route.path), "/")]), "/") |
	some folder in end.route.files.django
}

# What is not known of that: a proxy, or a route under a condition.
doubts(path) := proxies.doubts | {{"subject": "proxy", "msg": sprintf("what %s:%d does with %s is under a condition", [route.at.file, route.at.line, path])} |
	some site in input.proxy.sites
	some route in site.routes
	_may_answer(route)
}

# Every route is known, and none of them for that path.
is_told(path) if {
	count(doubts(path)) == 0
	count(proxies.entrances) > 0
}

# The route of a site that takes a path.
answer(site, path) := route if {
	some route in _beside(site)
	route.match == "exact"
	route.path == path
} else := route if {
	not _is_final(site, path)
	route := [candidate | some candidate in _beside(site); _matches(candidate, path)][0]
} else := _longest(site, path)

_longest(site, path) := prefixes[count(prefixes) - 1][1] if {
	prefixes := sort([[count(route.path), route] |
		some route in _beside(site)
		route.match == "prefix"
		startswith(path, route.path)
	])
}

_is_final(site, path) if _longest(site, path).final == true

# Another proxy is behind it.
_goes_on(route) if route.service in input.proxy.inner

_matches(route, path) if {
	route.match == "regex"
	regex.is_valid(route.path)
	regex.match(route.path, path)
}

# A condition of the request that is not its scheme or host, or a pattern that only
# nginx can read.
_may_answer(route) if {
	route.match == "condition"
	route.does in {"forwards", "serves", "unclear"}
}

_may_answer(route) if {
	route.match == "regex"
	not regex.is_valid(route.path)
}

# The routes of a site. A router of Traefik is one site: those of the same port and
# host belong together.
_beside(site) := site.routes if site.kind != "traefik"

_beside(site) := [route |
	some other in input.proxy.sites
	other.kind == "traefik"
	other.service == site.service
	other.port == site.port
	_share_host(site, other)
	some route in other.routes
] if {
	site.kind == "traefik"
}

_share_host(site, other) if count({host | some host in site.hosts} & {host | some host in other.hosts}) > 0

_share_host(_, other) if count(other.hosts) == 0

_share_host(site, _) if count(site.hosts) == 0

# Nobody but the machine itself comes by these names.
_is_for_visitors(site) if count(site.hosts) == 0

_is_for_visitors(site) if {
	some host in site.hosts
	not host in {"localhost", "127.0.0.1", "[::1]"}
}
