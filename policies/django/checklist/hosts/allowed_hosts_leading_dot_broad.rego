# METADATA
# title: Names that strangers may have are allowed
# description: >-
#   An entry with a leading dot allows a domain and all below it. Below a platform's
#   domain, or that of a country, anybody has a name, and a forged Host header with such
#   a name ends up in password reset links.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#allowed-hosts
# custom:
#   severity: medium
#   reads: [settings.ALLOWED_HOSTS]
#   inputs: [http]
#   remediation: |-
#     ALLOWED_HOSTS = ["shop.example.com"]  # the site's own name
#   cwe: [20, 644]
#   owasp: ["A05:2021"]
package django.checklist.hosts.allowed_hosts_leading_dot_broad

import data.django.lib.domains
import data.django.lib.result
import data.django.lib.settings

deny contains result.at(host.subject, sprintf("%q allows every name below %s, where anybody may have one: reset links may lead to a stranger.", [host.value, domain])) if {
	some host in settings.members("ALLOWED_HOSTS")
	is_string(host.value)
	startswith(host.value, ".")
	domain := trim_prefix(lower(host.value), ".")
	domains.is_shared(domain)
	domain != "localhost"
}
