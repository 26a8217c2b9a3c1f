# METADATA
# title: The proxy serves a name that Django refuses
# description: ALLOWED_HOSTS does not admit a name for which the proxy forwards to Django, so every request for it ends with 400.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts
# custom:
#   severity: high
#   reads: [proxy, settings.ALLOWED_HOSTS, settings.DEBUG]
#   inputs: [http]
#   remediation: Add the name to ALLOWED_HOSTS, or take it out of the proxy.
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.proxy.server_name_not_allowed

import data.django.lib.hosts
import data.django.lib.proxies
import data.django.lib.result

deny contains result.resting(
	result.here("proxy", site.at, sprintf("%s forwards requests for %s to Django, and ALLOWED_HOSTS does not admit %s: they end with 400.", [proxies.in_words(site), refused.names, refused.them])),
	{"ALLOWED_HOSTS"},
) if {
	some site in proxies.first_by_name
	refused := hosts.refused(site.hosts)
}

unsure contains doubt if some doubt in proxies.doubts

allow if proxies.are_unseen
