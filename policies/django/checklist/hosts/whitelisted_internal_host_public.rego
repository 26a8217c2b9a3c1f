# METADATA
# title: Visitors may use a name that is for services alone
# description: >-
#   ALLOWED_HOSTS has the name of a service of the deployment, and the proxy hands on
#   requests for any name: who asks for it gets links and mails that lead to a name
#   which only exists inside. The sender affects his own requests, and pages in a cache.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts
# custom:
#   severity: low
#   reads: [proxy, service.name, service.peers, settings.ALLOWED_HOSTS]
#   inputs: [http]
#   remediation: "Add server { listen 80 default_server; return 444; }, so that visitors reach Django by the public names alone."
#   cwe: [644]
#   owasp: ["A05:2021"]
package django.checklist.hosts.whitelisted_internal_host_public

import data.django.lib.internal_names
import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.settings

deny contains result.at(
	member.subject,
	sprintf(
		"%s is the name of a service, and %s (%s:%d) hands on requests for any name: visitors may ask for it, and links then lead there.",
		[member.value, proxies.in_words(site), site.at.file, site.at.line],
	),
) if {
	some member in settings.members("ALLOWED_HOSTS")
	internal_names.is_service(member.value)
	some site in internal_names.takes_any_name
}

unsure contains doubt if some doubt in proxies.doubts

allow if proxies.are_unseen

allow if internal_names.takes_no_other_name
