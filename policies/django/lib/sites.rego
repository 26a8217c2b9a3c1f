# METADATA
# description: The domains under which a site is served, as ALLOWED_HOSTS tells them.
package django.lib.sites

import data.django.lib.origins
import data.django.lib.proxies
import data.django.lib.settings

# What is registered of each allowed host, where all of them are known and none is a star.
domains := {origins.registrable(trim_prefix(lower(host.value), ".")) |
	some host in settings.all_members("ALLOWED_HOSTS")
	_is_name(host.value)
} if {
	listed := settings.all_members("ALLOWED_HOSTS")
	some host in listed
	_is_name(host.value)
	every other in listed {
		other.value != "*"
	}
}

# And of each name under which a proxy hands requests on to Django.
routed contains origins.registrable(trim_left(name, "*.")) if {
	some [site, _] in proxies.routes
	some name in site.hosts
	contains(trim_left(name, "*."), ".")
}

_is_name(host) if {
	is_string(host)
	regex.match(`^\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z][A-Za-z0-9-]+$`, host)
}

# No allowed host is the domain of a cookie, or below it. One that may be any host
# below a name of its own is not foreign to it.
is_foreign(domain) if {
	domain != ""
	name := trim_prefix(lower(domain), ".")
	listed := settings.all_members("ALLOWED_HOSTS")
	count(listed) > 0
	every host in listed {
		is_string(host.value)
		host.value != "*"
		allowed := trim_prefix(lower(host.value), ".")
		allowed != name
		not endswith(allowed, sprintf(".%s", [name]))
		not _holds(host.value, name)
	}
}

_holds(host, name) if {
	startswith(host, ".")
	endswith(name, lower(host))
}
