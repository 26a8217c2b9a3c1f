# METADATA
# title: An allowed host is a tutorial's
# description: >-
#   The name is an example that was to be replaced. The site's own name is then missing,
#   or a stranger's name is allowed. Beside "*" no name is missing.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#allowed-hosts
# custom:
#   severity: medium
#   reads: [settings.ALLOWED_HOSTS]
#   inputs: [http]
#   remediation: List the names that the site is served under.
#   cwe: [1188]
#   owasp: ["A05:2021"]
package django.checklist.hosts.allowed_hosts_placeholder

import data.django.lib.result
import data.django.lib.settings

deny contains result.at(host.subject, sprintf("%q is an example that was to be replaced: the site's own name is perhaps missing.", [host.value])) if {
	settings.lacks("ALLOWED_HOSTS", "*")
	some host in settings.members("ALLOWED_HOSTS")
	is_string(host.value)
	name := lower(host.value)
	some word in {"<", "changeme", "domain.", "example.com", "my", "our"} # each pattern has one
	contains(name, word)

	# regal ignore:line-length
	regex.match(`^(.*\.)?(example\.com|(my-?|your-?|our-?)(own-?)?(app-?|site-?)?(domain|site|website|server)(-?name)?\.(com|org|net|de|io)|domain\.(com|tld)|changeme(\..*)?)$|^<.*>$|^(your|my)[-_](domain|host|site)`, name)
}
