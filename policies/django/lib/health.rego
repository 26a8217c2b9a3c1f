# METADATA
# description: >-
#   How a load balancer asks whether Django is well. Its request has the address of
#   the container as host, no header of a proxy, and comes by the group's protocol.
package django.lib.health

import data.django.lib.hosts
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
	not is_answered_before(class)
}

# One before it has a name that says that it answers health checks.
is_answered_before(class) if {
	some i in _places(class)
	some earlier in array.slice(settings.value("MIDDLEWARE"), 0, i)
	is_string(earlier)
	regex.match(`(?i)health|heartbeat|alive|readiness`, earlier)
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

# What asks for a host that ALLOWED_HOSTS does not hold, and takes 400 for no answer.
refused contains {"at": group.matcher.at, "asks": sprintf("%s asks for %s by the address of the container", [group.name, group.path.value])} if {
	some group in groups
	refuses(group, 400)
	hosts.hold_no_address
}

refused contains {"at": check.at, "asks": sprintf("the health check asks for %s", [check.host])} if {
	some check in _own
	hosts.is_refused(check.host)
}

ask_nobody_here if {
	ask_others
	count(_own) == 0
}

# The container asks itself, with curl --fail or wget, on the port of Django's server.
_own contains {"at": input.service.healthcheck.at, "host": part[1]} if {
	text := concat(" ", input.service.healthcheck.test)
	regex.match(`\bwget\b|\bcurl\b.* (-[a-zA-Z]*f[a-zA-Z]*|--fail(-with-body)?)\b`, text)
	not regex.match(`(?i)\bhost:`, text)
	some part in regex.find_all_string_submatch_n(`\bhttp://([A-Za-z0-9.-]+):([0-9]+)`, text, 1)
	some bind in input.service.server.binds.value
	endswith(bind, sprintf(":%s", [part[2]]))
}
