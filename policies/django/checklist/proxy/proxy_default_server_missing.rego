# METADATA
# title: nginx forwards requests for any host
# description: >-
#   The server that answers for unknown names forwards to Django, so that scanners
#   and forged Host headers reach it, each with an error mail.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#allowed-hosts
# custom:
#   severity: low
#   severities: [high, low]
#   reads: [proxy, settings.ALLOWED_HOSTS]
#   inputs: [http]
#   remediation: "Add server { listen 80 default_server; return 444; }, and one with listen 443 ssl default_server and ssl_reject_handshake on."
#   aliases: [wildcard-host-with-catchall-proxy]
#   cwe: [644]
#   owasp: ["A05:2021"]
package django.checklist.proxy.proxy_default_server_missing

import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.settings

# That every host is allowed, another policy says of the same entry.
deny contains result.graded_here(star.subject, "high", at, sprintf("%s forwards requests for any host to Django, and ALLOWED_HOSTS admits every one.", [ways])) if {
	some at, ways in proxies.catching_at
	some star in settings.members("ALLOWED_HOSTS")
	star.value == "*"
}

deny contains result.graded_here("proxy", "low", at, sprintf("%s forwards requests for any host to Django, where ALLOWED_HOSTS alone refuses them.", [ways])) if {
	settings.lacks("ALLOWED_HOSTS", "*")
	some at, ways in proxies.catching_at
}

unsure contains doubt if some doubt in proxies.doubts

unsure contains doubt if some doubt in proxies.perhaps_catching

allow if proxies.are_unseen

allow if proxies.catch_nothing
