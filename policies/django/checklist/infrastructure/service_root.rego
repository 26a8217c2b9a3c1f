# METADATA
# title: Root runs Django on the machine
# description: >-
#   Whatever a fault of the site lets somebody run has all rights on the machine: its
#   files, its other services, and the secrets of both.
# related_resources:
#   - ref: https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#User=
# custom:
#   severity: high
#   reads: [service.kind, service.runs_as]
#   remediation: |-
#     [Service]
#     User=www-data
#     Group=www-data
#   cwe: [250]
#   owasp: ["A05:2021"]
package django.checklist.infrastructure.service_root

import data.django.lib.result
import data.django.lib.serving
import data.django.lib.target

deny contains result.here("service.runs_as", serving.runs_as.at, sprintf("root runs Django on the machine: %s", [serving.why_root])) if {
	target.is_deployed
	serving.is_on_machine
	serving.runs_as_root
}

unsure contains result.here("service.runs_as", serving.runs_as.at, serving.runs_as.because) if {
	serving.is_on_machine
	serving.may_run_as_root
}
