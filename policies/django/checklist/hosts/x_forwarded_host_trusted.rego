# METADATA
# title: X-Forwarded-Host is believed
# description: >-
#   With USE_X_FORWARDED_HOST the header of that name goes before Host. It is safe only
#   where a proxy replaces what the client sends.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#use-x-forwarded-host
# custom:
#   severity: medium
#   severities: [high, medium]
#   reads: [infra.listeners, proxy, service.kind, service.ports, settings.USE_X_FORWARDED_HOST]
#   inputs: [http]
#   remediation: 'USE_X_FORWARDED_HOST = False  # and let the proxy pass Host on'
#   cwe: [348, 644]
#   owasp: [ASVS-14.5.4, ASVS5-4.1.3, "A05:2021"]
package django.checklist.hosts.x_forwarded_host_trusted

import data.django.lib.edge
import data.django.lib.proxies
import data.django.lib.requests
import data.django.lib.result
import data.django.lib.settings

deny contains result.graded("USE_X_FORWARDED_HOST", "high", sprintf("USE_X_FORWARDED_HOST is on, and Django is published on %s: whoever asks there says under which host he came.", [ports])) if {
	settings.is_on("USE_X_FORWARDED_HOST")
	ports := edge.published_in_words
}

deny contains result.graded("USE_X_FORWARDED_HOST", "medium", "USE_X_FORWARDED_HOST is on, and no proxy in sight sets the header: a client says itself under which host it came.") if {
	settings.is_on("USE_X_FORWARDED_HOST")
	edge.is_private
	proxies.are_unseen
}

unsure contains doubt if some doubt in proxies.doubts

unsure contains doubt if some doubt in edge.unclear_ports

allow if settings.is_off("USE_X_FORWARDED_HOST")

# What the routes of a proxy do with it is for xfh-trusted-not-overwritten to say.
allow if {
	edge.is_private
	proxies.are_read
}

discharged contains result.by(place.at, place.by) if {
	edge.is_private
	some place in requests.setting("X-Forwarded-Host")
}
