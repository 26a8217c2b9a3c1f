# METADATA
# title: The container of Django rules its machine
# description: >-
#   A container keeps whoever breaks into Django from the machine and from what else runs
#   there. With the socket of Docker, with the machine's own root or with its devices it
#   keeps nobody from anything; that a mount is read-only changes nothing for a socket.
# related_resources:
#   - ref: https://docs.docker.com/engine/security/#docker-daemon-attack-surface
#   - ref: https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities
# custom:
#   severity: high
#   severities: [high, medium]
#   reads: [service.at, service.cap_add, service.mounts, service.privileged]
#   remediation: |-
#     # leave the line out; what has to start containers or mount disks is a service of its
#     # own, which nobody reaches from outside and which takes orders through a queue
#   cwe: [250, 668]
#   owasp: ["A05:2021"]
package django.checklist.container.container_host_access

import data.django.lib.machine
import data.django.lib.result
import data.django.lib.target

deny contains result.graded_here("service", exit.severity, exit.at, exit.msg) if {
	target.is_deployed
	some exit in machine.exits
}
