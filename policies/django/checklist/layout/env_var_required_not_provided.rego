# METADATA
# title: A variable that the settings demand is not set
# description: The settings raise an exception while they load, so that no process starts.
# related_resources:
#   - ref: https://docs.python.org/3/library/os.html#os.environ
# custom:
#   severity: high
#   reads: [source.required]
#   remediation: Set it in the environment of the service; if it is set elsewhere, name it under `provided` in .djgate.yaml.
#   aliases: [secret-key-not-in-runtime-env]
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.layout.env_var_required_not_provided

import data.django.lib.result
import data.django.lib.source

deny contains result.here(sprintf("env.%s", [first.name]), first.at, sprintf("the settings demand %s and nothing sets it: Django does not start.", [source.unset_names])) if {
	first := source.first_not_provided
}
