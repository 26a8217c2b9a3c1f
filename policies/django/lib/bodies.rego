# METADATA
# description: How large requests may be, for the proxies and for Django.
package django.lib.bodies

import data.django.lib.proxies
import data.django.lib.settings

# The largest that some route takes, where all have a limit. Uploads may have a route
# of their own.
largest := sizes[count(sizes) - 1][1] if {
	every known in proxies.routes {
		known[1].body_size.value > 0
	}
	sizes := sort([[route.body_size.value, route.body_size] | some [_, route] in proxies.routes])
}

# What the project itself expects.
expected contains ["DATA_UPLOAD_MAX_MEMORY_SIZE", size] if {
	settings.is_set("DATA_UPLOAD_MAX_MEMORY_SIZE")
	size := settings.value("DATA_UPLOAD_MAX_MEMORY_SIZE")
	is_number(size)
}

expected contains ["FILE_UPLOAD_MAX_MEMORY_SIZE", size] if {
	settings.is_set("FILE_UPLOAD_MAX_MEMORY_SIZE")
	size := settings.value("FILE_UPLOAD_MAX_MEMORY_SIZE")
	is_number(size)
}

are_expected_small if {
	_is_small("DATA_UPLOAD_MAX_MEMORY_SIZE")
	_is_small("FILE_UPLOAD_MAX_MEMORY_SIZE")
}

_is_small(name) if settings.is_unset(name)

_is_small(name) if settings.is_off(name)

_is_small(name) if settings.value(name) <= largest.value

doubts contains {"subject": "proxy", "at": route.body_size.at, "msg": route.body_size.because} if {
	some [_, route] in proxies.routes
	route.body_size.state == "unknown"
}
