# METADATA
# title: A check is silenced for a proxy that does not do it
# description: >-
#   SILENCED_SYSTEM_CHECKS says that somebody else redirects to HTTPS, or adds
#   Strict-Transport-Security; the load balancer or the proxy in sight does not. W005 is
#   silenced for another reason: subdomains that have no HTTPS.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#silenced-system-checks
# custom:
#   severity: high
#   severities: [high, medium]
#   reads: [infra.listeners, infra.listeners.*.public, infra.listeners.*.redirect, proxy, service.kind, service.ports, settings.SECURE_HSTS_SECONDS,
#     settings.SECURE_SSL_REDIRECT, settings.SILENCED_SYSTEM_CHECKS]
#   inputs: [http]
#   remediation: Let the proxy do it, or take the check out of SILENCED_SYSTEM_CHECKS and set SECURE_SSL_REDIRECT and SECURE_HSTS_SECONDS.
#   cwe: [319]
#   owasp: [ASVS-9.1.1, ASVS5-12.2.1, "A02:2021"]
package django.checklist.https.silenced_but_proxy_does_not

import data.django.lib.edge
import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.graded(silenced.subject, "high", sprintf("security.W008 is silenced, and Django is %s: nobody redirects to HTTPS.", [way])), {"SECURE_SSL_REDIRECT"}) if {
	settings.is_off("SECURE_SSL_REDIRECT")
	some silenced in settings.members("SILENCED_SYSTEM_CHECKS")
	silenced.value == "security.W008"
	some way in edge.plain_ways
}

# That nobody adds the header is as grave as where nothing is silenced.
deny contains result.resting(
	result.graded(silenced.subject, "medium", sprintf("security.W004 is silenced, and %s (%s:%d) adds no Strict-Transport-Security: nobody does.", [place.by, place.at.file, place.at.line])),
	{"SECURE_HSTS_SECONDS"},
) if {
	settings.is_off("SECURE_HSTS_SECONDS")
	some silenced in settings.members("SILENCED_SYSTEM_CHECKS")
	silenced.value == "security.W004"
	some place in edge.without_hsts
}

unsure contains doubt if some doubt in proxies.doubts

unsure contains result.at("SILENCED_SYSTEM_CHECKS", "no file shows the proxy for which a check is silenced") if edge.is_unseen

allow if {
	_redirects
	_adds
}

_redirects if settings.is_on("SECURE_SSL_REDIRECT")

_redirects if settings.lacks("SILENCED_SYSTEM_CHECKS", "security.W008")

_adds if settings.is_on("SECURE_HSTS_SECONDS")

_adds if settings.lacks("SILENCED_SYSTEM_CHECKS", "security.W004")
