# METADATA
# title: A secret is written in the settings
# description: >-
#   Everybody who has the repository, a copy of it or the image has the secret, and git
#   keeps it when it is taken out. SECRET_KEY and the passwords of databases have policies
#   of their own.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#secret-key
# custom:
#   severity: high
#   reads: [source.hardcoded]
#   remediation: Read it from the environment, as os.environ["NAME"], and have another one made, since git keeps the old one.
#   cwe: [798]
#   owasp: [ASVS-2.10.4, ASVS5-13.3.1, "A07:2021"]
package django.checklist.secrets.secret_hardcoded

import data.django.lib.leaks
import data.django.lib.result
import data.django.lib.target

deny contains result.here(secret.setting, secret.at, sprintf("%s is a literal in the source: who has the repository has it.", [secret.setting])) if {
	target.is_deployed
	some secret in leaks.hardcoded
}
