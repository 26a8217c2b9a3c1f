# METADATA
# title: Every host is allowed
# description: >-
#   Django then believes any Host header, and writes it into password reset mails
#   and absolute links, and a cache keeps them.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#allowed-hosts
# custom:
#   severity: high
#   severities: [high, medium]
#   reads: [infra.listeners, proxy, service.kind, service.ports, settings.ALLOWED_HOSTS]
#   inputs: [http]
#   remediation: List the host names that the site is served under; .example.com stands for a domain and all below it.
#   covers: [insecure-fallback, proxy-default-server-missing]
#   cwe: [20, 644]
#   owasp: ["A05:2021"]
package django.checklist.hosts.allowed_hosts_wildcard

import data.django.lib.edge
import data.django.lib.result
import data.django.lib.settings

deny contains result.graded(host.subject, "high", "ALLOWED_HOSTS admits any host: a forged Host header ends up in password reset mails and links.") if {
	some host in _wildcards
	edge.perhaps_passes_any_host
}

deny contains result.graded(host.subject, "medium", sprintf("ALLOWED_HOSTS admits any host: %s alone keeps a forged Host header out of password reset mails and links.", [edge.doorkeeper])) if {
	some host in _wildcards
}

_wildcards contains host if {
	some host in settings.members("ALLOWED_HOSTS")
	host.value == "*"
}

# Only the whole list could hold another.
allow if settings.lacks("ALLOWED_HOSTS", "*")
