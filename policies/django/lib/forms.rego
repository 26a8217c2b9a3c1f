# METADATA
# description: >-
#   The origin that browsers send with a form, and the one that Django makes of the
#   Host that the proxy hands on (django/middleware/csrf.py, _origin_verified). They
#   are compared letter by letter, port and all.
package django.lib.forms

import data.django.lib.origins
import data.django.lib.proxies
import data.django.lib.settings

# Routes over HTTPS by which the two differ.
failing contains {"site": site, "at": header.at, "sent": sent, "name": name, "port": _usual(port)} if {
	some [site, route] in proxies.routes
	site.edge == true
	proxies.is_encrypted(site)
	site.published == true
	header := proxies.header(route, "Host")
	port := _port(site)
	_is_number(port)
	sent := _sent(header)
	sent != _usual(port)
	some name in _names(site)
	not _comes_elsewhere(name, port)
}

# The project names the host without the port of the proxy: another one, which no file
# shows, may lead visitors there.
perhaps contains {"subject": "proxy", "at": header.at, "msg": sprintf("whether visitors come by port %s, which CSRF_TRUSTED_ORIGINS leaves out, is not known", [_port(site)])} if {
	some [site, route] in proxies.routes
	site.edge == true
	proxies.is_encrypted(site)
	site.published == true
	header := proxies.header(route, "Host")
	header.from == "host"
	some name in _names(site)
	_comes_elsewhere(name, _port(site))
}

# The same of plain HTTP on a port of its own, where the way in may be for another
# proxy, by whose address visitors come.
perhaps contains {"subject": "proxy", "at": header.at, "msg": sprintf("whether visitors come by port %s, which the Host of line %d leaves out, is not known", [_port(site), header.at.line])} if {
	not proxies.some_encrypted
	some [site, route] in proxies.routes
	site.edge == true
	proxies.is_plain(site)
	header := proxies.header(route, "Host")
	header.from == "host"
	not _port(site) in {"80", "443"}
	_is_not_listed(_port(site))
}

# Nor of HTTPS on a port that is in a variable.
perhaps contains {"subject": "proxy", "at": header.at, "msg": sprintf("by which port visitors come (%s) is not known, and the Host of line %d has none", [_port(site), header.at.line])} if {
	some [site, route] in proxies.routes
	site.edge == true
	proxies.is_encrypted(site)
	header := proxies.header(route, "Host")
	header.from in {"host", "host-port"}
	not _is_number(_port(site))
}

# Every route hands on what the client asked for, or one without another port.
agree if {
	count(proxies.doubts) == 0
	count(failing) == 0
	count(perhaps) == 0
}

# Django takes the host from another header.
asks_another if settings.is_on("USE_X_FORWARDED_HOST")

# The origins that the project trusts name the host without that port.
_comes_elsewhere(name, port) if {
	port != "443"
	name != ""
	origins.is_trusted(sprintf("https://%s", [name]))
}

# The port by which visitors come; the proxy's own where it is not told.
_port(site) := site.public_port

_port(site) := sprintf("%d", [site.port]) if not site.public_port

_is_number(port) if regex.match(`^[0-9]+$`, port)

_usual("443") := ""

_usual(port) := sprintf(":%s", [port]) if port != "443"

_sent(header) := "" if header.from == "host"

_sent(header) := sprintf(":%s", [header.value]) if {
	header.from == "host-port"
	header.value != ""
}

_names(site) := {name | some name in site.hosts; not regex.match(`^[~.*]|[*]$`, name)} if count(site.hosts) > 0

_names(site) := {""} if count(site.hosts) == 0

# No trusted origin has that port.
_is_not_listed(port) if {
	every entry in settings.all_members("CSRF_TRUSTED_ORIGINS") {
		not _has_port(entry.value, port)
	}
}

_has_port(trusted, port) if {
	is_string(trusted)
	endswith(trusted, sprintf(":%s", [port]))
}

# CSRF_TRUSTED_ORIGINS does not make up for it. Of a site for any name, only the port
# is known.
is_refused(failure) if {
	failure.name != ""
	origins.is_not_trusted(origin(failure))
}

is_refused(failure) if {
	failure.name == ""
	failure.port != ""
	_is_not_listed(trim_prefix(failure.port, ":"))
}

is_refused(failure) if {
	failure.name == ""
	settings.is_off("CSRF_TRUSTED_ORIGINS")
}

# The origin that browsers send.
origin(failure) := sprintf("https://%s%s", [failure.name, failure.port]) if failure.name != ""

origin(failure) := sprintf("https://<host>%s", [failure.port]) if failure.name == ""

# The Host that Django gets.
host(failure) := sprintf("%s%s", [failure.name, failure.sent]) if failure.name != ""

host(failure) := sprintf("<host>%s", [failure.sent]) if failure.name == ""
