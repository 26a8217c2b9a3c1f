package django.lib.server_test

import data.django.lib.process
import data.django.lib.server

_running(command, facts) := {"service": {"command": command, "server": object.union({"program": command[0], "workers": {"state": "known", "value": 4}}, facts)}}

_bound_by(words) := {"service": {
	"kind": "compose",
	"command": array.concat(["gunicorn", "--bind=unix:/run/app.sock"], words),
	"ports": [{"published": "80", "container": "8000", "loopback": false}],
}}

# It takes several addresses: a socket for the proxy beside a port.
test_bound if {
	count(server.published) == 1 with input as _bound_by(["-b", "0.0.0.0:8000"])
	count(server.published) == 0 with input as _bound_by(["-b", "0.0.0.0:9000"])
}

test_concurrency if {
	server.concurrency == 32 with input as _running(["gunicorn"], {"threads": {"state": "known", "value": 8}})
	server.concurrency == 4 with input as _running(["uvicorn"], {})
	not server.concurrency with input as _running(["gunicorn"], {"threads": {"state": "unknown", "because": "?"}})
	server.concurrency_doubt == "?" with input as _running(["gunicorn"], {"threads": {"state": "unknown", "because": "?"}})
}

test_beliefs if {
	server.believes_some with input as _running(["daphne"], {})
	server.believes_some with input as _running(["gunicorn"], {"forwarded_allow_ips": {"state": "known", "value": "127.0.0.1"}})
	not server.believes_some with input as _running(["gunicorn"], {"forwarded_allow_ips": {"state": "known", "value": "*"}})
	not server.believes_some with input as _running(["gunicorn"], {"forwarded_allow_ips": {"state": "unknown"}})
}

test_folders if {
	every target in {"/app", "/srv/media"} {
		process.holds_folder("/app/media") with input as {"service": {"mounts": [{"target": target}]}}
	}
	not process.holds_folder("/app/media") with input as {"service": {"mounts": [{"target": "/app/static"}]}}
}

# A file of the settings, by its place in the container where that is told.
test_files if {
	every target in {"/app", "/app/logs", "/srv/logs"} {
		process.holds_file("/home/me/shop/logs/shop.log") with input as _writing(target)
		not process.is_lost_file("/home/me/shop/logs/shop.log") with input as _writing(target)
	}
	every target in {"/app/static", "/app/log", "/home/me/shop"} {
		process.is_lost_file("/home/me/shop/logs/shop.log") with input as _writing(target)
	}
	process.is_lost_file("shop.log") with input as _writing("/app")
}

_writing(target) := {
	"service": {"mounts": [{"target": target}]},
	"source": {"places": {"/home/me/shop/logs/shop.log": {"container": "/app/logs/shop.log"}}},
}
