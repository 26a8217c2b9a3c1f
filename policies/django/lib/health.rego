# METADATA
# description: >-
#   How a load balancer asks whether Django is well. Its request has the address of
#   the container as host, no header of a proxy, and comes by the group's protocol.
package django.lib.health

import data.django.lib.infra
import data.django.lib.settings

# The groups that ask the container that is judged.
groups contains group if {
	some group in _asking
	group.container == input.service.name
}

# Those that may: nothing tells whom they ask.
perhaps contains group if {
	some group in _asking
	not group.container
}

# All of them ask others.
ask_others if count(input.infra.target_groups) == count(_asking_others)

_asking_others contains i if {
	some i, group in input.infra.target_groups
	group.container != input.service.name
}

_asking contains group if {
	asking := infra.with_on("target_groups", "matcher") & infra.with_on("target_groups", "path")
	some group in (asking & infra.with_on("target_groups", "protocol"))
	group.protocol.value in {"HTTP", "HTTPS"}
}

# Those that ask by plain HTTP.
plain_groups contains group if {
	some group in groups
	group.protocol.value == "HTTP"
}

# The answer counts as well: its code is among "200", "200-399", "200,301".
accepts(group, code) if {
	some part in split(group.matcher.value, ",")
	bounds := [to_number(trim_space(bound)) | some bound in split(part, "-")]
	bounds[0] <= code
	code <= bounds[count(bounds) - 1]
}

refuses(group, code) if {
	is_string(group.matcher.value)
	not accepts(group, code)
}

# The request comes to a middleware: none before it answers by itself, as one
# written for health checks would.
reaches(class) if {
	settings.value("MIDDLEWARE")
	some i in _places(class)
	every earlier in array.slice(settings.value("MIDDLEWARE"), 0, i) {
		_hands_on(earlier)
	}
}

may_not_reach(class) if {
	count(_places(class)) > 0
	not reaches(class)
}

reaches_none(class) if settings.lacks("MIDDLEWARE", class)

_places(class) := {i |
	is_array(settings.value("MIDDLEWARE"))
	some i, member in settings.value("MIDDLEWARE")
	member == class
}

_hands_on(class) if {
	is_string(class)
	some prefix in {"django.", "corsheaders.", "whitenoise.", "csp.", "django_prometheus.", "allauth."}
	startswith(class, prefix)
}
