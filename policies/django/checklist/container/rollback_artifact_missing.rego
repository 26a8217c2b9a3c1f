# METADATA
# title: The image has no tag of its own
# description: >-
#   latest is whatever was pushed last: two machines may run different code under it, and
#   there is no name for the image to go back to.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#pin-base-image-versions
# custom:
#   severity: info
#   collection: advice
#   reads: [service.at, service.image, service.name]
#   remediation: 'image: registry.example.com/shop:${RELEASE:?}  # the commit, or a number that is used once'
#   unmapped: A step of the release is missing, and nothing of the site is weaker for it.
package django.checklist.container.rollback_artifact_missing

import data.django.lib.process
import data.django.lib.result
import data.django.lib.target

deny contains result.here(
	"service.image",
	process.at,
	sprintf("%s runs %s, which is whatever was built last: there is no earlier image to go back to by name.", [process.name, process.untagged_image]),
) if {
	target.is_deployed
}
