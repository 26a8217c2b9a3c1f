# METADATA
# title: Django starts without any of its variables
# description: >-
#   Every variable has a default, so a deployment that forgot all of them starts, and
#   what is wrong shows when the first visitor needs it.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#critical-settings
# custom:
#   severity: info
#   collection: advice
#   reads: [source.reads]
#   remediation: |-
#     SECRET_KEY = os.environ["SECRET_KEY"]  # no default for what production cannot do without
#   cwe: [636, 1188]
#   owasp: ["A05:2021"]
package django.checklist.layout.settings_not_validated_at_start

import data.django.lib.result
import data.django.lib.source
import data.django.lib.target

deny contains result.here("source.reads", source.first_read.at, sprintf("the settings read %d variables, and each has a default: Django starts without all of them.", [source.reads_count])) if {
	target.is_deployed
	source.demands_nothing
}
