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
#   reads: [settings.ALLOWED_HOSTS, settings.DEBUG]
#   inputs: [http]
#   remediation: ALLOWED_HOSTS = ["shop.example.com", "localhost"]
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.hosts.allowed_hosts_local_only

import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(local, {"DEBUG"}) if {
	local := result.at("ALLOWED_HOSTS", "ALLOWED_HOSTS holds names of this machine only: visitors, who come by the site's name, are answered with 400.")
	settings.is_off("DEBUG")
	all := settings.all_members("ALLOWED_HOSTS")
	count(all) > 0
	every host in all {
		_is_local(host.value)
	}
}

allow if settings.is_on("DEBUG")

_is_local(host) if {
	is_string(host)
	lower(host) in {"localhost", ".localhost", "127.0.0.1", "[::1]", "::1", "0.0.0.0"}
}
