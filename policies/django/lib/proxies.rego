# METADATA
# description: >-
#   Questions about what a proxy does with the requests that it hands on to Django:
#   each route is asked for what Django receives by it.
package django.lib.proxies

import data.django.lib.apps
import data.django.lib.process
import data.django.lib.settings

# The routes that forward to Django, each with the way in that it is of.
routes contains [site, route] if {
	some site in input.proxy.sites
	some route in site.routes
	route.django == true
}

# The ways in by which visitors' requests come to Django, perhaps through other proxies.
entrances contains site if {
	some site in input.proxy.sites
	site.edge == true
	some route in site.routes
	_leads(route)
}

_leads(route) if route.django == true

_leads(route) if {
	route.does == "forwards"
	route.service in input.proxy.inner
}

# Other machines reach it by plain HTTP, or by HTTPS.
is_plain(site) if {
	site.published == true
	site.tls.truth == false
}

is_encrypted(site) if site.tls.truth == true

# The edge ends TLS somewhere.
some_encrypted if {
	some site in entrances
	is_encrypted(site)
}

# What is not known of the proxies that there are.
doubts contains {"subject": "proxy", "msg": sprintf("%s: %s", [doubt.what, doubt.because])} if some doubt in input.proxy.doubts

# Of those that may serve files, which Traefik cannot.
doubts_of_files contains doubt if {
	some doubt in doubts
	not startswith(doubt.msg, "Traefik")
}

# Nor whether a way in ends TLS, or redirects.
unclear_ways contains {"subject": "proxy", "msg": sprintf("%s: %s", [in_words(site), site.tls.because])} if {
	some site in entrances
	site.tls.state == "unknown"
}

unclear_ways contains {"subject": "proxy", "msg": sprintf("%s: %s", [in_words(site), site.redirect.because])} if {
	some site in entrances
	is_plain(site)
	site.redirect.state == "unknown"
}

# No file shows a proxy that is read, or that could be.
are_unseen if {
	count([1 | some _ in input.proxy.sites]) == 0
	count(doubts) == 0
}

# The routes of a proxy are, and nothing of it is in doubt.
are_read if {
	count([1 | some _ in routes]) > 0
	count(doubts) == 0
}

# Of every route it is known that Django gets a name that the client asked for.
hand_on_host if {
	count(doubts) == 0
	count([1 | some [_, route] in routes; not header(route, "Host").from in {"host", "client", "host-port"}]) == 0
}

# Ways in that hand on the name that the client asked for: of those of one file for the
# same names the first, so that what is wrong with the names is told once.
first_by_name contains site if {
	some [site, _] in _by_name
	ways := [[other.at.line, other.port] | some [other, _] in _by_name; other.at.file == site.at.file; other.hosts == site.hosts]
	[site.at.line, site.port] == min(ways)
}

_by_name contains [site, route] if {
	some [site, route] in routes
	header(route, "Host").from in {"host", "client", "host-port"}
}

# No way in takes plain HTTP on to Django.
take_no_plain_http if {
	count(doubts) == 0
	count(unclear_ways) == 0
	count([1 | some site in entrances; is_plain(site)]) == 0
}

# There is a load balancer before the proxy.
behind_balancer if count(input.infra.listeners) > 0

# Visitors come to it.
is_outermost(site) if {
	site.edge == true
	site.published == true
}

# No file publishes it, and none shows who stands before it.
is_perhaps_inner(site) if {
	site.edge == true
	site.published == false
	not behind_balancer
}

# A header that the route sets or takes away, and whether it leaves it to the client.
header(route, name) := found if {
	some found in route.request
	found.name == name
}

leaves(route, name) if count([1 | some found in route.request; found.name == name]) == 0

# What clients send under the name reaches Django: it is left alone, or handed on.
passes(route, name) if {
	route.protocol in {"http", "uwsgi"}
	leaves(route, name)
}

passes(route, name) if {
	header(route, name).from == "client"
	header(route, name).value == name
}

passes(route, name) if header(route, name).from == "appended"

# The proxy, and the port on which requests come, in words.
in_words(site) := sprintf("%s on port %d%s", [_named[site.kind], site.port, _over(site)]) if site.port > 0

in_words(site) := _named[site.kind] if site.port == 0

_over(site) := " over IPv6" if site.ipv6

_over(site) := "" if not site.ipv6

_named := {"nginx": "nginx", "caddy": "Caddy", "traefik": "Traefik"}

# The header that SECURE_PROXY_SSL_HEADER names, as a proxy spells it, and the value
# that means HTTPS.
scheme_header := concat("-", [part |
	some word in split(trim_prefix(key, "HTTP_"), "_")
	part := concat("", [upper(substring(word, 0, 1)), lower(substring(word, 1, -1))])
]) if {
	key := settings.value("SECURE_PROXY_SSL_HEADER")[0]
	is_string(key)
	startswith(key, "HTTP_")
}

scheme_value := value if {
	value := settings.value("SECURE_PROXY_SSL_HEADER")[1]
	is_string(value)
}

# The header that tells Django of HTTPS: that of the setting, or what servers believe.
_told_by := scheme_header if settings.is_on("SECURE_PROXY_SSL_HEADER")

_told_by := "X-Forwarded-Proto" if settings.is_off("SECURE_PROXY_SSL_HEADER")

# Routes of a deployment that has no HTTPS at all, and that tell Django so by themselves:
# what another proxy before them says is lost.
never_encrypted contains [site, route] if {
	some [site, route] in _tell_of_http
	header(route, _told_by).from in {"literal", "scheme"}
	header(route, _told_by).value == "http"
}

# No route does, whatever header is believed.
none_is_plain_alone if count(_tell_of_http) == 0

# On a machine certbot may add to the files. WebSockets are never redirected.
_tell_of_http contains [site, route] if {
	count(doubts) == 0
	count([1 | some site in input.proxy.sites; not site.tls.truth == false]) == 0
	not behind_balancer
	some [site, route] in routes
	site.edge == true
	some peer in input.service.peers
	peer.name == site.service
	not _is_called_after_sockets(route)
	some found in route.request
	found.from in {"literal", "scheme"}
	found.value == "http"
}

# It is not known what a route sends in that header.
unclear_scheme contains {"subject": "proxy", "msg": sprintf("%s at %s:%d: %s", [sent.name, sent.at.file, sent.at.line, sent.because])} if {
	some [_, route] in routes
	sent := header(route, scheme_header)
	sent.from == "unknown"
}

# Routes over HTTPS of which Django does not learn it from that header, and why. Of
# uWSGI's protocol the parameter HTTPS tells, too.
blind contains [site, route, why] if {
	some [site, route] in routes
	_visited_by_https(site)
	_no_parameter(route)
	why := _blindness(route)
}

# The same without why.
blind_routes contains [site, route] if some [site, route, _] in blind

# A proxy behind the edge has plain HTTP, and is visited by HTTPS through the edge.
_visited_by_https(site) if {
	site.edge == true
	is_encrypted(site)
}

_visited_by_https(site) if {
	site.edge == false
	some_encrypted
}

# A load balancer ends TLS before it, and speaks plain HTTP with it.
_visited_by_https(site) if {
	site.tls.truth == false
	some group in input.infra.target_groups
	group.container == site.service
	group.requests.value == "HTTP"
	some listener in input.infra.listeners
	listener.protocol == "HTTPS"
	listener.name in group.listeners
}

_no_parameter(route) if count([1 | some found in route.request; found.name in {"HTTPS", "UWSGI_SCHEME"}]) == 0

_blindness(route) := sprintf("it does not set %s", [scheme_header]) if {
	leaves(route, scheme_header)
	not behind_balancer
}

_blindness(route) := sprintf("it takes %s away", [scheme_header]) if header(route, scheme_header).from == "dropped"

_blindness(route) := sprintf("it sends %s: %s, and %s is expected", [scheme_header, text, scheme_value]) if {
	header(route, scheme_header).from in {"literal", "scheme"}
	text := header(route, scheme_header).value
	text != scheme_value
}

# The routes that send Django the name of an upstream as Host, and that name.
named_after_upstream contains [site, route, name] if {
	some [site, route, name] in _named_after_upstream
	not _is_for_sockets(route)
}

# Those of them that may be for WebSockets alone, whose Host Django compares with nothing.
sockets_named_after_upstream contains [site, route, name] if {
	some [site, route, name] in _named_after_upstream
	_is_for_sockets(route)
}

_named_after_upstream contains [site, route, host.value] if {
	some [site, route] in routes
	host := header(route, "Host")
	host.from == "upstream"
	_names_host(route)
}

_is_for_sockets(route) if {
	takes_part(route)
	header(route, "Upgrade").from in {"client", "literal"}
	not _takes_no_sockets
}

# Its path says so, too.
_is_called_after_sockets(route) if {
	takes_part(route)
	header(route, "Upgrade").from in {"client", "literal"}
	regex.match(`(?i)(^|/)(wss?|[^/]*sockets?(\.io)?)(/|$)`, route.path)
}

# Django itself knows no WebSockets.
_takes_no_sockets if {
	apps.is_absent("channels")
	apps.is_absent("daphne")
	not process.is_asgi
}

# USE_X_FORWARDED_HOST takes the name of another header, which must be set then.
_names_host(_) if settings.is_off("USE_X_FORWARDED_HOST")

_names_host(route) if {
	settings.is_on("USE_X_FORWARDED_HOST")
	leaves(route, "X-Forwarded-Host")
}

# The route takes the requests of one folder, or of one address.
takes_part(route) if {
	route.match in {"prefix", "exact"}
	route.path != "/"
}

# The routes that serve files from a folder in the place of their path.
aliases contains route if {
	some site in input.proxy.sites
	some route in site.routes
	route.does == "serves"
	route.alias == true
	route.match == "prefix"
}

# The servers of nginx that hand on requests for names that nobody else has.
catching contains site if {
	some site in _defaults
	site.tls.state == "known"
}

# Those of them of which it is not known whether anybody comes to them.
perhaps_catching contains {"subject": "proxy", "at": site.at, "msg": sprintf("%s: %s", [in_words(site), site.tls.because])} if {
	some site in _defaults
	site.tls.state == "unknown"
}

_defaults contains site if {
	some site in entrances
	site.kind == "nginx"
	site.default == true
	site.published == true
}

# The same by their place: one server may listen on several ports.
catching_at[site.at] := concat(" and ", sort({in_words(same) | some same in catching; same.at == site.at})) if some site in catching

catch_nothing if {
	count(doubts) == 0
	count(catching | perhaps_catching) == 0
}

# Routes over HTTPS of which only a header could tell Django: the proxy speaks plain
# HTTP with it, over the network.
silent contains [site, route] if {
	some [site, route] in routes
	_visited_by_https(site)
	_no_parameter(route)
	route.protocol == "http"
	some upstream in route.upstreams
	not startswith(upstream, "unix:")
	not _is_believed(route, upstream)
}

# The server of Django takes the scheme from a proxy on its own machine, which tells it.
_is_believed(route, upstream) if {
	regex.match(`^(127(\.[0-9]+){3}|localhost|\[::1\])(:|$)`, upstream)
	input.service.kind in {"procfile", "supervisor", "systemd"}
	input.service.server.program in {"gunicorn", "uvicorn"}
	header(route, "X-Forwarded-Proto").from in {"scheme", "literal", "unknown"}
	some trusted in split(input.service.server.forwarded_allow_ips.value, ",")
	trim_space(trusted) in {"*", "127.0.0.1"}
}

# gunicorn and uvicorn take the scheme of X-Forwarded-Proto from the addresses that
# FORWARDED_ALLOW_IPS lists, by default those of their own machine alone.
server_believes if {
	some word in input.service.command
	contains(word, "forwarded-allow-ips")
}

server_believes if input.env.FORWARDED_ALLOW_IPS.truth == true

# By their configuration file, or in a server that has no choice.
server_believes if input.service.server.forwarded_allow_ips.value == "*"

server_doubts if {
	input.target.closed == true
	some word in input.service.command
	regex.match(`(^|/)(gunicorn|uvicorn)$`, word)
	count([1 | some word in input.service.command; regex.match(`forwarded-allow-ips|^-c|^--config|^python:`, word)]) == 0
	not input.service.server_file
	not input.env.FORWARDED_ALLOW_IPS
	not input.env.GUNICORN_CMD_ARGS
}
