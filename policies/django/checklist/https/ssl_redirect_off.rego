# METADATA
# title: Plain HTTP is not redirected to HTTPS
# description: Visitors who type the address or follow an old link stay on HTTP, where everything can be read and changed.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-ssl-redirect
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#https
# custom:
#   severity: medium
#   severities: [high, medium]
#   reads: [infra.listeners, infra.listeners.*.public, infra.listeners.*.redirect, proxy, service.kind, service.ports, settings.SECURE_SSL_REDIRECT]
#   inputs: [http]
#   remediation: Redirect at the proxy, or set SECURE_SSL_REDIRECT to True; name the proxy in .djgate.yaml if no file shows it.
#   aliases: [lb-http-listener-forwards]
#   django_check: security.W008
#   cwe: [319]
#   owasp: [ASVS-9.1.1, ASVS5-12.2.1, "A02:2021"]
package django.checklist.https.ssl_redirect_off

import data.django.lib.edge
import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.settings

deny contains result.graded("SECURE_SSL_REDIRECT", "high", sprintf("Django is %s: passwords and sessions can be read on the way.", [ways])) if {
	settings.is_off("SECURE_SSL_REDIRECT")
	ways := concat("; it is ", sort(edge.plain_ways))
	ways != ""
}

deny contains result.graded("SECURE_SSL_REDIRECT", "medium", "SECURE_SSL_REDIRECT is off and no proxy in sight redirects: who comes by plain HTTP stays there.") if {
	settings.is_off("SECURE_SSL_REDIRECT")
	edge.is_shielded
}

unsure contains doubt if some doubt in proxies.doubts

unsure contains doubt if some doubt in edge.unclear_ports

unsure contains doubt if some doubt in proxies.unclear_ways

allow if settings.is_on("SECURE_SSL_REDIRECT")

discharged contains result.by(place.at, place.by) if {
	edge.is_shielded
	some place in edge.redirects
}
