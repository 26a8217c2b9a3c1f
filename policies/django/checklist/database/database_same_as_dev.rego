# METADATA
# title: Two environments share a database
# description: >-
#   A migration, a test or a slip in the one changes the data of the other, and its accounts
#   open both. Hosts that each machine may have of its own are not compared.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#databases
# custom:
#   severity: high
#   reads: [peers, "peers.*", "settings.DATABASES.*.HOST"]
#   remediation: Give each environment a database of its own, with an account that opens no other.
#   cwe: [668]
#   owasp: ["A01:2021"]
package django.checklist.database.database_same_as_dev

import data.django.lib.peers
import data.django.lib.result
import data.django.lib.settings

deny contains result.at(sprintf("DATABASES.%s", [shared.alias]), sprintf("%s uses this database on %s too: what is tried out there happens here.", [shared.with, host])) if {
	some shared in peers.shared_databases
	host := settings.column("DATABASES", "HOST")[shared.alias]
	peers.is_remote(host)
}

allow if peers.are_alike
