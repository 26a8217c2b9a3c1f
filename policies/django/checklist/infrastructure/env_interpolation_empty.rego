# METADATA
# title: An unset variable becomes empty text
# description: Compose puts an empty text where a variable is not set, with a warning that nobody reads. Django then runs with what is left, not with its default.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/interpolation/
# custom:
#   severity: low
#   reads: [source.empty_interpolations]
#   inputs: [compose]
#   remediation: 'Write ${NAME:?} so that Compose stops, or ${NAME:-} where empty is meant.'
#   cwe: [1188]
#   owasp: ["A05:2021"]
package django.checklist.infrastructure.env_interpolation_empty

import data.django.lib.result
import data.django.lib.source

deny contains result.here(sprintf("env.%s", [empty.first.variable]), empty.first.at, sprintf("nothing here sets %s: Compose puts empty text into %s, and starts.", [empty.names, empty.variables])) if {
	some empty in source.empty_by_file
}
