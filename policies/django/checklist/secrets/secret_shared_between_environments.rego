# METADATA
# title: Two environments have one SECRET_KEY
# description: >-
#   Who learns the key where it is guarded less signs sessions, password resets and cookies
#   for the other environment, or the other project, too.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secret-key
# custom:
#   severity: high
#   severities: [high, medium]
#   aliases: [secret-shared-between-projects]
#   reads: [peers, "peers.*", settings.SECRET_KEY]
#   remediation: Make a key of its own for each environment and each project.
#   cwe: [321, 522]
#   owasp: [ASVS-2.10.4, ASVS5-13.3.1, "A05:2021"]
package django.checklist.secrets.secret_shared_between_environments

import data.django.lib.peers
import data.django.lib.result
import data.django.lib.settings

deny contains result.graded("SECRET_KEY", shared.severity, sprintf("%s has the same SECRET_KEY: who learns it there forges sessions here.", [shared.with])) if {
	settings.is_on("SECRET_KEY")
	some shared in peers.shared_keys
}

allow if peers.are_alike
