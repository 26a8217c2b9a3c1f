# METADATA
# description: >-
#   The program that takes requests for Django: gunicorn (gunicorn.org, Settings),
#   uvicorn (uvicorn.org, Settings) and others, by its command line.
package django.lib.server

import data.django.lib.edge

# The program, without the version in its name.
name := regex.replace(input.service.command[0], `^.*/|[0-9.]+$`, "")

# Where it is told to believe the headers of whoever connects.
belief := "--forwarded-allow-ips" if option("--forwarded-allow-ips") == "*"

belief := "FORWARDED_ALLOW_IPS" if {
	not option("--forwarded-allow-ips")
	name in {"gunicorn", "uvicorn"}
	input.env.FORWARDED_ALLOW_IPS.value == "*"
}

# It believes some, or only its own machine.
believes_some if {
	some_text := option("--forwarded-allow-ips")
	some_text != "*"
}

believes_some if {
	not option("--forwarded-allow-ips")
	text := input.env.FORWARDED_ALLOW_IPS.value
	text != "*"
}

# The ports of Django that other machines reach, unless the server is bound to
# another one, or to a socket: then something else in the container answers.
published contains port if {
	some port in edge.published
	not _is_bound_elsewhere(port.container)
}

_is_bound_elsewhere(port) if {
	some flag in {"-b", "--bind", "--uds"}
	address := option(flag)
	not endswith(address, sprintf(":%s", [port]))
}

# The value of an option: --name value, --name=value.
option(flag) := input.service.command[i + 1] if {
	some i, word in input.service.command
	word == flag
}

option(flag) := trim_prefix(word, concat("", [flag, "="])) if {
	some word in input.service.command
	startswith(word, concat("", [flag, "="]))
}

# The requests that are answered at a time, as far as the command line, the file of
# the server and the number of containers tell.
concurrency := (_workers * _threads) * replicas

workers_at := input.service.server.workers.at

_workers := input.service.server.workers.value if input.service.server.workers.state == "known"

_threads := to_number(option("--threads")) if option("--threads")

_threads := 1 if not option("--threads")

replicas := input.service.replicas if input.service.replicas

replicas := 1 if not input.service.replicas
