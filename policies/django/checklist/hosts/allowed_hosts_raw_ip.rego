# METADATA
# title: The site answers by its address
# description: >-
#   Scanners come by address, not by name. An address in ALLOWED_HOSTS lets them past
#   the check of the host; private ones, which load balancers ask, are left alone.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#allowed-hosts
# custom:
#   severity: low
#   reads: [settings.ALLOWED_HOSTS]
#   inputs: [http]
#   remediation: List names only; let the proxy answer requests for addresses.
#   cwe: [1188]
#   owasp: ["A05:2021"]
package django.checklist.hosts.allowed_hosts_raw_ip

import data.django.lib.result
import data.django.lib.settings

deny contains result.at(host.subject, sprintf("%q is a public address: whoever scans addresses is answered as a visitor is.", [host.value])) if {
	some host in settings.members("ALLOWED_HOSTS")
	is_string(host.value)
	trim(host.value, "0123456789.") == ""
	not strings.any_prefix_match(host.value, {"0.", "10.", "127.", "169.254.", "192.168."})
	regex.match(`^[0-9]{1,3}(\.[0-9]{1,3}){3}$`, host.value)
	not regex.match(`^172\.(1[6-9]|2[0-9]|3[01])\.|^100\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\.`, host.value)
}
