# METADATA
# title: An empty variable became the only allowed host
# description: >-
#   "".split(",") is a list with one empty text. Django takes it for a list of
#   hosts, its own check passes, and every request is answered with 400.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#allowed-hosts
# custom:
#   severity: high
#   reads: [settings.ALLOWED_HOSTS]
#   inputs: [http]
#   remediation: Set the variable, and read it without a default so that a missing one stops the start.
#   covers: [allowed-hosts-unmatchable]
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.hosts.hosts_env_split_empty

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("ALLOWED_HOSTS[0]", "ALLOWED_HOSTS holds one empty text and nothing else, as splitting an empty variable gives: every request is answered with 400.") if {
	settings.value("ALLOWED_HOSTS") == [""]
}
