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
package django.checklist.infrastructure.env_interpolation_empty

import data.django.lib.result
import data.django.lib.source

deny contains result.here(sprintf("env.%s", [empty.variable]), empty.at, sprintf("nothing here sets ${%s}: Compose puts empty text into %s in its place, and starts.", [empty.name, empty.variable])) if {
	some empty in source.empty_interpolations
}
