# METADATA
# description: The domains under which a site is served, as ALLOWED_HOSTS tells them.
package django.lib.sites

import data.django.lib.origins
import data.django.lib.settings

# What is registered of each allowed host, where all of them are known and none is a star.
domains := {origins.registrable(trim_prefix(lower(host.value), ".")) |
	some host in settings.all_members("ALLOWED_HOSTS")
	_is_name(host.value)
} if {
	all := settings.all_members("ALLOWED_HOSTS")
	some host in all
	_is_name(host.value)
	every other in all {
		other.value != "*"
	}
}

_is_name(host) if {
	is_string(host)
	regex.match(`^\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z][A-Za-z0-9-]+$`, host)
}
