# METADATA
# title: A check is silenced for a proxy that does not do it
# description: SILENCED_SYSTEM_CHECKS says that somebody else redirects to HTTPS; the load balancer in sight does not.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#silenced-system-checks
# custom:
#   severity: high
#   reads: [infra.listeners, infra.listeners.*.public, infra.listeners.*.redirect, proxy, service.kind, service.ports, settings.SECURE_SSL_REDIRECT, settings.SILENCED_SYSTEM_CHECKS]
#   inputs: [http, terraform]
#   remediation: Redirect at the load balancer, or take security.W008 out of SILENCED_SYSTEM_CHECKS and set SECURE_SSL_REDIRECT to True.
#   cwe: [319]
#   owasp: [ASVS-9.1.1, ASVS5-12.2.1, "A02:2021"]
package django.checklist.https.silenced_but_proxy_does_not

import data.django.lib.edge
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.at(silenced.subject, sprintf("security.W008 is silenced, and Django is %s: nobody redirects to HTTPS.", [way])), {"SECURE_SSL_REDIRECT"}) if {
	settings.is_off("SECURE_SSL_REDIRECT")
	some silenced in settings.members("SILENCED_SYSTEM_CHECKS")
	silenced.value == "security.W008"
	some way in edge.plain_ways
}

allow if settings.is_on("SECURE_SSL_REDIRECT")

allow if settings.lacks("SILENCED_SYSTEM_CHECKS", "security.W008")
