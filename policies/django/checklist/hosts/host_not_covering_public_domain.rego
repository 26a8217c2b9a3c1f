# METADATA
# title: The load balancer serves a name that Django refuses
# description: >-
#   A rule of the load balancer sends requests for a name to Django, and ALLOWED_HOSTS
#   does not admit it. Of proxies, server-name-not-allowed says the same.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts
# custom:
#   severity: high
#   reads: [infra.host_rules, infra.host_rules.*.host, service.name, settings.ALLOWED_HOSTS, settings.DEBUG]
#   inputs: [http, terraform]
#   remediation: 'ALLOWED_HOSTS = ["shop.example.org"]  # or take the name out of the rule'
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.hosts.host_not_covering_public_domain

import data.django.lib.hosts
import data.django.lib.infra
import data.django.lib.result

deny contains result.resting(
	result.here("ALLOWED_HOSTS", rule.host.at, sprintf("%s sends requests for %s to Django, and ALLOWED_HOSTS does not admit it: they end with 400.", [rule.name, rule.host.value])),
	{"ALLOWED_HOSTS", "DEBUG"},
) if {
	some rule in infra.own_host_rules
	hosts.domain(rule.host.value)
	hosts.is_refused(rule.host.value)
}

unsure contains result.here("ALLOWED_HOSTS", rule.host.at, sprintf("%s has a star for names of which ALLOWED_HOSTS may refuse some", [rule.host.value])) if {
	some rule in infra.own_host_rules
	contains(rule.host.value, "*")
	hosts.is_refused(replace(rule.host.value, "*", "any"))
}

unsure contains result.here("ALLOWED_HOSTS", rule.host.at, sprintf("it is not known whether %s sends requests for %s to Django", [rule.name, rule.host.value])) if {
	some rule in infra.unclear_host_rules
	hosts.is_refused(replace(rule.host.value, "*", "any"))
}
