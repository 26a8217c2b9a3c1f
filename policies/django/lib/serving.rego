# METADATA
# description: >-
#   Questions about the program that serves Django, as its command line, its file and
#   its variables set it up. What is not known of it is neither on nor off.
package django.lib.serving

import data.django.lib.process

is_runserver if input.service.server.program == "runserver"

is_no_runserver if not input.service.server.program == "runserver"

serves_by_runserver if {
	is_runserver
	input.target.unclear == false
}

# A script may start it, or another server; or nothing says for what the service is.
may_be_runserver := "the command starts runserver or another server" if input.service.server.program == ""

may_be_runserver := "runserver serves, and the service may be for development" if {
	is_runserver
	input.target.unclear == true
}

is_gunicorn if input.service.server.program == "gunicorn"

reloads if {
	input.service.server.reload.truth == true
	input.service.server.program != "runserver"
}

# It restarts when a file changes, for it is told so.
reload := input.service.server.reload

program := input.service.server.program

at := input.service.server.at

# A worker that hangs is never ended. One with threads answers for itself, whichever
# of them hang: the timeout is none of theirs.
waits_for_ever if {
	is_gunicorn
	input.service.server.timeout.value == 0
	input.service.server.worker_class.value != "gthread"
}

timeout := input.service.server.timeout

# What is not known of how it serves.
doubts contains {"subject": "service.server.reload", "at": input.service.server.reload.at, "msg": input.service.server.reload.because} if {
	input.service.server.program != "runserver"
	input.service.server.reload.state == "unknown"
}

doubts contains {"subject": "service.server.timeout", "at": input.service.server.timeout.at, "msg": input.service.server.timeout.because} if {
	is_gunicorn
	input.service.server.timeout.state == "unknown"
}

doubts contains {"subject": "service.server.worker_class", "at": input.service.server.worker_class.at, "msg": input.service.server.worker_class.because} if {
	is_gunicorn
	input.service.server.timeout.value == 0
	input.service.server.worker_class.state == "unknown"
}

# The workers take one request at a time, and the application is an ASGI one.
runs_asgi_in_sync_worker if {
	input.service.server.worker_class.value in {"sync", "gthread"}
	_runs_asgi
}

# It is not known which workers take an ASGI application.
may_run_asgi_in_sync_worker if {
	input.service.server.worker_class.state == "unknown"
	_runs_asgi
}

worker_class := input.service.server.worker_class

_runs_asgi if {
	some word in input.service.command
	process.is_asgi_module(word)
}

# A server of ASGI has a WSGI application.
runs_wsgi_in_asgi_server if {
	input.service.server.program in {"uvicorn", "daphne"}
	some word in input.service.command
	regex.match(`\.wsgi(:[A-Za-z_]+)?$`, word)
}

# The routes by which a proxy gives up before the worker is ended.
outlasted contains route if {
	is_gunicorn
	input.service.server.worker_class.value == "sync"
	some site in input.proxy.sites
	some route in site.routes
	route.django == true
	route.timeout.value > 0
	input.service.server.timeout.value > route.timeout.value
}

# Those of which that is not known.
perhaps_outlasted contains route if {
	is_gunicorn
	input.service.server.timeout.state == "unknown"
	some site in input.proxy.sites
	some route in site.routes
	route.django == true
	route.timeout.value > 0
}

# Root runs it. A group may stand behind the user.
runs_as_root if split(input.service.runs_as.value, ":")[0] in {"root", "0"}

runs_as := input.service.runs_as

why_root := "nothing names another user." if input.service.runs_as.set == false

why_root := "it is named as the user." if input.service.runs_as.set == true

# It is a process of a machine, in no container.
is_on_machine if input.service.kind in {"supervisor", "systemd", "uwsgi"}

in_container if not is_on_machine

# Of the user it is not known who it is.
may_run_as_root if input.service.runs_as.state == "unknown"

# runserver is told to serve static files though DEBUG is off.
is_insecure if {
	is_runserver
	"--insecure" in input.service.command
}
