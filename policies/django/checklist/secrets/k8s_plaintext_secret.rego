# METADATA
# title: A secret is written in a Kubernetes manifest
# description: Base64 hides nothing. Everybody who has the repository has the secret, and it is the same for every deployment.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/security/secrets-good-practices/
# custom:
#   severity: high
#   severities: [high, low]
#   reads: [source.literals]
#   inputs: [kubernetes]
#   remediation: Let an operator make the Secret from a secret store (External Secrets, Sealed Secrets), or apply it from outside git; then replace the secret, since git keeps the old one.
#   cwe: [798]
#   owasp: [ASVS-2.10.4, ASVS5-13.3.1, "A07:2021"]
#   judges_fallback: true
package django.checklist.secrets.k8s_plaintext_secret

import data.django.lib.result
import data.django.lib.source
import data.django.lib.target

deny contains result.here(sprintf("env.%s", [secret.name]), secret.at, sprintf("%s is in clear in a manifest%s: who has the repository has it.", [secret.name, source.again(secret)])) if {
	target.is_deployed
	some secret in source.first_literals("kubernetes")
	source.tells_of_secret(secret.name)
	secret.facts.placeholder == false
}

deny contains result.graded_here(
	sprintf("env.%s", [other.name]),
	"low",
	other.at,
	sprintf("%s is kept in a Secret, and is in clear in its manifest%s: who has the repository has it.", [other.name, source.again(other)]),
) if {
	target.is_deployed
	some other in source.first_literals("kubernetes")
	source.tells_of_none(other.name)
	other.facts.placeholder == false
}
