# METADATA
# title: Production and another environment share a secret
# description: Who reads the key or the password in the environment with the looser rules has it for production too.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secret-key
# custom:
#   severity: high
#   reads: ["peers.*", settings.DATABASES, settings.SECRET_KEY]
#   inputs: [terraform]
#   remediation: 'Keep one secret for each environment: put its name into the path, such as /shop/${var.environment}/secret-key.'
#   cwe: [522]
#   owasp: [ASVS-2.10.4, ASVS5-13.3.1, "A07:2021"]
package django.checklist.secrets.prod_stage_shared_secret_store

import data.django.lib.peers
import data.django.lib.result

deny contains result.here(sprintf("env.%s", [shared.name]), shared.at, sprintf("%s is one secret for %s: who has it in one environment has it in the other.", [shared.name, shared.environments])) if {
	some shared in peers.shared_secrets
}

allow if peers.share_nothing
