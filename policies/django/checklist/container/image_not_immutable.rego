# METADATA
# title: The code is mounted over the image
# description: >-
#   What runs is what lies in a folder of the machine, not what was built and tested: a
#   checkout there changes the site, and no earlier image brings it back.
# related_resources:
#   - ref: https://docs.docker.com/engine/storage/bind-mounts/#considerations-and-constraints
# custom:
#   severity: medium
#   collection: advice
#   reads: [service.mounts]
#   inputs: [compose]
#   remediation: |-
#     COPY . .  # in the Dockerfile, and no volume of the source in the Compose file of production
#   cwe: [1188]
#   owasp: ["A08:2021"]
package django.checklist.container.image_not_immutable

import data.django.lib.process
import data.django.lib.result
import data.django.lib.target

deny contains result.here("service.mounts", mount.at, sprintf("%s is mounted to %s, over what the image holds: what runs is whatever lies in that folder.", [mount.source, mount.target])) if {
	target.is_deployed
	some mount in process.mounts_of_source
}
