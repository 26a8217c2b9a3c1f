# METADATA
# title: Only this machine is an allowed host
# description: >-
#   Visitors come by the site's name, which no entry matches, unless a proxy replaces
#   the Host header.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#allowed-hosts
# custom:
#   severity: high
#   reads: [proxy, service.name, service.peers, settings.ALLOWED_HOSTS, settings.DEBUG]
#   inputs: [http]
#   remediation: ALLOWED_HOSTS = ["shop.example.com", "localhost"]
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.hosts.allowed_hosts_local_only

import data.django.lib.internal_names
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(local, {"DEBUG"}) if {
	settings.is_off("DEBUG")
	local := result.at("ALLOWED_HOSTS", sprintf("ALLOWED_HOSTS holds names of %s only: visitors, who come by the site's name, are answered with 400.", [internal_names.only_allowed]))
}

allow if settings.is_on("DEBUG")

allow if internal_names.allows_others
