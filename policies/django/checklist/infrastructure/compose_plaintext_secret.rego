# METADATA
# title: A secret is written in the Compose file
# description: Everybody who has the repository has the secret, and it is the same for every deployment.
# related_resources:
#   - ref: https://docs.docker.com/compose/how-tos/use-secrets/
# custom:
#   severity: high
#   severities: [high, medium]
#   reads: [source.literals]
#   inputs: [compose]
#   remediation: 'Write ${NAME:?} and set the variable outside git, or use Compose secrets; then replace the secret, since git keeps the old one.'
#   cwe: [798]
#   owasp: [ASVS-2.10.4, ASVS5-13.3.1, "A07:2021"]
#   judges_fallback: true
package django.checklist.infrastructure.compose_plaintext_secret

import data.django.lib.result
import data.django.lib.source
import data.django.lib.target

deny contains result.graded_here(
	sprintf("env.%s", [secret.name]),
	_severity(secret),
	secret.at,
	sprintf("%s is %s%s: who has the repository has it.", [secret.name, _standing(secret), source.again(secret)]),
) if {
	target.is_deployed
	some secret in source.first_literals("compose")
	secret.facts.placeholder == false # nobody keeps it from anybody: placeholder-in-use tells of those that are used
}

# What is only a default may never be used.
_severity(secret) := "medium" if secret.default

_severity(secret) := "high" if not secret.default

_standing(secret) := "in clear, as the default of an interpolation" if secret.default

_standing(secret) := "in clear in the Compose file" if not secret.default
