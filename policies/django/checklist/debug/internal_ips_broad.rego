# METADATA
# title: Visitors count as internal
# description: >-
#   Behind a proxy REMOTE_ADDR is the proxy's address. Where INTERNAL_IPS holds it,
#   every visitor sees what is for developers, the debug toolbar first of all. It
#   matters while DEBUG is on only.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#internal-ips
# custom:
#   severity: low
#   reads: [settings.DEBUG, settings.INTERNAL_IPS]
#   inputs: [http]
#   remediation: INTERNAL_IPS = ["127.0.0.1"]
#   cwe: [290]
#   owasp: ["A05:2021"]
package django.checklist.debug.internal_ips_broad

import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(broad, {"DEBUG"}) if {
	settings.is_on("DEBUG")
	some address in settings.texts("INTERNAL_IPS")
	regex.match(_gateways, address.value)
	broad := result.at(address.subject, sprintf("%s is the address of a gateway: behind it every visitor counts as internal while DEBUG is on.", [address.value]))
}

allow if settings.is_off("DEBUG")

_gateways := `^(172\.(1[6-9]|2[0-9]|3[01])\.[0-9]+\.1|10\.0\.2\.2|192\.168\.65\.1)$`
