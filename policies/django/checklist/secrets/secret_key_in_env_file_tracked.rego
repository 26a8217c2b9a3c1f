# METADATA
# title: The env file of a deployment is in git
# description: >-
#   Everybody who has the repository, today or from a copy, has the secret; git keeps it
#   after the file is gone.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#secret-key
# custom:
#   severity: high
#   severities: [critical, high]
#   reads: [env.*, source.reads, source.shipped]
#   remediation: |-
#     # with the name of the file above
#     git rm --cached .env && echo .env >> .gitignore
#     # then replace each secret in it, since git keeps the old ones
#   aliases: [env-file-tracked-and-used]
#   cwe: [798, 538]
#   owasp: [ASVS-2.10.4, ASVS5-13.3.1, "A05:2021"]
package django.checklist.secrets.secret_key_in_env_file_tracked

import data.django.lib.files
import data.django.lib.leaks
import data.django.lib.result
import data.django.lib.target

deny contains result.graded_here(
	sprintf("env.%s", [secret.variable]),
	leaks.severity(secret.variable),
	secret.at,
	sprintf("git tracks this file, and the deployment takes %s from it: who has the repository has it.", [secret.variable]),
) if {
	target.is_deployed
	some secret in files.tracked_secrets
}

deny contains result.graded_here(
	"source.shipped",
	file.severity,
	file.at,
	sprintf("git tracks this file, which the settings read: who has the repository has %s.", [concat(", ", file.names)]),
) if {
	target.is_deployed
	some file in leaks.shipped
}

unsure contains result.here(sprintf("env.%s", [variable.name]), variable.at, "git tracks this file, and whether a secret is in it is not known") if {
	target.is_deployed
	some variable in files.tracked_doubts
}

allow if files.are_told
