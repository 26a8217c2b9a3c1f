# METADATA
# title: An allowed host matches nothing
# description: Django compares hosts without scheme, port and path, and knows no wildcard but a leading dot. It says nothing of entries that never match, and answers their visitors with 400.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#allowed-hosts
# custom:
#   severity: medium
#   severities: [high, medium, low]
#   reads: [settings.ALLOWED_HOSTS]
#   inputs: [http]
#   remediation: Write the bare host name; .example.com stands for a domain and all below it.
#   aliases: [allowed-hosts-cidr]
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.hosts.allowed_hosts_unmatchable

import data.django.lib.hosts
import data.django.lib.result
import data.django.lib.settings

deny contains result.graded(host.subject, severity, sprintf("%s never matches a request: %s.", [json.marshal(host.value), why])) if {
	some host, why in _unmatchable
	some severity in _severities
}

deny contains result.graded(host.subject, "high", sprintf("%s never matches a request (%s), nor does any other entry: every request is answered with 400.", [json.marshal(host.value), why])) if {
	some host, why in _unmatchable
	_matches_nothing
}

# An empty text is what splitting an empty variable leaves; beside others it does no harm.
_unmatchable[host] := why if {
	some host in settings.members("ALLOWED_HOSTS")
	host.value != ""
	why := hosts.reason(host.value)
}

# Another entry matches, or may.
_severities contains "medium" if settings.is_partial("ALLOWED_HOSTS")

_severities contains "medium" if {
	settings.lacks("ALLOWED_HOSTS", "*")
	some other in settings.members("ALLOWED_HOSTS")
	hosts.can_match(other.value)
}

# As yet no request is refused for it.
_severities contains "low" if {
	settings.is_whole("ALLOWED_HOSTS")
	settings.holds("ALLOWED_HOSTS", "*")
}

_matches_nothing if {
	listed := settings.all_members("ALLOWED_HOSTS")
	every host in listed {
		hosts.reason(host.value)
	}
}
