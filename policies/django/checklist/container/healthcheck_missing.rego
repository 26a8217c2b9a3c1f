# METADATA
# title: Nothing asks whether the container is well
# description: A process that hangs goes on to be sent requests, and what waits for it to be ready does not wait.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#healthcheck
# custom:
#   severity: low
#   collection: advice
#   reads: [infra.target_groups, service.at, service.healthcheck, service.kind, service.name]
#   inputs: [http]
#   remediation: 'healthcheck: {test: ["CMD", "python", "-c", "import urllib.request as r; r.urlopen(''http://localhost:8000/health'')"]}'
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.container.healthcheck_missing

import data.django.lib.process
import data.django.lib.result
import data.django.lib.target

deny contains result.here("service.healthcheck", process.at, sprintf("%s has no health check: one that hangs is sent requests as before.", [process.name])) if {
	target.is_deployed
	process.is_never_asked
}

unsure contains result.here("service.healthcheck", process.at, "the image is not built here and may have a health check") if {
	process.may_be_asked
}
