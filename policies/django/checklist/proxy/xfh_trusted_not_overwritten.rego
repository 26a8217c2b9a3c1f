# METADATA
# title: Clients choose the host name that Django uses
# description: >-
#   USE_X_FORWARDED_HOST takes the host of X-Forwarded-Host, and the proxy hands on
#   what clients send there. Links in mails and cached pages then lead where the
#   sender wants, as far as ALLOWED_HOSTS lets it.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#use-x-forwarded-host
# custom:
#   severity: high
#   reads: [infra.listeners, proxy, settings.USE_X_FORWARDED_HOST]
#   inputs: [http]
#   remediation: Turn USE_X_FORWARDED_HOST off, or set X-Forwarded-Host to $host at the proxy.
#   cwe: [644]
#   owasp: ["A05:2021"]
package django.checklist.proxy.xfh_trusted_not_overwritten

import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.here("proxy", route.at, sprintf("%s hands on X-Forwarded-Host as clients send it, and USE_X_FORWARDED_HOST believes it.", [proxies.in_words(site)])),
	{"USE_X_FORWARDED_HOST"},
) if {
	settings.is_on("USE_X_FORWARDED_HOST")
	some [site, route] in proxies.routes
	site.edge
	proxies.passes(route, "X-Forwarded-Host")
}

unsure contains doubt if some doubt in proxies.doubts

allow if proxies.are_unseen

allow if settings.is_off("USE_X_FORWARDED_HOST")

allow if proxies.behind_balancer
