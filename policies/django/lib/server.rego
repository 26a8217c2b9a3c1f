# METADATA
# description: >-
#   The program that takes requests for Django: gunicorn (gunicorn.org, Settings),
#   uvicorn (uvicorn.org, Settings) and others, by its command line.
package django.lib.server

import data.django.lib.edge
import data.django.lib.paths

# The program, without the version in its name.
name := trim_right(paths.name(input.service.command[0]), "0123456789.")

# Where it is told to believe the headers of whoever connects.
belief_at := input.service.server.forwarded_allow_ips.at if input.service.server.forwarded_allow_ips.value == "*"

belief_doubt := input.service.server.forwarded_allow_ips.because

# It believes some, or only its own machine; or it reads no such headers.
believes_some if {
	text := input.service.server.forwarded_allow_ips.value
	text != "*"
}

believes_some if {
	input.service.server.program
	not input.service.server.forwarded_allow_ips
}

# No port of Django is published.
is_unpublished if {
	count(published) == 0
	count(edge.unclear_ports) == 0
}

# The ports of Django that other machines reach, unless the server is bound to
# another one, or to a socket: then something else in the container answers.
published contains port if {
	some port in edge.published
	not _is_bound_elsewhere(port.container)
}

_is_bound_elsewhere(port) if {
	addresses := [address | some flag in {"-b", "--bind", "--uds"}; some address in _options(flag)]
	count(addresses) > 0
	every address in addresses {
		not endswith(address, sprintf(":%s", [port]))
	}
}

# The values of an option that may be given more than once: --name value, --name=value.
_options(flag) := [value |
	some i, word in input.service.command
	some value in _given(flag, word, i)
]

_given(flag, word, i) := {input.service.command[i + 1]} if word == flag

_given(flag, word, _) := {trim_prefix(word, concat("", [flag, "="]))} if startswith(word, concat("", [flag, "="]))

# The requests that are answered at a time, as far as the command line, the file of
# the server and the number of containers tell.
concurrency := (_workers * _threads) * replicas

workers_at := input.service.server.workers.at

_workers := input.service.server.workers.value if input.service.server.workers.state == "known"

_threads := input.service.server.threads.value if input.service.server.threads.state == "known"

_threads := 1 if not input.service.server.threads

default replicas := 1

replicas := input.service.replicas

# It is not known, and why.
concurrency_doubt := input.service.server.workers.because

concurrency_doubt := input.service.server.threads.because if not input.service.server.workers.because
