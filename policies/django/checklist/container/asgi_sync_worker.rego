# METADATA
# title: The server and the application speak different protocols
# description: A WSGI server cannot call an ASGI application, nor an ASGI server a WSGI one.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/asgi/
# custom:
#   severity: low
#   reads: [service.command, service.server]
#   inputs: [http]
#   remediation: |-
#     gunicorn config.asgi -k uvicorn_worker.UvicornWorker  # or config.wsgi without -k
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.container.asgi_sync_worker

import data.django.lib.result
import data.django.lib.serving
import data.django.lib.target

deny contains result.here("service.server", serving.at, "gunicorn runs an ASGI application in workers for WSGI: every request fails.") if {
	target.is_deployed
	serving.runs_asgi_in_sync_worker
}

deny contains result.here("service.server", serving.at, sprintf("%s runs a WSGI application as an ASGI one: every request fails.", [serving.program])) if {
	target.is_deployed
	serving.runs_wsgi_in_asgi_server
}

unsure contains result.here("service.server.worker_class", serving.worker_class.at, serving.worker_class.because) if serving.may_run_asgi_in_sync_worker
