# METADATA
# title: The internet reaches the database
# description: Everybody can try passwords and known holes; only the application's servers need to reach it.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#databases
# custom:
#   severity: critical
#   severities: [critical, high, medium]
#   reads: [infra.caches, infra.databases, infra.databases.*.engine, infra.databases.*.open, infra.databases.*.public, infra.firewall_rules,
#     infra.firewall_rules.*.from, infra.firewall_rules.*.open, infra.firewall_rules.*.to]
#   inputs: [resources]
#   aliases: [db-public-terraform]
#   remediation: Give it no public address (publicly_accessible = false; no authorized network of 0.0.0.0/0), and let in the application's own servers alone.
#   cwe: [284]
#   owasp: ["A01:2021"]
package django.checklist.database.database_public

import data.django.lib.infra
import data.django.lib.result

deny contains result.graded_here(infra.subject(database, "open"), "critical", database.open.at, sprintf("%s lets in the whole internet: only a password keeps anyone out.", [database.name])) if {
	some database in infra.with_on("databases", "open")
}

deny contains result.graded_here(
	infra.subject(found.database, "public"),
	"critical",
	found.database.public.at,
	sprintf("%s has a public address, and %s opens port %d to the whole internet: only a password keeps anyone out.", [found.database.name, rule.name, found.port]),
) if {
	some found in infra.addressed
	some rule in infra.openings(found.port)
}

deny contains result.graded_here(
	infra.subject(found.database, "public"),
	"high",
	found.database.public.at,
	sprintf("%s has a public address: one wrong rule of its network opens it to everybody.", [found.database.name]),
) if {
	some found in infra.addressed
	infra.is_shut(found.port)
}

deny contains result.graded_here(
	infra.subject(opening.rule, "open"),
	"medium",
	opening.rule.open.at,
	sprintf("%s opens port %d to the whole internet: whatever listens there and has a public address is open to everybody.", [opening.rule.name, opening.port]),
) if {
	some opening in infra.store_openings
}
