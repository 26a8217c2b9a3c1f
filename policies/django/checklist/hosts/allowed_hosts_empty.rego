# METADATA
# title: No host is allowed
# description: With DEBUG off, an empty ALLOWED_HOSTS refuses every host.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#allowed-hosts
# custom:
#   severity: critical
#   reads: [settings.ALLOWED_HOSTS, settings.DEBUG, source.overrides]
#   inputs: [http]
#   remediation: List the host names that the site is served under.
#   django_check: security.W020
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.hosts.allowed_hosts_empty

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.source

deny contains result.resting(empty, {"DEBUG"}) if {
	settings.is_off("ALLOWED_HOSTS")
	settings.is_off("DEBUG")
	source.is_final("ALLOWED_HOSTS")
	empty := result.at("ALLOWED_HOSTS", "ALLOWED_HOSTS is empty and DEBUG is off: every request is answered with 400.")
}

unsure contains result.at("ALLOWED_HOSTS", sprintf("%s, which is not here, may set it", [override.module])) if {
	settings.is_off("ALLOWED_HOSTS")
	some override in source.overriding("ALLOWED_HOSTS")
}

allow if settings.is_on("ALLOWED_HOSTS")

allow if settings.is_on("DEBUG")
