# METADATA
# title: A secret is written in the Dockerfile
# description: >-
#   Each layer keeps it: docker history shows it to whoever can pull the image, whatever
#   a later line or the process sets.
# related_resources:
#   - ref: https://docs.docker.com/build/building/secrets/
# custom:
#   severity: high
#   severities: [high, medium]
#   reads: [source.literals]
#   inputs: [dockerfile]
#   remediation: |-
#     # at run time: give the variable to the container; while building:
#     RUN --mount=type=secret,id=token ./build.sh
#   cwe: [798, 538]
#   owasp: [ASVS-2.10.4, ASVS5-13.3.1, "A05:2021"]
#   judges_fallback: true
package django.checklist.secrets.dockerfile_secret_baked

import data.django.lib.result
import data.django.lib.source

deny contains result.graded_here(
	sprintf("env.%s", [secret.name]),
	_severity(secret),
	secret.at,
	sprintf("%s is in clear %s: the image keeps it for whoever can pull it.", [secret.name, _standing(secret)]),
) if {
	some secret in source.first_literals("dockerfile")
	secret.facts.placeholder == false
}

# An argument's default may be for the build alone.
_severity(secret) := "medium" if secret.default

_severity(secret) := "high" if not secret.default

_standing(secret) := "as the default of an argument" if secret.default

_standing(secret) := "in ENV" if not secret.default
