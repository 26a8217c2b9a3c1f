# METADATA
# title: A secret is written in the file of a platform
# description: Everybody who has the repository has the secret, and so has whoever may read what the platform runs.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
#   - ref: https://fly.io/docs/apps/secrets/
# custom:
#   severity: high
#   severities: [high, medium]
#   reads: [source.literals]
#   inputs: [platform]
#   remediation: Keep it among the secrets of the platform, and name it there (`secrets` of a task, fly secrets set, --set-secrets of gcloud); then replace it, since git keeps the old one.
#   cwe: [798]
#   owasp: [ASVS-2.10.4, ASVS5-13.3.1, "A07:2021"]
#   judges_fallback: true
package django.checklist.infrastructure.platform_plaintext_secret

import data.django.lib.result
import data.django.lib.source
import data.django.lib.target

deny contains result.graded_here(
	sprintf("env.%s", [secret.name]),
	_severity(secret),
	secret.at,
	sprintf("%s is in clear in %s%s: who has the repository has it.", [secret.name, secret.at.file, source.again(secret)]),
) if {
	target.is_deployed
	some secret in source.first_literals("platform")
	secret.facts.placeholder == false
}

# Who deploys it may give another text in place of a default.
_severity(secret) := "medium" if secret.default

_severity(secret) := "high" if not secret.default
