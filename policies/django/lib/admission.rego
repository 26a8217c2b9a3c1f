# METADATA
# description: Whom proxies let in to the admin.
package django.lib.admission

import data.django.lib.edge
import data.django.lib.proxies
import data.django.lib.routing
import data.django.lib.settings

# The ways to the admin's login that ask nobody who he is.
open contains end if {
	_has_usual_path
	some end in _ends
	end.route.django == true
	count(end.route.guards) == 0
}

# Those that a password, an address or another program guards.
guarded contains end if {
	_has_usual_path
	some end in _ends
	end.route.django == true
	some guard in end.route.guards
	guard != "condition"
}

# Every way to it is known, and none of them open.
is_guarded if {
	_has_usual_path
	routing.is_told(_path)
	count(guarded) > 0
	count(open) == 0
}

# Routes to Django that are guarded and called after the admin, whatever its path is.
meant contains {"site": site, "route": route} if {
	some [site, route] in proxies.routes
	count(route.guards) > 0
	regex.match(`(?i)admin`, route.path)
}

# Nothing that is called after the admin is guarded, nor the admin itself.
is_not_meant if {
	count(proxies.doubts) == 0
	count(meant) == 0
	count(guarded) == 0
}

# The address that a guard asks for is one that clients may give themselves.
believing contains end if {
	count(input.infra.listeners) == 0
	some end in guarded
	{guard | some guard in end.route.guards} == {"address"}
	end.route.any_address == true
	end.site.edge == true
	end.site.published == true
}

# Django's own ports, by which nobody passes the proxy.
around := edge.published

# The project certainly has no admin.
is_absent if {
	count(_routes) == 0
	count(input.source.urls.doubts) == 0
	settings.is_set("ROOT_URLCONF")
}

# What is not known of it.
doubts contains {"subject": "source.urls", "at": route.at, "msg": "the admin has a path of its own, which may be guarded"} if {
	some route in _routes
	route.path != "default"
}

doubts contains {"subject": "source.urls", "at": doubt.at, "msg": sprintf("where the admin is is not known: %s", [doubt.because])} if {
	count(_routes) == 0
	some doubt in input.source.urls.doubts
}

doubts contains {"subject": "proxy", "at": end.route.at, "msg": "whether a condition keeps strangers from the admin is not known"} if {
	some end in _ends
	"condition" in end.route.guards
}

doubts contains doubt if some doubt in routing.doubts(_path)

doubts contains {"subject": "proxy", "msg": "no file shows a proxy that may guard the admin"} if proxies.are_unseen

_path := "/admin/login/"

_ends := routing.ends(_path) | routing.fallbacks(_path)

_routes contains route if {
	some route in input.source.urls.routes
	route.view == "admin"
}

_has_usual_path if {
	some route in _routes
	route.path == "default"
	route.certain == true
}
