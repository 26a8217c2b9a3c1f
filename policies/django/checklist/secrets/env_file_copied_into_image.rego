# METADATA
# title: The image takes the env file along
# description: Whoever can pull the image has the secrets in it, whatever a later layer deletes.
# related_resources:
#   - ref: https://docs.docker.com/build/concepts/context/#dockerignore-files
# custom:
#   severity: high
#   reads: [source.baked]
#   inputs: [dockerfile]
#   remediation: |-
#     # .dockerignore
#     .env*
#     .envs/
#   cwe: [538, 522]
#   owasp: [ASVS-2.10.4, ASVS5-13.4.1, "A05:2021"]
package django.checklist.secrets.env_file_copied_into_image

import data.django.lib.leaks
import data.django.lib.result

deny contains result.here("source.baked", copied.at, sprintf("this line takes %s into the image: whoever can pull it has the secrets.", [copied.files])) if {
	some copied in leaks.baked
}
