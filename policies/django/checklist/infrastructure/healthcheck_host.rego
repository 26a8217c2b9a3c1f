# METADATA
# title: The health check is refused for its host
# description: A load balancer asks by the address of the container, which Django takes for a forged host unless ALLOWED_HOSTS has it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
# custom:
#   severity: high
#   reads: [infra.target_groups, infra.target_groups.*.matcher, infra.target_groups.*.path, infra.target_groups.*.protocol, service.healthcheck,
#     service.name, service.server, settings.ALLOWED_HOSTS, settings.DEBUG, settings.MIDDLEWARE]
#   inputs: [http]
#   remediation: Answer the check in a middleware of its own before CommonMiddleware (it returns 200 for the check's path); adding address ranges to ALLOWED_HOSTS does nothing.
#   aliases: [healthcheck-host-rejected]
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.infrastructure.healthcheck_host

import data.django.lib.health
import data.django.lib.hosts
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.here("ALLOWED_HOSTS", check.at, sprintf("%s, which ALLOWED_HOSTS does not hold: Django answers 400, and the check never passes.", [check.asks])),
	{"ALLOWED_HOSTS", "MIDDLEWARE"},
) if {
	health.reaches(_common)
	some check in health.refused
}

unsure contains result.at("MIDDLEWARE", "a middleware before CommonMiddleware may answer the health check") if {
	health.may_not_reach(_common)
	some check in health.refused
}

unsure contains result.here("ALLOWED_HOSTS", group.at, sprintf("it is not known which container %s asks", [group.name])) if {
	some group in health.perhaps
	health.refuses(group, 400)
	hosts.hold_no_address
}

allow if health.ask_nobody_here

allow if settings.holds("ALLOWED_HOSTS", "*")

allow if health.reaches_none(_common)

allow if health.is_answered_before(_common)

_common := "django.middleware.common.CommonMiddleware"
