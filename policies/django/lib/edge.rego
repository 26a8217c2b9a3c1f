# METADATA
# description: >-
#   Questions about what stands between visitors and Django: published ports,
#   proxies, load balancers.
package django.lib.edge

import data.django.lib.hosts
import data.django.lib.infra
import data.django.lib.proxies
import data.django.lib.service

# The ports that reach Django from other machines. Who reaches those of a task in
# a cloud is for its network to say.
published contains port if {
	input.service.kind == "compose"
	some port in input.service.ports
	is_open(port)
}

# They in words: port 8000, or ports 8000 and 8001.
published_in_words := sprintf("port %s", _numbers) if count(_numbers) == 1

published_in_words := sprintf("ports %s", [concat(" and ", _numbers)]) if count(_numbers) > 1

_numbers := sort({number(port) | some port in published})

# The ports that a Service of type NodePort opens by a number of their own, and nothing
# else leads there: an Ingress or a load balancer may need the port for itself.
_node_ports contains port if {
	input.service.kind == "kubernetes"
	count(input.infra.listeners) == 0
	some port in input.service.ports
	is_open(port)
	regex.match(`^3\d{4}$`, port.published)
}

# No port of Django is.
is_private if count(published | unclear_ports) == 0

# Other machines reach it: it is published on more than the loopback interface.
is_open(port) if port.loopback == false

# No file says on which address a port is published: the deployer's machine does.
is_unaddressed(port) if object.get(port, "loopback", null) == null

unclear_ports contains _unclear(port) if {
	some port in input.service.ports
	is_unaddressed(port)
}

# The same of a service beside Django.
unclear_ports_of(host) := {_unclear(port) |
	some peer in input.service.peers
	service.is_called(peer, host)
	some port in peer.ports
	is_unaddressed(port)
}

_unclear(port) := {"subject": "service.ports", "at": port.at, "msg": sprintf("port %s is published on %s, which no file sets", [number(port), port.host_ip])}

# The listeners that the internet reaches and that pass plain HTTP on to Django.
plain_listeners contains listener if {
	some i, listener in input.infra.listeners
	_is_plain(i)
	_is_reachable(i)
}

# Those that end TLS, as every platform does.
_tls_listeners contains listener if {
	some listener in input.infra.listeners
	listener.protocol == "HTTPS"
}

_tls_listeners contains listener if {
	some listener in input.infra.listeners
	listener.by
}

first_tls_listener contains listener if {
	names := sort([listener.name | some listener in _tls_listeners])
	some listener in _tls_listeners
	listener.name == names[0]
}

# It is not known of some listener whether it does.
is_unclear if input.infra.listeners[_].redirect.state == "unknown"

is_unclear if {
	some i, _ in input.infra.listeners
	_is_plain(i)
	input.infra.listeners[i].public.state == "unknown"
}

is_unclear if count(unclear_ports) > 0

# Nor of a proxy.
is_unclear if {
	input.proxy.redirect == false
	count(proxies.doubts | proxies.unclear_ways) > 0
}

_is_plain(i) if {
	input.infra.listeners[i].protocol == "HTTP"
	input.infra.listeners[i].redirect.truth == false
}

_is_reachable(i) if not input.infra.listeners[i].public

_is_reachable(i) if input.infra.listeners[i].public.truth == true

# Some way in by plain HTTP is in sight, and what it is called.
plain_ways contains sprintf("published on %s without TLS or redirect", [published_in_words]) if count(published) > 0

plain_ways contains sprintf("reached on port %s of every node, without TLS or redirect", [port.published]) if {
	some port in _node_ports
}

plain_ways contains sprintf("reached through %s on port %d, which does not redirect", [listener_in_words(listener), listener.port]) if {
	some listener in plain_listeners
}

plain_ways contains sprintf("reached through %s (%s:%d), without TLS or redirect", [proxies.in_words(site), site.at.file, site.at.line]) if {
	some site in proxies.entrances
	proxies.is_plain(site)
	site.redirect.truth == false
}

# No plain way in is in sight, and none may be.
is_shielded if {
	count(plain_ways) == 0
	not is_unclear
}

# The places that redirect HTTP to HTTPS.
redirects contains {"at": input.proxy.at, "by": sprintf("%s %s", [_proxy, _refuses])} if input.proxy.redirect == true

redirects contains {"at": listener.at, "by": sprintf("%s redirects to HTTPS", [listener_in_words(listener)])} if {
	some i, listener in input.infra.listeners
	input.infra.listeners[i].redirect.truth == true
}

redirects contains {"at": listener.at, "by": sprintf("%s takes no plain HTTP", [listener_in_words(listener)])} if {
	_takes_https_alone
	some listener in first_tls_listener
}

default _refuses := "redirects to HTTPS"

_refuses := "takes no plain HTTP" if {
	count(input.proxy.sites) > 0
	count([1 | some site in input.proxy.sites; site.redirect.truth == true]) == 0
}

_takes_https_alone if {
	every listener in input.infra.listeners {
		listener.protocol == "HTTPS"
	}
}

listener_in_words(listener) := listener.by

listener_in_words(listener) := sprintf("listener %s", [listener.name]) if not listener.by

# The places that add Strict-Transport-Security.
hsts contains {"at": input.proxy.at, "by": sprintf("%s adds Strict-Transport-Security", [_proxy])} if input.proxy.hsts == true

hsts contains {"at": node.at, "by": sprintf("%s adds Strict-Transport-Security", [listener_in_words(listener)])} if {
	_all_add_hsts
	some i, listener in input.infra.listeners
	node := input.infra.listeners[i].hsts
	node.truth == true
}

_all_add_hsts if {
	count([1 | some i, listener in input.infra.listeners; listener.protocol == "HTTPS"; not input.infra.listeners[i].hsts.truth == true]) == 0
}

# It is not known whether a way in adds it.
unclear_hsts contains {"subject": "infra.listeners", "at": node.at, "msg": node.because} if {
	node := input.infra.listeners[_].hsts
	node.state == "unknown"
}

# A proxy adds it to what it answers over HTTPS, if it has a certificate.
unclear_hsts contains {"subject": "proxy", "at": site.at, "msg": sprintf("%s: %s", [proxies.in_words(site), site.tls.because])} if {
	some site in proxies.entrances
	site.tls.state == "unknown"
	site.routes[_].response[_].name == "Strict-Transport-Security"
}

# None in sight adds it, as far as it is known of them.
adds_no_hsts if {
	is_visible
	count(unclear_hsts) == 0
	count(proxies.doubts) == 0
}

# The ways in by HTTPS of a proxy that does not add it to each answer.
without_hsts contains {"by": proxies.in_words(site), "at": site.at} if {
	input.proxy.hsts == false
	count(proxies.doubts) == 0
	some site in proxies.entrances
	proxies.is_encrypted(site)
}

# There is a proxy or a load balancer in sight.
is_visible if {
	input.proxy.at
	count(proxies.doubts) == 0
}

is_visible if count(input.infra.listeners) > 0

is_unseen if {
	not input.proxy
	count(input.infra.listeners) == 0
}

# The proxy passes on these host names only, and nothing goes around it.
names_hosts if {
	_names_some
	is_private
}

_names_some if count(input.proxy.hosts) > 0

# A platform's router is the only way in, and hands each app the requests for its own
# names. That of Fly does so for shared addresses alone.
router := listener.by if {
	count(input.infra.listeners) == 1
	some listener in input.infra.listeners
	listener.by in _routing_by_host
}

_routing_by_host := {
	"API Gateway", "App Engine", "App Runner", "App Service", "Azure App Service", "Cloud Foundry", "Cloud Run",
	"Container Apps", "DigitalOcean App Platform", "Heroku", "Railway", "Render", "Vercel",
}

# What keeps away requests for other host names.
doorkeeper := _proxy if {
	names_hosts
} else := sprintf("the router of %s", [router])

# Rules that let the whole internet in to a port of Django that is no usual one of a
# load balancer; whether they are of Django's network is not told.
perhaps_open contains [rule, port.container] if {
	some port in input.service.ports
	not port.container in {"80", "443"}
	regex.match(`^[0-9]+$`, port.container)
	some rule in infra.openings(to_number(port.container))
	rule.from.value == to_number(port.container)
}

# A port of Django is not known, and these rules let the whole internet in to one that
# it may be: neither a usual one of a load balancer, nor that of SSH.
perhaps_open_to_unknown contains [rule, port.at] if {
	some port in input.service.ports
	startswith(port.container, "${")
	some rule in input.infra.firewall_rules
	rule.open.truth == true
	rule.from.value > 0
	not rule.from.value in {22, 80, 443}
}

# A request may come with any host name.
passes_any_host if {
	not _names_some
	not router
}

passes_any_host if count(published) > 0

# Nothing is sure to stop it.
perhaps_passes_any_host if not doorkeeper

# The ports of a service beside Django that other machines reach.
exposed(host) := {port |
	some peer in input.service.peers
	service.is_called(peer, host)
	some port in peer.ports
	is_open(port)
}

# Other machines reach no service beside Django that may keep data for it.
publishes_no_store if {
	input.service.kind == "compose"
	every peer in input.service.peers {
		_keeps_nothing(peer)
	}
}

_keeps_nothing(peer) if count(peer.ports) == 0

_keeps_nothing(peer) if peer.kind in {"postgres", "mysql", "nginx", "caddy", "traefik", "django"}

# No port of that host certainly is.
is_unexposed(host) if count(exposed(host)) == 0

# The services beside Django that other machines reach, and by which port.
exposed_peers contains {
	"name": peer.name,
	"kind": peer.kind,
	"unguarded": object.get(peer, "unguarded", ""),
	"guard_untold": object.get(peer, "guard_untold", ""),
	"port": port,
} if {
	some peer in input.service.peers
	some port in exposed(peer.name)
	_is_its_own(peer, port)
}

# The ports of a proxy are there for others, but for that of its API.
_is_its_own(peer, _) if peer.kind != "traefik"

_is_its_own(peer, port) if {
	peer.kind == "traefik"
	port.container == "8080"
}

# Those of them that are a login page for databases, whatever these publish.
login_pages contains {"name": peer.name, "port": port} if {
	some peer in input.service.peers
	regex.match(`(^|/)(adminer|phpmyadmin)([:@]|$)`, peer.image)
	some port in exposed(peer.name)
}

# None of them lets in everybody, for all that is known.
are_guarded if {
	every peer in exposed_peers {
		concat("", [peer.unguarded, peer.guard_untold]) == ""
	}
}

_proxy := "declared: the proxy" if {
	input.proxy.declared
	not input.proxy.name
}

_proxy := sprintf("declared: %s", [input.proxy.name]) if input.proxy.declared

_proxy := input.proxy.name if not input.proxy.declared

_proxy := "the proxy" if {
	not input.proxy.declared
	not input.proxy.name
}

# The port by which other machines reach it, or that of the container.
number(port) := port.published

number(port) := port.container if not port.published

# Where the proxy is configured, and the names that it passes on.
place := input.proxy.at

host_names := concat(", ", input.proxy.hosts)

# All of these names are known, or some stand in a variable, or are a pattern.
knows_hosts if count(_unclear_hosts) == 0

guesses_hosts if count(_unclear_hosts) > 0

_unclear_hosts contains host if {
	some host in input.proxy.hosts
	regex.match(`[$~]`, host)
}

# An entry of ALLOWED_HOSTS admits none of these names, as far as they are known.
routes_none_of(pattern) if {
	every host in {host | some host in input.proxy.hosts} - _unclear_hosts {
		not hosts.match(host, pattern)
		not endswith(lower(pattern), trim_prefix(host, "*"))
	}
}

# The ways by which browsers come without a port in the address, all of them plain
# HTTP; perhaps_plain_ways are on other ports, which may be for a proxy elsewhere.
only_plain_ways contains sprintf("%s:%d publishes port 80", [port.at.file, port.at.line]) if {
	_ends_no_tls
	some port in _open_ports
	port.published == "80"
}

perhaps_plain_ways contains sprintf("%s:%d publishes port %s", [port.at.file, port.at.line, number(port)]) if {
	_ends_no_tls
	some port in _open_ports
}

_ends_no_tls if {
	count(input.infra.listeners) == 0
	count(proxies.doubts | proxies.unclear_ways) == 0
	not proxies.some_encrypted
	not input.proxy.tls == true
	count([1 | some peer in input.service.peers; some port in peer.ports; port.container in {"443", "8443"}]) == 0
}

# No way in certainly ends TLS, and one may.
perhaps_encrypted contains doubt if {
	not proxies.some_encrypted
	some doubt in proxies.unclear_ways
}

_open_ports contains port if some port in published

_open_ports contains port if {
	some site in proxies.entrances
	some port in exposed(site.service)
	port.container == sprintf("%d", [site.port])
}
