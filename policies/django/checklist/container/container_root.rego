# METADATA
# title: The container runs as root
# description: Who breaks out of Django has all rights in the container, and may have them on the machine.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#user
# custom:
#   severity: medium
#   collection: advice
#   reads: [service.kind, service.runs_as]
#   remediation: |-
#     RUN useradd --system app
#     USER app
#   cwe: [250]
#   owasp: ["A05:2021"]
package django.checklist.container.container_root

import data.django.lib.result
import data.django.lib.serving
import data.django.lib.target

deny contains result.here("service.runs_as", serving.runs_as.at, sprintf("root runs Django: %s", [serving.why_root])) if {
	target.is_deployed
	serving.in_container
	serving.runs_as_root
}

unsure contains result.here("service.runs_as", serving.runs_as.at, serving.runs_as.because) if {
	serving.in_container
	serving.may_run_as_root
}
