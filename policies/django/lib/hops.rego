# METADATA
# description: >-
#   The last step of a request to Django: plain HTTP, of which only a header can
#   tell that the visitor came by HTTPS.
package django.lib.hops

import data.django.lib.edge
import data.django.lib.proxies

# Those that certainly lead to the process that is judged, each with who takes it
# and where that is written.
silent contains {"by": proxies.in_words(site), "at": route.at} if some [site, route] in proxies.silent

silent contains {"by": edge.listener_in_words(listener), "at": listener.at} if {
	some listener in _encrypted
	some group in _own_groups
	listener.name in group.listeners
	group.requests.value == "HTTP"
}

silent contains {"by": edge.listener_in_words(listener), "at": listener.at} if {
	some listener in input.infra.listeners
	listener.by
}

# The first of them in order of place.
first := hops[0][2] if {
	hops := sort([[hop.at.file, hop.at.line, hop] | some hop in silent])
}

# Listeners that end TLS, of which no file tells what they lead to.
perhaps contains listener if {
	some listener in _encrypted
	count([1 | some group in input.infra.target_groups; listener.name in group.listeners]) == 0
}

perhaps contains listener if {
	some listener in _encrypted
	some group in _own_groups
	listener.name in group.listeners
	group.requests.state == "unknown"
}

# No file shows such a step, and every proxy is known.
are_none if {
	count(silent) == 0
	count(perhaps) == 0
	count(proxies.doubts | proxies.unclear_ways) == 0
}

# What is not known of such steps.
doubts contains {"subject": "service.command", "msg": sprintf("whether the server of Django believes the headers of %s is not known", [first.by])} if {
	not proxies.server_doubts
	not proxies.server_believes
}

doubts contains {"subject": sprintf("infra.%s", [listener.name]), "msg": sprintf("whether %s leads to Django by plain HTTP is not known", [listener.name])} if {
	some listener in perhaps
}

doubts contains doubt if some doubt in (proxies.doubts | proxies.unclear_ways)

_encrypted contains listener if {
	some listener in input.infra.listeners
	listener.protocol == "HTTPS"
	not listener.by
}

_own_groups contains group if {
	some group in input.infra.target_groups
	group.container == input.service.name
}
