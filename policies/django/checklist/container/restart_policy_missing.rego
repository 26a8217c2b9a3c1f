# METADATA
# title: Nothing starts the service again
# description: A process that ends, or a machine that starts anew, leaves the site down until somebody notices.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/services/#restart
# custom:
#   severity: low
#   collection: advice
#   reads: [service.at, service.command, service.kind, service.name, service.replicas, service.restart]
#   inputs: [compose]
#   remediation: 'restart: unless-stopped'
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.container.restart_policy_missing

import data.django.lib.process
import data.django.lib.result
import data.django.lib.target

deny contains result.here("service.restart", process.at, sprintf("%s has no restart policy: when it ends, it stays down.", [process.name])) if {
	target.is_deployed
	process.is_never_restarted
}
