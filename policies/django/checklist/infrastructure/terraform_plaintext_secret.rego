# METADATA
# title: A secret is written in Terraform
# description: It is in git, in the state and in every plan.
# related_resources:
#   - ref: https://developer.hashicorp.com/terraform/language/manage-sensitive-data
# custom:
#   severity: high
#   reads: [source.literals]
#   inputs: [resources]
#   remediation: Keep it in a secret store, and pass its reference under `secrets` of the container.
#   cwe: [798]
#   owasp: [ASVS-2.10.4, ASVS5-13.3.1, "A07:2021"]
package django.checklist.infrastructure.terraform_plaintext_secret

import data.django.lib.result
import data.django.lib.source

deny contains result.here(sprintf("env.%s", [secret.name]), secret.at, sprintf("%s is %s: git and the state keep it.", [secret.name, _standing(secret)])) if {
	some secret in source.literals("terraform")
	_is_kept(secret)
}

# What is to be filled in is none; as the default of a variable it is what an apply takes.
_is_kept(secret) if secret.default

_is_kept(secret) if secret.facts.placeholder == false

_standing(secret) := "in clear, as the default of a variable" if secret.default

_standing(secret) := "in clear in Terraform" if not secret.default
