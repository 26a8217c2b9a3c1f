# METADATA
# description: >-
#   Middlewares of the project that take the user from a header of the request, and
#   who may send that header.
package django.lib.remote

import data.django.lib.edge
import data.django.lib.middleware
import data.django.lib.proxies
import data.django.lib.settings

# The ways by which what clients send reaches one.
passing contains {"by": proxies.in_words(site), "at": _place(route, used.header), "header": used.header, "class": used.class, "class_at": used.at} if {
	some used in _used
	some [site, route] in proxies.routes
	site.edge == true
	proxies.passes(route, used.header)
}

around contains {"port": edge.number(port), "at": port.at, "header": used.header, "class": used.class} if {
	some used in _used
	some port in edge.published
}

# No middleware is of that kind.
is_unused if {
	settings.all_members("MIDDLEWARE")
	count(_used) == 0
	count(_foreign) == 0
}

# What is not known of them.
doubts contains {"subject": member.subject, "msg": "it may take the user from a header of the request: its source is not here"} if some member in _foreign

doubts contains doubt if {
	count(_used) > 0
	some doubt in proxies.doubts
}

doubts contains {"subject": "MIDDLEWARE", "msg": sprintf("no file shows who takes %s away from what clients send", [used.header])} if {
	some used in _used
	proxies.are_unseen
}

_used contains user if {
	some user in input.source.remote_users
	some member in settings.members("MIDDLEWARE")
	is_string(member.value)
	endswith(member.value, sprintf(".%s", [user.class]))
}

# Classes of others that are called so; Django's own takes REMOTE_USER of the server.
_foreign contains member if {
	some member in middleware.own_like("remoteuser")
	count({user | some user in input.source.remote_users; endswith(member.value, sprintf(".%s", [user.class]))}) == 0
}

_place(route, name) := proxies.header(route, name).at

_place(route, name) := route.at if proxies.leaves(route, name)
